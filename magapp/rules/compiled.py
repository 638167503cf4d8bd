"""A pack's conditions as bit masks, and all that follows from a set of answers.

Everything known about a consultation is one integer: a bit for each option ticked, for each
question left unanswered, and for each condition and rule that holds. A condition is a few masks
over the bits it reads. The proof evaluates these same masks over all answer sets at once.

To decide quickly, the masks of many rules are looked up together: a table for each byte of the bits
they read says which rules this byte leaves standing.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from magapp.pack.model import Condition, Pack, Question

Value = str | float | list[str] | Mapping[str, float]
"""An answer: an option id, a list of them, a number, or portions by screener item."""
Answers = Mapping[str, Value]


class Test(NamedTuple):
    """A compiled condition: sets `bit` when every mask is met.

    `all` must be set, of `any` one, of `no` none, of `of` at least `least`. `no` counts an
    unanswered question against a `none`; `no_known` leaves that out, for the trace.
    """

    bit: int
    all: int
    any: int
    no: int
    no_known: int
    least: int
    of: int

    def holds(self, bits: int) -> bool:
        """Whether the condition is known to hold."""
        return (
            bits & self.all == self.all
            and not bits & self.no
            and (not self.any or bits & self.any != 0)
            and (bits & self.of).bit_count() >= self.least
        )

    def may_hold(self, sure: int, possible: int) -> bool:
        """Whether it could hold, when the bits that are `sure` stay and others may come."""
        return (
            possible & self.all == self.all
            and not sure & self.no_known
            and (not self.any or possible & self.any != 0)
            and (possible & self.of).bit_count() >= self.least
        )

    def must_hold(self, sure: int, possible: int) -> bool:
        """Whether it holds whichever of the `possible` bits come."""
        return (
            sure & self.all == self.all
            and not possible & self.no_known
            and (not self.any or sure & self.any != 0)
            and (sure & self.of).bit_count() >= self.least
        )

    @property
    def reads(self) -> int:
        """Every bit it looks at."""
        return self.all | self.any | self.no | self.of


class Asked(NamedTuple):
    """A compiled question: the mask that must be met for it to be asked, and its answers' bits.

    `bands` are (least amount, bit) of a number question.
    """

    question: Question
    needs: int
    options: dict[str, int]
    unanswered: int
    bands: tuple[tuple[float, int], ...]


class Rule(NamedTuple):
    """A rule of the pack by name (`gate.kidney`), compiled.

    `reads` are the answers it depends on, also through named conditions: (bit,
    `question:option`); `questions` the questions these belong to.
    """

    name: str
    test: Test
    reads: tuple[tuple[int, str], ...]
    questions: tuple[str, ...]
    sources: tuple[str, ...]


class Compiled:
    """The masks of a pack, and `facts`, which applies them to answers.

    `walk` has the questions in order with the conditions they are asked on; `tests` every other
    test, each after those it reads.
    """

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.bit_of: dict[str, int] = {}
        self.rules: list[Rule] = []
        self.walk: list[Test | Asked] = []
        self._words = pack.vocabulary()
        self._reads: dict[str, tuple[tuple[int, str], ...]] = {}
        for question in pack.questions:
            for word in (*self._words[question.id], "unanswered"):
                self._new(f"{question.id}:{word}")
        self._place_questions()
        self._layers = [[self._add(*each) for each in layer] for layer in self._in_layers()]
        self.tests = [test for layer in self._layers for test in layer]
        order = {name: index for index, (name, _, _) in enumerate(self._named(pack))}
        self.rules = sorted(
            (rule for rule in self.rules if rule.name in order), key=lambda rule: order[rule.name]
        )
        self.by_name = {rule.name: rule for rule in self.rules}

    # --- compiling -------------------------------------------------------------------------------

    @staticmethod
    def _named(pack: Pack) -> Iterator[tuple[str, Condition, tuple[str, ...]]]:
        """Every rule of the pack as (name, condition, sources), in the pack's order."""
        for name, condition in pack.conditions.items():
            yield f"condition.{name}", condition, condition.sources
        for kind, entries in (
            ("gate", pack.gates),
            ("weight", pack.weights),
            ("form_bar", pack.form_bars),
            ("caution", pack.cautions),
            ("claim", pack.claims),
        ):
            for entry in entries:
                yield f"{kind}.{entry.id}", entry.when, entry.sources
        lookup = next((each.id for each in pack.questions if each.kind == "lookup"), "")
        for spacing in pack.spacings:
            when = Condition(all=(f"{lookup}:{spacing.medicine}",))
            yield f"spacing.{spacing.id}", when, spacing.sources

    def _new(self, atom: str) -> int:
        """A bit of its own for an atom."""
        bit = self.bit_of[atom] = 1 << len(self.bit_of)
        return bit

    def atoms(self, atoms: Iterable[str]) -> list[str]:
        """The atoms with `question:*` spelt out."""
        spelt: list[str] = []
        for atom in atoms:
            subject, _, said = atom.partition(":")
            words = self._words[subject] if said == "*" else ()
            spelt += [f"{subject}:{word}" for word in words] or [atom]
        return spelt

    def _all_atoms(self, condition: Condition) -> list[str]:
        return self.atoms(atom for _, part in condition.parts() for atom in part)

    def mask(self, atoms: Iterable[str]) -> int:
        """The bits of these atoms."""
        mask = 0
        for atom in self.atoms(atoms):
            mask |= self.bit_of[atom]
        return mask

    def test(self, condition: Condition, bit: int = 0) -> Test:
        """`condition` as masks. A `none` also minds the questions it reads being unanswered."""
        known = self.mask((*condition.none, *condition.unless))
        open_questions = {f"{atom.partition(':')[0]}:unanswered" for atom in condition.none}
        counted = condition.at_least
        return Test(
            bit=bit,
            all=self.mask(condition.all),
            any=self.mask(condition.any),
            no=known | self.mask(open_questions),
            no_known=known,
            least=counted.n if counted else 0,
            of=self.mask(counted.of) if counted else 0,
        )

    def _add(self, name: str, condition: Condition, sources: tuple[str, ...]) -> Test:
        """Compile a rule under its name, and remember which answers it reads."""
        atom = name.removeprefix("condition.")
        test = self.test(condition, self._new(atom))
        reads = dict.fromkeys(
            read
            for each in self._all_atoms(condition)
            for read in self._reads.get(each, ((self.bit_of[each], each),))
        )
        self._reads[atom] = tuple(reads)
        questions = dict.fromkeys(each.partition(":")[0] for _, each in reads)
        self.rules.append(Rule(name, test, tuple(reads), tuple(questions), sources))
        return test

    def _place_questions(self) -> None:
        """Fill `walk`: each question after the conditions that it is asked on."""
        pack = self.pack
        self._references: list[tuple[Test, float, float]] = []

        def place(name: str) -> None:
            """Put a named condition, and those it reads, into the walk."""
            condition = pack.conditions.get(name)
            if condition is not None and name not in self.bit_of:
                for atom in self._all_atoms(condition):
                    place(atom)
                self.walk.append(self._add(f"condition.{name}", condition, condition.sources))

        for question in pack.questions:
            place(question.asked)
            if question.kind == "portions":
                for each in pack.references:
                    for atom in self._all_atoms(each.when):
                        place(atom)
                    self._references.append((self.test(each.when), each.mg, each.base_mg))
            options = {
                word: self.bit_of[f"{question.id}:{word}"] for word in self._words[question.id]
            }
            bands = tuple((self._amount(each.at_least), options[each.id]) for each in question.band)
            needs = self.bit_of[question.asked] if question.asked else 0
            unanswered = self.bit_of[f"{question.id}:unanswered"]
            self.walk.append(Asked(question, needs, options, unanswered, bands))

    def _amount(self, amount: str | float) -> float:
        return self.pack.constant(amount) if isinstance(amount, str) else amount

    def _in_layers(self) -> list[list[tuple[str, Condition, tuple[str, ...]]]]:
        """The slots and all rules outside the walk, in layers that read only earlier ones."""
        layers: list[list[tuple[str, Condition, tuple[str, ...]]]] = []
        depth = dict.fromkeys(self.bit_of, 0)
        slots = [(f"slot:{slot.id}", self._slot_is_free(slot.id), ()) for slot in self.pack.slots]
        for name, condition, sources in (*slots, *self._named(self.pack)):
            atom = name.removeprefix("condition.")
            if atom not in depth:
                layer = max((depth[each] for each in self._all_atoms(condition)), default=0)
                depth[atom] = layer + 1
                layers += [[]] * (layer + 1 - len(layers))
                layers[layer] = [*layers[layer], (name, condition, sources)]
        return layers

    def _slot_is_free(self, slot: str) -> Condition:
        """No medicine that is taken too close to this moment of the day, before or after."""
        hours = {each.id: each.hour for each in self.pack.slots}
        lookup = next((each.id for each in self.pack.questions if each.kind == "lookup"), "")
        return Condition(
            unless=tuple(
                f"{lookup}:{spacing.medicine}"
                for spacing in self.pack.spacings
                if any(
                    (hours[slot] - hours[taken]) % 24 < spacing.after_hours
                    or (hours[taken] - hours[slot]) % 24 < spacing.before_hours
                    for taken in spacing.taken
                )
            )
        )

    # --- answers to facts ------------------------------------------------------------------------

    def facts(self, answers: Answers) -> int:
        """Everything that follows from these answers, a bit for each atom and rule that holds.

        Answers to questions that are not asked are left out. The answers must be valid, as those
        of `Flow` and `read_consultation` are.
        """
        return self.follow(self.said(answers))

    def follow(self, bits: int) -> int:
        """The bits of answers with those of all tests that hold on them."""
        for table in self._tables:
            bits = table.apply(bits)
        return bits

    @cached_property
    def _tables(self) -> list["_Table"]:
        """Built on first use: a start shows its first question without them."""
        return [_Table(tests) for tests in self._layers]

    def said(self, answers: Answers) -> int:
        """The bits of the answers themselves, and of the conditions that questions are asked on."""
        bits, instead = self._all_open, self._instead
        portions: Mapping[str, float] | None = None
        for name, value in answers.items():
            kind = type(value)
            if kind is str:
                bits += instead[name][value]  # type: ignore[index]
            elif kind is list:
                options, unanswered = self._options[name]
                bits ^= unanswered
                for each in value:  # type: ignore[union-attr]
                    bits |= options[each]
            elif isinstance(value, (int, float)):
                bits ^= self._options[name][1]
                for amount, bit in self._bands[name]:
                    if value >= amount:
                        bits |= bit
            elif value is not None:
                portions = value  # type: ignore[assignment]  # nothing else is left
        for test, needs, hide, portioned in self._conditional:
            if test:
                bit, all_, any_, no, _, least, of = test
                if (
                    bits & all_ == all_
                    and not bits & no
                    and (not any_ or bits & any_)
                    and (not least or (bits & of).bit_count() >= least)
                ):
                    bits |= bit
            elif bits & needs != needs:
                bits &= hide
            elif portioned and portions is not None:
                bits += instead[portioned][self.food_band(portions, bits)]
        return bits

    @cached_property
    def _conditional(self) -> list[tuple[Test | None, int, int, str]]:
        """The part of the walk that depends on the answers before it.

        A test, or the bits a question needs, those to keep when it is not asked, and its name
        where its answer is portions.
        """
        found: list[tuple[Test | None, int, int, str]] = []
        for step in self.walk:
            if isinstance(step, Test):
                found.append((step, 0, 0, ""))
            else:
                portions = step.question.id if step.question.kind == "portions" else ""
                every = sum(step.options.values()) | step.unanswered
                if step.needs or portions:
                    found.append((None, step.needs, ~every, portions))
        return found

    @cached_property
    def _options(self) -> dict[str, tuple[dict[str, int], int]]:
        return {each.question.id: (each.options, each.unanswered) for each in self._questions}

    @cached_property
    def _instead(self) -> dict[str, dict[str, int]]:
        """By question and option: what to add so that its bit is set instead of `unanswered`."""
        return {
            each.question.id: {
                option: bit - each.unanswered for option, bit in each.options.items()
            }
            for each in self._questions
        }

    @cached_property
    def _bands(self) -> dict[str, tuple[tuple[float, int], ...]]:
        return {each.question.id: each.bands for each in self._questions}

    @cached_property
    def _all_open(self) -> int:
        return sum(each.unanswered for each in self._questions)

    @cached_property
    def _questions(self) -> list[Asked]:
        return [step for step in self.walk if isinstance(step, Asked)]

    def firing(self, kind: str, facts: int) -> tuple[str, ...]:
        """The names of the rules of a kind (`gate`) that hold, in the pack's order."""
        found: list[tuple[int, str]] = []
        for shift, mask, names in self._kinds.get(kind, ()):
            left = facts >> shift & mask
            while left:
                bit = left & -left
                found.append(names[bit.bit_length()])
                left ^= bit
        found.sort()
        return tuple([name for _, name in found])

    @cached_property
    def _kinds(self) -> dict[str, list[tuple[int, int, dict[int, tuple[int, str]]]]]:
        """For each kind of rule and layer: where its bits begin, which they are, and their names.

        The names are by the length of their bit, with their place in the pack.
        """
        kinds: dict[str, list[tuple[int, int, dict[int, tuple[int, str]]]]] = {}
        places = {rule.test.bit: (place, rule.name) for place, rule in enumerate(self.rules)}
        for layer in self._layers:
            named: dict[str, dict[int, tuple[int, str]]] = {}
            for test in layer:
                place, name = places.get(test.bit, (0, ""))
                kind, _, name = name.partition(".")
                named.setdefault(kind, {})[test.bit] = (place, name)
            for kind, names in named.items():
                shift = min(names).bit_length() - 1
                found = {bit.bit_length() - shift: name for bit, name in names.items()}
                kinds.setdefault(kind, []).append((shift, sum(names) >> shift, found))
        return kinds

    def questions(self, bits: int) -> Iterator[Asked]:
        """The questions that are asked, given the bits of the answers."""
        for step in self.walk:
            if isinstance(step, Asked) and bits & step.needs == step.needs:
                yield step

    def food_band(self, portions: Mapping[str, float], bits: int) -> str:
        """The band of the magnesium in these portions, as a fraction of the reference intake.

        A rough screener: the error is a quarter at the least, so only its bands are used.
        """
        daily, bands = self._daily_mg, self._bands_by_reference
        mg = 0.0
        for item, number in portions.items():
            mg += number * daily[item]
        for test, base, edges in bands:
            if test.holds(bits):
                return edges[bisect_left(edges, (mg + base,)) - 1][1]
        raise ValueError("a pack's last reference intake holds for everybody")

    @cached_property
    def _daily_mg(self) -> dict[str, float]:
        """What one portion of each food, a day or a week, brings in mg a day."""
        return {item.id: item.mg / (7 if item.per == "week" else 1) for item in self.pack.screener}

    @cached_property
    def _bands_by_reference(self) -> list[tuple[Test, float, list[tuple[float, str]]]]:
        """Each reference intake's test, the mg beside the screener, and the bands' lower edges."""
        return [
            (
                test,
                base,
                [
                    (band.above * reference if place else -1.0, band.id)
                    for place, band in enumerate(self.pack.food_bands)
                ],
            )
            for test, reference, base in self._references
        ]


