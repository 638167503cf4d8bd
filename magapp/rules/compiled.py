"""A pack's conditions as bit masks, and all that follows from a set of answers.

Everything known about a consultation is one integer: a bit for each option ticked, for each
question left unanswered, and for each condition and rule that holds. A condition is a few masks
over the bits it reads. The proof evaluates these same masks over all answer sets at once.

To decide quickly, the masks of many rules are looked up together: a table for each byte of the bits
they read says which rules this byte leaves standing.
"""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import Any, NamedTuple

from magapp.pack.model import USUAL, WEEKLY, Condition, Pack, Question, Spacing, Special

Value = str | float | list[str] | Mapping[str, float | str | Sequence[str]]
"""An answer: an option id, a list of them, a number, portions by screener item, or by medicine (an
option of the look-up) the slots at which it is taken, or `weekly`."""
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

    def source(self) -> str:
        """`holds` as an expression over `bits`."""
        parts = [f"bits & {self.all} == {self.all}"] if self.all else []
        parts += [f"bits & {self.any}"] if self.any else []
        parts += [f"not bits & {self.no}"] if self.no else []
        parts += [f"(bits & {self.of}).bit_count() >= {self.least}"] if self.least else []
        return " and ".join(parts) or "True"

    @property
    def reads(self) -> int:
        """Every bit it looks at."""
        return self.all | self.any | self.no | self.of


class CompiledQuestion(NamedTuple):
    """A compiled question: the mask that must be met for it to be asked, and its answers' bits.

    `bands` are (least amount, bit) of a number question, the widest first; `left` those that depend
    on what is left of the ceiling, as (the least that must be left, bit).
    """

    question: Question
    needs: int
    options: dict[str, int]
    unanswered: int
    bands: tuple[tuple[float, int], ...]
    left: tuple[tuple[float, int], ...]


class TakenBits(NamedTuple):
    """The bits that say when one medicine of a `Spacing` is taken.

    `medicine` is the bit of the medicine itself, `slots` are its moments (and `weekly`) by name.
    """

    spacing: Spacing
    medicine: int
    slots: dict[str, int]
    usual: int

    @property
    def bits(self) -> int:
        """All of them but the medicine's own."""
        return sum(self.slots.values()) | self.usual

    def said(self, given: str | Sequence[str] | None) -> int:
        """The bits of what was said of it; where nothing was, those of its usual moments."""
        if not given:
            return self.usual | sum(self.slots[slot] for slot in self.spacing.taken)
        return sum(self.slots[each] for each in ([given] if isinstance(given, str) else given))

    def ways(self) -> Iterator[int]:
        """The bits of all that can be said of it, first of nothing."""
        yield self.said(None)
        slots = [each for each in self.slots if each != WEEKLY]
        for number in range(1, len(slots) + 1):
            for some in combinations(slots, number):
                yield self.said(some)
        if WEEKLY in self.slots:
            yield self.said(WEEKLY)

    def told(self, bits: int) -> str | list[str] | None:
        """What was said for these bits; None for nothing."""
        if bits & self.usual:
            return None
        slots = [each for each, bit in self.slots.items() if bits & bit]
        return WEEKLY if slots == [WEEKLY] else slots


class Rule(NamedTuple):
    """A rule of the pack by name (`gate.kidney`), compiled.

    `reads` are the answers it depends on, also through named conditions: (bit,
    `question:option`); `questions` the questions these belong to. `forcing` are those of them that
    can make it hold: (bit, `question:option`, the named conditions through which it does, a mask).
    """

    name: str
    test: Test
    reads: tuple[tuple[int, str], ...]
    forcing: tuple[tuple[int, str, int], ...]
    questions: tuple[str, ...]
    sources: tuple[str, ...]

    def because(self, facts: int) -> tuple[str, ...]:
        """The answers in these facts that make it hold, and none that it merely reads."""
        atoms = [
            atom
            for bit, atom, through in self.forcing
            if facts & bit and facts & through == through
        ]
        return tuple(dict.fromkeys(atoms))


