"""What was picked of a list that is looked up by name: names, each with the group it stands for.

The answer is the list of groups. The names are remembered here only, to be shown and taken back,
and forgotten with the answer.
"""

from __future__ import annotations

from typing import NamedTuple

from magapp.pack.model import Question
from magapp.rules import Value

UNSURE = "unsure"
"""The option that stands for what is not in the list."""


class Pick(NamedTuple):
    """A name that was picked, empty for a group that was ticked, and its group."""

    name: str
    group: str


class Picks:
    """The picks of one question, in the order they were made."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.chosen: list[Pick] = []
        self.none = False
        """Whether it was said that there are none."""

    def value(self) -> list[str] | None:
        """The answer: groups in the question's order; None while nothing was said."""
        groups = self.groups()
        chosen = [option.id for option in self.question.option if option.id in groups]
        return chosen or ([] if self.none else None)

    def names(self) -> list[str]:
        """The names that were picked; a group that was ticked has none."""
        return [pick.name for pick in self.chosen if pick.name]

    def groups(self) -> set[str]:
        """The groups of everything picked."""
        return {pick.group for pick in self.chosen}

    def show(self, value: Value | None) -> None:
        """Take the groups of an answer over; names already picked for them are kept."""
        groups = value if isinstance(value, list) else []
        self.none = value == []
        self.chosen = [pick for pick in self.chosen if pick.group in groups]
        known = self.groups()
        self.chosen += [Pick("", group) for group in groups if group not in known]

    def add(self, pick: Pick) -> None:
        """Pick one more."""
        self.none = False
        self.chosen.append(pick)

    def remove(self, pick: Pick) -> bool:
        """Take a pick back; whether there was such a one."""
        if pick not in self.chosen:
            return False
        self.chosen.remove(pick)
        return True

    def named(self, name: str) -> Pick | None:
        """The pick of this name."""
        return next((pick for pick in self.chosen if pick.name == name), None)

    def tick(self, group: str) -> None:
        """Tick a whole group, or take everything of it back."""
        if group in self.groups():
            self.chosen = [pick for pick in self.chosen if pick.group != group]
        else:
            self.add(Pick("", group))
