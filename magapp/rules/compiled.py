"""A pack's conditions as bit masks, and all that follows from a set of answers.

Everything known about a consultation is one integer: a bit for each option ticked, for each
question left unanswered, and for each condition and rule that holds. A condition is a few masks
over the bits it reads. The proof evaluates these same masks over all answer sets at once.

To decide quickly, the masks of many rules are looked up together: the bits they read are cut into
chunks, and a table for each chunk says which rules these bits leave standing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from magapp.pack.model import Condition, Pack, Question

Value = str | float | list[str] | Mapping[str, float]
"""An answer: an option id, a list of them, a number, or portions by screener item."""
Answers = Mapping[str, Value]

CHUNK = 8
"""Bits looked up at a time: larger tables decide faster and take longer to build."""
_LOW = (1 << CHUNK) - 1


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

    def may_hold(self, bits: int, possible: int) -> bool:
        """Whether it would hold if every `possible` answer were given."""
        return (
            possible & self.all == self.all
            and not bits & self.no_known
            and (not self.any or possible & self.any != 0)
            and (possible & self.of).bit_count() >= self.least
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


_Step = tuple[tuple[Test, ...], int, str, dict[str, int], int, tuple[tuple[float, int], ...]]


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
        self._steps = list(self._in_steps())
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

    def _in_steps(self) -> Iterator[_Step]:
        """The walk in the shape that `said` runs through fastest."""
        tests: list[Test] = []
        for step in self.walk:
            if isinstance(step, Test):
                tests.append(step)
            else:
                question, needs, options, unanswered, bands = step
                yield tuple(tests), needs, question.id, options, unanswered, bands
                tests = []

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
        bits = 0
        for tests, needs, name, options, unanswered, bands in self._steps:
            for bit, all_, any_, no, _, least, of in tests:
                if (
                    bits & all_ == all_
                    and not bits & no
                    and (not any_ or bits & any_)
                    and (not least or (bits & of).bit_count() >= least)
                ):
                    bits |= bit
            if bits & needs == needs:
                value = answers.get(name)
                if value is None:
                    bits |= unanswered
                elif isinstance(value, str):
                    bits |= options[value]
                elif isinstance(value, list):
                    for each in value:
                        bits |= options[each]
                elif isinstance(value, Mapping):
                    bits |= options[self.food_band(value, bits)]
                else:
                    for amount, bit in bands:
                        if value >= amount:
                            bits |= bit
        return bits

    def questions(self, bits: int) -> Iterator[Asked]:
        """The questions that are asked, given the bits of the answers."""
        for step in self.walk:
            if isinstance(step, Asked) and bits & step.needs == step.needs:
                yield step

    def food_band(self, portions: Mapping[str, float], bits: int) -> str:
        """The band of the magnesium in these portions, as a fraction of the reference intake.

        A rough screener: the error is a quarter at the least, so only its bands are used.
        """
        mg = sum(
            portions.get(item.id, 0) * item.mg / (7 if item.per == "week" else 1)
            for item in self.pack.screener
        )
        reference, base = next(
            (amount, base) for test, amount, base in self._references if test.holds(bits)
        )
        fraction = (mg + base) / reference
        bands = self.pack.food_bands  # they rise: the last one reached counts
        return [band.id for band in bands if fraction > band.above or band is bands[0]][-1]


class _Table:
    """The tests of one layer, looked up in chunks.

    Each entry holds the tests that a chunk's bits do not rule out, and above them those whose
    `any` these bits do not meet. What no chunk rules out, and some chunk meets, holds.
    """

    def __init__(self, tests: Sequence[Test]) -> None:
        self._base = tests[0].bit.bit_length() - 1  # the bits of a layer stand next to each other
        self._size = len(tests)
        self._every = (1 << self._size) - 1
        self._counted = [
            (1 << index, test.of, test.least) for index, test in enumerate(tests) if test.least
        ]
        reads = 0
        for test in tests:
            reads |= test.all | test.any | test.no
        chunks: list[tuple[int, list[int]]] = []
        while reads:
            shift = (reads & -reads).bit_length() - 1
            chunks.append((shift, self._entries(tests, shift)))
            reads &= ~(_LOW << shift)
        self._chunks = chunks
        self._wants_any = sum(1 << index for index, test in enumerate(tests) if test.any)

    def _entries(self, tests: Sequence[Test], shift: int) -> list[int]:
        """For each value of this chunk's bits: tests not ruled out | tests' `any` not met."""
        needs = [0] * CHUNK  # by bit: the tests that are ruled out without it
        bars = [0] * CHUNK  # the tests that are ruled out with it
        meets = [0] * CHUNK  # the tests whose `any` it meets
        for index, test in enumerate(tests):
            for place in range(CHUNK):
                bit = 1 << (shift + place)
                if test.all & bit:
                    needs[place] |= 1 << index
                if test.no & bit:
                    bars[place] |= 1 << index
                if test.any & bit:
                    meets[place] |= 1 << index
        entries = [self._every << self._size | self._every]
        for place in range(CHUNK):
            without = ~needs[place]
            given = ~(bars[place] | meets[place] << self._size)
            entries = [each & without for each in entries] + [each & given for each in entries]
        return entries

    def apply(self, bits: int) -> int:
        """`bits` with those of the tests that hold."""
        entry = -1
        for shift, entries in self._chunks:
            entry &= entries[bits >> shift & _LOW]
        fired = entry & self._every & ~(entry >> self._size & self._wants_any)
        for bit, of, least in self._counted:
            if fired & bit and (bits & of).bit_count() < least:
                fired ^= bit
        return bits | fired << self._base
