"""Slips as they come out: read back by programs that know nothing of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

import escpos_reader
import msgspec
import pypdfium2
import pytest
import segno
import zxingcpp
from people import STRESSED
from PIL import Image
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from magapp.assistant import Assistant
from magapp.pack import Pack, load_cases
from magapp.resources import resource
from magapp.rules import Clearance, Value
from magapp.takehome.slip import DayPlan, Slip, make_slip
from ui.kit.parts import Look, Paragraph, Part, Tags
from ui.look.theme import ThemeHub
from ui.outcome.code import Qr
from ui.slip import receipt
from ui.slip.paper import PAPERS, paper_hub, pdf, picture, sheet

pytestmark = pytest.mark.gui

TODAY = date(2026, 11, 22)
DPI = 200
ON_MEDICINES: dict[str, Value] = {
    **STRESSED,
    "signals": ["fatigue", "cramps"],
    "medicines": ["levothyroxine", "iron"],
}
REFERRED: dict[str, Value] = {**ON_MEDICINES, "conditions": ["kidney"]}
KINDS = {
    "suggest": ON_MEDICINES,
    "refer_soon": REFERRED,
    "refer_now": {**ON_MEDICINES, "alarm": ["chest_pain", "fainting"]},
    "ask_staff": {**ON_MEDICINES, "age": "70_plus"},
    "food_first": {**ON_MEDICINES, "signals": [], "situations": []},
}


ON_MANY: dict[str, Value] = {
    **STRESSED,
    "signals": ["fatigue", "cramps", "poor_sleep"],
    "situations": ["stress", "sport", "sleep", "low_energy"],
    "medicines": ["levothyroxine", "bisphosphonate"],
}
OLDER = {**ON_MANY, "age": "70_plus", "medicines": [*ON_MANY["medicines"], "ppi_long"]}  # type: ignore[misc]
LONG = {
    "two": (ON_MANY, False),
    "three": ({**ON_MANY, "medicines": ["levothyroxine", "bisphosphonate", "iron"]}, False),
    "older": (OLDER, False),
    "older_takes_one": (OLDER, True),
}
"""Slips that fill their pages; with whether one product was chosen."""


@pytest.fixture(scope="module")
def hub(qapp: QApplication) -> ThemeHub:
    return paper_hub()


@pytest.fixture(scope="module")
def plain(qapp: QApplication) -> ThemeHub:
    return paper_hub(plain=True)


def slip_of(assistant: Assistant, answers: dict[str, Value], language: str = "nl") -> Slip:
    advice, suggestion = assistant.advise(answers)
    return make_slip(assistant.pack, advice, suggestion, language, TODAY, "Winkel Zoë & Co")


def long_slip(assistant: Assistant, name: str, language: str) -> Slip:
    """A slip of `LONG`; staff cleared what stands in its way. `ar` is made-up Arabic."""
    answers, alone = LONG[name]
    gates = assistant.advise(answers, "staff")[0].gates
    cleared = tuple(Clearance(gate, "Apotheker: bekend en goed") for gate in gates)
    advice, suggestion = assistant.advise(answers, "staff", cleared)
    chosen = suggestion.products[0].product.ean if alone else ""
    pack = turned(assistant.pack)
    return make_slip(pack, advice, suggestion, language, TODAY, "Winkel Zoë & Co", chosen)


def turned(pack: Pack) -> Pack:
    """The pack with made-up Arabic: English, but for one word of every day."""
    return msgspec.structs.replace(
        pack,
        texts={**pack.texts, "ar": {**pack.texts["en"], "slot.breakfast.name": "الفطور"}},
        languages=(*pack.languages, "ar"),
    )


class Room:
    """Watches what words are to be painted, and into what room. Paints none of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seen: list[str] = []
        self.squeezed: list[str] = []
        self._watch(monkeypatch, Paragraph)
        self._watch(monkeypatch, Tags)
        # Codes are read elsewhere: here only their size counts, which any mask gives.
        monkeypatch.setattr(Qr, "paint", lambda *_: None)
        monkeypatch.setattr(Qr, "modules", property(lambda code: modules(code.content)))

    def _watch(self, monkeypatch: pytest.MonkeyPatch, kind: type[Part]) -> None:
        def watched(part: Part, painter: QPainter, look: Look, rect: QRectF) -> None:
            self.seen += part.said()
            if part.height(look._replace(breaks=False), rect.width()) > rect.height() + 1:
                self.squeezed += part.said()

        monkeypatch.setattr(kind, "paint", watched)

    def check(self, slip: Slip) -> None:
        """All words of a slip were painted, and had the room they need."""
        assert self.squeezed == []
        seen = " ".join(self.seen)
        assert [said for said in words_of(slip) if said.replace("\u00ad", "") not in seen] == []
        self.seen.clear()


