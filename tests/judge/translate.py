"""A pack's conditions as plain expressions, and those written out for other engines.

The translation starts from the pack as it was loaded and takes nothing from `magapp.rules`: not
the masks, not the order of evaluation, not the meaning of an open question. What is said here is
what `Condition` promises, a second time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from magapp.pack.model import (
    Caution,
    Claim,
    Condition,
    FormBar,
    Gate,
    Pack,
    Question,
    Spacing,
    Tip,
    Weight,
)

Expr = Any
"""True, False, or a tuple whose first item is a word:

("and" | "or", ...), ("not", e), ("count", n, ...): at least n of these hold;
("is", question, option), ("ticks", question, n): at least n options are ticked;
("amount", question, least), ("open", question): nothing was answered;
("more", question, than): the amount is more than this;
("food", more): seven days of the screener bring more than this many mg;
("at", medicine, moment): it is said that the medicine is taken then, or (`weekly`) on one day;
("silent", medicine): nothing is said of when it is taken.
"""


def both(*parts: Expr) -> Expr:
    """All of these."""
    return _joined("and", True, parts)


def either(*parts: Expr) -> Expr:
    """Any of these."""
    return _joined("or", False, parts)


def _joined(word: str, idle: bool, parts: Iterable[Expr]) -> Expr:
    left: list[Expr] = []
    for part in parts:
        if part is (not idle):
            return not idle
        if part is not idle and part not in left:
            left += part[1:] if part[0] == word else [part]
    return idle if not left else left[0] if len(left) == 1 else (word, *left)


def negated(part: Expr) -> Expr:
    """Not this."""
    if isinstance(part, bool):
        return not part
    return part[1] if part[0] == "not" else ("not", part)


LEVELS = (
    ("refer", "now"),
    ("refer", "today"),
    ("refer", "soon"),
    ("ask_staff", ""),
    ("food_first", ""),
    ("suggest", ""),
)
"""The outcomes, strongest first."""


class Translation:
    """What is asked and what fires, by name, as expressions over the raw answers.

    `rules` has `asked.QUESTION`, `slot.SLOT` and every rule as `gate.ID`, `weight.ID`, … Named
    conditions are written out where they are used.
    """

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.questions = {question.id: question for question in pack.questions}
        self.levels = {
            gate.id: LEVELS.index((gate.outcome, gate.urgency or "")) for gate in pack.gates
        }
        self.rules: dict[str, Expr] = {
            f"asked.{question.id}": self.asked(question) for question in pack.questions
        }
        self.rules |= {f"slot.{slot.id}": self.slot(slot.id) for slot in pack.slots}
        self.rules |= {
            f"condition.{name}": self.condition(each) for name, each in pack.conditions.items()
        }
        kinds: tuple[tuple[str, Sequence[Gate | Weight | FormBar | Caution | Tip | Claim]], ...] = (
            ("gate", pack.gates),
            ("weight", pack.weights),
            ("form_bar", pack.form_bars),
            ("caution", pack.cautions),
            ("tip", pack.tips),
            ("claim", pack.claims),
        )
        for kind, entries in kinds:
            self.rules |= {f"{kind}.{each.id}": self.condition(each.when) for each in entries}
        for spacing in pack.spacings:
            self.rules[f"spacing.{spacing.id}"] = either(
                *(self.atom(each) for each in self.spelt([f"moments:{spacing.medicine}.*"]))
            )

    def asked(self, question: Question) -> Expr:
        """Whether a question is asked."""
        if not question.asked:
            return True
        return self.condition(self.pack.conditions[question.asked])

    def condition(self, when: Condition) -> Expr:
        """Whether a condition is known to hold."""
        counted = when.at_least
        return both(
            *(self.atom(atom) for atom in self.spelt(when.all)),
            self.any_of(when.any) if when.any else True,
            *(self.known_not(atom) for atom in self.spelt(when.none)),
            *(negated(self.any_of([atom])) for atom in when.unless),
            self.counted(counted.n, counted.of) if counted else True,
        )

    def spelt(self, atoms: Iterable[str]) -> list[str]:
        """Atoms with the star written out."""
        return [
            f"{subject}:{word}" if said.endswith("*") else atom
            for atom in atoms
            for subject, _, said in [atom.partition(":")]
            for word in (self.words(subject) if said.endswith("*") else [said])
            if not said.endswith("*") or word.startswith(said[:-1])
        ]

    def words(self, subject: str) -> Sequence[str]:
        """What can be said of a question, or the moments of the day."""
        if subject == "slot":
            return [slot.id for slot in self.pack.slots]
        question = self.questions[subject]
        if question.kind == "portions":
            return [band.id for band in self.pack.food_bands]
        if question.kind == "moments":
            slots = [slot.id for slot in self.pack.slots]
            return [
                f"{each.medicine}.{moment}"
                for each in self.pack.spacings
                for moment in (*slots, *(["weekly"] if each.weekly else []), "usual")
            ]
        return question.atoms()

    def any_of(self, atoms: Iterable[str]) -> Expr:
        """Any of these atoms; a star over ticks asks for one tick."""
        parts = []
        for atom in atoms:
            subject, _, said = atom.partition(":")
            question = self.questions.get(subject)
            if said == "*" and question and question.kind in ("many", "lookup"):
                parts.append(both(self.asked(question), ("ticks", subject, 1)))
            else:
                parts += [self.atom(each) for each in self.spelt([atom])]
        return either(*parts)

    def counted(self, least: int, atoms: Sequence[str]) -> Expr:
        """At least so many of these atoms."""
        if len(atoms) == 1 and atoms[0].endswith(":*"):
            question = self.questions[atoms[0].removesuffix(":*")]
            if question.kind in ("many", "lookup"):
                return both(self.asked(question), ("ticks", question.id, least))
        return ("count", least, *(self.atom(atom) for atom in self.spelt(atoms)))

    def atom(self, atom: str) -> Expr:
        """Whether an atom is known to hold."""
        subject, _, said = atom.partition(":")
        if not said:
            return self.condition(self.pack.conditions[subject])
        if subject == "slot":
            return self.slot(said)
        question = self.questions[subject]
        if question.kind == "moments" and said != "unanswered":
            return self.moment(*said.split("."))
        return both(self.asked(question), self.said(question, said))

    def known_not(self, atom: str) -> Expr:
        """Whether an option is known not to hold: its question is not open."""
        question = self.questions[atom.partition(":")[0]]
        is_open = both(self.asked(question), ("open", question.id))
        return negated(either(self.atom(atom), is_open))

    def said(self, question: Question, word: str) -> Expr:
        """Whether this was answered."""
        if word == "unanswered":
            return ("open", question.id)
        if question.kind == "portions":
            return self.food(word)
        for band in question.band:
            if band.id == word:
                others = either(*(("is", question.id, each.id) for each in question.option))
                return both(
                    negated(("open", question.id)),
                    negated(others),
                    self.left_less(question, self.constant(band.leaves_less_than))
                    if band.leaves_less_than
                    else ("amount", question.id, self.constant(band.at_least)),
                )
        return ("is", question.id, word)

    def constant(self, amount: str | float) -> float:
        """A number, or the constant of that name."""
        return self.pack.constants[amount].value if isinstance(amount, str) else amount

    def left_less(self, question: Question, least: float) -> Expr:
        """Whether less than this is left of the ceiling, which some people have of their own."""
        found: Expr = False
        before: Expr = False
        for special in self.pack.specials:
            if special.constant == "ceiling":
                here = both(negated(before), self.condition(special.when))
                found = either(found, both(here, ("more", question.id, special.value - least)))
                before = either(before, here)
        usual = ("more", question.id, self.constant("ceiling") - least)
        return either(found, both(negated(before), usual))

    def moment(self, medicine: str, moment: str) -> Expr:
        """Whether a medicine is taken at a moment, said or supposed as usual."""
        (spacing,) = (each for each in self.pack.spacings if each.medicine == medicine)
        supposed = either(negated(self.asked(self.moments())), ("silent", medicine))
        usual = both(self.medicine(medicine), supposed)
        if moment == "usual":
            return usual
        said = both(self.medicine(medicine), negated(supposed), ("at", medicine, moment))
        return either(said, usual) if moment in spacing.taken else said

    def moments(self) -> Question:
        """The question about when medicines are taken."""
        return next(each for each in self.questions.values() if each.kind == "moments")

    def food(self, word: str) -> Expr:
        """Whether the screener ends in this band, exactly: in whole numbers over seven days."""
        names = [band.id for band in self.pack.food_bands]
        place = names.index(word)
        found = False
        before = False  # an earlier reference intake is the one that counts
        for reference in self.pack.references:
            when = self.condition(reference.when)

            def above(
                index: int, mg: float = reference.amount, base: float = reference.base
            ) -> Expr:
                fraction = Fraction(str(self.pack.food_bands[index].above))
                more = 7 * (fraction * Fraction(str(mg)) - Fraction(str(base)))
                return ("food", float(more))

            from_here = True if place == 0 else above(place)
            to_next = True if place + 1 == len(names) else negated(above(place + 1))
            found = either(found, both(negated(before), when, from_here, to_next))
            before = either(before, when)
        (question,) = (each for each in self.questions.values() if each.kind == "portions")
        return both(negated(("open", question.id)), found)

    def medicine(self, medicine: str) -> Expr:
        """Whether this medicine is taken."""
        (question,) = (each for each in self.questions.values() if each.kind == "lookup")
        return both(self.asked(question), ("is", question.id, medicine))

    def slot(self, slot: str) -> Expr:
        """Whether no medicine is taken too close to this moment, on any day around it."""
        return negated(either(*(self.closes(each, slot) for each in self.pack.spacings)))

    def closes(self, spacing: Spacing, slot: str) -> Expr:
        """Whether this medicine is taken too close to this moment."""
        hours = {each.id: each.hour for each in self.pack.slots}
        close = []
        for taken, hour in hours.items():
            near = any(
                -spacing.before_hours < hours[slot] + days - hour < spacing.after_hours
                for days in (-24, 0, 24)
            )
            if near or slot not in spacing.leaves.get(taken, (slot,)):
                close.append(self.moment(spacing.medicine, taken))
        if slot not in spacing.leaves.get("usual", (slot,)):
            close.append(self.moment(spacing.medicine, "usual"))
        return either(*close)

    def weekly(self) -> dict[str, float]:
        """What one portion adds to seven days of the screener, in mg."""
        times = {"day": 7, "week": 1}
        return {item.id: item.amount * times[item.per] for item in self.pack.screener}

    def portions(self) -> str:
        """The id of the food screener."""
        return next(each.id for each in self.questions.values() if each.kind == "portions")

    def outcome(self, fired: Iterable[str]) -> tuple[str, str | None]:
        """The strongest outcome of the gates (by id) that fire."""
        outcome, urgency = LEVELS[min((self.levels[each] for each in fired), default=-1)]
        return outcome, urgency or None


def plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with one kind of value in each place: what is said of moments is a list."""
    if not answers.get("moments"):
        return dict(answers)
    said = {
        medicine: [each] if isinstance(each, str) else [*(each or ())]
        for medicine, each in answers["moments"].items()
    }
    return {**answers, "moments": said}


