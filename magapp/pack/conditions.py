"""The conditions of a pack: whether each says something, of questions asked before."""

from collections.abc import Collection, Iterator, Mapping

from magapp.errors import Fault, near
from magapp.language.saying import Saying
from magapp.pack import model
from magapp.pack.model import Condition, Pack
from magapp.pack.read import entries

MAX_NESTED = 32
"""Of conditions that read each other."""


def conditions(pack: Pack) -> Iterator[tuple[str, str, Condition]]:
    """Every condition about a customer's answers in a pack as (file, place, condition)."""
    for file, place, entry in entries(pack):
        if model.reads_look_back(entry):
            continue
        if isinstance(entry, Condition):
            yield file, place, entry
            continue
        for part in ("when", "first_when"):
            if isinstance(when := getattr(entry, part, None), Condition):
                yield file, f"{place}: {part}", when


def condition_faults(pack: Pack) -> Iterator[Fault]:
    """Atoms that say nothing, and questions whose condition reads a later one."""
    found = _Found(pack)
    order = {question.id: index for index, question in enumerate(pack.questions)}
    limits = {  # what decides how an answer is read is known before it
        word: min(
            (order[each.id] for each in pack.questions if each.kind == kind), default=len(order) + 1
        )
        for word, kind in (("reference", "portions"), ("special", "number"))
    }
    for file, place, condition in conditions(pack):
        yield from found.count_faults(file, place, condition)
        last, nested = -1, 0
        for word, atoms in condition.parts():
            for atom in atoms:
                if fault := found.atom_fault(word, atom):
                    yield Fault("unknown-atom", file, f"{place}: {word}", fault)
                last = max(last, found.reads(atom))
                nested = max(nested, found.depth.get(atom, 0))
        if isinstance(condition, model.NamedCondition):
            name = place.removeprefix("condition ")
            found.latest[name], found.depth[name] = last, nested + 1
            if nested == MAX_NESTED:  # those that read it would only repeat this
                yield Fault("too-deep", file, place, Saying.of("fault_nested", most=MAX_NESTED))
        elif last >= limits.get(place.partition(" ")[0], len(order) + 1):
            yield Fault("later-question", file, place, Saying.of("fault_later"))
    for question in pack.questions:
        if question.asked and found.latest.get(question.asked, -1) >= order[question.id]:
            where = f"question {question.id}: asked"
            later = Saying.of("fault_condition_later", name=question.asked)
            yield Fault("later-question", "questions.toml", where, later)


def count_faults(file: str, place: str, condition: Condition, spelt: int) -> Iterator[Fault]:
    """A number of atoms, of so many, that is never reached, or always."""
    if condition.at_least and not 1 <= condition.at_least.n <= spelt:
        said = Saying.of("fault_count", most=spelt)
        yield Fault("range", file, f"{place}: at_least: n", said)


def unknown_atom(words: Mapping[str, Collection[str]], subject: str, said: str) -> Saying:
    """What is wrong with `subject:said`, which is none of these words."""
    if subject not in words:
        return Saying.of("fault_no_question", name=subject, mend=near(subject, words))
    return Saying.of("fault_has_no", name=subject, option=said, mend=near(said, words[subject]))


class _Found:
    """What an atom may name: the options of the questions, and the conditions defined so far."""

    def __init__(self, pack: Pack) -> None:
        self._words = pack.vocabulary()
        self._order = {question.id: index for index, question in enumerate(pack.questions)}
        self.latest: dict[str, int] = {}
        """The last question that a condition reads, by its name."""
        self.depth: dict[str, int] = {}
        """How many deep a condition reads others, by its name."""

    def count_faults(self, file: str, place: str, condition: Condition) -> Iterator[Fault]:
        """A number of atoms that is never reached, or always."""
        if condition.at_least:
            spelt = sum(
                len(self._words.get(atom[:-2], ())) if atom.endswith(":*") else 1
                for atom in condition.at_least.of
            )
            yield from count_faults(file, place, condition, spelt)

    def atom_fault(self, word: str, atom: str) -> Saying | None:
        """What is wrong with an atom under a word of a condition, and what to do about it."""
        subject, _, said = atom.partition(":")
        if not said:
            if atom not in self.latest:
                return Saying.of("fault_no_condition", name=atom, mend=near(atom, self.latest))
            if word == "none":
                return Saying.of("fault_names_condition", name=atom)
            return None
        if self._is_said(subject, said):
            return None
        return unknown_atom(self._words, subject, said)

    def _is_said(self, subject: str, said: str) -> bool:
        if subject not in self._words:
            return False
        words = self._words[subject]
        return said in ("*", "unanswered", *words) or (
            said.endswith(".*") and any(word.startswith(said[:-1]) for word in words)
        )

    def reads(self, atom: str) -> int:
        """The last question that an atom reads, one of no question after all of them; -1: none."""
        subject, _, said = atom.partition(":")
        if not said:
            return self.latest.get(atom, -1)
        if not self._is_said(subject, said):
            return -1
        return self._order.get(subject, len(self._order))
