"""What a pack holds, as plain immutable values: questions, rules, facts and the words for them.

A pack is data that a pharmacist reads and edits. Nothing here knows the subject: amounts, forms,
medicines and sentences all come from the files.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal, get_args

import msgspec

from magapp.language.amounts import Amounts
from magapp.language.saying import Called
from magapp.language.words import Words

Outcome = Literal["refer", "ask_staff", "food_first", "suggest"]
Urgency = Literal["now", "today", "soon"]
Kind = Literal["one", "many", "number", "lookup", "moments", "portions"]
QuestionRole = Literal[
    "whom", "complaints", "situations", "medicines", "moments", "intake", "food", "wishes"
]
"""What a question is for, where the program itself has to know:

- `whom`: whether the product is for who answers, or for somebody else
- `complaints`, `situations`: what it is wanted for
- `medicines`: what is taken, found by name, and `moments`: when
- `intake`: what other supplements bring a day, which is taken off the ceiling
- `food`: what is eaten
- `wishes`: what a product should be like
"""
OptionRole = Literal[
    "other", "unknown", "ask", "vegan", "few_units", "budget",
    "capsule", "tablet", "powder", "liquid",
]  # fmt: skip
"""What an option stands for, where the program itself has to know: `other` that it is for somebody
else, `unknown` a medicine that is nowhere found, `ask` one that staff look at, the rest are wishes
that a product meets by itself."""
ROLES: dict[QuestionRole, tuple[Kind, tuple[OptionRole, ...]]] = {
    "whom": ("one", ("other",)),
    "complaints": ("many", ()),
    "situations": ("many", ()),
    "medicines": ("lookup", ("unknown", "ask")),
    "moments": ("moments", ()),
    "intake": ("number", ()),
    "food": ("portions", ()),
    "wishes": (
        "many",
        ("vegan", "few_units", "budget", "capsule", "tablet", "powder", "liquid"),
    ),
}
"""The kind of question that can have a role, and the roles of options that go with it."""

Onward = Literal["refer", "stop", "ask_staff", "change", "go_on"]
"""How it goes on after a second visit: to the doctor, without the product, only once staff have
found something out, with another form or at another moment, or as it is. Strongest first."""
LookBackRole = Literal["weeks", "effect"]

Amount = Annotated[float, msgspec.Meta(ge=0, le=100_000)]
"""A number to reckon with, as large as any in a pack."""
Hours = Annotated[float, msgspec.Meta(ge=0, le=24)]

OUTCOMES: tuple[Outcome, ...] = ("refer", "ask_staff", "food_first", "suggest")
"""Strongest first: the strongest gate that fires is the outcome."""
URGENCIES: tuple[Urgency, ...] = ("now", "today", "soon")
ONWARD: tuple[Onward, ...] = get_args(Onward)


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Anything in a pack that makes a statement; `sources` are ids of `Source` entries."""

    sources: tuple[str, ...]


