"""Made-up customers, and one product, that several tests start from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from magapp.pack.model import Substance
from magapp.products import Product

STRESSED: dict[str, Any] = {
    "who": "self",
    "age": "18_69",
    "sex": "male",
    "signals": ["fatigue", "tension"],
    "alarm": [],
    "duration": "weeks",
    "tried": "nothing",
    "situations": ["stress"],
    "conditions": [],
    "medicines": [],
    "other_magnesium": 0,
}
"""A healthy adult under stress: products are suggested.

Bisglycinate has 5 points, taurate 4, malate 2, glycerophosphate 1.
"""
ON_LEVOTHYROXINE: dict[str, Any] = {**STRESSED, "medicines": ["levothyroxine"]}
"""The same with a medicine that magnesium has to keep away from."""

PLAIN = Product(
    ean="10000000",
    name="Plain",
    brand="Test",
    form="bisglycinate",
    blend=(("bisglycinate", 100),),
    per_unit=100,
    units_per_day=2,
    units_per_pack=60,
    price=Decimal(30),
    currency="EUR",
    dosage_form="capsule",
    vegan=True,
    stock=3,
    shelf="A1",
)
MAGNESIUM = Substance(id="magnesium", unit="mg", word="mg", tag="MAG")
"""What the pack that comes with the program is about, as its files are headed."""