@cache
def modules(content: str) -> list[bytearray]:
    """The rows of a code, in a tenth of the time that the best mask takes."""
    return list(segno.make_qr(content, error="m", boost_error=False, mask=0).matrix)


def pages_of(content: bytes) -> Iterator[tuple[str, Image.Image]]:
    """The text of every page, and the page as a picture."""
    document = pypdfium2.PdfDocument(content)
    for page in document:
        text = page.get_textpage()
        yield text.get_text_bounded(), page.render(scale=DPI / 72).to_pil()
        text.close()
        page.close()
    document.close()


def squeezed(text: str) -> str:
    """Without what laying out adds: spaces, hyphens, signs that set amounts apart."""
    text = re.sub("[\\s\u00ad\ufffe\u200e\u200f\u2066-\u2069\u0002-]", "", text)
    return text.replace("\ufb01", "fi").replace("\ufb02", "fl")


def words_of(slip: Slip) -> Iterator[str]:
    """Every text on a slip but the codes."""
    yield from (slip.shop, slip.title, slip.text, slip.foot)
    for part in slip.parts:
        yield part.title
        if isinstance(part, DayPlan):
            for moment in part.moments:
                yield from (moment.name, moment.time, *moment.taken, *moment.medicines)
            yield from part.notes
        else:
            for line in part.lines:
                yield from (line.lead, line.text, line.more)
    for code in slip.codes:
        yield code.title