def zen(translation: Translation, names: Iterable[str], one_level: bool = False) -> str:
    """These rules as one ZEN expression: a list of booleans over the answers.

    What several rules share is computed once, as an assignment before the list. With `one_level`
    the answers come as `flat` makes them.
    """
    lets: dict[str, str] = {}

    def shared(text: str) -> str:
        return lets.setdefault(text, f"_{len(lets)}")

    def ticked(question: str) -> str:
        return shared(f"{question} ?? []")

    def moments(medicine: str) -> str:
        return shared(f"moments == null ? [] : (moments.{medicine} ?? [])")

    def weighed() -> str:
        food = translation.portions()
        terms = [f"({food}.{item} ?? 0) * {mg}" for item, mg in translation.weekly().items()]
        return shared(f"{food} == null ? 0 : {' + '.join(terms)}")

    def write(each: Expr) -> str:
        if isinstance(each, bool):
            return json.dumps(each)
        word, *rest = each
        if word in ("and", "or"):
            text = f" {word} ".join(write(part) for part in rest)
            return shared(text) if word == "or" else f"({text})"
        if word == "not":
            return f"not ({write(rest[0])})"
        if word == "count":
            least, *parts = rest
            return f"({' + '.join(f'({write(part)} ? 1 : 0)' for part in parts)} >= {least})"
        if word == "open":
            return f"({rest[0]} == null)"
        if word == "ticks" and one_level:
            return shared(f"{rest[0]} != null and {rest[0]} >= {rest[1]}")
        if word == "ticks":
            return shared(f"len({ticked(rest[0])}) >= {rest[1]}")
        if word == "amount":
            return f"({rest[0]} >= {rest[1]})"
        if word == "more":
            return f'(type({rest[0]}) == "number" ? {rest[0]} > {rest[1]} : false)'
        if word == "silent" and one_level:
            return f"(moments__{rest[0]} == null)"
        if word == "silent":
            return f"(len({moments(rest[0])}) == 0)"
        if word == "at" and one_level:
            return f"(moments__{rest[0]}__{rest[1]} == true)"
        if word == "at":
            return f'("{rest[1]}" in {moments(rest[0])})'
        if word == "food" and one_level:
            food = translation.portions()
            return f"({food} != null and {food} > {rest[0]})"
        if word == "food":
            return f"({weighed()} > {rest[0]})"
        question, option = rest
        if translation.questions[question].kind in ("many", "lookup"):
            if one_level:
                return f"({question}__{option} == true)"
            return f'("{option}" in {ticked(question)})'
        return f'({question} == "{option}")'

    outputs = [write(translation.rules[name]) for name in names]
    assigned = "".join(f"{name} = {text}; " for text, name in lets.items())
    return f"{assigned}[{', '.join(outputs)}]"