class _Table:
    """The tests of one layer, looked up byte by byte.

    Each entry holds the tests that the bits of a byte do not rule out, and above them those whose
    `any` these bits do not meet. What no byte rules out, and some byte meets, holds.
    """

    def __init__(self, tests: Sequence[Test]) -> None:
        self._base = tests[0].bit.bit_length() - 1  # the bits of a layer stand next to each other
        self._size = len(tests)
        self._every = (1 << self._size) - 1
        self._counted = [
            (1 << index, test.of, test.least) for index, test in enumerate(tests) if test.least
        ]
        self._wants_any = sum(1 << index for index, test in enumerate(tests) if test.any)
        self._bytes = self._base // 8 + 1  # a layer reads only bits below its own
        reads = 0
        for test in tests:
            reads |= test.all | test.any | test.no
        self._tables = [
            (place, self._entries(tests, 8 * place))
            for place in range(self._bytes)
            if reads >> 8 * place & 0xFF
        ]

    def _entries(self, tests: Sequence[Test], shift: int) -> list[int]:
        """For each value of this byte: tests not ruled out | tests' `any` not met."""
        needs = [0] * 8  # by bit: the tests that are ruled out without it
        bars = [0] * 8  # the tests that are ruled out with it
        meets = [0] * 8  # the tests whose `any` it meets
        for index, test in enumerate(tests):
            for masks, mask in ((needs, test.all), (bars, test.no), (meets, test.any)):
                byte = mask >> shift & 0xFF
                while byte:
                    low = byte & -byte
                    masks[low.bit_length() - 1] |= 1 << index
                    byte ^= low
        entries = [self._every << self._size | self._every]
        for place in range(8):
            without = ~needs[place]
            given = ~(bars[place] | meets[place] << self._size)
            entries = [each & without for each in entries] + [each & given for each in entries]
        return entries

    def apply(self, bits: int) -> int:
        """`bits` with those of the tests that hold."""
        entry = -1
        data = bits.to_bytes(self._bytes, "little")
        for place, entries in self._tables:
            entry &= entries[data[place]]
        fired = entry & self._every & ~(entry >> self._size & self._wants_any)
        for bit, of, least in self._counted:
            if fired & bit and (bits & of).bit_count() < least:
                fired ^= bit
        return bits | fired << self._base
