"""A consultation as a value: what a change is, what goes back, what is told, what is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from people import STRESSED

from magapp.assistant import Assistant
from magapp.errors import StoreError
from magapp.rules import Advice, Clearance, Rules
from magapp.shelf.shelf import Shelf
from magapp.visit.session import Ending, SecondVisit, Session


class Counting(Rules):
    """Counts how often it advises."""

    advised = 0

    def advise(self, *given: Any, **more: Any) -> Advice:
        self.advised += 1
        return super().advise(*given, **more)


@pytest.fixture
def rules(assistant: Assistant) -> Counting:
    return Counting(assistant.pack)


@pytest.fixture
def shelf(assistant: Assistant) -> Shelf:
    return Shelf(assistant.pack, assistant.catalogue.products)


@pytest.fixture
def session(rules: Counting, shelf: Shelf) -> Session:
    return Session(rules, channel="staff", shelf=lambda: shelf)


def ends(session: Session) -> list[Ending]:
    found: list[Ending] = []
    session.listen_at_end(found.append)
    return found


def changes(session: Session) -> list[int]:
    """Grows with every change that is told."""
    told: list[int] = []
    session.listen(lambda: told.append(1))
    return told


# --- values --------------------------------------------------------------------------------------


def test_nothing_changes_in_a_state(session: Session) -> None:
    given: Any = ["fatigue"]
    session.flow.answer("signals", given)
    state = session.state
    given.append("headache")
    session.flow.draft("signals").append("headache")  # type: ignore[union-attr]
    session.flow.answers()["signals"] = []
    session.flow.drafts["signals"].append("headache")  # type: ignore[union-attr]
    with pytest.raises(TypeError):
        session.flow.drafts["signals"] = []  # type: ignore[index]
    session.hold("4006381333931")
    session.flow.answer("age", "18_69")
    assert state.stand.drafts == {"signals": ["fatigue"]}
    assert (state.held, session.held) == ("", "4006381333931")


@pytest.mark.parametrize(
    "change",
    [
        lambda session: session.flow.answer("age", "70_plus"),
        lambda session: session.flow.goto("conditions"),
        lambda session: session.flow.clear(Clearance("digoxin", "asked")),
        lambda session: session.hold("4006381333931"),
        lambda session: session.take("4006381333931"),
        lambda session: session.show(session.advised()),
        lambda session: session.flow.restart(),
        lambda session: session.flow.picks.keep("zzz"),
    ],
)
def test_setting_a_state_goes_back_whole(
    session: Session, change: Callable[[Session], None]
) -> None:
    session.flow.fill({**STRESSED, "medicines": ["digoxin"]}, ["digoxine"])
    before = session.state
    change(session)
    assert session.state != before
    session.state = before
    assert session.state == before
    assert session.flow.named == ("digoxine",)


# --- one advice for each change ------------------------------------------------------------------


def test_one_advice_for_each_change(session: Session, rules: Counting) -> None:
    session.flow.fill(STRESSED)
    for _ in range(3):
        first = session.advised()
        assert session.advice is first.advice
        assert session.advised().suggestion is first.suggestion
    session.flow.goto("signals")  # another position is no other advice
    session.hold(first.suggestion.products[0].product.ean)
    session.show(first)
    assert session.advice is first.advice
    assert rules.advised == 1
    session.flow.answer("conditions", ["kidney"])
    assert rules.advised == 1, "nobody asked yet"
    assert session.advice.outcome == "refer"
    assert session.advice.outcome == "refer"
    assert rules.advised == 2


def test_the_products_follow_the_shelf(session: Session, shelf: Shelf, rules: Counting) -> None:
    session.flow.fill(STRESSED)
    best = session.advised().suggestion.products[0].product
    shelf.set_stock(best.ean, 0)
    after = [each.product.ean for each in session.advised().suggestion.products]
    assert best.ean not in after
    shelf.put(replace(best, stock=3))
    assert session.advised().suggestion.products[0].product.ean == best.ean
    shelf.hold([best])
    assert [each.product.ean for each in session.advised().suggestion.products] == [best.ean]
    assert rules.advised == 1


def test_what_is_shown_stays_while_the_shelf_cannot_be_read(rules: Counting, shelf: Shelf) -> None:
    there = [True]

    def read() -> Shelf:
        if not there[0]:
            raise StoreError("The products cannot be read.")
        return shelf

    session = Session(rules, channel="staff", shelf=read)
    session.flow.fill(STRESSED)
    shown = session.advised()
    session.show(shown)
    there.clear()
    there.append(False)
    assert session.advised() is shown
    session.flow.answer("preferences", ["vegan"])
    with pytest.raises(StoreError):
        session.advised()
    session.flow.answer("conditions", ["kidney"])
    assert session.advised().advice.outcome == "refer", "it needs no shelf"


def test_only_a_gate_that_stands_is_cleared(session: Session) -> None:
    session.flow.fill({**STRESSED, "medicines": ["digoxin"]})
    session.flow.clear(Clearance("age_70_plus", "seen"))
    assert session.flow.cleared == ()
    session.flow.clear(Clearance("digoxin", "asked"))
    assert [each.gate for each in session.advice.cleared] == ["digoxin"]


# --- who listens ---------------------------------------------------------------------------------


def test_a_change_is_told_once(session: Session) -> None:
    told = changes(session)
    with session.one_change() as flow:
        flow.answer("who", "self")
        flow.goto("age")
    assert len(told) == 1
    with session.one_change():
        pass
    session.hold("")
    session.ask()
    assert len(told) == 1, "nothing changed"
    session.hold("4006381333931")
    session.state = session.state
    assert len(told) == 2


# --- how it ends ---------------------------------------------------------------------------------


def test_the_end_is_told_once_with_all_of_it(rules: Counting, shelf: Shelf) -> None:
    now = [100.0]
    session = Session(rules, channel="staff", shelf=lambda: shelf, clock=lambda: now[0])
    told = ends(session)
    session.begin()
    now[0] = 130.0
    session.flow.fill(STRESSED)
    shown = session.advised()
    session.show(shown)
    taken = shown.suggestion.products[0].product.ean
    session.take(taken)
    now[0] = 190.0
    session.end("left")
    session.end("left")
    (ending,) = told
    assert (ending.how, ending.where, ending.seconds) == ("finished", "", 90)
    assert (ending.state.shown, ending.advice) == (shown, shown.advice)
    assert (ending.state.taken, ending.state.stand.drafts) == (taken, STRESSED)
    assert session.flow.answers() == {}
    assert rules.advised == 1


@pytest.mark.parametrize("how", ["restarted", "left", "idle", "replaced", "fault"])
def test_where_it_ended(session: Session, how: Any) -> None:
    told = ends(session)
    session.flow.answer("who", "self")  # nobody said that it begins
    session.flow.goto("age")
    session.end(how)
    (ending,) = told
    assert (ending.how, ending.where) == (how, "age")
    assert (ending.advice is None) == (how == "fault"), "the rules may be what went wrong"


def test_beginning_anew_ends_what_was(session: Session) -> None:
    told = ends(session)
    session.end("left")
    session.begin()
    assert told == []
    session.begin()
    assert [each.how for each in told] == ["restarted"]


def test_it_is_forgotten_even_if_who_listens_fails(session: Session) -> None:
    def fail(_: Ending) -> None:
        raise RuntimeError

    session.listen_at_end(fail)
    session.flow.fill(STRESSED)
    with pytest.raises(RuntimeError):
        session.end("fault")
    assert session.flow.answers() == {}


# --- the earlier state ---------------------------------------------------------------------------


def test_one_earlier_state_is_kept_at_most(session: Session) -> None:
    session.keep()
    session.flow.answer("who", "self")
    session.keep()
    session.flow.answer("who", "other")
    assert session.go_back()
    assert session.flow.answers() == {"who": "self"}
    assert not session.go_back(), "it is as it was"
    session.settle()
    session.flow.answer("who", "other")
    assert not session.go_back(), "it is dropped"


def test_an_end_that_is_undone_is_not_told(session: Session) -> None:
    told = ends(session)
    session.flow.fill(STRESSED)
    session.keep()
    session.end("left")
    assert session.flow.answers() == {}
    assert session.go_back()
    session.settle()
    assert session.flow.answers() == STRESSED
    assert told == []
    session.keep()
    session.end("left")
    assert told == []
    session.settle()
    assert [each.how for each in told] == ["left"]
    assert not session.go_back()


def test_nothing_is_left_after_the_end(session: Session) -> None:
    session.begin()
    session.flow.fill(STRESSED)
    session.show(session.advised())
    session.hold("4006381333931")
    session.end("idle")
    assert session.state == Session(session.flow.rules).state
    assert not session.go_back()


# --- a second visit ------------------------------------------------------------------------------

FINE = {"weeks": "between", "taken": "daily", "effect": "better", "unpleasant": "nothing"}


def look_back(session: Session, **said: str) -> list[SecondVisit]:
    """Say this at a second visit; what is told of it comes in the list."""
    told: list[SecondVisit] = []
    session.listen_at_second_visit(told.append)
    for question, option in said.items():
        session.say_back(question, option)
    return told


def test_a_second_visit_is_told_once_and_forgotten(session: Session) -> None:
    session.flow.fill(STRESSED)
    told = look_back(session, **FINE)
    session.finish_look_back()
    session.finish_look_back()
    (visit,) = told
    assert (visit.looked.outcome, visit.looked.step) == ("go_on", "better")
    assert (visit.weeks, visit.effect) == ("between", "better")
    assert visit.form == session.advice.forms[0].form
    assert session.back == {}


def test_one_that_leads_nowhere_is_not_told(session: Session) -> None:
    told = look_back(session, weeks="between")
    session.finish_look_back()
    assert told == []
    look_back(session, weeks="between")
    session.end("left")
    assert (told, session.back) == ([], {})


def test_one_that_is_undone_is_not_told(session: Session) -> None:
    session.flow.fill(STRESSED)
    told = look_back(session, **FINE)
    session.keep()
    session.finish_look_back()
    assert session.back == {}
    assert session.go_back()
    assert (session.back, told) == (FINE, [])
    session.finish_look_back()
    session.settle()
    assert len(told) == 1


def test_to_look_back_alone_is_no_consultation(session: Session) -> None:
    ended = ends(session)
    look_back(session, **FINE)
    session.end("left")
    assert ended == []


def test_an_advice_anew_asks_again_what_was_of_that_day(session: Session) -> None:
    """And nothing else of the first answers is lost."""
    first = {**STRESSED, "signals": ["fatigue"], "alarm": [], "duration": "days"}
    session.flow.fill(first)
    told = look_back(session, **{**FINE, "effect": "same"})
    heard = changes(session)
    session.advise_anew()
    assert heard == [1]
    assert len(told) == 1
    now = {**first, "tried": "magnesium"}
    assert dict(session.flow.drafts) == {
        name: each for name, each in now.items() if name not in ("alarm", "duration")
    }