def json_logic(
    translation: Translation, names: Iterable[str], one_level: bool = False
) -> list[Any]:
    """These rules as a JsonLogic list over the answers, or over what `flat` makes of them."""
    food = translation.portions()
    weighed = {
        "+": [
            {"*": [{"var": [f"{food}.{item}", 0]}, mg]} for item, mg in translation.weekly().items()
        ]
    }

    def write(each: Expr) -> Any:
        if isinstance(each, bool):
            return each
        word, *rest = each
        if word in ("and", "or"):
            return {word: [write(part) for part in rest]}
        if word == "not":
            return {"!": [write(rest[0])]}
        if word == "count":
            least, *parts = rest
            return {">=": [{"+": [{"if": [write(part), 1, 0]} for part in parts]}, least]}
        if word == "open":
            return {"===": [{"var": rest[0]}, None]}
        if word == "ticks" and one_level:
            return {">=": [{"var": rest[0]}, rest[1]]}
        if word == "ticks":
            return {"!!": [{"var": f"{rest[0]}.{rest[1] - 1}"}]}
        if word == "amount":
            return {">=": [{"var": rest[0]}, rest[1]]}
        if word == "more":
            return {">": [{"var": rest[0]}, rest[1]]}
        if word == "silent" and one_level:
            return {"!": [{"var": f"moments__{rest[0]}"}]}
        if word == "silent":
            return {"!": [{"var": f"moments.{rest[0]}"}]}
        if word == "at" and one_level:
            return {"!!": [{"var": f"moments__{rest[0]}__{rest[1]}"}]}
        if word == "at":
            return {"in": [rest[1], {"var": [f"moments.{rest[0]}", []]}]}
        if word == "food" and one_level:
            return {">": [{"var": [food, 0]}, rest[0]]}
        if word == "food":
            return {">": [weighed, rest[0]]}
        question, option = rest
        if translation.questions[question].kind in ("many", "lookup"):
            if one_level:
                return {"!!": [{"var": f"{question}__{option}"}]}
            return {"in": [option, {"var": [question, []]}]}
        return {"===": [{"var": question}, option]}

    return [write(translation.rules[name]) for name in names]


def flat(translation: Translation) -> Any:
    """A function from answers to one level: a value for each tick and for each count of ticks."""
    ticks = {
        question.id: {option.id: f"{question.id}__{option.id}" for option in question.option}
        for question in translation.questions.values()
        if question.kind in ("many", "lookup")
    }
    weekly = translation.weekly()

    def flatten(answers: Mapping[str, Any]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for question, value in answers.items():
            if question in ticks:
                names = ticks[question]
                for option in value:
                    values[names[option]] = True
                values[question] = len(value)
            elif translation.questions[question].kind == "moments":
                values[question] = True
                for medicine, said in value.items():
                    if said:
                        values[f"moments__{medicine}"] = True
                        for each in [said] if isinstance(said, str) else said:
                            values[f"moments__{medicine}__{each}"] = True
            elif isinstance(value, dict):
                values[question] = sum(portions * weekly[item] for item, portions in value.items())
            else:
                values[question] = value
        return values

    return flatten
