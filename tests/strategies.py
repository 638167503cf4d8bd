"""Answer sets and shelves for Hypothesis, from the reference's own vocabulary."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import reference
from hypothesis import strategies as st

from magapp.products import DOSAGE_FORMS, Product

Drawn = dict[str, Any]


def some(options: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Any ticks, in any order, none included."""
    return st.lists(st.sampled_from(options), unique=True)


def a_few(options: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """None, one or two ticks."""
    return st.lists(st.sampled_from(options), unique=True, max_size=2)


AMOUNT = st.one_of(
    st.sampled_from([0, 0.5, 1, 49.5, 100, 125, 150, 200, 249.5, 250, 250.5, 400, 2000]),
    st.integers(0, 2000),
    st.floats(0, 2000, allow_nan=False).map(lambda amount: round(amount, 2)),
)
PORTIONS = st.fixed_dictionaries(
    {},
    optional={
        item: st.one_of(st.integers(0, most), st.integers(0, 2 * most).map(lambda half: half / 2))
        for item, (_, _, most) in reference.FOOD.items()
    },
)
SLOTS = tuple(reference.HOURS)
MOMENTS = st.fixed_dictionaries(
    {},
    optional={
        medicine: st.lists(st.sampled_from(SLOTS), unique=True, max_size=2).map(
            lambda some: sorted(some, key=SLOTS.index)
        )
        if medicine not in reference.WEEKLY
        else st.sampled_from(["weekly", ["breakfast"], ["dinner"], ["bedtime"]])
        for medicine in reference.SPACING
    },
)
"""When medicines are taken; of one with an empty list nothing was said."""
VALUES: dict[str, st.SearchStrategy[Any]] = {
    **{question: st.sampled_from(options) for question, options in reference.ONE.items()},
    **{question: a_few(options) for question, options in reference.MANY.items()},
    "other_magnesium": st.one_of(AMOUNT, st.just("unsure")),
    "moments": MOMENTS,
    "food": PORTIONS,
}

anything = st.fixed_dictionaries(
    {},
    optional=VALUES | {question: some(options) for question, options in reference.MANY.items()},
)
"""Any valid answer set: unanswered and hidden answers included. Most end in a referral."""

calm = st.fixed_dictionaries(
    {
        "who": VALUES["who"],
        "age": st.just("18_69"),
        "sex": VALUES["sex"],
        "life_stage": some(("menstrual", "menopause")),
        "signals": some(reference.SIGNALS),
        "alarm": st.just([]),
        "duration": VALUES["duration"],
        "palpitations_known": st.just("yes"),
        "headache_known": st.just("yes"),
        "low_mood_known": st.just("yes"),
        "tried": st.sampled_from(["nothing", "lifestyle", "other"]),
        "situations": some(reference.MANY["situations"]),
        "diet": some(reference.MANY["diet"]),
        "conditions": st.just([]),
        "medicines": a_few(
            ("bisphosphonate", "levothyroxine", "iron", "gabapentin", "spaced_2h", "spaced_4h")
        ),
        "other_magnesium": st.one_of(st.just(0), st.integers(0, 249), AMOUNT),
    },
    optional={
        "food": PORTIONS,
        "preferences": some(reference.MANY["preferences"]),
        "moments": MOMENTS,
    },
)
"""Answer sets without anything alarming: most end in a suggestion."""


@st.composite
def disturbed(draw: st.DrawFn) -> Drawn:
    """A calm answer set with one or two answers changed or taken away."""
    answers = dict(draw(calm))
    for question in draw(
        st.lists(st.sampled_from(reference.ORDER), unique=True, min_size=1, max_size=2)
    ):
        if draw(st.booleans()):
            answers.pop(question, None)
        else:
            answers[question] = draw(VALUES[question])
    return answers


answer_sets: st.SearchStrategy[Drawn] = st.one_of(anything, calm, disturbed())
"""Valid answer sets of every kind."""


def _product(
    form: str, mg: float, per_day: int, per_pack: int, price: float, dosage: str, vegan: bool,
    stock: int, b6: float, second: str, salt: float | None, name: str,
) -> Product:  # fmt: skip
    """A product; `second` is in it too unless it is the same form, `salt` its weight by mg."""
    blend = ((form, mg),) if second in ("", form) else ((form, mg * 0.75), (second, mg * 0.25))
    return Product(
        ean="",
        name=name,
        brand="Test",
        form=form,
        blend=blend,
        per_unit=mg,
        units_per_day=per_day,
        units_per_pack=per_pack,
        price=Decimal(repr(price)),
        currency="EUR",
        dosage_form=dosage,
        vegan=vegan,
        stock=stock,
        shelf="",
        contains=(("b6", b6), ("zinc", 5)) if b6 else (),
        salt_per_unit=None if salt is None else round(mg * salt),
    )


products = st.builds(
    _product,
    st.sampled_from(reference.FORMS[:7]),
    st.one_of(
        st.sampled_from([50, 62.5, 80, 100, 125, 125.5, 150, 200, 250, 250.5, 300]),
        st.floats(1, 300).map(lambda mg: round(mg, 3)),
    ),
    st.integers(1, 6),
    st.sampled_from([30, 60, 90]),
    st.sampled_from([4.95, 9.95, 19.95]),
    st.sampled_from(DOSAGE_FORMS),
    st.booleans(),
    st.sampled_from([0, 1, 5, 5]),
    st.sampled_from([0, 0, 1.4, 4, 12, 12.5]),
    st.sampled_from(["", "", "", "citrate", "oxide", "taurate"]),
    st.sampled_from([None, None, 5.0, 6.7, 6.8, 7.1, 12.0]),
    st.sampled_from(["Test", "Test", "Test", "Test gebufferd"]),
)


@st.composite
def shelves(draw: st.DrawFn) -> list[Product]:
    """Products with different numbers, in any order."""
    from msgspec.structs import replace

    drawn = draw(st.lists(products, max_size=8))
    numbers = draw(st.permutations(range(len(drawn))))
    return [
        replace(product, ean=f"{number:08}") for product, number in zip(drawn, numbers, strict=True)
    ]
