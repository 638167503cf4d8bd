"""The shelf at 500, 10,000 and 100,000 products: the best three, search and memory.

Against SQLite in memory with the same rows: `ORDER BY … LIMIT 3` with the same filter and order,
and `LIKE '%…%'` over the same columns. Both sides answer the same questions by turns, in one run.

Nothing here fails on time: the tables say how we stand.
"""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from statistics import median, quantiles
from time import process_time_ns

import pytest
from made_up import DUTCH, made_up
from msgspec.structs import replace

from magapp.assistant import Assistant
from magapp.pack import Pack
from magapp.products import Product
from magapp.rules import Advice, Rules
from magapp.shelf.shelf import Shelf
from magapp.shelf.suggest import DIVISIBLE, Salts, heeded, suggest

SIZES = (500, 10_000, 100_000)
ASKED = 60
"""Different customers, and different words typed."""
ROUNDS = 5

# --- the same in SQLite --------------------------------------------------------------------------

ORDERED = """
SELECT ean FROM product JOIN score USING (form)
WHERE stock > 0 AND mg_per_unit <= :allowance AND (vegan OR NOT :vegan) AND b6 <= :b6_max
ORDER BY score.score DESC,
  (dosage_form = 'capsule' AND :capsule) + (dosage_form = 'tablet' AND :tablet)
  + (dosage_form = 'powder' AND :powder) + (dosage_form = 'liquid' AND :liquid)
  + (vegan AND :vegan) + (per_100_mg <= :budget_most AND :budget) + (gentle AND :gentle)
  + (:few_units AND min(
      min(units_per_day, CAST(:allowance / mg_per_unit AS INT)),
      min(:moments, 3) * max(1, CAST(:split / (piece * mg_per_unit) AS INT)) * piece
    ) <= :few_most) DESC,
  piece * mg_per_unit > :split, buffered, per_100_mg, ean
LIMIT 3
"""
OF_A_FORM = ORDERED.replace("WHERE ", "WHERE form = :form AND ").replace("LIMIT 3", "LIMIT 1")
COLUMNS = ("name", "brand", "ean", "form_name", "shelf")
LIKE = "SELECT ean FROM product WHERE " + " OR ".join(f"{each} LIKE :like" for each in COLUMNS)


def database(pack: Pack, products: Sequence[Product]) -> sqlite3.Connection:
    """The products in SQLite, with what the order needs worked out and indexed by form."""
    base = sqlite3.connect(":memory:")
    base.execute(
        "CREATE TABLE product (ean TEXT PRIMARY KEY, name, brand, form, form_name,"
        " mg_per_unit REAL, units_per_day INT, per_100_mg REAL, dosage_form, vegan INT, stock INT,"
        " shelf, b6 REAL, piece REAL, gentle INT, buffered INT)"
    )
    base.execute("CREATE TABLE score (form PRIMARY KEY, score INT)")
    salts = Salts(pack)
    base.executemany(
        "INSERT INTO product VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (
            (
                each.ean, each.name, each.brand, each.form,
                pack.text("nl", f"form.{each.form}.name"),
                each.per_unit, each.units_per_day, each.price_per_100, each.dosage_form,
                each.vegan, each.stock, each.shelf,
                sum(mg for active, mg in each.contains if active == "b6") * each.units_per_day,
                0.5 if each.dosage_form in DIVISIBLE else 1,
                "gentle" in salts.met(each), salts.buffered(each),
            )
            for each in products
        ),
    )  # fmt: skip
    base.execute("CREATE INDEX by_form ON product (form, per_100_mg)")
    base.execute("ANALYZE")
    return base


