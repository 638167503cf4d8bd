"""One decision: our rules and four rule engines, the same pack, the same answers, one run.

A decision goes from the answers, as a consultation holds them, to the outcome with its gates, the
score of every form and the cautions. The peers get the rules translated from the pack
(`judge.translate`), each in the form that was fastest for it; what turns their fired rules into a
decision is the same short function for all of them. First they must all agree with us.

Nothing here fails on time: the table says how we stand.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from statistics import median
from time import perf_counter
from typing import Any, cast

import clips
import datalogic_py
import zen as zen_engine
from json_logic import jsonLogic
from judge.test_judge import random_sets
from judge.translate import Expr, Translation, flat, json_logic, plain, zen

from magapp.pack import Pack
from magapp.rules import Rules

AGREE = 3_000
"""Answer sets on which every engine must decide as we do."""
TIMED = 300
"""Answer sets a round; the slowest engines see only the first of them."""
ROUNDS = 15

Decision = tuple[str, str | None, tuple[str, ...], tuple[int, ...], tuple[str, ...]]
"""Outcome, urgency, gates, scores in the order of the forms, cautions."""
Decide = Callable[[Mapping[str, Any]], Decision]
Fire = Callable[[Mapping[str, Any]], Sequence[Any]]


class Tail:
    """From what fired, in the order of `names`, to a decision: the same for every peer."""

    def __init__(self, translation: Translation) -> None:
        pack = translation.pack
        self.gates = [gate.id for gate in pack.gates]
        self.weights = [
            tuple(weight.score * (form.id in weight.forms) for form in pack.forms)
            for weight in pack.weights
        ]
        self.bars = [bar.form for bar in pack.form_bars]
        self.cautions = [caution.id for caution in pack.cautions]
        self.forms = len(pack.forms)
        self.outcome = translation.outcome
        self.names = [
            *(f"gate.{each}" for each in self.gates),
            *(f"weight.{each.id}" for each in pack.weights),
            *(f"caution.{each}" for each in self.cautions),
        ]
        self.first = len(self.gates)
        self.last = self.first + len(self.weights)

    def decision(self, fired: Sequence[Any]) -> Decision:
        """The decision that these rules make."""
        gates = tuple(compress(self.gates, fired))
        outcome, urgency = self.outcome(gates)
        weights = compress(self.weights, fired[self.first : self.last])
        cautions = tuple(compress(self.cautions, fired[self.last :]))
        scores = tuple(map(sum, zip(*weights, strict=True))) or (0,) * self.forms
        return outcome, urgency, gates, scores, cautions


# --- the engines ---------------------------------------------------------------------------------


def ours(pack: Pack, tail: Tail) -> Decide:
    """The compiled masks; the bits that are set pick out what fired."""
    rules = Rules(pack)
    weights = dict(zip((each.id for each in pack.weights), tail.weights, strict=True))
    none = (0,) * len(pack.forms)

    def decide(answers: Mapping[str, Any]) -> Decision:
        facts = rules.facts(answers)
        outcome, urgency = rules.outcome(facts)
        scores = [weights[each] for each in rules.firing("weight", facts)]
        return (
            outcome,
            urgency,
            rules.firing("gate", facts),
            tuple(map(sum, zip(*scores, strict=True))) or none,
            rules.firing("caution", facts),
        )

    return decide


def datalogic_raw(translation: Translation, names: Sequence[str]) -> Fire:
    """Datalogic, one compiled list of rules over the answers as they are."""
    compiler = datalogic_py.Engine()
    rule = compiler.compile(json_logic(translation, names))
    evaluate = compiler.session().evaluate
    return lambda answers: evaluate(rule, answers)


def datalogic_flat(translation: Translation, names: Sequence[str]) -> Fire:
    """Datalogic over one level of values, a key for each tick."""
    compiler = datalogic_py.Engine()
    rule = compiler.compile(json_logic(translation, names, one_level=True))
    evaluate = compiler.session().evaluate
    flatten = flat(translation)
    return lambda answers: evaluate(rule, flatten(answers))


def zen_raw(translation: Translation, names: Sequence[str]) -> Fire:
    """ZEN, one compiled expression over the answers as they are."""
    evaluate = zen_engine.compile_expression(zen(translation, names)).evaluate
    return cast(Fire, evaluate)


def zen_flat(translation: Translation, names: Sequence[str]) -> Fire:
    """ZEN over one level of values, a key for each tick."""
    evaluate = zen_engine.compile_expression(zen(translation, names, one_level=True)).evaluate
    flatten = flat(translation)
    return lambda answers: evaluate(flatten(answers))


def json_logic_python(translation: Translation, names: Sequence[str]) -> Fire:
    """The JsonLogic interpreter in plain Python."""
    rule = json_logic(translation, names)
    return lambda answers: jsonLogic(rule, answers)


def clips_facts(translation: Translation, names: Sequence[str]) -> Fire:
    """CLIPS: a fact of one template with a slot for each tick, and a rule for each rule.

    What stands on the agenda is what fires: running it would only cost more.
    """
    slots: dict[str, str] = {}

    def slot(name: str, default: str) -> str:
        slots[name] = default
        return f"?{name}"

    def test(each: Expr) -> str:
        if isinstance(each, bool):
            return str(each).upper()
        word, *rest = each
        if word in ("and", "or", "not"):
            return f"({word} {' '.join(map(test, rest))})"
        if word == "count":
            parts = " ".join(f"(if {test(part)} then 1 else 0)" for part in rest[1:])
            return f"(>= (+ {parts}) {rest[0]})"
        if word == "open":
            return f"(eq {slot(rest[0], 'nil')} nil)"
        if word == "ticks":
            return f"(and (numberp {slot(rest[0], 'nil')}) (>= ?{rest[0]} {rest[1]}))"
        if word == "amount":
            return f"(and (numberp {slot(rest[0], 'nil')}) (>= ?{rest[0]} {rest[1]}))"
        if word == "more":
            return f"(and (numberp {slot(rest[0], 'nil')}) (> ?{rest[0]} {rest[1]}))"
        if word == "food":
            food = translation.portions()
            return f"(and (numberp {slot(food, 'nil')}) (> ?{food} {rest[0]}))"
        if word == "silent":
            return f"(neq {slot(f'moments__{rest[0]}', 'FALSE')} TRUE)"
        if word == "at":
            return f"(eq {slot(f'moments__{rest[0]}__{rest[1]}', 'FALSE')} TRUE)"
        question, option = rest
        if translation.questions[question].kind in ("many", "lookup"):
            return f"(eq {slot(f'{question}__{option}', 'FALSE')} TRUE)"
        return f'(eq {slot(question, "nil")} "{option}")'

    def pattern(each: Expr) -> str:
        """A conjunction as constraints on the slots where it can be, the rest as a test."""
        parts = each[1:] if each[0] == "and" else [each]
        constraints: dict[str, list[str]] = {}
        rest = []
        for part in parts:
            inner = part[1] if part[0] == "not" else part
            deny = "~" if part[0] == "not" else ""
            if inner[0] == "is":
                _, question, option = inner
                if translation.questions[question].kind in ("many", "lookup"):
                    name, value = f"{question}__{option}", "TRUE"
                    slot(name, "FALSE")
                else:
                    name, value = question, f'"{option}"'
                    slot(name, "nil")
                constraints.setdefault(name, []).append(f"{deny}{value}")
            elif inner[0] == "open":
                slot(inner[1], "nil")
                constraints.setdefault(inner[1], []).append(f"{deny}nil")
            else:
                rest.append(test(part))
        read = sorted(set(re.findall(r"\?(\w+)", " ".join(rest))))
        for name in read:
            constraints.setdefault(name, []).insert(0, f"?{name}")
        fields = " ".join(f"({name} {'&'.join(each)})" for name, each in constraints.items())
        tests = f"(test (and TRUE {' '.join(rest)}))" if rest else ""
        return f"(answers {fields}) {tests}"

    always = [index for index, name in enumerate(names) if translation.rules[name] is True]
    patterns = {
        index: pattern(translation.rules[name])
        for index, name in enumerate(names)
        if index not in always
    }
    machine = clips.Environment()
    fields = "".join(f"(slot {name} (default {value}))" for name, value in slots.items())
    machine.build(f"(deftemplate answers {fields})")
    for index, text in patterns.items():
        machine.build(f"(defrule r{index} {text} =>)")
    template = machine.find_template("answers")
    flatten = flat(translation)
    known = slots.keys()

    def fire(answers: Mapping[str, Any]) -> Sequence[bool]:
        values = flatten(answers)
        fact = template.assert_fact(**{name: values[name] for name in values.keys() & known})
        fired = [False] * len(names)
        for index in always:
            fired[index] = True
        for activation in machine.activations():
            fired[int(activation.name[1:])] = True
        fact.retract()
        return fired

    return fire


PEERS: dict[str, Callable[[Translation, Sequence[str]], Fire]] = {
    "datalogic-py": datalogic_raw,
    "datalogic-py, one level": datalogic_flat,
    "zen-engine": zen_raw,
    "zen-engine, one level": zen_flat,
    "clipspy": clips_facts,
    "json-logic": json_logic_python,
}


# --- the bench -----------------------------------------------------------------------------------


def _with_tail(fire: Fire, tail: Tail) -> Decide:
    return lambda answers: tail.decision(fire(answers))


def test_one_decision(pack: Pack) -> None:
    translation = Translation(pack)
    tail = Tail(translation)
    engines = {"ours": ours(pack, tail)}
    engines |= {
        name: _with_tail(build(translation, tail.names), tail) for name, build in PEERS.items()
    }
    for answers in map(plain, random_sets(pack, "agree", AGREE)):
        decisions = {name: decide(answers) for name, decide in engines.items()}
        differ = {name for name, each in decisions.items() if each != decisions["ours"]}
        assert not differ, (differ, answers, decisions)

    sets = [plain(answers) for answers in random_sets(pack, "timed", TIMED)]
    times: dict[str, list[float]] = {name: [] for name in engines}
    gc.disable()
    try:
        for round_ in range(ROUNDS):
            names = list(engines)
            for name in names[round_ % len(names) :] + names[: round_ % len(names)]:
                decide = engines[name]
                few = sets[: TIMED // 10] if name == "json-logic" else sets
                best = float("inf")
                for _ in range(3):  # the best of three: others use this machine too
                    start = perf_counter()
                    for answers in few:
                        decide(answers)
                    best = min(best, perf_counter() - start)
                times[name].append(best / len(few) * 1e6)
    finally:
        gc.enable()

    print(f"\n\nOne decision, {AGREE:,} answer sets agreed on, {ROUNDS} rounds of {TIMED}")
    print(f"{'':28}{'us':>8}{'decisions/s':>14}{'times ours':>12}")
    for name, each in times.items():
        ratio = median(a / b for a, b in zip(each, times["ours"], strict=True))
        print(f"{name:28}{median(each):8.1f}{1e6 / median(each):14,.0f}{ratio:12.2f}")