class Dated(Entry, frozen=True, kw_only=True):
    """A rule that may be in force only from one day, or until another (both included)."""

    valid_from: date | None = None
    valid_until: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether it counts on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class AtLeast(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A count: at least `n` of these atoms hold."""

    n: int
    of: tuple[str, ...]


class Condition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A condition as data: every part that is present must hold.

    An atom is `question:option`, `question:*`, `question:unanswered`, `question:band`, `slot:id`
    or the name of a condition; of moments `question:medicine.*`, that hours are kept for it.
    Three-valued: an atom of a question that was asked and not answered is unknown. `none` needs
    every atom known not to hold; `unless` holds until one is known to.
    """

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    at_least: AtLeast | None = None

    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The parts that are present, as (word, atoms)."""
        of = self.at_least.of if self.at_least else ()
        words = (
            ("all", self.all),
            ("any", self.any),
            ("none", self.none),
            ("unless", self.unless),
            ("at_least", of),
        )
        return tuple((word, atoms) for word, atoms in words if atoms)


class NamedCondition(Condition, frozen=True, kw_only=True):
    """A condition other conditions refer to by its name."""

    sources: tuple[str, ...]


ALWAYS = Condition()


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a fact comes from, how sure it is, and how it was seen."""

    id: str
    title: str
    issuer: str
    year: Annotated[int, msgspec.Meta(ge=0, le=9999)]
    url: str = ""
    confidence: Literal["high", "medium", "low"]
    seen: Literal["read", "reported", "known", "computed", "judgement"]


class Constant(Entry, frozen=True, kw_only=True):
    """A number of the country profile, in the unit its name ends in (mg are mg elemental)."""

    value: Amount


class Special(Entry, frozen=True, kw_only=True):
    """A constant that has another value where the condition holds; the first that does counts."""

    id: str
    constant: str
    value: Amount
    when: Condition


class Slot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A moment of the day at which something is taken; `hour` is hours after midnight.

    `meal` says that one eats then. Where `first_when` holds this moment is filled before others.
    """

    id: str
    hour: Hours
    icon: str
    meal: bool = False
    first_when: Condition | None = None


class Substance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the pack is about: all amounts of it are in its `unit`, of the substance by itself.

    `word` stands for the unit in names that programs read (`mg_per_unit`, `ceiling_mg`), `tag`
    begins the line of a hand-over. `columns` are names that shops give to the column with the
    amount in one unit, `salt_columns` and `form_columns` to those with the weight of the compound
    and its name.
    """

    id: str
    unit: str
    word: Annotated[str, msgspec.Meta(pattern="^[a-z]+$")]
    tag: Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]
    columns: tuple[str, ...] = ()
    salt_columns: tuple[str, ...] = ()
    form_columns: tuple[str, ...] = ()


class Form(Entry, frozen=True, kw_only=True):
    """A compound of the substance. Only `seed` forms are suggested unless the shop allows another.

    `elemental_max` is the largest share of the substance, by weight, that a salt sold under this
    name can hold (0 to 1; 1 means not known). A label above it gives something else for it, or,
    with `buffered_with`, holds some of that form as well. `eu_allowed` is for food supplements:
    `limited` comes with conditions, `unsure` covers compounds that are not. `names` are other
    names that shops write.
    """

    id: str
    seed: bool = False
    elemental_max: float = 1.0
    buffered_with: str = ""
    eu_allowed: Literal["yes", "limited", "unsure"] = "yes"
    names: tuple[str, ...] = ()