def asked(base: sqlite3.Connection, pack: Pack, advice: Advice) -> dict[str, object]:
    """What fills in the questions, after the scores were put into their table."""
    base.execute("DELETE FROM score")
    base.executemany("INSERT INTO score VALUES (?, ?)", [(e.form, e.score) for e in advice.forms])
    return {
        **{wish: wish in advice.preferences for wish in heeded(pack)},
        "allowance": advice.allowance,
        "moments": len(advice.slots),
        "b6_max": pack.constant("b6_max_mg"),
        "budget_most": pack.constant("budget_per_100"),
        "few_most": pack.constant("few_units"),
        "split": pack.constant("split"),
    }


def ordered(base: sqlite3.Connection, pack: Pack, advice: Advice) -> list[str]:
    """The best three by SQL: what ours is measured against, though it has the cards to find too."""
    return [ean for (ean,) in base.execute(ORDERED, asked(base, pack, advice))]


def three_cards(base: sqlite3.Connection, pack: Pack, advice: Advice) -> list[str]:
    """The three cards by SQL: the best of each form that stands out, in order, then the others."""
    fields = asked(base, pack, advice)
    forms = [each.form for each in advice.forms if each.stands_out]
    heads = {ean for form in forms for (ean,) in base.execute(OF_A_FORM, {**fields, "form": form})}
    every = [ean for (ean,) in base.execute(ORDERED.replace("LIMIT 3", ""), fields)]
    return sorted(every, key=lambda ean: ean not in heads)[:3]


# --- measuring -----------------------------------------------------------------------------------


def timed(call: Callable[[], object]) -> float:
    """Microseconds of processor time that one call takes: other programs do not count."""
    start = process_time_ns()
    call()
    return (process_time_ns() - start) / 1e3


def advices(rules: Rules) -> list[Advice]:
    """Customers who get a suggestion, with all kinds of wishes and amounts already taken."""
    luck = random.Random(8)
    options = {each.id: [option.id for option in each.option] for each in rules.pack.questions}

    def some(question: str, most: int) -> list[str]:
        return luck.sample(options[question], luck.randint(0, most))

    found: list[Advice] = []
    while len(found) < ASKED:
        advice = rules.advise(
            {
                "age": "18_69", "sex": "male", "signals": some("signals", 4), "alarm": [],
                "duration": "weeks", "palpitations_known": "yes", "headache_known": "yes",
                "low_mood_known": "yes", "tried": "nothing",
                "situations": some("situations", 3), "diet": [], "conditions": [],
                "medicines": luck.choice([[], [], ["levothyroxine"], ["iron"], ["bisphosphonate"]]),
                "other_magnesium": luck.choice([0, 0, 0, 50, 100, 150]),
                "preferences": some("preferences", 3),
            }
        )  # fmt: skip
        if advice.outcome == "suggest":
            found.append(advice)
    return found


def typed(products: Sequence[Product]) -> Iterator[str]:
    """Words as they are typed, letter by letter, into the search field."""
    luck = random.Random(9)
    while True:
        product = luck.choice(products)
        words = product.name.split()
        whole = luck.choice(
            [words[0], product.brand, product.ean, DUTCH[product.form], product.shelf,
             f"{product.brand} {words[0]}", f"{DUTCH[product.form]} {words[-1]}"]
        )  # fmt: skip
        for length in range(1, len(whole) + 1):
            yield whole[:length]


def misspelt(products: Sequence[Product]) -> Iterator[str]:
    """Whole words with one or two letters wrong."""
    luck = random.Random(10)
    while True:
        word = luck.choice([luck.choice(products).name.split()[0], luck.choice([*DUTCH.values()])])
        letters = list(word)
        for _ in range(2 if len(word) >= 8 and luck.random() < 0.5 else 1):
            at = luck.randrange(1, len(letters) - 1)
            letters[at : at + 2] = luck.choice([letters[at : at + 2][::-1], ["x"], [letters[at]]])
        yield "".join(letters)


