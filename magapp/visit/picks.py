"""What was chosen of the medicines: names of the list, words that are not in it, groups ticked.

The answer to the question follows from them: every group that one of them gives. They live in
memory only, and go with the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from magapp.pack.model import Medicine, Pack
    from magapp.rules import Value
    from magapp.visit.medicines import Found


class Pick(NamedTuple):
    """One thing that was chosen.

    `label` is the name as it was found or typed, empty for a group that was ticked; `medicine` the
    pack's name for it, empty for a word that is nowhere found; `groups` what it gives.
    """

    label: str
    medicine: str
    groups: tuple[str, ...]


class Picked(NamedTuple):
    """Everything chosen at one moment, in the order it was; `none`: that it is nothing was said."""

    chosen: tuple[Pick, ...] = ()
    none: bool = False


class Picks:
    """Everything chosen. What it holds is one value, which every change replaces."""

    def __init__(self, pack: Pack) -> None:
        self.question = pack.roles["medicines"]
        self.unknown = pack.roles["unknown"]
        """The option that stands for what is not in the list."""
        self._options = tuple(each.id for each in pack.question(self.question).option)
        self._which = {each.id: each for each in pack.which}
        self._medicines = {each.name: each for each in pack.medicines}
        self.picked = Picked()

    @property
    def chosen(self) -> tuple[Pick, ...]:
        """What was chosen, in the order it was."""
        return self.picked.chosen

    @chosen.setter
    def chosen(self, chosen: Iterable[Pick]) -> None:
        self.picked = self.picked._replace(chosen=tuple(chosen))

    @property
    def none(self) -> bool:
        """Whether it was said that there are none."""
        return self.picked.none

    @none.setter
    def none(self, none: bool) -> None:
        self.picked = self.picked._replace(none=none)

    # -- what follows from it ---------------------------------------------------------------------

    def value(self) -> list[str] | None:
        """The answer: groups in the question's order; None while nothing was said."""
        groups = self.groups()
        chosen = [option for option in self._options if option in groups]
        return chosen or ([] if self.none else None)

    def groups(self) -> set[str]:
        """The groups of everything chosen."""
        return {group for pick in self.chosen for group in pick.groups}

    def labels(self) -> list[str]:
        """The names that were chosen and the words that were typed; a ticked group has none."""
        return [pick.label for pick in self.chosen if pick.label]

    def named(self) -> tuple[str, ...]:
        """The pack's medicines that were chosen, by name."""
        return tuple(dict.fromkeys(pick.medicine for pick in self.chosen if pick.medicine))

    def typed(self) -> tuple[str, ...]:
        """The words that are nowhere found."""
        return tuple(pick.label for pick in self.chosen if pick.label and not pick.medicine)

    def labelled(self, label: str) -> Pick | None:
        """The pick of this name."""
        return next((pick for pick in self.chosen if pick.label == label), None)

    # -- choosing ---------------------------------------------------------------------------------

    def choose(self, found: Found, groups: tuple[str, ...] = ()) -> None:
        """Take a medicine; where its use decides, with the groups that were said."""
        medicine = found.medicine
        if medicine.which:
            groups = groups or self._which[medicine.which].unanswered()
        self._add(Pick(found.name, medicine.name, groups if medicine.which else medicine.groups))

    def keep(self, typed: str) -> None:
        """Keep a word that is nowhere found: not known."""
        self._add(Pick(" ".join(typed.split()), "", (self.unknown,)))

    def tick(self, group: str) -> None:
        """Tick a whole group, or take everything back that gives it."""
        if group in self.groups():
            self.chosen = [pick for pick in self.chosen if group not in pick.groups]
        else:
            self._add(Pick("", "", (group,)))

    def remove(self, pick: Pick) -> bool:
        """Take a pick back; whether there was such a one."""
        if pick not in self.chosen:
            return False
        self.chosen = [each for each in self.chosen if each != pick]
        return True

    def _add(self, pick: Pick) -> None:
        self.none = False
        if pick.label:  # the same name once, as it was said last
            self.chosen = [each for each in self.chosen if each.label != pick.label]
        if pick not in self.chosen:
            self.chosen = (*self.chosen, pick)

    # -- an answer from elsewhere -----------------------------------------------------------------

    def show(self, value: Value | None) -> None:
        """Take the groups of an answer over; what was chosen for them is kept."""
        groups = value if isinstance(value, list) else []
        if (value if value is None else groups) == self.value():
            return
        self.none = value == []
        self.chosen = [pick for pick in self.chosen if {*pick.groups} <= {*groups}]
        self._fill(groups)

    def name(self, names: Iterable[str]) -> None:
        """Say which of the pack's medicines the groups chosen by now came from."""
        groups = self.groups()
        order = self.value() or []
        self.chosen = [
            Pick(name, name, given)
            for name in dict.fromkeys(names)
            if (medicine := self._medicines.get(name)) and (given := self._given(medicine, groups))
        ]
        self._fill(order)

    def _given(self, medicine: Medicine, groups: set[str]) -> tuple[str, ...]:
        """What a medicine gave to an answer of these groups; nothing where it cannot have."""
        ways = [medicine.groups]
        if medicine.which:
            ways = [option.groups for option in self._which[medicine.which].option]
        return next((way for way in ways if {*way} <= groups), ())

    def _fill(self, groups: Iterable[str]) -> None:
        known = self.groups()
        ticked = [Pick("", "", (group,)) for group in groups if group not in known]
        self.chosen = (*self.chosen, *ticked)

    def clear(self) -> None:
        """Forget everything."""
        self.picked = Picked()
