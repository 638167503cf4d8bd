"""A consultation as one line of text that a 2-D scanner types: a tag (`MAG2:`) and base45.

The tag is that of the pack's substance, with a version. The line holds the answers, which of the
pack's medicines were named, the first bytes of the pack's digest, and a check value; no name of a
person, no time, no place, not even the language. Reading it gives the very answers, or a clear
refusal.

It is a MessagePack array of two: the answers in the order of the pack's questions (the place of an
option, a mask of options, an amount, or nil for a question left open; of moments a mask of slots by
the place of the medicine, 0 for weekly), and the places of the medicines in the pack. Base45
(RFC 9285) keeps to the signs that a QR code packs most tightly.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Literal, NamedTuple

import msgspec

from magapp.errors import MagappError
from magapp.pack.model import WEEKLY, Pack, Question
from magapp.rules import Answers, Value
from magapp.visit.consultation import read_answer, read_named

VERSION = 2
MOST = 2_000
"""Signs in the longest line that is looked at."""
_DIGEST = 8
_CHECKS = (6, 7)
_Content = tuple[list[Any], list[int]]


class HandoverError(MagappError):
    """A line that is no consultation of ours. `kind` says why it is refused."""

    def __init__(self, kind: Literal["damaged", "other_pack", "other_version"]) -> None:
        super().__init__(f"handover_{kind}")
        self.kind = kind


class Handed(NamedTuple):
    """What a line hands over: the answers, and the medicines of the pack that were named."""

    answers: dict[str, Value]
    named: tuple[str, ...]


def encode(pack: Pack, answers: Answers, named: Iterable[str] = ()) -> str:
    """The line for these answers and the medicines `named` (those of the pack, by name).

    Raises InputError unless they answer this pack's questions and are its medicines.
    """
    import base45

    given = ((question, answers.get(question.id)) for question in pack.questions)
    values = [
        None if value is None else _packed(pack, question, read_answer(question, value, pack))
        for question, value in given
    ]
    while values and values[-1] is None:
        values.pop()
    medicines: list[int] = []
    if taken := read_named([*named], pack):
        places = {medicine.name: place for place, medicine in enumerate(pack.medicines)}
        medicines = [places[each] for each in taken]
    content = msgspec.msgpack.encode([values, medicines]) + bytes.fromhex(pack.digest)[:_DIGEST]
    return f"{pack.substance.tag}{VERSION}:{base45.b45encode(content + _check(content)).decode()}"


def decode(pack: Pack, line: str) -> Handed:
    """What is in a line. Raises HandoverError unless it is whole and made with this pack.

    A scanner with another keyboard layout or in lower case does no harm that is not noticed. The
    check value is no secret: whoever knows how it is made can put anything behind it. So whatever
    goes wrong while a line is read is a line that is refused, and nothing else.
    """
    try:
        return _decode(pack, line)
    except (HandoverError, ImportError):
        raise
    except Exception:
        raise HandoverError("damaged") from None


def _decode(pack: Pack, line: str) -> Handed:
    import base45

    if len(line) > MOST:
        raise HandoverError("damaged")
    line = line.strip().upper()
    head = re.match(r"([A-Z]{3})(\d{1,3}):", line, re.ASCII)
    if not head:
        raise HandoverError("damaged")
    if int(head[2]) != VERSION:
        raise HandoverError("other_version")
    whole = base45.b45decode(line[head.end() :])
    parts = ((whole[:-size], whole[-size:]) for size in _CHECKS)
    content = next((content for content, check in parts if check == _check(content)), b"")
    if len(content) < _DIGEST:
        raise HandoverError("damaged")
    if content[-_DIGEST:] != bytes.fromhex(pack.digest)[:_DIGEST]:
        raise HandoverError("other_pack")
    if head[1] != pack.substance.tag:
        raise HandoverError("damaged")
    values, medicines = msgspec.msgpack.decode(content[:-_DIGEST], type=_Content)
    named = tuple(pack.medicines[place].name for place in medicines)
    handed = Handed(_unpacked(pack, values), named)
    if encode(pack, *handed) != line:
        raise HandoverError("damaged")  # the same answers are always the same line
    return handed


def _check(content: bytes) -> bytes:
    """The check value. With it the whole has an odd length, so that no line ends in a space."""
    return blake2b(content, digest_size=_CHECKS[1 - len(content) % 2]).digest()


def _packed(pack: Pack, question: Question, value: Value) -> Any:
    """An answer as a number, a mask, or for portions the amounts by the place of the food."""
    options = [option.id for option in question.option]
    if question.kind == "moments":
        assert isinstance(value, Mapping)
        places = [each.medicine for each in pack.spacings]
        slots = [slot.id for slot in pack.slots]
        said: dict[str, Any] = {**value}
        return {
            places.index(each): 0 if said[each] == WEEKLY else _mask(slots, said[each])
            for each in sorted(said, key=places.index)
        }
    if isinstance(value, str):  # of a number it is below every amount
        place = options.index(value)
        return -1 - place if question.kind == "number" else place
    if isinstance(value, Mapping):
        items = [item.id for item in pack.screener]
        return {items.index(item): value[item] for item in sorted(value, key=items.index)}
    if isinstance(value, list | tuple):
        return _mask(options, value)
    return value


def _mask(words: Sequence[str], chosen: Iterable[str]) -> int:
    """The chosen words as bits, by their place."""
    return sum(1 << words.index(each) for each in chosen)


def _chosen(words: Sequence[str], mask: int) -> list[str]:
    """The words whose bits are set."""
    return [word for place, word in enumerate(words) if mask >> place & 1]


def _unpacked(pack: Pack, values: Any) -> dict[str, Value]:
    """The answers again, each checked like any other. Raises what a wrong place or kind raises."""
    said = zip(pack.questions, values, strict=False)
    return {
        question.id: read_answer(question, _answer(pack, question, packed), pack)
        for question, packed in said
        if packed is not None
    }


def _answer(pack: Pack, question: Question, packed: Any) -> Any:
    options = [option.id for option in question.option]
    if question.kind == "one":
        return options[packed]
    if question.kind == "number":
        return options[-1 - packed] if packed < 0 else packed
    if question.kind == "portions":
        return {pack.screener[item].id: amount for item, amount in packed.items()}
    if question.kind == "moments":
        slots = [slot.id for slot in pack.slots]
        return {
            pack.spacings[place].medicine: _chosen(slots, mask) if mask else WEEKLY
            for place, mask in packed.items()
        }
    return _chosen(options, packed)