MEMORY = """
import sys
from magapp.pack import load_pack
from magapp.resources import resource
from magapp.shelf import Shelf
sys.path[:0] = sys.argv[2:]
from made_up import made_up
def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024
pack = load_pack(resource("packs", "magnesium"))
start = resident()
products = made_up(int(sys.argv[1]))
loaded = resident()
shelf = Shelf(pack, products)
ranked = resident()
shelf.search("magnesium")
print(start, loaded, ranked, resident())
"""


@pytest.mark.parametrize("size", SIZES)
def test_shelf(assistant: Assistant, size: int) -> None:
    pack, rules = assistant.pack, assistant.rules
    products = made_up(size)
    base = database(pack, products)
    shelf = Shelf(pack, products)
    customers = advices(rules)
    for advice in customers[: 60 if size < 50_000 else 10]:
        said = [each.product.ean for each in shelf.best(advice)]
        assert said == three_cards(base, pack, advice)
        assert said == [each.product.ean for each in suggest(pack, advice, products).products]

    print(f"\n\n{size:,} products, medians of {ROUNDS} rounds of {len(customers)} by turns, µs")
    shelf = Shelf(pack, products)
    warm, sold, first, sql = [], [], [], []
    luck = random.Random(11)
    for _ in range(ROUNDS):
        for advice in customers:
            shelf.best(advice)
            warm.append(timed(lambda a=advice: shelf.best(a)))  # type: ignore[misc]
            sql.append(timed(lambda a=advice: ordered(base, pack, a)))  # type: ignore[misc]
            best = shelf.best(advice)
            ean = best[0].product.ean if best else luck.choice(products).ean
            stock = shelf[ean].stock
            shelf.set_stock(ean, 0)
            sold.append(timed(lambda a=advice: shelf.best(a)))  # type: ignore[misc]
            shelf.set_stock(ean, stock)
    for _ in range(ROUNDS):
        fresh = Shelf(pack, products)
        first += [timed(lambda a=advice, f=fresh: f.best(a)) for advice in customers]  # type: ignore[misc]
    _line("best three, warm", warm, sql)
    _line("best three, just sold out", sold, sql)
    _line("best three, first of its kind", first, sql)

    nothing = replace(customers[0], allowance=5, preferences=("few_units",))
    worst = timed(lambda: shelf.best(nothing))
    print(f"  best three, none of all that fits: {worst:,.0f}, once")

    build = timed(lambda: Shelf(pack, products))
    index = timed(lambda: shelf.search("magnesium"))
    print(f"  build: ranking {build / 1e3:,.0f} ms, search {index / 1e3:,.0f} ms")
    for title, source in (("search, as typed", typed), ("search, misspelt", misspelt)):
        words, ours, theirs, found = source(products), [], [], 0
        for _ in range(ROUNDS * ASKED):
            text = next(words)
            ours.append(timed(lambda t=text: shelf.search(t)))  # type: ignore[misc]
            theirs.append(
                timed(lambda t=text: base.execute(LIKE, {"like": f"%{t}%"}).fetchall())  # type: ignore[misc]
            )
            found += bool(shelf.search(text))
        _line(f"{title} ({found / len(ours):.0%} found)", ours, theirs)


def _line(title: str, ours: list[float], theirs: list[float]) -> None:
    said = [
        f"{median(each):>9,.1f} (p99 {quantiles(each, n=100)[98]:>9,.1f})"
        for each in (ours, theirs)
    ]
    ratio = median(theirs) / median(ours)
    print(f"  {title:<34} {said[0]}   SQLite {said[1]}   {ratio:>8,.1f}×")


def test_memory() -> None:
    print("\n\nMemory of a process without a screen, MB resident")
    for size in SIZES:
        ran = subprocess.run(
            [sys.executable, "-c", MEMORY, str(size), *sys.path],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        start, loaded, ranked, found = map(float, ran.stdout.split())
        print(
            f"  {size:>7,}: {start:.1f} at the start, products +{loaded - start:.1f},"
            f" ranking +{ranked - loaded:.1f}, search +{found - ranked:.1f}, in all {found:.1f}"
        )
