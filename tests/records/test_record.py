"""What is kept of a consultation, and what is not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import sqlalchemy as sa
from people import STRESSED

from magapp.assistant import Assistant
from magapp.errors import StoreError
from magapp.records.record import (
    MINUTES,
    NO_ADVICE,
    OWN_WORDS,
    Kept,
    Record,
    Second,
    block,
    record_of,
    second_of,
)
from magapp.records.recorder import Recorder
from magapp.rules import Clearance
from magapp.rules.look_back import LookedBack
from magapp.store.records import open_records
from magapp.visit.clearing import clearance
from magapp.visit.session import Ending, SecondVisit, Session

NOW = datetime(2026, 3, 4, 14, 37, 21)
MARK = "zzqplanted"


class Visit:
    """A consultation, and what was kept of it."""

    def __init__(self, assistant: Assistant, channel: str = "kiosk") -> None:
        self.assistant = assistant
        self.seconds = 0.0
        self.kept: list[Record | None] = []
        self.session = Session(
            assistant.rules,
            channel=channel,
            shelf=lambda: assistant.shelf,
            clock=lambda: self.seconds,
            language=lambda: "nl",
        )
        self.session.listen_at_end(self._ended)

    def _ended(self, ending: Ending) -> None:
        shelf, channel = self.assistant.shelf, self.session.channel
        self.kept.append(record_of(ending, self.assistant.pack, channel, NOW, shelf.has))

    def answered(self, **answers: Any) -> Visit:
        self.session.begin()
        with self.session.one_change() as flow:
            flow.fill({**STRESSED, **answers})
        return self

    def shown(self) -> Visit:
        self.session.show(self.session.advised())
        return self

    def ended(self, how: Any = "left") -> Record:
        self.session.end(how)
        record = self.kept[-1]
        assert record is not None
        return record


def test_what_is_kept_of_a_suggestion(assistant: Assistant) -> None:
    visit = Visit(assistant).answered().shown()
    visit.seconds = 119
    products = visit.session.advised().suggestion.products
    visit.session.take(products[1].product.ean)
    record = visit.ended()
    assert record == Record(
        day=NOW.toordinal(),
        hour=14,
        channel="kiosk",
        language="nl",
        pack=assistant.pack.digest,
        ending="finished",
        outcome="suggest",
        minutes=2,
        wanted=("bisglycinate", "taurate"),
        shown=tuple(each.product.ean for each in products),
        taken=products[1].product.ean,
    )


def test_a_form_that_is_not_on_the_shelf(assistant: Assistant) -> None:
    visit = Visit(assistant).answered().shown()
    visit.session.end("left")
    [kept] = visit.kept
    assert kept is not None
    assert kept.lacking == ()
    endings: list[Ending] = []
    again = Visit(assistant).answered().shown()
    again.session.listen_at_end(endings.append)
    again.session.end("left")
    sold_out = record_of(endings[0], assistant.pack, "kiosk", NOW, lambda form: form != "taurate")
    assert sold_out is not None
    assert sold_out.lacking == ("taurate",)


def test_of_one_who_leaves_only_where_is_kept(assistant: Assistant) -> None:
    visit = Visit(assistant).answered(conditions=["kidney"])
    visit.session.flow.goto("conditions")
    visit.session.hold("2000001000014")
    record = visit.ended("idle")
    assert (record.ending, record.outcome, record.stopped) == ("idle", NO_ADVICE, "conditions")
    assert (record.gates, record.wanted, record.shown, record.taken) == ((), (), (), "")


def test_what_was_looked_back_at_is_no_consultation(assistant: Assistant) -> None:
    """Neither when it led somewhere, nor when it was broken off."""
    visit = Visit(assistant, "staff").answered()
    visit.session.end("finished")
    visit.answered().session.say_back("weeks", "between")
    visit.session.end("idle")
    assert visit.kept == [None, None]


@pytest.mark.parametrize(("seconds", "step"), [(0, 1), (59, 1), (60, 2), (299, 5), (9_000, 0)])
def test_how_long_it_took_is_a_step(assistant: Assistant, seconds: int, step: int) -> None:
    visit = Visit(assistant).answered()
    visit.seconds = seconds
    assert visit.ended().minutes == step
    assert step in MINUTES


def test_a_gate_that_staff_opened_with_the_reason_of_the_pack(assistant: Assistant) -> None:
    visit = Visit(assistant, "staff").answered(age="70_plus", medicines=["digoxin"])
    advice = visit.session.advice
    pack = assistant.pack
    visit.session.flow.clear(clearance(pack, "age_70_plus", "customer", ["kidneys"], MARK))
    visit.session.flow.clear(Clearance("digoxin", f"{MARK} in words of my own"))
    record = visit.shown().ended()
    assert {"age_70_plus", "digoxin"} <= {*advice.gates}
    assert record.cleared == (("age_70_plus", "kidneys"), ("digoxin", OWN_WORDS))
    assert not {"age_70_plus", "digoxin"} & {*record.gates}
    assert MARK not in repr(record)


def test_a_product_that_was_not_shown_is_not_taken(assistant: Assistant) -> None:
    visit = Visit(assistant).answered().shown()
    visit.session.take("8712345678906")
    assert visit.ended().taken == ""


def test_what_a_code_replaced_before_it_began_is_not_kept(assistant: Assistant) -> None:
    visit = Visit(assistant)
    visit.session.begin()
    visit.session.end("replaced")
    assert visit.kept == [None]


def test_nothing_that_was_answered_or_typed_is_written(
    assistant: Assistant, tmp_path: Path
) -> None:
    """Every statement that the database is given, and every byte of every file, is searched."""
    store = open_records(tmp_path)
    assert store is not None
    given: list[str] = []
    sa.event.listen(
        store._engine,
        "before_cursor_execute",
        lambda _c, _k, statement, values, *_: given.append(f"{statement} {values!r}"),
    )
    with store._engine.connect() as connection:  # what a write leaves beside the file stays
        connection.exec_driver_sql("PRAGMA journal_mode = PERSIST")
    recorder = Recorder(assistant.pack, lambda: store, 365, now=lambda: NOW)
    session = Session(
        assistant.rules, channel="staff", shelf=lambda: assistant.shelf, language=lambda: "nl"
    )
    session.listen_at_end(lambda ending: recorder.ended("staff", ending))
    session.listen_at_second_visit(recorder.looked_back)
    for _ in range(3):
        session.begin()
        with session.one_change() as flow:
            flow.fill({**STRESSED, "sex": "female", "life_stage": ["menopause"], "signals": [
                "headache", "fatigue"], "duration": "days", "other_magnesium": 77.125,
                "moments": {}, "medicines": ["unsure", "levothyroxine"]})  # fmt: skip
            flow.picks.keep(MARK)
        why = ("agrees",)
        said = Clearance("medicines_unsure", MARK, "pharmacist", why, names=((MARK, why),))
        session.flow.clear(said)
        session.hold("8712345678906")
        session.show(session.advised())
        for question, option in LOOKED.items():
            session.say_back(question, option)
        session.finish_look_back()
        session.end("left")
    recorder.close()
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert any(each.name.endswith("-journal") for each in files)
    written = b"".join(each.read_bytes() for each in files) + "\n".join(given).encode()
    assert b"finished" in written or b"suggest" in written
    assert b"record_second" in written
    assert b"between" in written
    for word in (
        MARK, "female", "menopause", "headache", "fatigue", "77.125", "levothyroxine",
        "8712345678906", "STRESS", "14:37", "missed", "bowel:", "unpleasant",
    ):  # fmt: skip
        assert word.encode() not in written, word


LOOKED = {"weeks": "between", "taken": "missed", "effect": "better", "unpleasant": "bowel"}


def second_visit(assistant: Assistant, said: dict[str, str], **answers: Any) -> Second:
    """What is kept of who came back after an advice."""
    told: list[SecondVisit] = []
    visit = Visit(assistant, "staff")
    if answers:
        visit.answered(**answers)
    visit.session.listen_at_second_visit(told.append)
    for question, option in said.items():
        visit.session.say_back(question, option)
    visit.session.finish_look_back()
    return second_of(told[0], NOW.toordinal())


def test_what_is_kept_of_a_second_visit(assistant: Assistant) -> None:
    """How it goes on, how it went, and for what: nothing else that was said."""
    kept = second_visit(assistant, LOOKED, situations=["stress", "sport"])
    assert kept == Second(
        week=block(NOW.toordinal()),
        outcome="change",
        step="bowel",
        effect="better",
        weeks="between",
        form="bisglycinate",
        situations=("stress", "sport"),
    )


def test_of_one_that_says_little_little_is_kept(assistant: Assistant) -> None:
    week = block(NOW.toordinal())
    alarm = second_visit(assistant, {"unpleasant": "alarm"})
    assert alarm == Second(week, "refer.now", "alarm", "", "", "", ())
    unknown = second_visit(assistant, LOOKED)
    assert (unknown.outcome, unknown.step, unknown.effect) == ("ask_staff", "", "better")


# --- beside the screen ---------------------------------------------------------------------------


class Keeper:
    """A database that cannot be written to as often as told."""

    def __init__(self, refuses: int) -> None:
        self.refuses, self.written, self.seen_to = refuses, list[Kept](), 0
        self.keys: list[list[int]] = []
        self.asked = Event()

    def add(self, records: Any, *, keys: Any) -> None:
        self.keys.append(list(keys))
        self.asked.set()
        if self.refuses:
            self.refuses -= 1
            raise StoreError("store_full", place="there")
        self.written += records

    def see_to(self, today: int, keep: int) -> None:
        self.seen_to += 1

    def close(self) -> None:
        pass


def ending(assistant: Assistant) -> Ending:
    endings: list[Ending] = []
    visit = Visit(assistant).answered()
    visit.session.listen_at_end(endings.append)
    visit.session.end("left")
    return endings[0]


def test_what_cannot_be_written_waits_for_the_next(assistant: Assistant) -> None:
    keeper = Keeper(1)
    recorder = Recorder(assistant.pack, lambda: keeper, 365)
    recorder.ended("kiosk", ending(assistant))
    assert keeper.asked.wait(10)
    recorder.ended("staff", ending(assistant))
    recorder.looked_back(SecondVisit(LookedBack("go_on", None, "better", ()), "", "", "", ()))
    recorder.close()
    *first, last = keeper.written
    assert [each.channel for each in first if isinstance(each, Record)] == ["kiosk", "staff"]
    assert isinstance(last, Second)
    assert recorder.trouble is None
    assert keeper.seen_to == 2
    again, *more = keeper.keys[1]
    assert [again] == keeper.keys[0], "what may be there already is told by its key"
    assert len({again, *more, *keeper.keys[-1]}) == 3


def test_why_it_is_not_written_can_be_asked(assistant: Assistant) -> None:
    recorder = Recorder(assistant.pack, lambda: Keeper(9), 365)
    recorder.ended("kiosk", ending(assistant))
    recorder.close()
    assert recorder.trouble is not None
    assert recorder.trouble.code == "store_full"


def test_nothing_is_written_or_forgotten_while_the_clock_cannot_be_right(
    assistant: Assistant,
) -> None:
    keeper = Keeper(0)
    recorder = Recorder(assistant.pack, lambda: keeper, 365, now=lambda: None)
    recorder.ended("kiosk", ending(assistant))
    recorder.looked_back(SecondVisit(LookedBack("go_on", None, "better", ()), "", "", "", ()))
    recorder.see_to()
    recorder.close()
    assert keeper.written == []
    assert keeper.seen_to == 0


def test_a_fault_in_here_is_none_of_the_customer(assistant: Assistant) -> None:
    def broken(form: str) -> bool:
        raise RuntimeError

    endings: list[Ending] = []
    visit = Visit(assistant).answered().shown()
    visit.session.listen_at_end(endings.append)
    visit.session.end("left")
    keeper = Keeper(0)
    recorder = Recorder(assistant.pack, lambda: keeper, 365, broken)
    recorder.ended("kiosk", endings[0])
    recorder.close()
    assert keeper.written == []
