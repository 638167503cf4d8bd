"""An amount reads the same at every station, and none of them waits for Babel at the start."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from people import STRESSED

import ui
from magapp.assistant import Assistant
from magapp.cli.terminal import as_text
from magapp.pack import Pack
from magapp.products import Product
from magapp.rules import Advice
from magapp.shelf.suggest import Suggestion, suggest
from magapp.takehome import slip as paper
from magapp.takehome.data import as_json
from magapp.takehome.report import advice_in_words
from ui.input.language import NAMES
from ui.outcome.words import OutcomeWords

LANGUAGES = sorted({*NAMES, "fa", "he", "hi", "ur", "xx"})
"""What the program has a name for, scripts with digits of their own, and one that is none."""
PRICES = ("0.325", "0.565", "12.95", "1250", "0.1")


def spoken(pack: Pack, language: str) -> Pack:
    """The pack, also in a language that has English words."""
    if language in pack.languages:
        return pack
    return msgspec.structs.replace(
        pack, texts={**pack.texts, language: pack.texts["en"]},
        languages=(*pack.languages, language),
    )  # fmt: skip


def shelved(assistant: Assistant, price: str, mg: float) -> tuple[Advice, Suggestion]:
    advice, suggestion = assistant.advise(STRESSED)
    assert suggestion.products
    like: Product = suggestion.products[0].product
    made = msgspec.structs.replace(
        like, price=Decimal(price) * like.units_per_pack, per_unit=mg, units_per_day=1,
        blend=((like.form, mg),), dosage_form="capsule", contains=(),
    )  # fmt: skip
    return advice, suggest(assistant.pack, advice, [made])


@pytest.mark.parametrize("mg", [62.5, 100, 66.67])
@pytest.mark.parametrize("price", PRICES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_station_says_the_same(
    assistant: Assistant, language: str, price: str, mg: float
) -> None:
    """Terminal, slip (which page, PDF and receipt print), the customer's day, card, and JSON."""
    pack = spoken(assistant.pack, language)
    advice, suggestion = shelved(assistant, price, mg)
    [shown] = suggestion.products
    amounts = pack.amounts(language)
    money = amounts.money(Decimal(price), "EUR")
    said = advice_in_words(pack, advice, suggestion, language, "kiosk")
    slip = paper.make_slip(pack, advice, suggestion, language, date(2026, 3, 1))
    for station in (as_text(pack, said), paper.as_text(slip, 1_000)):
        assert money in station
        assert amounts.amount(mg) in station
        assert amounts.units(1, "capsule") in station
    [day] = [part for part in slip.parts if isinstance(part, paper.DayPlan)]
    assert any(amounts.amount(mg) in entry for each in day.moments for entry in each.taken)
    card = OutcomeWords(pack, advice, suggestion, language, "kiosk", False, str).amounts
    assert card.money(shown.price_per_day, "EUR") == money
    assert card.amount(shown.daily) == amounts.amount(mg)
    [plain] = as_json(pack, said)["products"]
    assert (plain["price_per_day"], plain["daily_mg"]) == (float(price), mg)
    assert isinstance(plain["price"], float)


@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_the_first_question_needs_no_babel(tmp_path: Path, channel: str) -> None:
    """In each language of the pack; afterwards it is loaded by itself."""
    code = f"""
import sys
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
application = QApplication([])
from magapp.assistant import open_assistant
from ui.app import build
from ui.walk import shell as module
reading_ms, module.READING_MS = module.READING_MS, 3_600_000  # however slow this machine is
shell = build(application, open_assistant(), {channel!r}, QSize(1366, 768))
shell.show()
for language in shell.setting.language.codes:
    shell.use_language(language)
    shell.prepare()
    shell.show_question()
    application.processEvents()
print("babel" in sys.modules)
module.READING_MS = reading_ms
other = build(application, open_assistant(), {channel!r}, QSize(1366, 768))
other.show()
other.show_question()
while "babel.numbers" not in sys.modules:
    application.processEvents()
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(ui.__file__).resolve().parents[1],
        env={"QT_QPA_PLATFORM": "offscreen", "MAGAPP_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "False"
