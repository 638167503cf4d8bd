"""A pack whose every question and every option has another name, and answers said in those names.

Nothing else differs, so nothing that the program does may differ.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from magapp.pack import Pack
from magapp.pack.model import Condition
from magapp.pack.roles import roles_of


def other(name: str) -> str:
    """Another name, which sorts elsewhere."""
    return f"x{name[::-1]}"


class Renamed:
    """A pack under other names."""

    def __init__(self, pack: Pack) -> None:
        self.old = pack
        self._options = {
            question.id: {option.id: other(option.id) for option in question.option}
            for question in pack.questions
        }
        self._groups = self._options.get(pack.roles.get("medicines", ""), {})
        fields = {name: getattr(pack, name) for name in pack.__struct_fields__}
        changed = {name: self._walk(value) for name, value in fields.items()}
        changed["texts"] = {
            language: {self._key(key): text for key, text in texts.items()}
            for language, texts in pack.texts.items()
        }
        changed["roles"] = roles_of(changed["questions"])
        self.pack = Pack(**changed)

    # -- the pack ---------------------------------------------------------------------------------

    def _walk(self, value: Any) -> Any:
        """A part of the pack in the new names."""
        if isinstance(value, tuple):
            return tuple(self._walk(each) for each in value)
        if isinstance(value, dict):
            return {name: self._walk(each) for name, each in value.items()}
        if not isinstance(value, msgspec.Struct):
            return value
        return self._renamed(type(value).__name__, value)

    def _renamed(self, kind: str, value: Any) -> Any:
        parts = {
            name: self._walk(getattr(value, name))
            for name in value.__struct_fields__
            if isinstance(getattr(value, name), tuple | dict | msgspec.Struct)
        }
        changed = msgspec.structs.replace(value, **parts)
        if isinstance(value, Condition) or kind == "AtLeast":
            named = {
                name: tuple(self.atom(atom) for atom in getattr(value, name))
                for name in ("all", "any", "none", "unless", "of")
                if hasattr(value, name)
            }
            return msgspec.structs.replace(changed, **named)
        made: dict[str, Callable[[], dict[str, Any]]] = {
            "Question": lambda: {
                "id": other(value.id),
                "option": tuple(
                    msgspec.structs.replace(each, id=other(each.id)) for each in changed.option
                ),
            },
            "Preset": lambda: {"answers": self.answers(value.answers)},
            "Shortcut": lambda: {
                "at": other(value.at),
                "answers": self.answers(value.answers),
            },
            "Gate": lambda: {"answered_by": value.answered_by and other(value.answered_by)},
            "Spacing": lambda: {"medicine": self._group(value.medicine)},
            "Medicine": lambda: {"groups": tuple(map(self._group, value.groups))},
            "WhichOption": lambda: {"groups": tuple(map(self._group, value.groups))},
            "Addition": lambda: {"groups": tuple(map(self._group, value.groups))},
            "LookUp": lambda: {"strictest_first": tuple(map(self._group, value.strictest_first))},
            "Invariant": lambda: {
                "adding": tuple(map(self.atom, value.adding)),
                "questions": tuple(map(other, value.questions)),
            },
        }
        renamed = made.get(kind)
        return msgspec.structs.replace(changed, **renamed()) if renamed else changed

    def _group(self, group: str) -> str:
        return self._groups.get(group, group)

    def atom(self, atom: str) -> str:
        """An atom of a condition: `question:option`, `question:medicine.slot`, a name."""
        question, colon, said = atom.partition(":")
        if not colon or question not in self._options:
            return atom
        group, dot, moment = said.partition(".")
        if question == self.old.roles.get("moments"):
            return f"{other(question)}:{self._group(group)}{dot}{moment}"
        return f"{other(question)}:{self._options[question].get(said, said)}"

    def _key(self, key: str) -> str:
        """The key of a text: `question.ID.title`, `option.QUESTION.ID.title`, others stay."""
        parts = key.split(".")
        if parts[0] == "question":
            parts[1] = other(parts[1])
        elif parts[0] == "option":
            parts[2] = self._options[parts[1]][parts[2]]
            parts[1] = other(parts[1])
        return ".".join(parts)

    # -- answers ----------------------------------------------------------------------------------

    def answers(self, answers: dict[str, Any]) -> dict[str, Any]:
        """The same answers in the new names."""
        return {other(name): self._said(name, value) for name, value in answers.items()}

    def _said(self, question: str, value: Any) -> Any:
        options = self._options[question]
        if question == self.old.roles.get("moments"):
            return {self._group(name): moments for name, moments in value.items()}
        if isinstance(value, str):
            return options.get(value, value)
        return [options.get(each, each) for each in value] if isinstance(value, list) else value
