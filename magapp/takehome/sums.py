"""What somebody takes a day from supplements against the most that is advised, in words."""

import msgspec

from magapp.pack.model import Pack
from magapp.rules import Advice


class SumText(msgspec.Struct, frozen=True):
    """Amounts a day that add up: from `other` supplements and from a `product`, and the `most`.

    What is zero has no words. `left` says how much may be added, or how much is too much.
    """

    title: str
    other: float
    product: float
    most: float
    other_text: str
    product_text: str
    most_text: str
    left_text: str


def sum_in_words(
    pack: Pack, language: str, most: float, other: float, product: float = 0
) -> SumText:
    """The sum of these amounts, each in the unit of the pack's substance."""
    words, amounts = pack.wording(language), pack.amounts(language)
    left = most - other - product
    return SumText(
        words("sum_title"),
        other,
        product,
        most,
        words("sum_other", mg=amounts.amount(other)) if other else "",
        words("sum_product", mg=amounts.amount(product)) if product else "",
        words("sum_most", mg=amounts.amount(most)),
        words("sum_over" if left < 0 else "sum_left", mg=amounts.amount(abs(left)))
        if other or product
        else "",
    )


def other_intake(pack: Pack, advice: Advice) -> float | None:
    """What other supplements bring a day, as answered; None where that is not known."""
    answered = advice.answers.get(pack.roles["intake"])
    return answered if isinstance(answered, int | float) else None
