"""The shelf: the same answers as the readable reference, whatever happens to the products."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from itertools import chain, combinations, product
from typing import Any

import pytest
import reference
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace
from people import PLAIN
from promised import as_read
from strategies import Drawn, calm, products, shelves

from magapp.assistant import Assistant
from magapp.pack import Pack, load_pack
from magapp.products import DOSAGE_FORMS, Product
from magapp.proof.coverage import Coverage, UnmetWish, coverage
from magapp.resources import resource
from magapp.rules import Advice, FormScore, Rules
from magapp.rules.later import Later
from magapp.shelf.search import words_of
from magapp.shelf.shelf import Shelf, anyone
from magapp.shelf.suggest import Excluded, Suggestion, suggest


@cache
def the_rules() -> Rules:
    """For state machines, which get no fixtures."""
    return Rules(load_pack(resource("packs", "magnesium")))


def eans(advice: Advice, shelf: Shelf) -> list[str]:
    return [each.product.ean for each in shelf.best(advice)]


@st.composite
def advices(draw: st.DrawFn) -> Advice:
    """An advice of the rules, or one with scores, moments and wishes of any kind."""
    rules = the_rules()
    answers: Drawn = draw(calm)
    advice = rules.advise(answers)
    if advice.outcome == "suggest" and draw(st.booleans()):
        return advice
    slots = st.lists(st.sampled_from(rules.pack.slot_preference), unique=True, min_size=1)
    forms = st.lists(st.sampled_from(reference.FORMS[:7]), unique=True, max_size=5)
    wishes = draw(st.sets(st.sampled_from(reference.MANY["preferences"])))
    return replace(
        anyone(rules.pack),
        forms=tuple(
            FormScore(form, draw(st.integers(1, 3)), (), draw(st.booleans()))
            for form in draw(forms)
        ),
        slots=tuple(draw(slots)),
        allowance=draw(st.sampled_from([0, 49.5, 62.5, 100, 125, 187.5, 200, 249.5, 250])),
        preferences=tuple(each for each in reference.MANY["preferences"] if each in wishes),
        special=draw(st.sampled_from([{}, {}, {"b6_max_mg": 4.5}])),
    )


# --- the same as the reference -------------------------------------------------------------------


@settings(max_examples=80)
@given(advice=advices(), shelf=shelves())
def test_suggests_what_the_reference_suggests(advice: Advice, shelf: list[Product]) -> None:
    pack = the_rules().pack
    ready, expected = Shelf(pack, shelf), suggest(pack, advice, shelf)
    for _ in range(2):  # looked for, then remembered
        assert ready.best(advice) == expected.products
    assert ready.suggest(advice) == expected
    assert ready.excluded(advice) == expected.excluded


@given(answers=calm, shelf=shelves())
def test_of_an_advice_from_answers(answers: Drawn, shelf: list[Product]) -> None:
    rules = the_rules()
    advice = rules.advise(answers)
    assert Shelf(rules.pack, shelf).suggest(advice) == suggest(rules.pack, advice, shelf)


NUMBERS = st.integers(1, 12).map(lambda number: f"{number * 9_1000_777:08}")
NAMES = st.lists(
    st.sampled_from(
        ["Magnesium", "magnesiumcitraat", "Citrate", "citraat", "malaat", "Málaat", "Solgar",
         "VITA", "vitaal", "Nature's", "B6", "100", "mg", "forte", "fort", "æther", "Straße"]
    ),
    max_size=4,
).map(" ".join)  # fmt: skip
SHELVES = st.sampled_from(["", "A1", "B2-1", "b2-10"])


@st.composite
def anything(draw: st.DrawFn, ean: str | None = None) -> Product:
    drawn = draw(products)
    second = draw(st.sampled_from([None, "citrate", "oxide"]))
    blend = drawn.blend if second in (None, drawn.form) else (*drawn.blend, (str(second), 1.0))
    return replace(
        drawn,
        ean=ean or draw(NUMBERS),
        name=draw(NAMES),
        brand=draw(NAMES),
        shelf=draw(SHELVES),
        blend=blend,
    )


class Day(RuleBasedStateMachine):
    """A day in the shop: sales, deliveries, new prices and names, while customers come."""

    @initialize(start=st.lists(anything(), max_size=10))
    def open(self, start: list[Product]) -> None:
        self.pack = the_rules().pack
        self.shelf = Shelf(self.pack, start)
        self.products = {each.ean: each for each in start}

    @rule(product=anything())
    def put(self, product: Product) -> None:
        self.shelf.put(product)
        self.products[product.ean] = product

    def some(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.products)))

    @precondition(lambda self: self.products)
    @rule(data=st.data(), stock=st.sampled_from([0, 0, 1, 2, 30]))
    def stock(self, data: st.DataObject, stock: int) -> None:
        ean = self.some(data)
        self.shelf.set_stock(ean, stock)
        self.products[ean] = replace(self.products[ean], stock=stock)

    @precondition(lambda self: self.products)
    @rule(data=st.data(), price=st.sampled_from([4.95, 9.95, 12.5]))
    def price(self, data: st.DataObject, price: float) -> None:
        ean = self.some(data)
        self.products[ean] = replace(self.products[ean], price=Decimal(str(price)))
        self.shelf.put(self.products[ean])

    @precondition(lambda self: self.products)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        ean = self.some(data)
        self.shelf.remove(ean)
        del self.products[ean]

    @rule(other=st.lists(anything(), max_size=10))
    def hold(self, other: list[Product]) -> None:
        self.products = {each.ean: each for each in other}
        self.shelf.hold(self.products.values())

    @rule()
    def sold_out(self) -> None:
        for ean in self.products:
            self.stock_of(ean, 0)

    @rule(advice=advices())
    def sell_what_is_shown(self, advice: Advice) -> None:
        for each in self.shelf.best(advice):
            self.stock_of(each.product.ean, 0)
        self.customer(advice)

    def stock_of(self, ean: str, stock: int) -> None:
        self.shelf.set_stock(ean, stock)
        self.products[ean] = replace(self.products[ean], stock=stock)

    @rule(advice=advices())
    def customer(self, advice: Advice) -> None:
        expected = suggest(self.pack, advice, self.products.values())
        found = self.shelf.suggest(advice)
        assert found.products == expected.products
        assert {*found.excluded} == {*expected.excluded}

    @rule(data=st.data())
    def look_for(self, data: st.DataObject) -> None:
        text = data.draw(typed(list(self.products.values())))
        found = self.shelf.search(text)
        assert {each.ean for each in found} == naive(text, self.products.values())
        assert list(found) == [each for each in self.shelf if each in found]

    @invariant()
    def holds_the_products(self) -> None:
        assert {each.ean: each for each in self.shelf} == self.products
        assert len(self.shelf) == len(self.products)


TestDay = Day.TestCase
TestDay.settings = settings(max_examples=40, stateful_step_count=25)


# --- one by one ----------------------------------------------------------------------------------


@pytest.fixture
def shelf(pack: Pack) -> Shelf:
    """Two hundred that differ in price only, the later the dearer."""
    return Shelf(
        pack, (replace(PLAIN, ean=f"{at:08}", price=10 + Decimal(at) / 100) for at in range(200))
    )


@pytest.fixture
def advice(pack: Pack) -> Advice:
    return replace(anyone(pack), forms=(FormScore("bisglycinate", 4, ()),))


def test_the_next_come_up_when_the_best_are_sold_out(shelf: Shelf, advice: Advice) -> None:
    for first in range(0, 197, 3):
        best = [f"{at:08}" for at in range(first, first + 3)]
        assert eans(advice, shelf) == best
        for ean in best:
            shelf.set_stock(ean, 0)
    assert eans(advice, shelf) == ["00000198", "00000199"]
    shelf.set_stock("00000198", 0)
    shelf.set_stock("00000199", 0)
    assert eans(advice, shelf) == []
    shelf.set_stock("00000100", 1)
    assert eans(advice, shelf) == ["00000100"]


def test_a_new_price_and_a_new_product_show_at_once(shelf: Shelf, advice: Advice) -> None:
    assert eans(advice, shelf)[0] == "00000000"
    shelf.put(replace(shelf["00000150"], price=1))
    shelf.put(replace(PLAIN, price=2))
    assert eans(advice, shelf) == ["00000150", "10000000", "00000000"]
    shelf.remove("00000150")
    assert eans(advice, shelf) == ["10000000", "00000000", "00000001"]


def test_equals_stand_in_the_order_of_their_ean(pack: Pack, advice: Advice) -> None:
    forms = tuple(FormScore(form, 2, ()) for form in ("malate", "bisglycinate"))
    same = [
        replace(PLAIN, ean=f"{at:08}", form=forms[at % 2].form, blend=((forms[at % 2].form, 100),))
        for at in (5, 2, 9, 4, 1, 7)
    ]
    assert eans(replace(advice, forms=forms), Shelf(pack, same)) == [
        "00000001", "00000002", "00000004",
    ]  # fmt: skip


def test_a_sale_shows_in_the_product(shelf: Shelf, advice: Advice) -> None:
    assert shelf.best(advice)[0].product.stock == 3
    shelf.set_stock("00000000", 2)
    assert shelf.best(advice)[0].product.stock == 2


def test_what_is_not_there(shelf: Shelf) -> None:
    for call in (shelf.remove, shelf.__getitem__, lambda ean: shelf.set_stock(ean, 1)):
        with pytest.raises(KeyError):
            call("99999999")
    assert "99999999" not in shelf


def test_the_last_of_two_with_one_number_counts(pack: Pack, advice: Advice) -> None:
    shelf = Shelf(pack, [PLAIN, replace(PLAIN, stock=0)])
    assert (len(shelf), eans(advice, shelf)) == (1, [])


def test_a_few_changes_are_taken_over_one_by_one(shelf: Shelf, advice: Advice) -> None:
    shelf.search("plain")
    wanted = [each for each in shelf if each.ean != "00000000"] + [replace(PLAIN, price=99)]
    shelf.hold(wanted)
    assert list(shelf) == wanted
    assert eans(advice, shelf) == ["00000001", "00000002", "00000003"]
    assert shelf.search("10000000") == (wanted[-1],)


def test_what_is_left_out_is_worked_out_when_looked_at(shelf: Shelf, advice: Advice) -> None:
    calls: list[int] = []

    def work() -> tuple[Excluded, ...]:
        calls.append(1)
        return shelf.excluded(advice)

    later = Later(work)
    suggestion = Suggestion(shelf.best(advice), later)
    assert not calls
    assert (len(suggestion.excluded), list(suggestion.excluded), suggestion.excluded[:1]) == (
        0, [], (),
    )  # fmt: skip
    assert len(calls) == 1
    assert suggestion == Suggestion(shelf.best(advice), ())
    assert later == Later(tuple)
    assert hash(later) == hash(())
    assert not later


def test_the_assistant_has_it(assistant: Assistant) -> None:
    answers: dict[str, Any] = {
        "age": "18_69", "sex": "male", "signals": ["fatigue", "tension"], "alarm": [],
        "duration": "weeks", "tried": "nothing", "situations": ["stress"], "conditions": [],
        "medicines": [], "other_magnesium": 0,
    }  # fmt: skip
    advice, suggestion = assistant.advise(answers)
    expected = suggest(assistant.pack, advice, assistant.catalogue.products)
    assert suggestion == expected
    assert as_read(assistant.pack, advice, suggestion, "en", "staff") == as_read(
        assistant.pack, advice, expected, "en", "staff"
    )
    assert assistant.shelf is assistant.shelf


# --- search --------------------------------------------------------------------------------------


def plain_words(text: str) -> list[str]:
    """Words as a reader would say them: letters and digits, no accents, no capitals."""
    text = "".join(
        each
        for each in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(each)
    ).replace("æ", "ae")
    return "".join(each if each.isalnum() else " " for each in text).split()


def slips(word: str, start: str) -> int:
    """The least number of errors between a word and any beginning of another, by the table."""
    rows = [list(range(len(start) + 1))]
    for at, letter in enumerate(word, 1):
        row = [at]
        for to, other in enumerate(start, 1):
            least = min(rows[-1][to] + 1, row[-1] + 1, rows[-1][to - 1] + (letter != other))
            if at > 1 and to > 1 and letter == start[to - 2] and word[at - 2] == other:
                least = min(least, rows[-2][to - 2] + 1)
            row.append(least)
        rows.append(row)
    return min(rows[-1])


def naive(text: str, shelf: Iterable[Product]) -> set[str]:
    """The EANs of what is found, looking at every word of every product."""
    pack = the_rules().pack
    wanted = plain_words(text)
    shelf = list(shelf)
    if not wanted:
        return {each.ean for each in shelf}

    @cache
    def said(each: Product) -> set[str]:
        texts = [each.name, each.brand, each.shelf]
        for form in pack.forms:
            if form.id in dict(each.blend):
                texts += [form.id, *form.names]
                texts += [pack.texts[language][f"form.{form.id}.name"] for language in pack.texts]
        words = {word for text in texts for word in plain_words(text)}
        return words | {word[9:] for word in words if word.startswith("magnesium")} - {""}

    def fits(word: str, each: Product, errors: int) -> bool:
        most = 0 if len(word) < 4 else 1 if len(word) < 8 or word.isdigit() else 2
        words = said(each) | ({each.ean} if word.isdigit() else set())
        return any(slips(word, other) <= min(errors, most) for other in words)

    for errors in range(3):
        if found := {
            each.ean for each in shelf if all(fits(word, each, errors) for word in wanted)
        }:
            return found
    return set()


@st.composite
def typed(draw: st.DrawFn, shelf: list[Product]) -> str:
    """What somebody types: the beginning of words of a product, often with errors."""
    if not shelf:
        return draw(st.text(max_size=6))
    one = draw(st.sampled_from(shelf))
    pack = the_rules().pack
    sources = [one.name, one.brand, one.ean, one.shelf, pack.text("nl", f"form.{one.form}.name")]
    words = list(chain.from_iterable(text.split() for text in sources))
    said = []
    for word in draw(st.lists(st.sampled_from(words), min_size=1, max_size=2)):
        letters = list(word[: draw(st.integers(1, len(word)))] if draw(st.booleans()) else word)
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(letters)))
            letters[at : at + draw(st.integers(0, 1))] = draw(
                st.sampled_from([[], ["a"], ["z"], ["1"], ["é"], letters[at : at + 2][::-1]])
            )
        said.append("".join(letters))
    return draw(st.sampled_from([" ", "  ", "-"])).join(said)


@settings(max_examples=60)
@given(data=st.data(), stock=st.lists(anything(), max_size=12, unique_by=lambda each: each.ean))
def test_finds_what_the_naive_way_finds(data: st.DataObject, stock: list[Product]) -> None:
    shelf = Shelf(the_rules().pack, stock)
    text = data.draw(typed(stock))
    found = [each.ean for each in shelf.search(text)]
    assert found == [each.ean for each in stock if each.ean in naive(text, stock)]


SHOP = {
    "8710000000011": ("Magnesium bisglycinaat 100 mg", "Vitakruid", "bisglycinate", "A1-3"),
    "8710000000028": ("Magnesiumcitraat forte", "Nature's Best", "citrate", "A1-4"),
    "8710000000035": ("Tauraat puur", "Solgar", "taurate", "B2"),
    "5410000000019": ("Crème Málaat", "Solgar", "malate", "B2-10"),
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "1234"), ("  -  ", "1234"), ("magnesium", "1234"), ("m", "1234"), ("solgar", "34"),
        ("SOLGAR mal", "4"), ("mal sol", "4"), ("bisgl", "1"), ("citrate", "2"), ("citraat", "2"),
        ("871000000", "123"), ("8710000000028", "2"), ("8710000000082", "2"), ("b2", "34"),
        ("b2-1", "4"), ("a1 vita", "1"), ("creme", "4"), ("MÁLAAT", "4"), ("natures", "2"),
        ("nature's", "2"), ("citrat", "2"), ("ctiraat", "2"), ("citrraat", "2"), ("cxtraat", "2"),
        ("bisglicinat", "1"), ("bissglycimaat", "1"), ("vitkruid", "1"), ("sol taurt", "3"),
        ("zzz", ""), ("so1", ""), ("solgar citraat", ""), ("8710000000999", ""), ("10", "14"),
    ],
)  # fmt: skip
def test_search(pack: Pack, text: str, found: str) -> None:
    shelf = Shelf(
        pack,
        (
            replace(PLAIN, ean=ean, name=name, brand=brand, form=form, blend=((form, 1),), shelf=at)
            for ean, (name, brand, form, at) in SHOP.items()
        ),
    )
    expected = [list(SHOP)[int(digit) - 1] for digit in found]
    assert [each.ean for each in shelf.search(text)] == expected
    assert naive(text, shelf) == {*expected}


def test_a_common_word_is_found_at_any_size(pack: Pack) -> None:
    """More than fit in a list, and places far apart; then most of them go."""
    many = [replace(PLAIN, ean=f"{at:08}", name=f"Plain {at % 7} x{at}") for at in range(3000)]
    shelf = Shelf(pack, many)
    assert len(shelf.search("plain", 9999)) == 3000
    assert shelf.search("plain", 2) == (many[0], many[1])
    assert [each.ean for each in shelf.search("x2999")] == ["00002999"]
    wanted = [each for at, each in enumerate(many) if at % 7 == 3 and str(at).startswith("1")]
    assert shelf.search("plain 3 x1", 9999) == (*wanted,)
    for each in many[1:]:
        shelf.remove(each.ean)
    assert shelf.search("plain") == shelf.search("plain 0 x0") == (many[0],)
    for each in many[1:]:
        shelf.put(each)
    assert len(shelf.search("0000", 9999)) == 3000
    assert len(shelf.search("plain 3", 9999)) == len([at for at in range(3000) if at % 7 == 3])


@given(text=st.text())
def test_words_have_letters_and_digits_only(text: str) -> None:
    for word in words_of(text):
        assert word
        assert words_of(word) == [word]
    assert words_of(text.upper()) == words_of(text.upper().lower())


# --- which product for whom ----------------------------------------------------------------------

CALM: Drawn = {
    "age": "18_69", "sex": "male", "alarm": [], "duration": "weeks", "palpitations_known": "yes",
    "headache_known": "yes", "low_mood_known": "yes", "tried": "nothing", "diet": [],
    "conditions": [], "signals": [], "situations": [], "medicines": [], "other_magnesium": 0,
}  # fmt: skip
Forms = tuple[tuple[str, int, bool], ...]
Customers = dict[tuple[Forms, bool, int], set[str]]


def subsets(of: Iterable[str]) -> list[list[str]]:
    of = list(of)
    return [list(each) for size in range(len(of) + 1) for each in combinations(of, size)]


def atoms(answers: Drawn) -> set[str]:
    questions = ("signals", "situations", "medicines", "preferences")
    return {f"{each}:{option}" for each in questions for option in answers.get(each, ())}


def suggests(answers: Drawn) -> bool:
    rules = the_rules()
    return rules.outcome(rules.facts(answers))[0] == "suggest"


def with_medicines(other: float) -> dict[tuple[int, bool], set[str]]:
    """Who takes medicines that leave so many moments free, and whether they bear palpitations.

    A medicine by itself leaves some moments free, by when it is taken; several leave what is free
    of all of them.
    """
    pack = the_rules().pack
    slots = [slot.id for slot in pack.slots]
    alone = CALM | {"situations": ["sport"], "other_magnesium": other}
    free: dict[str, set[frozenset[str]]] = {}
    for option in pack.question("medicines").option:
        if suggests(answers := alone | {"medicines": [option.id]}):
            weekly = any(each.medicine == option.id and each.weekly for each in pack.spacings)
            ways: list[Any] = [None, *subsets(slots)[1:], *["weekly"] * weekly]
            said = (answers | {"moments": {option.id: way} if way else {}} for way in ways)
            free[option.id] = {frozenset(the_rules().advise(each).slots) for each in said}
    bears = {
        each
        for each in free
        if suggests(alone | {"medicines": [each], "signals": ["palpitations"]})
    }
    found: dict[tuple[int, bool], set[str]] = {}
    taken: list[tuple[list[str], set[frozenset[str]]]] = [([], {frozenset(slots)})]
    for medicine, leaves in free.items():
        taken += [
            ([*others, medicine], {one & two for one in left for two in leaves})
            for others, left in taken
        ]
    for medicines, left in taken:
        for number in {min(3, len(each)) for each in left} - {0}:
            kinds = {f"medicines:{each}" for each in medicines}
            found.setdefault((number, bears.issuperset(medicines)), set()).update(kinds)
    return found


@cache
def every_customer(other: float) -> Customers:
    """All who get a suggestion: the forms, whether they want it gentle, free moments, and who.

    By asking the rules about every set of signals and situations, with and without the wish for
    something gentle, and about every set of medicines. Medicines and scores have nothing to do
    with each other but for palpitations, which some medicines make a reason to refer.
    """
    rules = the_rules()
    scores: dict[tuple[Forms, bool, bool], set[str]] = {}
    for signals, situations, gentle in product(
        subsets(reference.SIGNALS), subsets(reference.MANY["situations"]), ([], ["gentle"])
    ):
        answers = CALM | {"signals": signals, "situations": situations, "preferences": gentle}
        facts = rules.facts(answers | {"other_magnesium": other})
        if rules.outcome(facts)[0] == "suggest":
            forms = tuple((each.form, each.score, each.stands_out) for each in rules.forms(facts))
            key = forms, bool(gentle), "palpitations" in signals
            scores.setdefault(key, set()).update(atoms(answers))
    found: Customers = {}
    for ((forms, wants, palpitations), who), ((free, bears), also) in product(
        scores.items(), with_medicines(other).items()
    ):
        if bears or not palpitations:
            # Only the order of the scores counts.
            order = sorted({score for _, score, _ in forms})
            ranks = tuple(sorted((form, order.index(score), out) for form, score, out in forms))
            found.setdefault((ranks, wants, free), set()).update(who | also)
    return found


def asked_of_everybody(shelf: list[Product], allowance: float) -> dict[str, set[str]]:
    """For each product the kinds of customer who get it, by suggesting to every one of them."""
    pack = the_rules().pack
    ready = Shelf(pack, shelf)
    found: dict[str, set[str]] = {each.ean: set() for each in shelf}
    wishes = (*DOSAGE_FORMS, "vegan", "few_units", "budget")
    for (forms, gentle, free), who in every_customer(250 - allowance).items():
        scores = tuple(FormScore(form, score, (), out) for form, score, out in forms)
        for ticked in subsets(wishes):
            advice = replace(
                anyone(pack),
                forms=scores,
                slots=pack.slot_preference[:free],
                allowance=allowance,
                preferences=(*ticked, "gentle") if gentle else tuple(ticked),
            )
            for each in ready.best(advice):
                found[each.product.ean] |= who | {f"preferences:{wish}" for wish in ticked}
    return found


def stocked(form: str, ean: int, **change: Any) -> Product:
    blend = ((form, change.get("mg_per_unit", 100)),)
    return replace(PLAIN, ean=f"{ean:08}", form=form, blend=blend, **change)


SMALL_SHELF = [
    stocked("bisglycinate", 1, price=20),
    stocked("bisglycinate", 2, price=25, dosage_form="tablet", vegan=False),
    stocked("bisglycinate", 3, price=Decimal(30), units_per_day=3, per_unit=80),
    stocked("bisglycinate", 4, price=90),
    stocked("citrate", 5, price=10, dosage_form="powder", vegan=False),
    stocked("malate", 6, price=9, stock=0),
    stocked("malate", 7, price=40, dosage_form="liquid"),
    stocked("oxide", 8, price=3),
]


@pytest.mark.parametrize("allowance", [250, 90])
def test_coverage_agrees_with_asking_everybody(allowance: float) -> None:
    rules = the_rules()
    covered = coverage(rules, SMALL_SHELF, [allowance])
    expected = asked_of_everybody(SMALL_SHELF, allowance)
    assert {each.ean: {*each.gets} for each in covered.products} == expected
    kinds = {
        f"{question.id}:{option.id}"
        for question in rules.pack.questions
        if question.id in ("signals", "situations", "medicines", "preferences")
        for option in question.option
    }
    closed = {*covered.closed}
    sporty = CALM | {"situations": ["sport"]}
    assert closed == {
        f"medicines:{each.id}"
        for each in rules.pack.question("medicines").option
        if not any(
            suggests(sporty | {"medicines": [each.id], "other_magnesium": other})
            for other in (0, 100)
        )
    }
    for each in covered.products:
        assert {*each.gets} | {*each.never} == kinds - closed
        assert not {*each.gets} & {*each.never}
    never = {each.ean for each in covered.products if not each.gets}
    assert {"00000006", "00000008"} <= never


@given(answers=calm)
def test_who_gets_a_product_is_among_those_who_can(answers: Drawn) -> None:
    advice = the_rules().advise(answers)
    levels = the_coverage().allowances
    below = [each for each in levels if each <= advice.allowance]
    if advice.outcome != "suggest" or not below:
        return
    gets = {each.ean: {*each.gets} for each in the_coverage().products}
    for each in suggest(the_rules().pack, advice, SMALL_SHELF).products:
        assert atoms(advice.answers) <= gets[each.product.ean]


@cache
def the_coverage() -> Coverage:
    return coverage(the_rules(), SMALL_SHELF)


def test_every_allowance_that_matters_is_looked_at() -> None:
    assert the_coverage().allowances == (80, 100, 240, 250)
    many = [stocked("citrate", at, per_unit=20 + at) for at in range(1, 99)]
    levels = coverage(the_rules(), many).allowances
    assert len(levels) == 12
    assert (levels[0], levels[-1]) == (21, 250)


def test_gaps() -> None:
    gaps = the_coverage().gaps
    assert UnmetWish("citrate", True, None, False) in gaps  # vegan citrate: nobody finds it here
    assert UnmetWish("citrate", False, "powder", False) not in gaps
    assert UnmetWish("malate", False, "capsule", True) in gaps
    assert UnmetWish("malate", False, None, False) not in gaps
    assert "oxide" not in {each.form for each in gaps}  # nobody is advised it
    widest = the_coverage().widest_gaps
    assert UnmetWish("taurate", False, None, False) in widest
    assert [each for each in widest if each.form == "taurate"] == [
        UnmetWish("taurate", False, None, False)
    ]
    for gap in gaps:
        assert any(gap.within(each) for each in widest)


def test_gaps_of_an_empty_shelf() -> None:
    covered = coverage(the_rules(), [])
    assert covered.products == ()
    assert [each.form for each in covered.widest_gaps] == [*reference.FORMS[:5]]
    assert len(covered.gaps) == 5 * 2 * 5


def test_an_allowed_form_is_covered(pack: Pack) -> None:
    covered = coverage(Rules(pack, ["oxide"]), SMALL_SHELF, [250])
    assert {each.ean: bool(each.gets) for each in covered.products}["00000008"]
    assert UnmetWish("oxide", False, None, False) not in covered.gaps
