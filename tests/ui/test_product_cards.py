"""The cards of products on the screen: side by side, equal, and nothing of what they say is cut."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import pytest
from driver import Counter, Driver, settle
from people import ON_LEVOTHYROXINE, STRESSED
from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from magapp.takehome.slip import day_in_words
from ui.kit.button import Button
from ui.kit.charts import Gauge
from ui.kit.deck import NOTHING, PartCard
from ui.kit.parts import Look
from ui.kit.roles import PRESS
from ui.kit.spoken import SpokenItem
from ui.kit.text import lay_out
from ui.look.theme import ThemeHub
from ui.outcome.art import Ladder
from ui.outcome.day import DayChart
from ui.walk.shell import Shell

if TYPE_CHECKING:
    from pathlib import Path

    from stage import Open

pytest_plugins = ["stage"]

SIZES = [QSize(1920, 1080), QSize(1366, 768), QSize(1080, 1920)]
SHOWN: list[dict[str, Any]] = [
    {},
    {"situations": ["stress", "sport"], "preferences": ["vegan"]},
    {"sex": "female", "life_stage": [], "signals": [], "situations": ["hormonal"]},
]


def show(shell: Shell, answers: dict[str, Any]) -> list[PartCard]:
    """Show the outcome for these answers; the cards of its products."""
    advice, suggestion = shell.assistant.advise({**STRESSED, **answers})
    outcome = shell.outcome()
    outcome.show_outcome(advice, suggestion, shell.setting.language.code)
    shell.show_screen(outcome)
    settle()
    cards = [
        each
        for each in outcome.findChildren(PartCard)
        if each.objectName().startswith("product:") and each.isVisible()
    ]
    return sorted(cards, key=PartCard.objectName)


@pytest.mark.parametrize("answers", SHOWN)
@pytest.mark.parametrize("size", SIZES, ids=["1080p", "768p", "upright"])
@pytest.mark.parametrize("channel", ["kiosk", "staff"])
def test_three_cards(open_window: Open, channel: str, size: QSize, answers: dict[str, Any]) -> None:
    me: Driver = open_window(channel, size)
    me.begin()
    for language in ("nl", "en"):
        me.shell.use_language(language)
        cards = show(me.shell, answers)
        assert [each.objectName() for each in cards] == ["product:1", "product:2", "product:3"]
        assert max(each.width() for each in cards) - min(each.width() for each in cards) <= 1
        if size.width() > size.height():  # side by side, as high as each other
            assert len({each.y() for each in cards}) == 1
            assert len({each.height() for each in cards}) == 1
        for card in cards:
            needed = card.needed(card.width(), card.step())
            assert needed < inf
            assert needed <= card.height() + 1
    me.shell.use_language("en")


def test_what_a_card_says(open_window: Open) -> None:
    me: Driver = open_window("kiosk")
    me.begin()
    me.shell.use_language("en")
    cards = show(me.shell, {})
    said = [each.accessibleDescription() for each in cards]
    assert "You chose: “Stress or strain”, “Tense muscles”" in said[0]
    assert "Lowest price" in said[0]
    assert "You chose: “Stress or strain”" in said[1]
    assert len({*said}) == 3
    for words, product in zip(said, me.assistant.advise(STRESSED)[1].products, strict=True):
        amounts = me.assistant.pack.amounts("en")
        assert amounts.money(product.product.price, "EUR") in words
        assert f"{product.product.units_per_pack}\u00a0{product.product.dosage_form}s" in words
    assert "Lasts 90 days" in said[0]
    assert "Cheapest pack" in said[2]


def advised(me: Driver, answers: dict[str, Any] = STRESSED) -> Driver:
    me.begin()
    for question, value in answers.items():
        me.shell.flow.answer(question, value)
    me.shell.show_advice()
    settle()  # the bar below the questions goes, and leaves the cards its room
    return me


def said_on(me: Driver) -> str:
    found = [*me.front.findChildren(PartCard), *me.front.findChildren(SpokenItem)]
    return "\n".join(
        f"{each.accessibleName()}\n{each.accessibleDescription()}"
        for each in found
        if each.isVisible()
    )


def test_a_tap_opens_a_product_and_back_leads_to_all(kiosk: Driver) -> None:
    advised(kiosk).switch("en")
    second = kiosk.last.suggestion.products[1].product
    kiosk.tap("product:2").wait(lambda: kiosk.shows("opened:take"))
    assert not kiosk.shows("product:1")
    said = said_on(kiosk)
    for words in (second.name, second.shelf, "How to take it", "What is in it", "At most: 250"):
        assert words in said
    assert kiosk.shell.outcome().tab == "product:2"
    kiosk.tap("opened:close").wait(lambda: kiosk.shows("product:1"))
    assert not kiosk.shows("opened:take")
    kiosk.tap("product:3").switch("nl")
    assert "Zo neemt u het in" in said_on(kiosk), "opened it stays, in the other language"


def test_keys_open_a_product_and_escape_closes_it(staff: Counter) -> None:
    advised(staff)
    outcome = staff.shell.outcome()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        staff.find("product:1").setFocus(Qt.FocusReason.TabFocusReason)
        staff.key(key)
        assert outcome.tab == "product:1"
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.objectName() == "opened:where"
        staff.key(Qt.Key.Key_Escape)
        assert outcome.tab == "products"
        assert staff.screen == "outcome"
    staff.find("product:1").setFocus(Qt.FocusReason.TabFocusReason)
    staff.key(Qt.Key.Key_Return).key("4")
    assert outcome.tab == "food"
    assert not staff.shows("opened:where")


def test_a_screen_reader_opens_a_product(kiosk: Driver) -> None:
    advised(kiosk)
    card = QAccessible.queryAccessibleInterface(kiosk.find("product:2"))
    assert PRESS in card.actionInterface().actionNames()
    card.actionInterface().doAction(PRESS)
    kiosk.wait(lambda: kiosk.shows("opened:take"))
    plain = QAccessible.queryAccessibleInterface(kiosk.find("opened:take"))
    assert PRESS not in plain.actionInterface().actionNames()


def test_the_customer_sees_what_staff_open_but_opens_nothing(staff: Counter) -> None:
    advised(staff)
    outcome = staff.shell.outcome()
    outcome.show_tab("product:2")
    staff.key("t")
    side = staff.shell.side.turned
    assert side is not None
    outcome.turned.emit("product:2")
    assert side.outcome.tab == "product:2"
    side.outcome.fold()
    cards = [
        each for each in side.outcome.findChildren(PartCard) if "product:" in each.objectName()
    ]
    assert cards
    assert not any(each.face.opens for each in cards)
    staff.key(Qt.Key.Key_Escape)


def test_a_photo_of_the_shop_stands_for_the_drawing(kiosk: Driver, magapp_home: Path) -> None:
    product = kiosk.assistant.advise(STRESSED)[1].products[0].product
    folder = magapp_home / "photos"
    folder.mkdir()
    Image.new("RGB", (60, 80), (250, 0, 200)).save(folder / f"{product.ean}.png")

    def pink() -> int:
        image = kiosk.find("product:1").grab().toImage()
        spots = ((x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3))
        return sum(image.pixelColor(*spot).name() == "#fa00c8" for spot in spots)

    advised(kiosk)
    assert pink() > 50
    (folder / f"{product.ean}.png").write_bytes(b"no picture")
    advised(kiosk.home())
    assert pink() == 0


def test_the_day_says_what_it_draws(kiosk: Driver) -> None:
    advised(kiosk, ON_LEVOTHYROXINE).switch("en")
    kiosk.shell.outcome().show_tab("day")
    settle()
    said = said_on(kiosk)
    assert "No magnesium from 04:00 to 12:00" in said
    for each in kiosk.last.suggestion.products:
        [line] = [line for line in said.splitlines() if line.startswith(f"{each.product.name}:")]
        assert line.count("1\u00a0") == len(each.intakes)
        assert "Breakfast" not in line


def test_the_sum_at_the_counter_moves_nothing(staff: Counter) -> None:
    """Its room is there when the sheet opens, whatever is answered."""
    staff.begin()
    for question, value in STRESSED.items():
        staff.shell.flow.answer(question, value)
    staff.to("other_magnesium")
    places, said = set(), []
    for amount in (None, 35, 600):
        if amount is not None:
            staff.shell.flow.answer("other_magnesium", amount)
            staff.shell.show_question()
        settle()
        gauge, pick = staff.find("other_magnesium:gauge"), staff.find("other_magnesium:pick:100")
        places.add((gauge.geometry().getRect(), pick.geometry().getRect()))
        said.append(gauge.accessibleDescription())
    assert len(places) == 1
    assert "250" in said[0]
    assert "35" in said[1]
    assert "350" in said[2]


def test_the_sum_at_the_counter_goes_with_the_customer(staff: Counter) -> None:
    staff.begin().shell.flow.fill({**STRESSED, "age": "4_8", "other_magnesium": 35})
    staff.to("other_magnesium")
    gauge = staff.find("other_magnesium:gauge")
    assert isinstance(gauge, PartCard)
    assert "110" in gauge.accessibleDescription()
    staff.home()
    assert gauge.accessibleDescription() == ""
    assert gauge.face is NOTHING


def test_the_sum_is_on_the_question_and_the_advice(kiosk: Driver) -> None:
    advised(kiosk, {**STRESSED, "other_magnesium": 50}).switch("en")
    kiosk.shell.change("other_magnesium")
    settle()
    gauge = kiosk.find("other_magnesium:gauge")
    assert "Other supplements: 50" in gauge.accessibleDescription()
    assert "200\u00a0mg below that" in gauge.accessibleDescription()
    kiosk.shell.flow.answer("age", "4_8")
    kiosk.shell.show_question()
    assert "At most: 110" in gauge.accessibleDescription()
    kiosk.shell.flow.answer("age", "18_69")
    kiosk.shell.show_advice()
    kiosk.shell.outcome().show_tab("know")
    settle()
    assert "Other supplements: 50" in said_on(kiosk)


@pytest.mark.parametrize("size", SIZES, ids=["1080p", "768p", "upright"])
def test_the_buttons_have_one_order(open_window: Open, size: QSize) -> None:
    me: Driver = open_window("kiosk", size)
    advised(me)
    buttons = [
        each
        for each in me.front.findChildren(Button)
        if each.isVisible() and each.parent() is me.front
    ]
    ordered = sorted(buttons, key=lambda each: (each.y(), each.x()))
    assert [each.objectName() for each in ordered] == ["change", "take", "ask_staff", "restart"]


def test_the_word_of_urgency_stays_beside_or_goes_below(qapp: QApplication) -> None:
    look = Look(ThemeHub(density="staff"), 1.0)
    ladder = Ladder([("now", "phone", "Nu"), ("soon", "phone", "Binnenkort")], "soon", "ink", "ink")
    wide, narrow = ladder.height(look, 600), ladder.height(look, 130)
    assert narrow > wide + look.type("title")


def test_a_day_of_nothing_but_products_and_an_empty_sum(qapp: QApplication, kiosk: Driver) -> None:
    """No medicines, no bars; and no amount, no piece of a bar."""
    advice, suggestion = kiosk.assistant.advise(STRESSED)
    plan = day_in_words(kiosk.assistant.pack, advice, suggestion.products, "en")
    chart = DayChart(plan)
    assert len(chart.said()) == 1 + len(suggestion.products)
    gauge = Gauge([], 250, "At most: 250 mg")
    assert gauge.said() == ["At most: 250 mg"]


@pytest.mark.parametrize("text", ["Magnesium: 1\u00a0tablet (100\u00a0mg)", "Handje noten (100 g)"])
def test_a_number_keeps_its_unit(qapp: QApplication, text: str) -> None:
    """However narrow it is, no line ends between them; what has no room at all is not laid out."""
    hub = ThemeHub(density="staff")
    laid = 0
    for width in range(40, 400, 7):
        block = lay_out(hub, text, width, 20)
        for line in block.lines if block else ():
            assert not line[-1].isdigit(), line
            assert line not in ("mg)", "g)"), line
        laid += block is not None
    assert laid > 30
