"""What a label can and cannot say: arithmetic on the weight of salts, and what a buyer should know.

`elemental_max` of a form is the share of magnesium, by weight, that its richest salt holds.
"""

import re
from collections.abc import Mapping

from magapp.pack.model import Form, Pack
from magapp.products.product import Product, number_text

TOLERANCE = 1.05
"""Labels are rounded, and powders vary: this much more magnesium than theory allows is let pass."""
ROUNDING_MG = 0.5
"""A salt's weight is printed in whole mg."""
_BUFFERED = re.compile(
    r"(?<!niet )(?<!non )(?<!non-)(?<!not )(?<!nicht )"
    r"\b(gebufferde?|buffered|gepuffert(?:e[smnr]?)?|tamponnée?)\b",
    re.IGNORECASE,
)
_B6 = re.compile(r"\bb[\s-]?6\b|pyridox|\bp-?5-?p\b", re.IGNORECASE)


def active_name(name: str) -> str:
    """The name of an active: vitamin B6 under its many names is `b6`, or its limit goes unseen."""
    return "b6" if _B6.search(name) else name


def salt_needed(product: Product, forms: Mapping[str, Form], buffered: bool = False) -> float:
    """The least weight of salts, in mg, that holds the label's magnesium.

    With `buffered`, forms that are sold mixed with a richer one count as that one.
    """
    needed = 0.0
    for name, mg in product.blend:
        share = forms[name].elemental_max
        if buffered and forms[name].buffered_with:
            share = max(share, forms[forms[name].buffered_with].elemental_max)
        needed += mg / share
    return needed


def holds_more(product: Product, forms: Mapping[str, Form]) -> bool:
    """Whether its weight says that a salt which is sold mixed with a richer one is."""
    salt = product.salt_mg_per_unit
    return (
        salt is not None
        and any(forms[name].buffered_with for name, _ in product.blend)
        and salt * TOLERANCE < salt_needed(product, forms)
    )


def is_buffered(product: Product, forms: Mapping[str, Form]) -> bool:
    """Whether it holds a richer salt beside one that is sold mixed with it.

    By the label's weights, the blend or the name. Without a weight a name alone tells.
    """
    names = {name for name, _ in product.blend}
    if not names <= forms.keys():
        return False
    mixed = {forms[name].buffered_with for name in names} - {""}
    return bool(mixed) and (
        bool(mixed & names) or bool(_BUFFERED.search(product.name)) or holds_more(product, forms)
    )


def label_refusal(product: Product, forms: Mapping[str, Form]) -> str | None:
    """Why a label cannot be right, with the numbers: it gives the salt's weight as magnesium."""
    salt = product.salt_mg_per_unit
    if salt is None or salt * TOLERANCE + ROUNDING_MG >= salt_needed(product, forms, buffered=True):
        return None
    most = most_magnesium(product, salt, forms)
    names = " and ".join(name for name, _ in product.blend)
    return (
        f"is {number_text(product.mg_per_unit)}, but {number_text(salt)} mg of {names} holds at"
        f" most {most:.4g} mg magnesium: this looks like the weight of the salt. Put the elemental"
        " magnesium of one unit here, as the label must give it."
    )


def most_magnesium(product: Product, salt_mg: float, forms: Mapping[str, Form]) -> float:
    """The most elemental magnesium, in mg, that this weight of the product's salts can hold."""
    return product.mg_per_unit * salt_mg / salt_needed(product, forms)


def label_warnings(product: Product, pack: Pack) -> tuple[tuple[str, str], ...]:
    """What a buyer should know of a product that is kept, as (code, sentence)."""
    forms = {form.id: form for form in pack.forms}
    mg, salt = product.mg_per_unit, product.salt_mg_per_unit
    daily = mg * product.units_per_day
    found: list[tuple[str, str]] = []
    if salt is not None and holds_more(product, forms):
        most = most_magnesium(product, salt, forms)
        found.append(
            (
                "buffered",
                f"Buffered: {number_text(salt)} mg of it holds at most {most:.4g} mg magnesium when"
                f" pure, the label says {number_text(mg)} mg.",
            )
        )
    for name, _ in product.blend:
        if forms[name].eu_allowed == "limited":
            found.append(("eu_limited", f"{name} is allowed in EU supplements with conditions."))
        elif forms[name].eu_allowed == "unsure":
            found.append(
                ("eu_unsure", f"{name}: check that the compound is allowed in EU supplements.")
            )
    if daily < pack.constant("claim"):
        least = number_text(pack.constant("claim"))
        found.append(
            ("no_claim", f"{number_text(round(daily, 2))} mg a day: no claim below {least} mg.")
        )
    if mg > pack.constant("ceiling"):
        most_text = number_text(pack.constant("ceiling"))
        found.append(
            ("over_ceiling", f"One unit is over {most_text} mg, so it is never suggested.")
        )
    limited = {each.active: each for each in pack.exclusions if each.active}
    for active, limit in limited.items():
        daily = product.units_per_day * product.active(active)
        if daily > pack.constant(limit.most):
            most_text = number_text(pack.constant(limit.most))
            found.append(
                (
                    limit.id,
                    f"{number_text(round(daily, 2))} mg of {active} a day is over {most_text} mg,"
                    " so it is never suggested.",
                )
            )
    others = [
        f"{name} {number_text(each)} mg" for name, each in product.contains if name not in limited
    ]
    if others:
        found.append(("actives", f"Also holds, per unit: {', '.join(others)}."))
    return tuple(found)
