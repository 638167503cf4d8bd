"""Medicines at the counter and at the kiosk: what is taken, asked, kept and taken back."""

from __future__ import annotations

import pytest
from driver import Counter, Driver
from PySide6.QtCore import Qt

from magapp.rules import Value

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Key = Qt.Key

HEALTHY: dict[str, Value] = {
    "who": "self",
    "age": "18_69",
    "sex": "male",
    "signals": [],
    "situations": ["stress"],
    "conditions": [],
}


@pytest.fixture
def counter(staff: Counter) -> Counter:
    """At the medicines, the field in hand."""
    staff.begin().key("h").at("signals")
    staff.to("medicines")
    return staff


@pytest.fixture
def customer(kiosk: Driver) -> Driver:
    """At the letters."""
    kiosk.begin()
    for question, value in HEALTHY.items():
        kiosk.shell.flow.answer(question, value)
    kiosk.shell.flow.goto("medicines")
    kiosk.shell.show_question()
    return kiosk


def given(me: Driver) -> list[str]:
    """The answer so far."""
    value = me.shell.flow.draft("medicines")
    return value if isinstance(value, list) else []


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("losartan", ["no_interaction"]),
        ("metoprolol", ["no_interaction"]),
        ("kalium", ["ask"]),
        ("hyzaar", ["diuretic"]),
        ("azitromycine", ["spaced_2h", "qt"]),
    ],
)
def test_enter_takes_what_was_typed_whole(counter: Counter, typed: str, groups: list[str]) -> None:
    counter.key(typed).key(Key.Key_Return).at("medicines")
    assert given(counter) == groups


@pytest.mark.parametrize("typed", ["losart", "losratan", "clonidene", "furosemid q", "valiu"])
def test_enter_takes_nothing_that_only_looks_like_it(counter: Counter, typed: str) -> None:
    field = counter.find("medicines:search")
    field.setFocus()
    counter.key(typed).key(Key.Key_Return).at("medicines")
    assert given(counter) == []


def test_a_combination_in_any_words(counter: Counter) -> None:
    counter.key("hct losartan").key(Key.Key_Return).at("medicines")
    assert given(counter) == ["diuretic"]
    assert counter.shell.flow.named == ("losartan/hydrochloorthiazide",)


def test_a_strength_picks_nothing(counter: Counter) -> None:
    """A digit chooses behind letters; after a space it is a strength."""
    counter.key("losartan 50").at("medicines")
    assert given(counter) == []
    counter.key(Key.Key_Return).at("medicines")
    assert given(counter) == ["no_interaction"]
    counter.key("vitamine b12").key(Key.Key_Return).at("medicines")
    assert counter.shell.flow.named == ("losartan", "cyanocobalamine")


def test_what_it_is_for_is_asked_as_its_own_question(counter: Counter) -> None:
    counter.key("pantozol").key(Key.Key_Return).at("medicines")
    assert given(counter) == []
    assert "Pantozol" in counter.find("medicines:note").text()  # type: ignore[attr-defined]
    counter.key("2").wait(lambda: counter.shows("remove:Pantozol"))
    assert given(counter) == ["ppi_long"]
    assert counter.shell.flow.named == ("pantoprazol",)


def test_not_to_know_which_is_not_sure(counter: Counter) -> None:
    counter.key("azathioprine").key(Key.Key_Return).key("3").at("medicines")
    assert given(counter) == ["unsure"]
    assert counter.shell.flow.named == ("azathioprine",)
    assert counter.shell.flow.typed == ()


def test_a_known_medicine_is_said_by_name(counter: Counter) -> None:
    counter.key("lithium").key(Key.Key_Return).at("medicines")
    assert given(counter) == ["ask"]
    chip = counter.find("remove:lithium")
    assert "lithium" in chip.text()  # type: ignore[attr-defined]
    assert not counter.find("medicines:unsure").isChecked()  # type: ignore[attr-defined]


def test_removing_one_name_keeps_what_another_gives(counter: Counter) -> None:
    for name in ("lasix", "hyzaar", "enalapril hct"):
        counter.key(name).key(Key.Key_Return).at("medicines")
    assert given(counter) == ["diuretic", "spaced_2h"]
    counter.tap("remove:enalapril/hydrochloorthiazide").at("medicines")
    assert given(counter) == ["diuretic"]
    counter.tap("remove:Hyzaar").at("medicines")
    assert given(counter) == ["diuretic"]
    counter.tap("remove:Lasix").at("medicines")
    assert given(counter) == []


def test_an_unknown_word_is_kept_until_the_next_customer(counter: Counter) -> None:
    counter.key("xyzzyx").key(Key.Key_Return).at("medicines")
    counter.key("qwortz").key(Key.Key_Return).at("medicines")
    assert [*counter.shell.flow.typed] == ["xyzzyx", "qwortz"]
    counter.tap("remove:xyzzyx").at("medicines")
    assert given(counter) == ["unsure"]
    counter.shell.go_start()
    assert not given(counter)
    assert [*counter.shell.flow.typed, *counter.shell.flow.named] == []


def test_the_names_go_to_the_slip(counter: Counter) -> None:
    counter.key("thyrax").key(Key.Key_Return).at("medicines")
    counter.key("xyzzyx").key(Key.Key_Return).at("medicines")
    slip = str(counter.shell.make_slip())
    assert "levothyroxine" in slip
    assert "xyzzyx" in slip


def test_a_customer_is_asked_how_long(customer: Driver) -> None:
    customer.look_up("omeprazol", "ppi_short")
    assert given(customer) == ["ppi_short"]
    assert customer.shell.flow.named == ("omeprazol",)


def test_a_customer_who_does_not_know_is_not_sure(customer: Driver) -> None:
    customer.tap("letter:O").tap("letter:OM").tap("medicine:omeprazol")
    customer.tap("which:ppi:unknown").wait(lambda: customer.shows("remove:omeprazol"))
    assert given(customer) == ["unsure"]


def test_a_customer_finds_a_brand_of_many_with_one_letter(customer: Driver) -> None:
    customer.look_up("metformine")
    customer.look_up("Thyrax")
    assert given(customer) == ["levothyroxine", "no_interaction"]
    customer.tap("remove:Thyrax").at("medicines")
    assert given(customer) == ["no_interaction"]


def test_several_groups_of_one_name(customer: Driver) -> None:
    customer.look_up("hydroxychloroquine")
    assert given(customer) == ["spaced_4h", "qt"]
