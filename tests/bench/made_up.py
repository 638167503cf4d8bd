"""A shelf of any size, made up after what shops have: the same one every time."""

from __future__ import annotations

import random
from decimal import Decimal

from magapp.products import DOSAGE_FORMS, Product

BRANDS = (
    "Vitakruid", "Solgar", "Orthica", "Lamberts", "Bonusan", "Nature's Best", "Biogena", "Vitals",
    "Metagenics", "Royal Green", "New Care", "Lucovitaal", "Mattisson", "Puur & Fit", "NOW Foods",
    "Doppelherz", "Vitortho", "Physalis", "Holisan", "Viridian",
)  # fmt: skip
DUTCH = {
    "bisglycinate": "bisglycinaat",
    "taurate": "tauraat",
    "malate": "malaat",
    "glycerophosphate": "glycerofosfaat",
    "citrate": "citraat",
    "oxide": "oxide",
}
EXTRAS = ("", "", "forte", "complex", "puur", "extra sterk", "Quattro", "spierformule", "nacht")
SYLLABLES = (
    "bel", "cor", "dal", "fen", "gar", "hol", "jun", "kel", "lor", "mag", "nor", "pel", "ris",
    "sal", "tor", "vit", "wal", "zen", "mi", "ta", "ro", "ni", "sa", "vé",
)  # fmt: skip


def made_up(count: int, seed: int = 4) -> list[Product]:
    """A shelf like a wholesaler's: many brands and strengths, a tenth of it sold out."""
    luck = random.Random(seed)
    ranges = ["".join(luck.choices(SYLLABLES, k=3)).title() for _ in range(count // 20 + 5)]
    products = []
    for number in range(count):
        form = luck.choice([*DUTCH, "bisglycinate", "citrate"])
        mg = luck.choice(
            [50, 56.25, 60, 75, 80, 100, 100, 120, 125, 133.3, 150, 200, 250, 300, 400]
        )
        dosage = luck.choice(DOSAGE_FORMS)
        name = " ".join(
            filter(
                None,
                (luck.choice(ranges), f"Magnesium{luck.choice([' ', ''])}{DUTCH[form]}",
                 luck.choice(EXTRAS), f"{mg:g} mg", dosage),
            )
        )  # fmt: skip
        body = f"{871_000_000_000 + number * 37:012}"
        check = -sum(int(digit) * (1, 3)[at % 2] for at, digit in enumerate(body)) % 10
        products.append(
            Product(
                ean=f"{body}{check}",
                name=name,
                brand=luck.choice(BRANDS),
                form=form,
                blend=((form, mg),),
                per_unit=mg,
                units_per_day=luck.randint(1, 4),
                units_per_pack=luck.choice([30, 60, 90, 120]),
                price=Decimal(f"{luck.uniform(4, 60):.2f}"),
                currency="EUR",
                dosage_form=dosage,
                vegan=luck.random() < 0.7,
                stock=0 if luck.random() < 0.1 else luck.randint(1, 40),
                shelf=f"{luck.choice('ABCDEF')}{luck.randint(1, 9)}-{luck.randint(1, 20)}",
                contains=(("b6", 1.4),) if luck.random() < 0.1 else (),
            )
        )
    return products
