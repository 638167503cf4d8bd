"""What a label can and cannot say: arithmetic on the weight of salts, and what a buyer should know.

`elemental_max` of a form is the share of the substance, by weight, that its richest salt holds.
"""

import re
from collections.abc import Mapping
from functools import cache

from magapp.language.saying import Saying
from magapp.pack.model import Form, Pack
from magapp.products.product import Product

TOLERANCE = 1.05
"""Labels are rounded, and powders vary: this much more than theory allows is let pass."""
ROUNDING = 0.5
"""A salt's weight is printed in whole numbers of the unit."""
_BUFFERED = re.compile(
    r"(?<!niet )(?<!non )(?<!non-)(?<!not )(?<!nicht )"
    r"\b(gebufferde?|buffered|gepuffert(?:e[smnr]?)?|tamponnée?)\b",
    re.IGNORECASE,
)


def active_name(name: str, pack: Pack) -> str:
    """The name of an active as the pack has it, by any of its names, or its limit goes unseen."""
    for each in pack.exclusions:
        if each.active and any(_called(known).search(name) for known in each.names):
            return each.active
    return name


@cache
def _called(name: str) -> re.Pattern[str]:
    """A name of an active: a space may be a hyphen or nothing, a `*` stands for more letters."""
    begin = "" if name.startswith("*") else r"\b"
    end = "" if name.endswith("*") else r"\b"
    parts = map(re.escape, name.strip("*").split())
    return re.compile(begin + r"[\s-]?".join(parts) + end, re.IGNORECASE)


def salt_needed(product: Product, forms: Mapping[str, Form], buffered: bool = False) -> float:
    """The least weight of salts that holds what the label gives.

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
    salt = product.salt_per_unit
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


def label_refusal(product: Product, pack: Pack) -> Saying | None:
    """Why a label cannot be right, with the numbers: it gives the weight of the compound."""
    forms = {form.id: form for form in pack.forms}
    salt = product.salt_per_unit
    if salt is None or salt * TOLERANCE + ROUNDING >= salt_needed(product, forms, buffered=True):
        return None
    most = most_of_it(product, salt, forms)
    return Saying.of(
        "weight_of_salt",
        mg=product.per_unit,
        salt=salt,
        names=tuple(name for name, _ in product.blend),
        most=most,
        unit=pack.substance.unit,
        substance=pack.called,
    )


def most_of_it(product: Product, salt_mg: float, forms: Mapping[str, Form]) -> float:
    """The most of the substance that this weight of the product's salts can hold."""
    return product.per_unit * salt_mg / salt_needed(product, forms)


def label_warnings(product: Product, pack: Pack) -> tuple[Saying, ...]:
    """What a buyer should know of a product that is kept."""
    forms = {form.id: form for form in pack.forms}
    mg, salt, unit = product.per_unit, product.salt_per_unit, pack.substance.unit
    daily = mg * product.units_per_day
    found: list[Saying] = []
    if salt is not None and holds_more(product, forms):
        most = most_of_it(product, salt, forms)
        called = pack.called
        found.append(
            Saying.of("buffered", salt=salt, most=most, mg=mg, unit=unit, substance=called)
        )
    for name, _ in product.blend:
        if forms[name].eu_allowed == "limited":
            found.append(Saying.of("eu_limited", name=name))
        elif forms[name].eu_allowed == "unsure":
            found.append(Saying.of("eu_unsure", name=name))
    if daily < pack.constant("claim"):
        least = pack.constant("claim")
        found.append(Saying.of("no_claim", daily=round(daily, 2), least=least, unit=unit))
    if mg > pack.constant("ceiling"):
        found.append(Saying.of("over_ceiling", most=pack.constant("ceiling"), unit=unit))
    limits = {each.active: pack.constant(each.most) for each in pack.exclusions if each.active}
    for active, most in limits.items():
        daily = product.units_per_day * product.active(active)
        if daily > most:
            found.append(Saying.of("active", name=active, daily=round(daily, 2), most=most))
    others = tuple(
        Saying.of("so_much_of", name=name, mg=mg)
        for name, mg in product.contains
        if name not in limits
    )
    if others:
        found.append(Saying.of("actives", names=others))
    return tuple(found)