class Option(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One possible answer. A `neutral` one says that no rule is meant to read it.

    A `named` one of a lookup is chosen by finding a name that stands for it, and not by itself:
    nobody could tell whether it holds for what they have in mind. One that is `of` a condition can
    be true of those for whom it holds, and is proposed to nobody else.
    """

    id: str
    icon: str
    role: OptionRole | None = None
    neutral: bool = False
    named: bool = False
    of: str = ""


class Band(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named range of a number: from `at_least` (a number or the name of a constant) upwards.

    With `leaves_less_than`, the name of a constant, it is where less than that is left of the
    ceiling, whatever the ceiling is for these answers. The bands of a question lie within each
    other, the widest first.
    """

    id: str
    at_least: str | Amount = ""
    leaves_less_than: str = ""


class Question(Entry, frozen=True, kw_only=True):
    """One question. Unanswered `safety` questions close the way; `optional` ones may be skipped.

    What was answered to one that is asked `again` holds for its day alone: who comes back and is
    advised anew is asked it anew.
    `uncounted`, of a number, names the condition in which the amount leaves something out, so that
    it counts as not known.
    """

    id: str
    section: str
    kind: Kind
    icon: str
    role: QuestionRole | None = None
    safety: bool = False
    optional: bool = False
    again: bool = False
    asked: str = ""
    option: tuple[Option, ...] = ()
    min: Amount = 0
    max: Amount = 0
    unit: str = ""
    picks: tuple[Amount, ...] = ()
    band: tuple[Band, ...] = ()
    uncounted: str = ""

    def neutral(self) -> tuple[str, ...]:
        """The options that no rule is meant to read."""
        return tuple(option.id for option in self.option if option.neutral)

    def atoms(self) -> tuple[str, ...]:
        """The ids of its options and bands."""
        return tuple(each.id for each in self.option) + tuple(each.id for each in self.band)


Given = dict[str, str | float | list[str] | dict[str, float]]
"""Answers by question, as a file has them."""


class Preset(Entry, frozen=True, kw_only=True):
    """Answers that staff give at once with one key, having asked for them in one sentence."""

    id: str
    key: Annotated[str, msgspec.Meta(pattern="^[a-z]$")]
    answers: Given


class Shortcut(Entry, frozen=True, kw_only=True):
    """Answers to the question `at` and to others, given by one tap: its words name them all."""

    id: str
    at: str
    icon: str
    answers: Given


class Common(Entry, frozen=True, kw_only=True):
    """Medicines that many people use, by their own names: offered before any letter is asked."""

    id: str
    names: tuple[str, ...]


class LookBackOption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One possible answer at a second visit."""

    id: str


class LookBackQuestion(Entry, frozen=True, kw_only=True):
    """A question to who comes back after an advice; one of its options is the answer.

    The one with the role `weeks` asks how long ago that was, the one with `effect` how it goes now.
    """

    id: str
    role: LookBackRole | None = None
    option: tuple[LookBackOption, ...] = ()


class NextStep(Entry, frozen=True, kw_only=True):
    """What follows from the answers at a second visit. Of those that hold the strongest counts.

    `when` reads these answers alone. `call` is a telephone number to show. `adds` are answers to
    the pack's own questions (`question:option`) that an advice anew begins with.
    """

    id: str
    outcome: Onward
    when: Condition
    urgency: Urgency | None = None
    call: str = ""
    adds: tuple[str, ...] = ()


class Gate(Dated, frozen=True, kw_only=True):
    """A reason not simply to suggest a product. `call` is a telephone number to show.

    With `cleared_by`, ids of `Clearing` entries, only one of these reasons clears it. One that is
    not cleared may be `answered_by` a question: answering it, or anew, is what staff can do.
    """

    id: str
    outcome: Literal["refer", "ask_staff", "food_first"]
    when: Condition
    urgency: Urgency | None = None
    call: str = ""
    clearable: bool = True
    cleared_by: tuple[str, ...] = ()
    answered_by: str = ""


class Clearing(Entry, frozen=True, kw_only=True):
    """Whom staff asked (`who`), or what was said (`why`), before they cleared a gate.

    `gates` are those for which it is offered; without any, every gate that may be cleared and does
    not name its own reasons. `hours` says what becomes of the hours of the medicine behind it:
    `kept`, they go on counting; `dropped`, they do not (the course is over first); `given`, for a
    medicine of which the pack has no hours: the reason says that they were looked up.
    """

    id: str
    kind: Literal["who", "why"]
    gates: tuple[str, ...] = ()
    hours: Literal["kept", "dropped", "given"] = "kept"


class Weight(Dated, frozen=True, kw_only=True):
    """Answers that speak for (or, below zero, against) some forms. `article` is for staff.

    A form for which one that `stands_out` speaks, and against which none does, is shown before
    better-priced products of another form.
    """

    id: str
    forms: tuple[str, ...]
    score: Annotated[int, msgspec.Meta(ge=-100, le=100)]
    when: Condition = ALWAYS
    article: str = ""
    stands_out: bool = False


class FormBar(Dated, frozen=True, kw_only=True):
    """A form that must not be suggested while the condition holds."""

    id: str
    form: str
    when: Condition


class Exclusion(Entry, frozen=True, kw_only=True):
    """A reason for which a product is left out.

    With an `active`, that its label dose brings more of it a day than the constant `most`, both in
    mg; the active's `names` are those that labels give it, where a `*` at an end stands for the
    rest of a word and a space for a hyphen or nothing too. The program knows the others itself.
    """

    id: str
    active: str = ""
    most: str = ""
    names: tuple[str, ...] = ()


class Caution(Dated, frozen=True, kw_only=True):
    """Something to know when taking a suggested product."""

    id: str
    when: Condition = ALWAYS


class Spacing(Dated, frozen=True, kw_only=True):
    """Hours between a medicine and the product.

    `taken` are the usual slots of the medicine, `after_hours` the least time from medicine to
    product, `before_hours` the least time from the product to the next dose of the medicine.
    `weekly` medicines may be taken on one day of the week alone. `leaves` names, by the slot at
    which the medicine is taken (or `usual` where that was not said), the only slots that are left
    for the product, where the hours alone would leave more; `weekly` those of the one day on which
    it is taken. `ahead` has, by slot, how many hours before it the medicine is taken, apart from
    others: it is printed so, and the hours to keep are those of the slot. `empty_stomach` is said
    in the plan.
    """

    id: str
    medicine: str
    taken: tuple[str, ...]
    after_hours: Hours
    before_hours: Hours
    weekly: bool = False
    empty_stomach: bool = False
    ahead: dict[str, Hours] = {}
    leaves: dict[str, tuple[str, ...]] = {}

    def leaves_free(self, taken: str, hours: Mapping[str, float]) -> tuple[str, ...]:
        """The slots (of `hours`: slot → hour) left for magnesium by a dose at the slot `taken`."""
        return tuple(
            slot
            for slot, hour in hours.items()
            if (hour - hours[taken]) % 24 >= self.after_hours
            and (hours[taken] - hour) % 24 >= self.before_hours
            and (taken not in self.leaves or slot in self.leaves[taken])
        )

    def kept_from(
        self, taken: str, hours: Mapping[str, float], supposed: bool = False
    ) -> tuple[float, float]:
        """From which hour to which the product keeps away from a dose at the slot `taken`.

        As wide as the hours to keep, and on over each slot beside them that is not left free, as
        `leaves` may close more; `supposed` where nobody said when it is taken. An hour may lie
        before midnight (below 0) or behind it.
        """
        free = set(self.leaves_free(taken, hours))
        if supposed:
            free &= set(self.leaves.get(USUAL, hours))
        at = hours[taken]
        start, end = at - self.before_hours, at + self.after_hours
        for hour in sorted(hours.values()):
            if hour >= at:
                if any(at < hours[slot] <= hour for slot in free):
                    break
                end = max(end, hour)
        for hour in sorted(hours.values(), reverse=True):
            if hour <= at:
                if any(hour <= hours[slot] < at for slot in free):
                    break
                start = min(start, hour)
        return start, end


USUAL, WEEKLY = "usual", "weekly"
"""What is said of a medicine's moments beside slots: supposed as usual; on one day of the week."""


class Tip(Dated, frozen=True, kw_only=True):
    """A tip for eating or drinking, where the condition holds."""

    id: str
    when: Condition


class Medicine(Entry, frozen=True, kw_only=True):
    """A medicine by generic name, or a word that customers use for one.

    All of `groups` apply; or `which` is the id of the question that decides between groups.
    `brands` are names on boxes, `synonyms` lay words and spellings. `why` is the id of a reason for
    staff. `after_hours` (from medicine to product) and `before_hours` (from product to
    medicine) are the medicine's own, where they differ from its group's. `weekly` is taken once a
    week or less. `confidence` and `seen`, as of a source, are those of the group.
    """

    name: str
    groups: tuple[str, ...] = ()
    which: str = ""
    brands: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    why: str = ""
    after_hours: Hours | None = None
    before_hours: Hours | None = None
    weekly: bool = False
    empty_stomach: bool = False
    confidence: Literal["high", "medium", "low"] = "low"
    seen: Literal["read", "reported", "known", "computed", "judgement"] = "known"


class WhichOption(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer to which medicine it is, and the groups that it stands for."""

    id: str
    groups: tuple[str, ...]


class Which(Entry, frozen=True, kw_only=True):
    """A question about a name whose use decides; the last option is not to know."""

    id: str
    option: tuple[WhichOption, ...]

    def groups(self) -> tuple[str, ...]:
        """Every group that it may lead to, apart from those of not knowing."""
        return tuple(dict.fromkeys(g for each in self.option[:-1] for g in each.groups))

    def unanswered(self) -> tuple[str, ...]:
        """The groups that count as long as nobody knows."""
        return self.option[-1].groups


class Addition(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that say that more is in a medicine than the name beside them.

    A `*` ends a word that may go on. `groups` are what it then has at least one of; none: anything.
    """

    words: tuple[str, ...]
    groups: tuple[str, ...] = ()


class LookUp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a typed name is read: see `magapp.visit.medicines`.

    `filler`, `dosage` and `salts` change nothing about the name beside them, `local` (how it gets
    to the skin, an eye or the lungs) only where that name needs nothing. `joining` stands between
    substances. `strictest_first` orders groups, and names all that mean anything.
    """

    strictest_first: tuple[str, ...]
    filler: tuple[str, ...] = ()
    dosage: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    salts: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    addition: tuple[Addition, ...] = ()


class Food(Entry, frozen=True, kw_only=True):
    """A food: what 100 g of it bring, and a usual portion of `portion_g` grams."""

    id: str
    group: str
    per_100_g: Amount
    portion_g: Amount
    amount: Amount
    icon: str
    article: bool = False
    tip: bool = False


class ScreenerItem(Entry, frozen=True, kw_only=True):
    """A line of the food screener: portions a day or a week, each of this `amount`."""

    id: str
    per: Literal["day", "week"]
    amount: Amount
    max: Annotated[int, msgspec.Meta(ge=1, le=1000)]
    icon: str


class Reference(Entry, frozen=True, kw_only=True):
    """A reference intake: `amount` a day from all food, `base` of it not asked by the screener."""

    id: str
    amount: Annotated[float, msgspec.Meta(gt=0, le=100_000)]
    base: Amount
    when: Condition = ALWAYS


class FoodBand(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A band of the food estimate: above this fraction of the reference intake."""

    id: str
    above: Amount


class Claim(Dated, frozen=True, kw_only=True):
    """An authorised health claim, shown when the answers touch it and the daily dose allows it.

    `wording` is language → the sentences it may be said in: the authorised one first, then
    alternatives that the signer of the pack accepts. It may hold languages that the pack does not
    speak yet.
    """

    id: str
    when: Condition = ALWAYS
    wording: dict[str, tuple[str, ...]] = {}


class Statement(Dated, frozen=True, kw_only=True):
    """A sentence that must stand wherever a product is suggested.

    `law` names the provisions that ask for it, such as `1924/2006 10(2)(a)`.
    """

    id: str
    law: tuple[str, ...] = ()


class Article(Entry, frozen=True, kw_only=True):
    """What the shop's article says, with the grade of evidence and a verdict. For staff only.

    `when` names the answers that it is about: staff see it where they are given.
    """

    id: str
    when: Condition = ALWAYS
    grade: Literal["A", "B", "C", "D", "U"]
    verdict: Literal["true", "partly", "weak", "wrong", "unsafe", "unlawful"]


class Word(Entry, frozen=True, kw_only=True):
    """Words that customers may not read, why, and what may be said instead.

    Each of `match` is a word or some words; a `*` at its begin or end stands for the rest of the
    word. Capitals and accents make no difference. `where`:

    - `everywhere`: in no text for customers
    - `suggestion`: in no text that stands beside a product
    - `claim`: in no claim, reason, statement or headline that stands beside a product

    `except_in` are ids of `WordException`; `claims` are the claims that may be used instead.
    """

    id: str
    language: str
    match: tuple[str, ...]
    where: Literal["everywhere", "suggestion", "claim"]
    reason: str
    replacement: str
    claims: tuple[str, ...] = ()
    except_in: tuple[str, ...] = ()


class WordException(Entry, frozen=True, kw_only=True):
    """Texts that may use a word all the same, and why.

    `texts` are kinds of text (`caution`, `statement`). One of the words `naming` must stand in the
    same entry, such as the doctor to whom it sends the reader.
    """

    id: str
    texts: tuple[str, ...]
    naming: tuple[str, ...]
    reason: str


class Invariant(Entry, frozen=True, kw_only=True):
    """A promise about every answer set, decided by the proof.

    - `outcome`: where `when` holds the outcome is one of `outcome`, whatever is cleared
    - `channel`: on `channel` a clearance changes nothing
    - `one_outcome`: every answer set has exactly one outcome
    - `dose`: no product's daily dose is above the allowance
    - `form`: where `when` holds `forms` are never suggested
    - `adding`: ticking one more of `adding` never makes the outcome weaker
    - `unanswered`: leaving `questions` open never does better than every answer, and leads to one
      of `outcome` where that is given
    - `can`: each of `forms` is suggested for some answers
    - `hours`: a slot is left only where the hours of every medicine are kept
    - `split`: no product is given in an intake above the constant `split_mg` that free slots and
      halves could have made smaller
    - `cards`: of the forms that stand out, the first that are on the shelf each have a card
    - `first`: where `when` holds, the one of `forms` comes first
    - `look_back`: at a second visit, where `when` holds it goes on with one of `onward`
    """

    id: str
    kind: Literal[
        "outcome",
        "channel",
        "one_outcome",
        "dose",
        "form",
        "adding",
        "unanswered",
        "can",
        "first",
        "hours",
        "split",
        "cards",
        "look_back",
    ]
    when: Condition = ALWAYS
    outcome: tuple[Outcome, ...] = ()
    onward: tuple[Onward, ...] = ()
    channel: Literal["kiosk", "staff"] = "kiosk"
    forms: tuple[str, ...] = ()
    adding: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def reads_look_back(entry: object) -> bool:
    """Whether the condition of an entry is about the answers at a second visit."""
    return isinstance(entry, NextStep) or (
        isinstance(entry, Invariant) and entry.kind == "look_back"
    )


DATED = (
    "gates",
    "weights",
    "form_bars",
    "cautions",
    "tips",
    "spacings",
    "claims",
    "statements",
)


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """Everything one subject needs: the conversation, the rules, the facts and their words.

    `roles` is what a question or an option is for → its id. `texts` is language → key → sentence.
    `digest` names the content: the same for the same
    words on every machine, whatever the line endings.
    """

    id: str
    version: str
    digest: str
    languages: tuple[str, ...]
    default_language: str
    country: str
    substance: Substance
    constants: dict[str, Constant]
    specials: tuple[Special, ...] = ()
    slots: tuple[Slot, ...]
    slot_preference: tuple[str, ...]
    forms: tuple[Form, ...]
    questions: tuple[Question, ...]
    presets: tuple[Preset, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    look_back: tuple[LookBackQuestion, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    clearings: tuple[Clearing, ...] = ()
    conditions: dict[str, NamedCondition]
    gates: tuple[Gate, ...]
    weights: tuple[Weight, ...]
    form_bars: tuple[FormBar, ...]
    exclusions: tuple[Exclusion, ...]
    cautions: tuple[Caution, ...]
    tips: tuple[Tip, ...] = ()
    spacings: tuple[Spacing, ...]
    medicines: tuple[Medicine, ...]
    which: tuple[Which, ...] = ()
    look_up: LookUp
    common: tuple[Common, ...] = ()
    foods: tuple[Food, ...]
    screener: tuple[ScreenerItem, ...]
    references: tuple[Reference, ...]
    food_bands: tuple[FoodBand, ...]
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    article: tuple[Article, ...]
    invariants: tuple[Invariant, ...]
    words: tuple[Word, ...]
    word_exceptions: tuple[WordException, ...]
    sources: dict[str, Source]
    texts: dict[str, dict[str, str]]
    roles: dict[str, str] = {}

    def given_at_once(self) -> list[tuple[str, Given]]:
        """The presets and the shortcuts, by their place in the pack, and what each answers."""
        presets = [(f"preset {each.id}", each.answers) for each in self.presets]
        return presets + [(f"shortcut {each.id}", each.answers) for each in self.shortcuts]

    def on(self, day: date) -> "Pack":
        """The pack with the rules that are in force on a day; texts and the rest stay."""
        parts = {
            name: tuple(each for each in getattr(self, name) if each.in_force(day))
            for name in DATED
        }
        return msgspec.structs.replace(self, **parts)

    def amounts(self, language: str) -> Amounts:
        """What writes amounts of the substance, and all others, in a language."""
        return Amounts(language, self.country, self.substance.unit)

    @property
    def called(self) -> Called:
        """What the substance is called, in every language of the pack."""
        return Called(tuple((each, self.text(each, "substance.name")) for each in self.languages))

    def wording(self, language: str) -> Words:
        """The program's own words, which call the substance as the pack does."""
        name = self.texts[language]["substance.name"]
        return Words(language, {"substance": name, "Substance": name[:1].upper() + name[1:]})

    def constant(self, name: str) -> float:
        """The value of a constant of the country profile."""
        return self.constants[name].value

    def question(self, question_id: str) -> Question:
        """The question with this id. Raises KeyError when there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def is_of_another(self, answers: Mapping[str, object]) -> bool:
        """Whether these answers are about somebody else than who gives them."""
        whom = self.roles.get("whom")
        return whom is not None and answers.get(whom) == self.roles["other"]

    def atoms(self, condition: Condition) -> set[str]:
        """Every answer that a condition reads, through the conditions it names."""
        found: set[str] = set()
        left = [condition]
        while left:
            for _, atoms in left.pop().parts():
                left += [
                    self.conditions[each] for each in {*atoms} - found if each in self.conditions
                ]
                found |= {*atoms}
        return found - self.conditions.keys()

    def moments(self, spacing: Spacing) -> tuple[str, ...]:
        """What may be said of when a medicine is taken: the slots, and `weekly` where it may be."""
        return tuple(slot.id for slot in self.slots) + ((WEEKLY,) if spacing.weekly else ())

    def named_in(self, named: Iterable[str], group: str) -> tuple[str, ...]:
        """Of these medicines of the pack, by name, those that belong to a group, or may."""
        named = tuple(named)
        if not named:  # of most customers; the list is long
            return ()
        may = {
            each.id: {name for option in each.option for name in option.groups}
            for each in self.which
        }
        within = {
            each.name
            for each in self.medicines
            if each.name in named and (group in each.groups or group in may.get(each.which, ()))
        }
        return tuple(each for each in named if each in within)

    def text(self, language: str, key: str, **fields: object) -> str:
        """The sentence for a key such as `question.age.title`, with its fields filled in."""
        sentence = self.texts[language][key]
        return sentence.format(**fields) if fields else sentence

    def vocabulary(self) -> dict[str, tuple[str, ...]]:
        """For each question the atoms that can be said of it, without `unanswered` and `*`."""
        bands = tuple(band.id for band in self.food_bands)
        words = {question.id: question.atoms() for question in self.questions}
        words |= {each.id: bands for each in self.questions if each.kind == "portions"}
        taken = tuple(
            f"{spacing.medicine}.{each}"
            for spacing in self.spacings
            for each in (*self.moments(spacing), USUAL)
        )
        words |= {each.id: taken for each in self.questions if each.kind == "moments"}
        return words | {"slot": tuple(slot.id for slot in self.slots)}


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One case: answers and the advice they must lead to.

    `gates` are all that stand, `forms` the leading forms in order, `slots` the moments left free,
    best first, `fires` rules that must fire (`weight.stress`), `forbidden` the products (EAN) that
    must not be shown. After what is `said` at a second visit it goes on with `onward`, by this
    `next_step`.
    """

    id: str
    outcome: Outcome
    answers: dict[str, str | float | list[str] | dict[str, float | str | list[str]]]
    channel: Literal["kiosk", "staff"] = "kiosk"
    urgency: Urgency | None = None
    gates: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    fires: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    cleared: tuple[dict[str, str], ...] = ()
    said: dict[str, str] = {}
    onward: Onward | None = None
    next_step: str = ""
