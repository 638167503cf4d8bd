"""Another rule engine, given the same pack, comes to the same decisions.

ZEN evaluates the translated pack; `Rules` decides by its compiled masks. Both see the same
answers, and what they make of them is compared rule by rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, compress
from random import Random
from typing import Any

import pytest
import zen as engine
from msgspec.structs import replace

from judge.translate import Translation, plain, zen
from magapp.pack import Pack
from magapp.pack.model import Condition, Gate, Question
from magapp.rules import Rules
from magapp.rules.compiled import Test as Masks

Set = dict[str, Any]

EDGES = (0, 0.5, 1, 53.75, 53.76, 110, 193.75, 193.76, 250, 250.01, 2000, "unsure")
CALM: Set = {
    "who": "self",
    "age": "18_69",
    "sex": "female",
    "life_stage": [],
    "signals": ["fatigue", "tension"],
    "alarm": [],
    "duration": "weeks",
    "palpitations_known": "yes",
    "headache_known": "yes",
    "low_mood_known": "yes",
    "tried": "nothing",
    "situations": ["stress"],
    "diet": [],
    "conditions": [],
    "medicines": [],
    "moments": {},
    "other_magnesium": 0,
    "food": {},
    "preferences": [],
}
"""Ends in a suggestion."""
BARE = {each: [] if isinstance(value, list) else value for each, value in CALM.items()}
BARE |= {"duration": "month_plus"}
BARE |= {f"{each}_known": "no" for each in ("palpitations", "headache", "low_mood")}
"""Everything answered and nothing ticked: food first."""
MANY = {each for each, value in CALM.items() if isinstance(value, list)}
CHUNKS = 4
IN_A_CHUNK = 25_250


class Judge:
    """The pack translated and compiled for ZEN."""

    def __init__(self, pack: Pack) -> None:
        self.translation = Translation(pack)
        self.names = list(self.translation.rules)
        self.expression = engine.compile_expression(zen(self.translation, self.names))

    def fired(self, answers: Set) -> list[bool]:
        """Which rules fire, in the order of `names`."""
        fired: list[bool] = self.expression.evaluate(plain(answers))
        return fired


class Comparison:
    """A judge and rules over the same words; counts what was compared.

    The weights and bars behind the forms are compared each time, the list of forms that follows
    from them for every fourth suggestion.
    """

    def __init__(self, judge: Judge, rules: Rules) -> None:
        self.judge, self.rules = judge, rules
        names = judge.names
        self.asked = [each.removeprefix("asked.") for each in names if each.startswith("asked.")]
        self.bits = [0] * len(self.asked) + [
            rules.bit_of[name.replace("slot.", "slot:").removeprefix("condition.")]
            for name in names[len(self.asked) :]
        ]
        self.every = sum(self.bits)
        self.gates = [each.id for each in rules.pack.gates]
        first = names.index(f"gate.{self.gates[0]}")
        self.at_gates = slice(first, first + len(self.gates))
        self.weights = [(names.index(f"weight.{each.id}"), each) for each in rules.pack.weights]
        self.bars = [
            (names.index(f"form_bar.{each.id}"), each.form) for each in rules.pack.form_bars
        ]
        self.outcomes: Counter[tuple[str, str | None]] = Counter()
        self.fires: Counter[str] = Counter()

    def compare(self, answers: Set) -> list[str]:
        """What the two see differently in these answers."""
        rules, judge = self.rules, self.judge
        fired = judge.fired(answers)
        facts = rules.facts(answers)
        differ = []
        if wrong := sum(compress(self.bits, fired)) ^ facts & self.every:
            pairs = zip(self.bits, judge.names, strict=True)
            differ += [name for bit, name in pairs if bit & wrong]
        asked = list(compress(self.asked, fired))
        if [step.question.id for step in rules.questions(facts)] != asked:
            differ.append("asked")
        gates = list(compress(self.gates, fired[self.at_gates]))
        outcome = judge.translation.outcome(gates)
        if rules.outcome(facts) != outcome:
            differ.append("outcome")
        if outcome[0] == "suggest" and self.outcomes[outcome] % 4 == 0:
            ours = [(each.form, each.score) for each in rules.forms(facts)]
            if ours != self.forms(fired):
                differ.append("forms")
        self.outcomes[outcome] += 1
        self.fires.update(gates)
        return differ

    def forms(self, fired: Sequence[bool]) -> list[tuple[str, int]]:
        """The forms in order, from the weights and bars that the judge sees fire."""
        forms = {form.id: form for form in self.rules.pack.forms}
        scores = {form: int(form in self.rules.allowed) for form in forms}
        for at, weight in self.weights:
            if fired[at]:
                for form in weight.forms:
                    scores[form] += weight.score
        barred = {form for at, form in self.bars if fired[at]}
        shown = [
            (form, score)
            for form, score in scores.items()
            if score > 0 and form not in barred and (forms[form].seed or form in self.rules.allowed)
        ]
        return sorted(shown, key=lambda each: -each[1])

    def differences(self, sets: Iterator[Set] | Sequence[Set]) -> list[tuple[list[str], Set]]:
        """The first few answer sets that the two see differently."""
        found = []
        for answers in sets:
            if differ := self.compare(answers):
                found.append((differ, answers))
                if len(found) == 3:
                    break
        return found


# --- answer sets ---------------------------------------------------------------------------------


def drawn(pack: Pack, random: Random, asked: Question) -> Any:
    """Any valid answer to a question; few ticks more often than many."""
    options = [option.id for option in asked.option]
    if asked.kind == "one":
        return random.choice(options)
    if asked.kind == "number":
        return random.choice([*EDGES, random.randint(0, 2000), round(random.uniform(0, 300), 2)])
    if asked.kind == "moments":
        return moments_of(pack, random)
    if asked.kind == "portions":
        items = random.sample(pack.screener, random.randint(0, len(pack.screener)))
        return {item.id: random.randint(0, 2 * item.max) / 2 for item in items}
    most = random.choice([0, 1, 1, 2, 2, 3, len(options)])
    return random.sample(options, random.randint(0, most))


def moments_of(pack: Pack, random: Random) -> dict[str, Any]:
    """When some medicines are taken: at a slot or two, weekly, or nothing is said."""
    slots = [slot.id for slot in pack.slots]
    said: dict[str, Any] = {}
    for spacing in random.sample(pack.spacings, random.randint(0, len(pack.spacings))):
        weekly = spacing.weekly and random.random() < 0.3
        said[spacing.medicine] = (
            "weekly" if weekly else random.sample(slots, random.choice([0, 1, 1, 1, 2]))
        )
    return said


def random_sets(pack: Pack, seed: str, number: int) -> Iterator[Set]:
    """Answer sets of every kind, so that every outcome comes often.

    Most are calm ones with a few answers changed, taken away or given where nothing was asked;
    one in eight is drawn blindly.
    """
    random = Random(seed)
    questions = [question.id for question in pack.questions]
    options = {question.id: question for question in pack.questions}
    harmless = ["who", "sex", "signals", "duration", "tried", "situations", "diet", "preferences"]
    harmless.append("moments")
    alone = said(pack)
    for _ in range(number):
        if random.random() < 0.125:
            answers = {each: drawn(pack, random, options[each]) for each in questions}
            changed = random.sample(questions, random.randint(0, 8))
            for each in changed:
                del answers[each]
        else:
            answers = dict(CALM)
            for each in harmless:
                if random.random() < 0.7:
                    answers[each] = drawn(pack, random, options[each])
            for each in random.sample(questions, random.choice([0, 0, 0, 1, 1, 2])):
                if random.random() < 0.4:
                    answers.pop(each)
                else:
                    answers[each] = drawn(pack, random, options[each])
            for one in random.sample(alone, random.choice([0, 0, 1, 2, 3])):
                answers = put(answers, *one)
        yield answers


def said(pack: Pack) -> list[tuple[str, Any]]:
    """Every single answer to the questions that gates depend on, and the edges of the numbers."""
    found: list[tuple[str, Any]] = []
    for question in pack.questions:
        if question.kind == "number":
            found += [(question.id, amount) for amount in EDGES]
        elif question.kind == "moments":
            for spacing in pack.spacings:
                ways: list[Any] = [[slot.id] for slot in pack.slots]
                ways.append([slot.id for slot in pack.slots])
                ways += ["weekly"] if spacing.weekly else []
                found += [(question.id, {spacing.medicine: way}) for way in ways]
        elif question.kind == "portions":
            found += [(question.id, {}), (question.id, {"nuts": 21, "spinach": 7, "seeds": 21})]
        else:
            found += [(question.id, option.id) for option in question.option]
    return found


def put(answers: Set, question: str, value: Any) -> Set:
    """`answers` with this one more, ticked where there are ticks."""
    if question == "moments":  # said of a medicine that is taken
        (medicine,) = value
        answers = put(answers, "medicines", medicine)
        value = {**answers.get(question, {}), **value}
    if question in MANY:
        value = [*(each for each in answers.get(question, ()) if each != value), value]
    return answers | {question: value}


def boundary_sets(pack: Pack) -> list[Set]:
    """Each question open, each answer alone, each pair of answers, the numbers at their edges."""
    many = ["fatigue", "cramps", "poor_sleep", "agitation"]
    sets: list[Set] = [{}, CALM, BARE]
    sets += [
        {**base, "signals": some, "duration": long}
        for base in (CALM, BARE)
        for some in (many, many[:3])
        for long in ("weeks", "month_plus")
    ]
    questions = [question.id for question in pack.questions]
    for base in (CALM, BARE):
        for open_ in (*combinations(questions, 1), *combinations(questions, 2)):
            sets.append({each: value for each, value in base.items() if each not in open_})
    answers = said(pack)
    for base in ({}, CALM, BARE):
        sets += [put(base, *one) for one in answers]
    for base in (CALM, BARE):
        sets += [put(put(base, *one), *two) for one, two in combinations(answers, 2)]
    return sets


@pytest.fixture(scope="session")
def boundary(pack: Pack) -> list[Set]:
    return boundary_sets(pack)


@pytest.fixture(scope="session")
def judge(pack: Pack) -> Judge:
    return Judge(pack)


@pytest.fixture(scope="session")
def verdicts(judge: Judge, boundary: list[Set]) -> list[list[bool]]:
    """What the judge makes of each boundary set."""
    return [judge.fired(answers) for answers in boundary]


# --- they agree ----------------------------------------------------------------------------------


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_judge_agrees_on_random_answers(pack: Pack, judge: Judge, chunk: int) -> None:
    comparison = Comparison(judge, Rules(pack))
    assert comparison.differences(random_sets(pack, f"magapp {chunk}", IN_A_CHUNK)) == []
    assert comparison.outcomes.total() == IN_A_CHUNK
    # Every outcome in useful numbers, and every gate: agreement on nothing proves nothing.
    levels = {(gate.outcome, gate.urgency) for gate in pack.gates} | {("suggest", None)}
    assert {each for each in levels if comparison.outcomes[each] < IN_A_CHUNK // 100} == set()
    assert {gate.id for gate in pack.gates if comparison.fires[gate.id] < 10} == set()


def test_the_judge_agrees_on_boundary_answers(
    pack: Pack, judge: Judge, boundary: list[Set]
) -> None:
    comparison = Comparison(judge, Rules(pack, [form.id for form in pack.forms]))
    assert comparison.differences(boundary) == []
    assert {gate.id for gate in pack.gates if not comparison.fires[gate.id]} == set()


def test_the_judge_agrees_at_the_edges_of_the_food_bands(pack: Pack, judge: Judge) -> None:
    """Portions that end exactly on a band's edge, or within a few mg of it."""
    comparison = Comparison(judge, Rules(pack))
    random = Random("food")
    weekly = judge.translation.weekly()
    near = []
    for sex, mg, base in (("male", 350, 135), ("female", 300, 120), ("unsaid", 300, 120)):
        for edge in (0.8, 1.1):
            wanted = round(7 * (edge * mg - base))
            for _ in range(400):
                portions: dict[str, float] = {}
                left: float = wanted
                for item in random.sample(pack.screener, len(pack.screener)):
                    number = min(item.max, left // weekly[item.id])
                    portions[item.id] = number
                    left -= number * weekly[item.id]
                if left <= 10:
                    near.append(BARE | {"sex": sex, "food": portions})
                    for name, number in portions.items():
                        if number < 7:
                            more = portions | {name: number + 1}
                            near.append(BARE | {"sex": sex, "food": more})
    assert len(near) > 500
    assert comparison.differences(near) == []


# --- and either's fault is seen ------------------------------------------------------------------


def weakened(gate: Gate) -> Iterator[Gate]:
    """The gate with one of the literals of its condition left out."""
    for word in ("all", "any", "none", "unless"):
        atoms = getattr(gate.when, word)
        for atom in atoms:
            left = tuple(each for each in atoms if each != atom)
            yield replace(gate, when=replace(gate.when, **{word: left}))


def test_a_literal_the_judge_lacks_is_seen(
    pack: Pack, judge: Judge, boundary: list[Set], verdicts: list[list[bool]]
) -> None:
    unseen = []
    for gate in pack.gates:
        at = judge.names.index(f"gate.{gate.id}")
        for mutant in weakened(gate):
            gates = tuple(mutant if each is gate else each for each in pack.gates)
            translation = Translation(replace(pack, gates=gates))
            only = engine.compile_expression(zen(translation, [f"gate.{gate.id}"]))
            pairs = zip(boundary, verdicts, strict=True)
            if all(only.evaluate(plain(answers)) == [fired[at]] for answers, fired in pairs):
                unseen.append(mutant.when)
    assert unseen == []


def test_a_weight_the_judge_lacks_is_seen(pack: Pack, boundary: list[Set]) -> None:
    weights = tuple(
        replace(each, when=Condition(any=("situations:sport",))) if each.id == "stress" else each
        for each in pack.weights
    )
    comparison = Comparison(Judge(replace(pack, weights=weights)), Rules(pack))
    ((differ, _), *_) = comparison.differences(boundary)
    assert "weight.stress" in differ


class Flipped(Rules):
    """Rules in which one mask of one condition has lost, or gained, a bit."""

    def __init__(self, pack: Pack, target: Condition, part: str) -> None:
        self._target, self._part = target, part
        super().__init__(pack)

    def test(self, condition: Condition, bit: int = 0) -> Masks:
        masks = super().test(condition, bit)
        if condition is self._target:
            mask = getattr(masks, self._part)
            new = self.bit_of["who:self" if self._part == "no" else "who:other"]
            lost = 1 << mask.bit_length() - 1 if mask else new
            masks = masks._replace(**{self._part: mask ^ lost})
        return masks


@pytest.mark.parametrize("part", ["all", "any", "no"])
def test_a_flipped_bit_of_a_compiled_mask_is_seen(
    pack: Pack, judge: Judge, boundary: list[Set], verdicts: list[list[bool]], part: str
) -> None:
    """For each gate: the highest bit of this mask lost, or one more where the mask was empty."""
    unseen = []
    for gate in pack.gates:
        flipped = Flipped(pack, gate.when, part)
        bit = flipped.bit_of[f"gate.{gate.id}"]
        at = judge.names.index(f"gate.{gate.id}")
        pairs = zip(boundary, verdicts, strict=True)
        if all((flipped.facts(answers) & bit != 0) == fired[at] for answers, fired in pairs):
            unseen.append(gate.id)
    assert unseen == []
