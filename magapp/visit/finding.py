"""The question about medicines while it is asked: what is looked for, found, and picked.

A name is begun letter by letter, or typed; one that is found is picked at once, or after its use
was asked. Nothing but a name of the list is taken without being chosen by hand.
"""

from magapp.pack.model import Pack, Question, Which
from magapp.rules import Value
from magapp.visit.medicines import Found, Looked, MedicineIndex, plain
from magapp.visit.picks import Pick, Picks

MANY = 30
"""Names with one beginning that are shown at once; of more, the next letter is asked."""
FEW = 4
"""Letters that are asked about at least; the names themselves are shown where there are fewer."""


class MedicinesAsked:
    """What was begun or typed, what that finds, whose use is asked, and what was picked.

    What changes the answer says so: whoever shows it tells `value` then.
    """

    def __init__(self, pack: Pack, question: Question, picks: Picks | None = None) -> None:
        self.index = MedicineIndex.of(pack)
        self.picks = picks or Picks(pack)
        self.groups = tuple(
            option.id for option in question.option if option.role != "unknown" and not option.named
        )
        """The options that can be ticked whole, beside names and not to know one."""
        self._which = {each.id: each for each in pack.which}
        named = {each.name: each for each in pack.medicines}
        self.common = tuple(Found(name, named[name]) for some in pack.common for name in some.names)
        """What many people use, under its own name."""
        self.begun = ""
        """The letters that were chosen one by one."""
        self.typed = ""
        self.looked = Looked()
        """What was found for what was typed."""
        self.lit: int | None = None
        """Which of those offered Enter takes: the name itself, or one that was gone to."""
        self.pending: Found | None = None
        """The name whose use is asked about."""

    # -- finding ----------------------------------------------------------------------------------

    def begin(self, letters: str) -> None:
        """Look for the names that begin with these letters."""
        self.begun, self.pending = letters, None

    @property
    def names(self) -> tuple[Found, ...]:
        """The names that begin with the letters chosen."""
        return self.index.starting(self.begun) if self.begun else ()

    @property
    def beginnings(self) -> list[str]:
        """How names go on after the letters chosen; nothing where the names can be shown."""
        names = self.names
        longer = {plain(each.name)[: len(self.begun) + 1].upper() for each in names}
        return sorted(longer) if len(names) > MANY and len(longer) >= FEW else []

    def type(self, text: str) -> None:
        """Look for what was typed."""
        self.typed, self.pending = text, None
        self.looked = self.index.look_up(text)
        self.lit = None if self.looked.exact is None else 0

    def move(self, by: int) -> None:
        """Go to the next of those offered, or the one before: Enter takes it."""
        if many := len(self.looked.offered):
            first = 0 if by > 0 else many - 1
            self.lit = first if self.lit is None else (self.lit + by) % many

    @property
    def open(self) -> bool:
        """Whether something was typed that is not settled yet."""
        return self.pending is not None or bool(self.typed.strip())

    @property
    def takes(self) -> Found | None:
        """What Enter takes: the name itself, or one of those offered that was gone to."""
        lit = self.pending is None and self.lit is not None
        return self.looked.offered[self.lit or 0] if lit else None

    @property
    def keeps(self) -> bool:
        """Whether Enter keeps what was typed: nothing looks like it."""
        return self.open and self.pending is None and not self.looked.offered

    def offered(self, name: str) -> Found | None:
        """What is offered under this name."""
        return next((each for each in self.looked.offered if each.name == name), None)

    def goes_on(self, digit: str) -> bool:
        """Whether a digit belongs to what is typed: a strength after a space, or B12."""
        if self.pending is not None or not self.typed.strip():
            return False
        last = self.typed[-1]
        return last == " " or last.isdecimal() or self.index.begins(self.typed + digit)

    def back(self) -> bool:
        """From the use of a name to the names, from there to fewer letters; whether it could."""
        if self.pending is None and not self.begun:
            return False
        if self.pending is None:
            self.begun = self.begun[:-1]
        self.pending = None
        return True

    def leave(self) -> None:
        """Nothing is looked for any more."""
        self.begin("")
        self.type("")

    # -- choosing ---------------------------------------------------------------------------------

    @property
    def which(self) -> Which | None:
        """What is asked about the use of a name."""
        return self._which[self.pending.medicine.which] if self.pending is not None else None

    def choose(self, found: Found) -> bool:
        """Pick a name, or take it back; where its use decides, ask. Whether the answer changed."""
        picked = self.picks.labelled(found.name)
        if picked is not None:
            return self.picks.remove(picked)
        if found.medicine.which:
            self.pending = found
            return False
        self.picks.choose(found)
        return True

    def say_which(self, groups: tuple[str, ...]) -> bool:
        """Say the use that was asked about; whether the answer changed."""
        if self.pending is None:
            return False
        self.picks.choose(self.pending, groups)
        self.pending = None
        return True

    def keep_typed(self) -> None:
        """Keep what was typed, as not known."""
        self.picks.keep(self.typed)

    def not_listed(self) -> bool:
        """Say that a name is not in the list: not known. Whether the answer changed."""
        if self.picks.unknown in self.picks.groups():
            return False
        self.picks.tick(self.picks.unknown)
        return True

    def none_at_all(self) -> None:
        """Say that there are none."""
        self.picks.show([])
        self.leave()

    # -- what was picked --------------------------------------------------------------------------

    @property
    def value(self) -> list[str] | None:
        """The answer."""
        return self.picks.value()

    def is_picked(self, name: str) -> bool:
        """Whether this name is picked."""
        return self.picks.labelled(name) is not None

    def is_ticked(self, group: str) -> bool:
        """Whether something that is picked gives this group."""
        return group in self.picks.groups()

    def picked_for(self, value: Value) -> tuple[Pick, ...]:
        """What was picked for an answer; nothing if it is another answer, or none."""
        return self.picks.chosen if self.picks.value() == value else ()