class Compiled:
    """The masks of a pack, and `facts`, which applies them to answers.

    `walk` has the questions in order with the conditions they are asked on; `tests` every other
    test, each after those it reads.
    """

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.bit_of: dict[str, int] = {}
        self.rules: list[Rule] = []
        self.walk: list[Test | CompiledQuestion] = []
        self._words = pack.vocabulary()
        self._reads: dict[str, tuple[tuple[int, str], ...]] = {}
        self.lookup = pack.roles.get("medicines", "")
        self.moments = pack.roles.get("moments", "")
        self._place_bits()
        self.taken = self._taken()
        self.closing = self._closing()
        self._by_slot = self._medicines_by_slot()
        self._reads |= self._by_slot
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
            ("tip", pack.tips),
            ("claim", pack.claims),
        ):
            for entry in entries:
                yield f"{kind}.{entry.id}", entry.when, entry.sources
        lookup, moments = pack.roles.get("medicines", ""), pack.roles.get("moments", "")
        for spacing in pack.spacings:
            when = Condition(all=(f"{lookup}:{spacing.medicine}",))
            if moments:  # where none are kept, as after a course, there are no hours to keep
                when = Condition(any=(f"{moments}:{spacing.medicine}.*",))
            yield f"spacing.{spacing.id}", when, spacing.sources

    def _new(self, atom: str) -> int:
        """A bit of its own for an atom."""
        bit = self.bit_of[atom] = 1 << len(self.bit_of)
        return bit

    def _place_bits(self) -> None:
        """A bit for each atom of the answers, and for each free moment of the day.

        The free moments stand before the medicines that take them, and when these are taken stands
        after everything: the proof's diagrams ask the bits in order, and no rule reads the last.
        """
        questions = {question.id: question for question in self.pack.questions}
        for question in (*(each for each in questions if each != self.moments), self.moments):
            if question == self.lookup:  # without any, after everything
                self._new_bits("slot", [slot.id for slot in self.pack.slots])
            if question:
                self._new_bits(question, (*self._words[question], "unanswered"))
        self.slots = {slot.id: self.bit_of[f"slot:{slot.id}"] for slot in self.pack.slots}

    def _new_bits(self, subject: str, words: Iterable[str]) -> None:
        for word in words:
            self._new(f"{subject}:{word}")

    def _taken(self) -> dict[str, TakenBits]:
        """The bits of the moments of each medicine with hours; none without such a question."""
        if not self.moments:
            return {}
        return {
            spacing.medicine: TakenBits(
                spacing,
                self.bit_of[f"{self.lookup}:{spacing.medicine}"],
                {
                    each: self.bit_of[f"{self.moments}:{spacing.medicine}.{each}"]
                    for each in self.pack.moments(spacing)
                },
                self.bit_of[f"{self.moments}:{spacing.medicine}.{USUAL}"],
            )
            for spacing in self.pack.spacings
        }

    @cached_property
    def scaled_by(self) -> dict[str, set[str]]:
        """By kind of question those on which it depends what an amount of it means."""
        kinds = (("portions", self.pack.references), ("number", self.pack.specials))
        return {
            kind: {
                read.partition(":")[0]
                for each in entries
                for atom in self._all_atoms(each.when)
                for _, read in self._reads.get(atom, ((0, atom),))
            }
            for kind, entries in kinds
        }

    def special(self, bits: int) -> dict[str, float]:
        """The constants that have another value for these answers."""
        found: dict[str, float] = {}
        for each, test in self._every_special:
            if each.constant not in found and test.holds(bits):
                found[each.constant] = each.value
        return found

    @cached_property
    def _every_special(self) -> list[tuple[Special, Test]]:
        return [(each, self.test(each.when)) for each in self.pack.specials]

    def ceiling(self, bits: int) -> float:
        """The most from supplements in a day for these answers, mg elemental."""
        return self.special(bits).get("ceiling") or self.pack.constant("ceiling")

    def atoms(self, atoms: Iterable[str]) -> list[str]:
        """The atoms with `question:*` and `question:medicine.*` spelt out."""
        spelt: list[str] = []
        for atom in atoms:
            subject, _, said = atom.partition(":")
            words: Iterable[str] = ()
            if said.endswith("*"):
                words = (each for each in self._words[subject] if each.startswith(said[:-1]))
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
        rule = self._rule(name, condition, sources, self._new(atom))
        self._reads[atom] = rule.reads
        self.rules.append(rule)
        return rule.test

    def _rule(
        self, name: str, condition: Condition, sources: tuple[str, ...], bit: int = 0
    ) -> Rule:
        """A condition compiled, with the answers it reads; all that it names is compiled before."""
        reads = dict.fromkeys(
            read
            for each in self._all_atoms(condition)
            for read in self._reads.get(each, ((self.bit_of[each], each),))
        )
        questions = dict.fromkeys(each.partition(":")[0] for _, each in reads)
        if self.moments and any(each in self._by_slot for each in self._all_atoms(condition)):
            questions[self.moments] = None
        test = self.test(condition, bit)
        forcing = tuple(self._forcing(condition, 0))
        return Rule(name, test, tuple(reads), forcing, tuple(questions), sources)

    def _forcing(self, condition: Condition, through: int) -> Iterator[tuple[int, str, int]]:
        """The `forcing` of a rule with this condition, as far as these named ones hold.

        An answer that would keep it from holding is none of them, nor is one that was not given.
        What leaves no moment of the day free is: the medicines that stand in the way of each.
        """
        least = condition.at_least.of if condition.at_least else ()
        for atom in self.atoms((*condition.all, *condition.any, *least)):
            named = self.pack.conditions.get(atom)
            if named is not None:
                yield from self._forcing(named, through | self.bit_of[atom])
            elif not atom.startswith("slot:"):
                yield self.bit_of[atom], atom, through
        for atom in self.atoms((*condition.unless, *condition.none)):
            if atom.startswith("slot:"):
                closing = sum(bit for bit, slots in self.closing if slots & self.bit_of[atom])
                for medicine, each in self._by_slot[atom]:
                    taken = self.taken.get(each.partition(":")[2])
                    for bit in self._each(closing & (taken.bits if taken else medicine)):
                        yield bit, each, through

    @cached_property
    def article(self) -> tuple[Rule, ...]:
        """What the article says, with the answers it is about; no fact of `facts`.

        Compiled on first use, and apart: no decision waits for what staff alone read.
        """
        return tuple(
            self._rule(f"article.{each.id}", each.when, each.sources)
            for each in self.pack.article
            if each.when.parts()
        )

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
            if question.kind == "number":
                for special in pack.specials:
                    for atom in self._all_atoms(special.when):
                        place(atom)
            if question.kind == "portions":
                for each in pack.references:
                    for atom in self._all_atoms(each.when):
                        place(atom)
                    self._references.append((self.test(each.when), each.amount, each.base))
            options = {
                word: self.bit_of[f"{question.id}:{word}"] for word in self._words[question.id]
            }
            bands = tuple(
                (self._amount(each.at_least), options[each.id])
                for each in question.band
                if not each.leaves_less_than
            )
            left = tuple(
                (self._amount(each.leaves_less_than), options[each.id])
                for each in question.band
                if each.leaves_less_than
            )
            needs = self.bit_of[question.asked] if question.asked else 0
            unanswered = self.bit_of[f"{question.id}:unanswered"]
            self.walk.append(CompiledQuestion(question, needs, options, unanswered, bands, left))
        for name, condition in pack.conditions.items():
            if not self._reads_slots(condition):
                place(name)

    def _reads_slots(self, condition: Condition) -> bool:
        """Whether a condition, or one that it names, is about the moments of the day."""
        return any(
            atom.startswith("slot:")
            or (atom in self.pack.conditions and self._reads_slots(self.pack.conditions[atom]))
            for atom in self._all_atoms(condition)
        )

    def _amount(self, amount: str | float) -> float:
        return self.pack.constant(amount) if isinstance(amount, str) else amount

    def _in_layers(self) -> list[list[tuple[str, Condition, tuple[str, ...]]]]:
        """All rules outside the walk, in layers that read only earlier ones."""
        layers: list[list[tuple[str, Condition, tuple[str, ...]]]] = []
        depth = dict.fromkeys(self.bit_of, 0)
        for name, condition, sources in self._named(self.pack):
            atom = name.removeprefix("condition.")
            if atom not in depth:
                layer = max((depth[each] for each in self._all_atoms(condition)), default=0)
                depth[atom] = layer + 1
                layers += [[]] * (layer + 1 - len(layers))
                layers[layer] = [*layers[layer], (name, condition, sources)]
        return layers

    def _closing(self) -> list[tuple[int, int]]:
        """What closes moments of the day: (a bit of the answers, the bits of the slots it closes).

        A slot is closed by a medicine that is taken too close to it, before or after.
        """
        hours = {each.id: each.hour for each in self.pack.slots}

        def closed(left: Iterable[str]) -> int:
            return sum(self.slots[slot] for slot in hours if slot not in left)

        closing: list[tuple[int, int]] = []
        for spacing in self.pack.spacings:
            by_slot = {at: closed(spacing.leaves_free(at, hours)) for at in hours}
            if taken := self.taken.get(spacing.medicine):
                closing += [(taken.slots[at], mask) for at, mask in by_slot.items()]
                closing.append((taken.usual, closed(spacing.leaves.get(USUAL, hours))))
            else:  # without a question about moments it is always taken as usual
                mask = closed(spacing.leaves.get(USUAL, hours))
                for at in spacing.taken:
                    mask |= by_slot[at]
                closing.append((self.bit_of[f"{self.lookup}:{spacing.medicine}"], mask))
        return closing

    def _medicines_by_slot(self) -> dict[str, tuple[tuple[int, str], ...]]:
        """For each slot (as an atom) the medicines that may close it: (bit, atom)."""
        atoms = [f"{self.lookup}:{spacing.medicine}" for spacing in self.pack.spacings]
        reads = tuple((self.bit_of[atom], atom) for atom in dict.fromkeys(atoms))
        return {f"slot:{slot}": reads for slot in self.slots}

    @staticmethod
    def _each(mask: int) -> Iterator[int]:
        """The bits of a mask, each alone."""
        while mask:
            yield mask & -mask
            mask &= mask - 1

    def free_slots(self, bits: int) -> int:
        """The moments of the day that the medicines in these bits leave free, as bits."""
        free = sum(self.slots.values())
        for bit, closed in self.closing:
            if bits & bit:
                free &= ~closed
        return free

    # --- answers to facts ------------------------------------------------------------------------

    def facts(self, answers: Answers, dropped: Iterable[str] = ()) -> int:
        """Everything that follows from these answers, a bit for each atom and rule that holds.

        Answers to questions that are not asked are left out. The answers must be valid, as those
        of `Flow` and `read_consultation` are. The hours of `dropped` medicines do not count.
        """
        bits = self.said(answers)
        for medicine in dropped:
            bits &= ~self.taken[medicine].bits
        return self.follow(bits | self.free_slots(bits) if dropped else bits)

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
        """The bits of the answers, of the conditions that questions are asked on, of free slots."""
        return self._said(answers)

    @cached_property
    def _said(self) -> Callable[[Answers], int]:
        """The walk written out as one straight function.

        It does what a loop over `walk` would do, in half the time. Its source holds masks and
        names of ours alone: nothing of the pack's text becomes code.
        """
        known: dict[str, Any] = {
            "band": self.food_band,
            "taken": self._moments_bits,
            "ceiling": self.ceiling,
            "free": self.free_slots,
        }
        lines = ["def said(answers):", " get = answers.get", " bits = 0"]
        for number, step in enumerate(self.walk):
            if isinstance(step, Test):
                lines.append(f" if {step.source()}: bits |= {step.bit}")
                continue
            kind, options = step.question.kind, f"options_{number}"
            known[options] = step.options | {None: step.unanswered}
            known[name := f"name_{number}"] = step.question.id
            if step.needs:
                lines.append(f" if bits & {step.needs} == {step.needs}:")
            pad = "  " if step.needs else " "
            if kind == "moments":  # asked or not, a medicine is taken at some moment
                if step.needs:
                    lines.append("  value = get(" + name + ")")
                    lines.append(f"  if value is None: bits |= {step.unanswered}")
                    lines.append(" else: value = None")
                else:
                    lines.append(" value = get(" + name + ")")
                mask = sum(each.medicine for each in self.taken.values())
                lines.append(f" if bits & {mask}: bits |= taken(value, bits)")
                continue
            said = {
                "one": [f"bits |= {options}[value]"],
                "many": [f"for each in value: bits |= {options}[each]"],
                "lookup": [f"for each in value: bits |= {options}[each]"],
                "number": [
                    f"if type(value) is str: bits |= {options}[value]",
                    "else:",
                    " pass",
                    *(f" if value >= {least}: bits |= {bit}" for least, bit in step.bands),
                    *(
                        f" if ceiling(bits) - value < {least}: bits |= {bit}"
                        for least, bit in step.left
                    ),
                ],
                "portions": [f"bits |= {options}[band(value, bits)]"],
            }[kind]
            lines.append(f"{pad}value = get({name})")
            if kind != "one":  # there, None has its own place among the options
                lines += [f"{pad}if value is None: bits |= {step.unanswered}", f"{pad}else:"]
                said = [f" {line}" for line in said]
            lines += [f"{pad}{line}" for line in said]
        keeps = sum(bit for bit, _ in self.closing)
        every = sum(self.slots.values())
        lines.append(f" return bits | (free(bits) if bits & {keeps} else {every})")
        exec("\n".join(lines), known)
        function: Callable[[Answers], int] = known["said"]
        return function

    def _moments_bits(self, value: Mapping[str, Any] | None, bits: int) -> int:
        """When the medicines in these bits are taken: as was said, else as usual."""
        said = 0
        for medicine, taken in self.taken.items():
            if bits & taken.medicine:
                said |= taken.said(value.get(medicine) if value else None)
        return said

    def firing(self, kind: str, facts: int) -> tuple[str, ...]:
        """The names of the rules of a kind (`gate`) that hold, in the pack's order."""
        found: tuple[str, ...] = ()
        layers = 0
        for mask, tables in self._kinds.get(kind, ()):
            if facts & mask:
                layers += 1
                for shift, names in tables:
                    if byte := facts >> shift & 0xFF:
                        found += names[byte]
        if layers > 1:
            return tuple(sorted(found, key=lambda name: self._places[f"{kind}.{name}"]))
        return found

    @cached_property
    def _places(self) -> dict[str, int]:
        return {rule.name: place for place, rule in enumerate(self.rules)}

    @cached_property
    def _kinds(self) -> dict[str, list[tuple[int, list[tuple[int, list[tuple[str, ...]]]]]]]:
        """For each kind of rule, by layer: its bits, and by byte of these the names that fire.

        The rules of a kind stand next to each other in a layer, in the pack's order.
        """
        kinds: dict[str, list[tuple[int, list[tuple[int, list[tuple[str, ...]]]]]]] = {}
        names = {rule.test.bit: rule.name.partition(".") for rule in self.rules}
        for layer in self._layers:
            named: dict[str, dict[int, str]] = {}
            for test in layer:
                if test.bit in names:
                    kind, _, name = names[test.bit]
                    named.setdefault(kind, {})[test.bit.bit_length() - 1] = name
            for kind, found in named.items():
                tables = []
                for shift in range(min(found), max(found) + 1, 8):
                    table: list[tuple[str, ...]] = [()]
                    for place in range(shift, shift + 8):
                        one = (found[place],) if place in found else ()
                        table += [(*each, *one) for each in table]
                    tables.append((shift, table))
                mask = sum(1 << place for place in found)
                kinds.setdefault(kind, []).append((mask, tables))
        return kinds

    def questions(self, bits: int) -> Iterator[CompiledQuestion]:
        """The questions that are asked, given the bits of the answers."""
        for step in self.walk:
            if isinstance(step, CompiledQuestion) and bits & step.needs == step.needs:
                yield step

    def may_ask(self, answers: Answers, among: Collection[str]) -> frozenset[str]:
        """The questions that may be asked, whatever is answered to those `among` them.

        All other answers stay as they are. A question that is not asked now counts as open.
        """
        said, sure, possible = self.said(answers), 0, 0
        fixed = {step.question.id for step in self.questions(said)} - {*among}
        found: set[str] = set()
        for step in self.walk:
            if isinstance(step, Test):
                sure |= step.bit if step.must_hold(sure, possible) else 0
                possible |= step.bit if step.may_hold(sure, possible) else 0
                continue
            if possible & step.needs != step.needs:
                continue
            found.add(step.question.id)
            own = sum(step.options.values()) | step.unanswered
            if step.question.id in fixed:
                sure |= said & own
                own &= said
            possible |= own
        return frozenset(found)

    def food_band(self, portions: Mapping[str, Any], bits: int) -> str:
        """The band of the magnesium in these portions, as a fraction of the reference intake.

        A rough screener: the error is a quarter at the least, so only its bands are used.
        """
        daily, bands = self._a_day, self._bands_by_reference
        mg = 0.0
        for item, number in portions.items():
            mg += number * daily[item]
        for test, base, edges in bands:
            if test.holds(bits):
                return edges[bisect_left(edges, (mg + base,)) - 1][1]
        raise ValueError("a pack's last reference intake holds for everybody")

    @cached_property
    def _a_day(self) -> dict[str, float]:
        """What one portion of each food, a day or a week, brings a day."""
        days = {"day": 1, "week": 7}
        return {item.id: item.amount / days[item.per] for item in self.pack.screener}

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
