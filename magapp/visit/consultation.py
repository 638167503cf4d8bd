"""An answer set as other programs write it: one JSON object, read strictly.

{"language": "nl", "channel": "kiosk", "answers": {"age": "18_69", "signals": ["fatigue"]}}
"""

import json
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

import msgspec

from magapp.errors import InputError, near
from magapp.language.foreign import reading_fault
from magapp.language.saying import Saying
from magapp.pack.model import WEEKLY, Pack, Question
from magapp.reading import ANSWERS
from magapp.rules import Clearance, Value
from magapp.showing import shown

CHANNELS = ("kiosk", "staff")
MAX_REASON = 500
"""Characters of a clearance's reason."""


class Consultation(msgspec.Struct, frozen=True):
    """Who speaks what language where, and the answers. `cleared` counts on channel staff only.

    `named` are the medicines of the pack that were chosen, by name: texts and plans name them, and
    no rule reads them.
    """

    language: str
    channel: str
    answers: dict[str, Value]
    cleared: tuple[Clearance, ...] = ()
    named: tuple[str, ...] = ()


def read_consultation(content: bytes | str, pack: Pack) -> Consultation:
    """The consultation in this JSON text.

    Raises InputError naming the place, what is wrong and the nearest right word.
    """
    if len(content) > ANSWERS:
        raise InputError("", "answers_large", most=ANSWERS)
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        data = json.loads(text, object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise InputError(Saying.of("at_byte", byte=error.start), "not_utf8_file") from None
    except json.JSONDecodeError as error:
        where = Saying.of("at_column", line=error.lineno, column=error.colno)
        raise InputError(where, "no_json", why=reading_fault(error)) from None
    except RecursionError:
        raise InputError("", "answers_nested") from None
    except ValueError as error:  # a number of thousands of digits
        if "digits" in str(error) and "limit" in str(error):
            raise InputError("", "answers_digits") from None
        raise InputError("", "answers_unreadable") from None
    return build_consultation(data, pack)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are each there once: a second answer must not hide the first."""
    read = dict(pairs)
    if len(read) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise InputError("", "answers_twice", key=_key(twice))
    return read


def build_consultation(data: Any, pack: Pack) -> Consultation:
    """The consultation in decoded JSON. Raises InputError like `read_consultation`."""
    if not isinstance(data, dict):
        raise InputError("", "answers_no_object")
    known = ("language", "channel", "answers", "cleared", "named")
    for key in data:
        if key not in known:
            raise InputError(_key(key), "unknown_here", mend=near(key, known))
    language = data.get("language", pack.default_language)
    _choose("language", language, pack.languages)
    channel = data.get("channel", "kiosk")
    _choose("channel", channel, CHANNELS)
    given = data.get("answers")
    if not isinstance(given, dict):
        raise InputError("answers", "missing" if given is None else "no_object")
    questions = {question.id: question for question in pack.questions}
    answers: dict[str, Value] = {}
    for name, value in given.items():
        if name not in questions:
            raise InputError(f"answers.{_key(name)}", "no_question", mend=near(name, questions))
        if value is not None:  # null says the same as leaving the question out
            answers[name] = read_answer(questions[name], value, pack)
    cleared = _read_cleared(data.get("cleared", []), pack)
    return Consultation(
        language, channel, answers, cleared, read_named(data.get("named", []), pack)
    )


def read_named(value: Any, pack: Pack) -> tuple[str, ...]:
    """The medicines of the pack in this list, each once. Raises InputError for any other."""
    if not isinstance(value, list):
        raise InputError("named", "not_medicines", value=_shown(value))
    if not value:
        return ()  # as most are: there is no need to know the names
    names = {medicine.name for medicine in pack.medicines}
    for index, each in enumerate(value):
        if not isinstance(each, str) or each not in names:
            mend = near(each, names) if isinstance(each, str) else ""
            raise InputError(f"named[{index}]", "cannot_be", value=_shown(each), mend=mend)
    return tuple(dict.fromkeys(value))


def _choose(place: str, value: Any, words: Iterable[str]) -> str:
    words = list(words)
    if not isinstance(value, str) or value not in words:
        raise InputError(place, "cannot_be", value=_shown(value), mend=near(value, words))
    return value


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _key(name: str) -> str:
    """A key as it is shown in a place: on one line, and not too long."""
    return _shown(name).strip('"')


def read_answer(question: Question, value: Any, pack: Pack) -> Value:
    """`value` as an answer to `question`. Raises InputError when it is none."""
    place = f"answers.{question.id}"
    options = [option.id for option in question.option]
    if question.kind == "one":
        return _choose(place, value, options)
    if question.kind == "number":
        if isinstance(value, str):
            return _choose(place, value, options)
        return _number(place, value, question.min, question.max)
    if question.kind == "portions":
        if not isinstance(value, Mapping):
            raise InputError(place, "not_portions", value=_shown(value))
        items = {item.id: item for item in pack.screener}
        for item in value:
            if item not in items:
                where = f"{place}.{_key(item)}"
                raise InputError(where, "no_food", mend=near(item, items))
        return {
            item: _number(f"{place}.{item}", portions, 0, items[item].max)
            for item, portions in value.items()
        }
    if question.kind == "moments":
        return _moments(place, value, pack)
    if not isinstance(value, list):
        raise InputError(place, "not_options", value=_shown(value))
    chosen = [_choose(place, each, options) for each in value]
    for each in chosen:
        if chosen.count(each) > 1:
            raise InputError(place, "has_twice", name=each)
    # In the question's own order, so that the same ticks are the same answer.
    return [option for option in options if option in chosen]


def _moments(place: str, value: Any, pack: Pack) -> dict[str, str | list[str]]:
    """When each medicine is taken: its slots, in the order of the day, or that it is weekly.

    One of which nothing is said is left out.
    """
    if not isinstance(value, Mapping):
        raise InputError(place, "not_moments", value=_shown(value))
    lookup = pack.question(pack.roles["medicines"])
    medicines = [option.id for option in lookup.option]
    spacings = {spacing.medicine: spacing for spacing in pack.spacings}
    slots = [slot.id for slot in pack.slots]
    read: dict[str, str | list[str]] = {}
    for medicine, said in value.items():
        at = f"{place}.{_key(medicine)}"
        if medicine not in medicines:
            raise InputError(at, "no_medicine", mend=near(medicine, medicines))
        if said is None or said == []:
            continue
        spacing = spacings.get(medicine)
        if isinstance(said, str):
            if spacing is not None and not spacing.weekly:
                mend = Saying.of("known", words=Saying.of("list_of", words=", ".join(slots)))
                raise InputError(at, "cannot_be", value=_shown(said), mend=mend)
            _choose(at, said, (WEEKLY,))
            moments: str | list[str] = said
        elif isinstance(said, list):
            chosen = [_choose(at, each, slots) for each in said]
            moments = [slot for slot in slots if slot in chosen]
        else:
            raise InputError(at, "not_list_of_moments", value=_shown(said))
        if spacing:  # of a medicine without hours it makes no difference
            read[medicine] = moments
    return {medicine: read[medicine] for medicine in medicines if medicine in read}


def _number(place: str, value: Any, least: float, most: float) -> float:
    if isinstance(value, bool) or not (
        isinstance(value, int) or (isinstance(value, float) and isfinite(value))
    ):
        raise InputError(place, "not_number", value=_shown(value))
    if not least <= value <= most:
        raise InputError(place, "out_of_range", value=_shown(value), least=least, most=most)
    return int(value) if value == int(value) else value


def _read_cleared(value: Any, pack: Pack) -> tuple[Clearance, ...]:
    if not isinstance(value, list):
        raise InputError("cleared", "not_list", value=_shown(value))
    gates = [gate.id for gate in pack.gates]
    read = []
    for index, each in enumerate(value):
        place = f"cleared[{index}]"
        if not isinstance(each, dict) or not {"gate", "reason"} <= {*each}:
            raise InputError(place, "not_clearance")
        if strange := sorted({*each} - {"gate", "reason", "hours"}):
            raise InputError(f"{place}.{_key(strange[0])}", "unknown_here", mend="")
        gate = _choose(f"{place}.gate", each["gate"], gates)
        drops = any(
            clearing.hours == "dropped" and gate in clearing.gates for clearing in pack.clearings
        )
        ways = ("kept", "dropped") if drops else ("kept",)
        hours = _choose(f"{place}.hours", each.get("hours", "kept"), ways)
        reason = each["reason"]
        if not isinstance(reason, str) or not reason.strip():
            raise InputError(f"{place}.reason", "no_reason")
        if len(reason) > MAX_REASON:
            raise InputError(f"{place}.reason", "reason_long", most=MAX_REASON)
        kept = hours == "kept"
        said = shown(reason.strip())
        read.append(Clearance(gate, said, hours="kept" if kept else "dropped"))
    return tuple(read)
