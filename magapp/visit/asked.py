"""What a question offers and what a tap or a key on it answers, whichever screen shows it.

The options in their order, what excludes what, the bounds of an amount, and the key of each. When
medicines are taken is asked of one after the other.
"""

from collections.abc import Callable, Mapping, Sequence

from magapp.pack.model import WEEKLY, Pack, Question
from magapp.rules import Value

LETTERS = "abcdefgijklmnopqrstuvwxyz"
"""Keys of the options beyond the ninth; `h` is left to a preset."""
NONE_KEY, UNKNOWN_KEY = "0", "?"
"""The keys of what says that nothing applies, and that it is not known."""

Given = tuple[Value | None, bool]
"""An answer (None: unanswered), and whether it is complete."""


def key_of(number: int) -> str:
    """The key of the option with this number, from 0."""
    return str(number + 1) if number < 9 else LETTERS[number - 9 : number - 8]


class ChoicesAsked:
    """One of the options; or all that apply, or explicitly none of them."""

    def __init__(self, question: Question) -> None:
        self.options = tuple(option.id for option in question.option)
        self.one = question.kind == "one"
        """Whether one option excludes the others."""
        self.keys = {option: key_of(number) for number, option in enumerate(self.options)}

    @staticmethod
    def chosen(value: Value | None) -> tuple[str, ...]:
        """The options that an answer holds."""
        if isinstance(value, str):
            return (value,)
        return tuple(value) if isinstance(value, list | tuple) else ()

    @staticmethod
    def nothing() -> Given:
        """That none of them applies."""
        return [], True

    def tap(self, option: str, value: Value | None) -> Given:
        """What a tap on an option makes of an answer: one is chosen, of many it is turned over."""
        if self.one:
            return option, True
        ticked = {*self.chosen(value)} ^ {option}
        return [each for each in self.options if each in ticked] or None, False


class AmountAsked:
    """An amount: one of the usual ones, any other within bounds, or an option: not known."""

    def __init__(self, question: Question) -> None:
        self.usual = tuple(question.picks)
        self.options = tuple(option.id for option in question.option)
        self.keys = dict.fromkeys(self.options[:1], UNKNOWN_KEY)
        self.digits = len(f"{question.max:g}")
        """Of the largest amount."""
        self._least, self._most = question.min, question.max

    def fits(self, amount: int | None) -> bool:
        """Whether it is an amount within the bounds."""
        return amount is not None and self._least <= amount <= self._most

    def typed(self, amount: int | None) -> float | None:
        """The answer that a typed amount is; None without one, and for one out of bounds."""
        return float(amount) if amount is not None and self.fits(amount) else None

    @staticmethod
    def is_chosen(choice: object, value: Value | None) -> bool:
        """Whether a usual amount, or an option, is what was answered."""
        return value == choice and isinstance(value, str) == isinstance(choice, str)

    def other(self, value: Value | None) -> float | None:
        """The amount that was answered, where it is none of the usual ones."""
        return value if isinstance(value, int | float) and value not in self.usual else None


Moments = str | Sequence[str]
"""When a medicine is taken: the slots, or `weekly`."""


def moments_in(answer: Value | None) -> dict[str, Moments]:
    """By medicine what an answer says of when it is taken."""
    said = answer.items() if isinstance(answer, Mapping) else ()
    return {medicine: when for medicine, when in said if not isinstance(when, int | float)}


class MomentsAsked:
    """Which medicine with hours to keep is asked about, and what was said of each.

    `text` gives a sentence of the pack in the language of the moment.
    """

    def __init__(self, pack: Pack, question: Question, text: Callable[..., str]) -> None:
        self._pack = pack
        self._question = question.id
        self._text = text
        self._spacings = {each.medicine: each for each in pack.spacings}
        self._lookup = pack.roles["medicines"]
        self.medicines: tuple[str, ...] = ()
        self._names: dict[str, tuple[str, ...]] = {}
        self.said: dict[str, Moments] = {}
        self._at = 0

    def attend(self, answers: Mapping[str, Value], named: Sequence[str]) -> None:
        """The answers given elsewhere, and the medicines by name: they decide what is asked."""
        ticked = ChoicesAsked.chosen(answers.get(self._lookup))
        here = tuple(each for each in ticked if each in self._spacings)
        if here != self.medicines:
            self._at = 0  # nobody goes past one that was not asked about
        self.medicines = here
        self._names = {each: self._pack.named_in(named, each) for each in here}

    def show(self, value: Value | None) -> None:
        """Take an answer over."""
        self.said = moments_in(value)
        if value is None:
            self._at = 0

    @property
    def medicine(self) -> str:
        """The medicine that is asked about; empty without any."""
        return self.medicines[self._at] if self.medicines else ""

    @property
    def weekly(self) -> bool:
        """Whether it may be taken on one day of the week."""
        return bool(self.medicine) and self._spacings[self.medicine].weekly

    def offered(self) -> tuple[str, ...]:
        """What may be said of this medicine: the moments of the day, and `weekly` if it may be."""
        if not self.medicine:
            return tuple(slot.id for slot in self._pack.slots)
        return self._pack.moments(self._spacings[self.medicine])

    def name(self, medicine: str) -> str:
        """What the customer calls it: by its names, else by what its group is called."""
        group = f"option.{self._lookup}.{medicine}.title"
        return ", ".join(self._names.get(medicine) or (self._text(group),))

    def title(self, *, other: bool) -> str:
        """The question about this medicine by name; empty without any."""
        return self.title_of(self.medicine, other=other) if self.medicine else ""

    def title_of(self, medicine: str, *, other: bool) -> str:
        """The question about a medicine, whether it is the one that is asked about or not."""
        key = f"question.{self._question}.{'each_other' if other else 'each'}"
        return self._text(key, medicine=self.name(medicine))

    def ticked(self) -> tuple[str, ...]:
        """The moments said of this medicine, or `weekly`."""
        said = self.said.get(self.medicine, ())
        return (said,) if isinstance(said, str) else tuple(said)

    def tap(self, moment: str) -> Given:
        """Say or take back a moment of this medicine; once a week excludes the others."""
        before = self.ticked()
        if moment == WEEKLY:
            return self._say(() if WEEKLY in before else WEEKLY), False
        chosen = {*before} - {WEEKLY} ^ {moment}
        return self._say([slot.id for slot in self._pack.slots if slot.id in chosen]), False

    def pass_over(self) -> Given:
        """When this medicine is taken is not known: on to the next, if there is one."""
        value = self._say(())
        return value, not self.turn(1)

    def _say(self, now: Moments) -> dict[str, Moments] | None:
        self.said = {each: said for each, said in self.said.items() if each != self.medicine}
        if now:
            self.said[self.medicine] = now
        return self.said or None

    @property
    def more(self) -> bool:
        """Whether another medicine follows."""
        return self._at + 1 < len(self.medicines)

    def turn(self, by: int) -> bool:
        """On to another medicine; whether there is one."""
        there = self._at + by
        if not 0 <= there < len(self.medicines):
            return False
        self._at = there
        return True

    def words(self, value: Value | None, weekly: str) -> list[str]:
        """What was said of each medicine; `weekly` is what one day of the week is called."""
        said = moments_in(value)
        return [
            f"{self.name(medicine)}: {self._moments(said[medicine], weekly)}"
            for medicine in self.medicines
            if said.get(medicine)
        ]

    def _moments(self, said: Moments, weekly: str) -> str:
        if said == WEEKLY:
            return weekly.lower()
        return ", ".join(self._text(f"slot.{slot}.name") for slot in said).lower()
