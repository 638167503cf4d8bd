"""Every worked case of the pack, by real taps in the wizard, against the core.

The wizard lets nobody past a question that needs an answer. Where a case leaves one open, the
driver checks that Next is out of use there and at the review, moves the flow past it, and asks for
the advice as the shell would.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from driver import Counter, Driver
from PySide6.QtWidgets import QWidget

from magapp.pack import load_cases
from magapp.pack.model import Expected
from magapp.resources import resource
from magapp.rules import Advice
from magapp.shelf.suggest import Suggestion
from ui.kit.deck import PartCard

pytestmark = pytest.mark.gui
pytest_plugins = ["stage"]

Open = Callable[..., Driver]

CASES = load_cases(resource("packs", "magnesium"))


def each_case(channel: str) -> pytest.MarkDecorator:
    cases = [case for case in CASES if case.channel == channel]
    return pytest.mark.parametrize("case", cases, ids=[case.id for case in cases])


@each_case("kiosk")
def test_kiosk_case(open_window: Open, case: Expected) -> None:
    me = open_window("kiosk", painted=False)
    same_advice(me, case, lambda: me.begin().answer_all(case.answers))


@each_case("kiosk")
def test_kiosk_case_again_with_a_detour(open_window: Open, case: Expected) -> None:
    """With a language switch and Back and Next in the middle."""
    me = open_window("kiosk", painted=False)
    same_advice(me, case, lambda: there_and_back(me, case))


@each_case("staff")
def test_staff_case(open_window: Open, case: Expected) -> None:
    me = open_window("staff", painted=False)
    same_advice(me, case, lambda: me.begin().answer_all(case.answers))


@each_case("staff")
def test_staff_case_again_with_a_detour(open_window: Open, case: Expected) -> None:
    """With a language switch and Back and Next in the middle."""
    me = open_window("staff", painted=False)
    same_advice(me, case, lambda: there_and_back(me, case))


def there_and_back(me: Driver, case: Expected) -> None:
    """The same walk, with a switch to the other language and a step back in the middle."""
    me.begin()
    path = [each for each in me.rules.asked(case.answers) if each in case.answers]
    hidden = [each for each in case.answers if each not in path]
    # Where answers get hidden, the walk turns back by itself; the switch comes before it.
    asked = until_emergency(me, case)
    middle = asked[0] if hidden else asked[len(asked) // 2]
    if isinstance(me, Counter):
        for question in asked[: asked.index(middle)]:
            me.answer(question, case.answers.get(question))
        me.to(middle)
    while me.question != middle:
        me.answer(me.question, case.answers.get(me.question))
    before = me.shell.flow.answers()
    me.switch("en")
    if me.find("back").isEnabled():
        here = me.question
        me.back()
        there = me.question
        assert there != here
        if isinstance(me, Counter):
            me.to(here)
        elif there in before:
            me.go_on()
        else:
            me.answer(there, None)
        me.at(here)
    assert me.shell.flow.answers() == before
    me.answer_all(case.answers)


def until_emergency(me: Driver, case: Expected) -> tuple[str, ...]:
    """What is asked of a case: at the kiosk nothing more after an emergency."""
    asked = me.rules.asked(case.answers)
    for number in range(1, len(asked)):
        given = {each: case.answers[each] for each in asked[:number] if each in case.answers}
        advice = me.rules.advise(given, case.channel)
        if case.channel == "kiosk" and (advice.outcome, advice.urgency) == ("refer", "now"):
            return asked[:number]
    return asked


def same_advice(me: Driver, case: Expected, walk: Callable[[], object]) -> None:
    """Walk to the review and on to the advice."""
    walk()
    check(me, case)


def check(me: Driver, case: Expected) -> None:
    """From the review or the desk on: the advice on the screen is the core's."""
    if me.emergency:
        check_emergency(me, case)
        return
    open_questions = [
        each
        for each in me.rules.asked(case.answers)
        if each not in case.answers and not me.assistant.pack.question(each).optional
    ]
    if isinstance(me, Counter):
        if open_questions:
            me.cannot_pass(open_questions)
    else:
        assert me.find("next").isEnabled() is not bool(open_questions)
    if open_questions:
        me.shell.show_advice()
    else:
        me.see_advice()
    # Gates cannot be cleared on the screen: what the core says without the clearances counts.
    advice, suggestion = me.assistant.advise(case.answers, case.channel)
    compare(me.last, (advice, suggestion))
    if not case.cleared:
        assert (advice.outcome, advice.urgency) == (case.outcome, case.urgency)
        assert sorted(advice.gates) == sorted(case.gates)
    on_the_screen(me, advice, suggestion)


def check_emergency(me: Driver, case: Expected) -> None:
    """The kiosk asked no further: the same outcome, for the answers given until then."""
    answers = me.shell.flow.answers()
    assert answers.items() <= case.answers.items()
    advice, suggestion = me.assistant.advise(answers, case.channel)
    compare(me.last, (advice, suggestion))
    assert (advice.outcome, advice.urgency) == (case.outcome, case.urgency) == ("refer", "now")
    on_the_screen(me, advice, suggestion)


def compare(shown: tuple[Advice, Suggestion], core: tuple[Advice, Suggestion]) -> None:
    """Outcome, urgency, gates, forms, products and exclusions are the same."""
    (one, its_products), (other, other_products) = shown, core
    assert (one.outcome, one.urgency, one.gates) == (other.outcome, other.urgency, other.gates)
    assert (one.forms, one.allowance) == (other.forms, other.allowance)
    assert (one.cautions, one.spacings) == (other.cautions, other.spacings)
    assert its_products.products == other_products.products
    assert its_products.excluded == other_products.excluded


def read(me: Driver, gate: str) -> bool:
    """Whether a customer is shown this gate.

    Food tips make light of no other outcome, and a referral does not ask for answers.
    """
    advice = me.last[0]
    rule = next(each for each in me.assistant.pack.gates if each.id == gate)
    if rule.outcome == "food_first":
        return advice.outcome == "food_first"
    asks = bool(rule.when.any) and all(each.endswith(":unanswered") for each in rule.when.any)
    return advice.outcome != "refer" or not asks


def on_the_screen(me: Driver, advice: Advice, suggestion: Suggestion) -> None:
    """The outcome in front shows this advice and nothing of another one."""
    assert me.screen == "outcome"
    outcomes = [
        each.objectName()
        for each in me.front.findChildren(QWidget)
        if each.objectName() == f"outcome:{advice.outcome}" and each.isVisible()
    ]
    assert len(outcomes) == 1
    cards = {
        card.objectName(): card
        for card in me.front.findChildren(PartCard)
        if card.objectName().partition(":")[0] in ("gate", "product")
    }
    gates = {f"gate:{gate}" for gate in advice.gates if me.shell.setting.staff or read(me, gate)}
    products = {
        f"product:{number}": each.product.name for number, each in enumerate(suggestion.products, 1)
    }
    assert set(cards) == gates | set(products)
    assert {name: cards[name].accessibleName() for name in products} == products
    for card in cards.values():
        assert card.accessibleDescription()
    for other in {"suggest", "refer", "ask_staff", "food_first"} - {advice.outcome}:
        assert not me.shows(f"outcome:{other}")