@pytest.mark.parametrize("paper", ["A5", "A4"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_pdf_holds_every_word_and_every_code(
    assistant: Assistant, hub: ThemeHub, kind: str, language: str, paper: str
) -> None:
    slip = slip_of(assistant, KINDS[kind], language)
    assert slip.outcome == kind
    pages = list(pages_of(pdf(sheet(hub, slip, paper), paper, slip.title)))
    text = squeezed("".join(text for text, _ in pages))
    for said in words_of(slip):
        for word in said.split():  # what stands beside a line may be read in its middle
            assert squeezed(word) in text, said
    read = {found.text for _, image in pages for found in zxingcpp.read_barcodes(image)}
    assert read == {code.content for code in slip.codes}
    assert len(pages) <= (2 if kind == "suggest" else 1)


def test_the_paper_has_its_size_and_white_edges(assistant: Assistant, hub: ThemeHub) -> None:
    slip = slip_of(assistant, ON_MEDICINES)
    for paper, (wide, high) in PAPERS.items():
        document = pypdfium2.PdfDocument(pdf(sheet(hub, slip, paper), paper, slip.title))
        size = document[0].get_size()
        assert size == pytest.approx((wide / 25.4 * 72, high / 25.4 * 72), abs=1)
        image = document[0].render(scale=1).to_pil().convert("L")
        document.close()
        box = image.point(lambda grey: 255 * (grey < 250)).getbbox()
        assert box is not None
        least = 8 / 25.4 * 72
        assert box[0] >= least
        assert box[1] >= least
        assert image.width - box[2] >= least
        assert image.height - box[3] >= least


def test_a_right_to_left_slip_is_turned_over(
    assistant: Assistant, hub: ThemeHub, pack: Pack
) -> None:
    """Made-up Arabic of the same words: what stood at the left stands at the right."""
    advice, suggestion = assistant.advise(ON_MEDICINES)
    plain_slip = make_slip(turned(pack), advice, suggestion, "en", TODAY)
    slip = make_slip(turned(pack), advice, suggestion, "ar", TODAY)
    texts = [squeezed(text) for text, _ in pages_of(pdf(sheet(hub, slip, "A5"), "A5", "x"))]
    text = "".join(texts)
    for said in words_of(slip):
        for word in said.split():
            if word != "الفطور":  # a PDF may hold the shapes of letters
                assert squeezed(word).strip(".,:;?!()") in text, said
    for number in ("08:00", "13:00", "100", "20"):
        assert number in text
    left, right = (picture(sheet(hub, each, "A5"), "A5", 0, 600) for each in (plain_slip, slip))
    # The shop's name heads the page: at the left, and turned over at the right.
    band = range(40, 70)
    assert any(left.pixelColor(x, y).lightness() < 80 for x in range(40, 120) for y in band)
    assert not any(right.pixelColor(x, y).lightness() < 80 for x in range(45, 120) for y in band)


@pytest.mark.parametrize("paper", ["A5", "A4"])
@pytest.mark.parametrize("language", ["nl", "en", "ar"])
@pytest.mark.parametrize("name", LONG)
def test_a_long_slip_keeps_every_word_and_the_day(
    assistant: Assistant, hub: ThemeHub, name: str, language: str, paper: str
) -> None:
    slip = long_slip(assistant, name, language)
    assert slip.outcome == "suggest"
    pages = list(pages_of(pdf(sheet(hub, slip, paper), paper, slip.title)))
    text = squeezed("".join(text for text, _ in pages))
    for said in words_of(slip):
        for word in said.split():  # a PDF may hold the shapes of letters, and turn digits over
            bare = squeezed(word).strip(".,:;?!()")
            plain_word = bare.isascii() and bare.isalpha()
            assert bare in text or (language == "ar" and not plain_word), said
    (day,) = (part for part in slip.parts if isinstance(part, DayPlan))
    for moment in day.moments:
        assert squeezed(moment.time) in text
    read = {found.text for _, image in pages for found in zxingcpp.read_barcodes(image)}
    assert read == {code.content for code in slip.codes}


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
@pytest.mark.parametrize("name", LONG)
def test_a_long_slip_gives_every_word_its_room(
    assistant: Assistant,
    hub: ThemeHub,
    plain: ThemeHub,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    language: str,
) -> None:
    slip, room = long_slip(assistant, name, language), Room(monkeypatch)
    for paper in PAPERS:
        pdf(sheet(hub, slip, paper), paper, slip.title)
        room.check(slip)


def test_every_case_has_its_room_on_a_receipt(
    assistant: Assistant, plain: ThemeHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(monkeypatch)
    for number, case in enumerate(load_cases(resource("packs", "magnesium"))):
        advice, suggestion = assistant.advise(case.answers, case.channel)
        language = ("nl", "en", "ar")[number % 3]
        slip = make_slip(turned(assistant.pack), advice, suggestion, language, TODAY)
        for paper in receipt.DOTS:
            receipt.strip(plain, slip, paper)
            room.check(slip)


@pytest.mark.parametrize(("paper", "most_cm"), [("80mm", 53), ("58mm", 72)])
def test_a_full_receipt_takes_no_more_paper_than_it_must(
    assistant: Assistant, plain: ThemeHub, paper: str, most_cm: float
) -> None:
    """With three products, three medicines and the day; codes still as large as a phone needs."""
    slip = long_slip(assistant, "three", "nl")
    strip = receipt.strip(plain, slip, paper)
    assert strip.height() / receipt.DPI * 2.54 < most_cm
    dots = strip.convertToFormat(QImage.Format.Format_Grayscale8)
    size, row = (dots.width(), dots.height()), dots.bytesPerLine()
    image = Image.frombuffer("L", size, bytes(dots.constBits()), "raw", "L", row, 1)
    found = {each.text: each for each in zxingcpp.read_barcodes(image)}
    assert set(found) == {code.content for code in slip.codes}
    for code in slip.codes:
        corners = found[code.content].position
        side = corners.top_right.x - corners.top_left.x
        assert side / len(modules(code.content)) > 2.9, "three dots to a module"


@pytest.mark.parametrize("paper", PAPERS)
def test_a_word_too_long_for_the_paper_is_broken_and_the_rest_stays(
    assistant: Assistant, hub: ThemeHub, paper: str
) -> None:
    shop = "www." + "drogisterij2demagnesiumhoekaanhetdorpsplein1" * 3 + ".example"
    slip = msgspec.structs.replace(long_slip(assistant, "three", "nl"), shop=shop)
    laid = sheet(hub, slip, paper)
    for page in laid.pages:
        for placed in page:
            assert placed.part.height(laid.look, placed.rect.width()) <= placed.rect.height() + 1
    text = squeezed("".join(text for text, _ in pages_of(pdf(laid, paper, slip.title))))
    assert slip.shop in text
    for word in ("Ontbijt", "Avondeten", "Bedtijd", "08:00", "1)"):
        assert word in text
    same = sheet(hub, long_slip(assistant, "three", "nl"), paper)
    assert laid.look.step == same.look.step, "no smaller type for one word's sake"


@pytest.mark.parametrize("paper", receipt.DOTS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_receipt_is_read_by_another_reader(
    assistant: Assistant, plain: ThemeHub, kind: str, paper: str
) -> None:
    slip = slip_of(assistant, KINDS[kind])
    strip = receipt.strip(plain, slip, paper)
    printed = escpos_reader.read(receipt.commands(strip))
    assert printed.cuts == 1
    assert len(printed.rows) == strip.height()
    assert {len(row) for row in printed.rows} == {receipt.DOTS[paper]}
    dots = bytes(0 if dot else 255 for row in printed.rows for dot in row)
    image = Image.frombytes("L", (receipt.DOTS[paper], len(printed.rows)), dots)
    assert {found.text for found in zxingcpp.read_barcodes(image)} == {
        code.content for code in slip.codes
    }
    black = sum(not dot for dot in dots) / len(dots)
    assert 0.02 < black < 0.3, "neither empty nor a bar of black"


def test_every_case_can_be_printed(assistant: Assistant, plain: ThemeHub, hub: ThemeHub) -> None:
    """No word is so long, and no list, that a page or a receipt cannot hold it."""
    for case in load_cases(resource("packs", "magnesium"))[::7]:
        advice, suggestion = assistant.advise(case.answers, case.channel)
        slip = make_slip(assistant.pack, advice, suggestion, "nl", TODAY)
        laid = sheet(hub, slip, "A5")
        assert 1 <= len(laid.pages) <= 3, case.id
        for page in laid.pages:
            for one, other in pairwise(page):
                assert one.rect.bottom() <= other.rect.top() + 0.5
            assert page[-1].rect.bottom() <= (210 - 20) / 25.4 * 96 + 1
        assert receipt.strip(plain, slip, "58mm").height() > 300


def test_a_logo_of_the_shop_heads_the_page(
    assistant: Assistant, hub: ThemeHub, magapp_home: object
) -> None:
    Image.new("RGB", (80, 40), (200, 0, 0)).save(f"{magapp_home}/logo.png")
    laid = sheet(hub, slip_of(assistant, REFERRED), "A5", "logo.png")
    image = picture(laid, "A5", 0, 600)
    assert image.pixelColor(60, 60).red() > 180
    assert image.pixelColor(60, 60).green() < 40
    without = sheet(hub, slip_of(assistant, REFERRED), "A5", "missing.png")
    assert len(without.pages) == 1
