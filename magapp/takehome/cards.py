"""What the card of a product says: why it is there and what is special about it.

In the customer's own words, quoted; never what a form does. An answer that names a complaint has a
text `reason` in the pack, and is not quoted beside a product at all.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import msgspec

from magapp.language.amounts import shown as as_shown
from magapp.language.words import Words
from magapp.pack.model import Pack
from magapp.rules import Reason
from magapp.shelf.suggest import Suggested


class BadgeText(msgspec.Struct, frozen=True):
    """What sets a product apart, in a few words and in a sentence (`line`)."""

    id: str
    text: str
    line: str


class ReasonText(msgspec.Struct, frozen=True):
    """Why a product is there: the rule behind it, in a few words (`label`) and in a sentence."""

    rule: str
    label: str
    text: str
    answers: dict[str, list[str]]
    sources: tuple[str, ...]


class DifferenceText(msgspec.Struct, frozen=True):
    """What a product alone has of those shown beside it, in a few words."""

    id: str
    text: str


def differences(
    pack: Pack, shown: Sequence[Suggested], language: str
) -> list[list[DifferenceText]]:
    """For each product what tells it from all others shown: facts of its label and its price.

    - `price_per_100`, `pack_price`: it costs less than each of the others, so much or a pack
    - `units`, `intakes_1`, `intakes_2`: fewer units, or moments, a day than each of the others
    - `days`: a pack lasts longer than those of the others
    - a dosage form, `vegan`: only this one is so
    - `form`: only this one has it, and nothing else sets it apart
    """
    words, amounts = pack.wording(language), pack.amounts(language)
    found = []
    for each in shown:
        product, rivals = each.product, [other for other in shown if other is not each]
        same = all(other.product.currency == product.currency for other in rivals)
        days, moments = _days(each), len(each.intakes)
        alone = {
            "price_per_100": _cheapest(each, shown),
            "units": all(each.units_per_day < other.units_per_day for other in rivals),
            f"intakes_{moments}": all(moments < len(other.intakes) for other in rivals),
            "days": all(days > _days(other) for other in rivals),
            "pack_price": same and all(product.price < other.product.price for other in rivals),
            product.dosage_form: all(
                product.dosage_form != other.product.dosage_form for other in rivals
            ),
            "vegan": product.vegan and not any(other.product.vegan for other in rivals),
        }
        said = [
            DifferenceText(name, words(f"difference_{name}", days=amounts.number(days)))
            for name, holds in alone.items()
            if rivals and holds and f"difference_{name}" in words
        ]
        if rivals and not said and all(product.form != other.product.form for other in rivals):
            said.append(DifferenceText("form", pack.text(language, f"form.{product.form}.name")))
        found.append(said)
    return found


def _days(each: Suggested) -> int:
    """How many whole days a pack lasts."""
    return int(each.product.units_per_pack / each.units_per_day)


def badges(pack: Pack, shown: Sequence[Suggested], language: str) -> list[list[BadgeText]]:
    """For each product shown what sets it apart.

    - `best_fit`: it comes first by its form, the wishes it meets or how its dose can be spread
    - `lowest_price`: per 100 mg, of all that are shown, or of those that are as good as the first
    - `buffered`: it holds another salt as well
    - `whole_unit`: one unit is above the amount at which an intake is split, and cannot be halved
    """
    amounts = pack.amounts(language)
    equals = [each for each in shown if _merit(each) == _merit(shown[0])]

    def badge(name: str, text: str = "", **fields: object) -> BadgeText:
        key = f"badge.{text or name}"
        return BadgeText(
            name,
            pack.text(language, f"{key}.text"),
            pack.text(language, f"{key}.line", **fields),
        )

    said = []
    for each in shown:
        found = []
        if each is shown[0] and len(equals) == 1 < len(shown):
            found.append(badge("best_fit"))
        if _cheapest(each, shown):
            found.append(badge("lowest_price"))
        elif each is shown[0] and _cheapest(each, equals):
            found.append(badge("lowest_price", "lowest_price_of_equals"))
        if each.buffered:
            found.append(badge("buffered"))
        if each.whole_unit:
            unit = amounts.units(1, each.product.dosage_form)
            mg = amounts.number(pack.constant("split"))
            found.append(badge("whole_unit", unit=unit, mg=mg))
        said.append(found)
    return said


def _merit(each: Suggested) -> tuple[Any, ...]:
    """What puts one product before another, but for the price."""
    return (not each.form.stands_out, *each.merit)


def _cheapest(one: Suggested, others: Iterable[Suggested]) -> bool:
    """Whether it costs less than each of the others, as prices are shown, in one currency."""
    rivals = [each for each in others if each is not one]
    return bool(rivals) and all(
        each.product.currency == one.product.currency
        and as_shown(one.price_per_100) < as_shown(each.price_per_100)
        for each in rivals
    )


def reasons(pack: Pack, shown: Sequence[Suggested], language: str) -> list[list[ReasonText]]:
    """For each product shown why it is there.

    What would be said of two products in the same words is told apart by what differs.
    """
    said = [_own(pack, each, shown, language) for each in shown]
    own = [_labels(each) for each in said]
    for at, each in enumerate(shown):
        alike = [other for other in range(at) if own[other] == own[at]]
        rivals = [_facts(pack, shown[other], language) for other in alike]
        for number, (key, fact) in enumerate(_facts(pack, each, language)):
            if rivals and all(fact != facts[number][1] for facts in rivals):
                said[at].append(_reason(pack, language, "difference", key, fact=fact))
                break
    return said


def _labels(said: Iterable[ReasonText]) -> list[str]:
    """What is said of a product, but for its price, which a badge may say already."""
    return [each.label for each in said if each.rule != "price"]


def _reason(
    pack: Pack,
    language: str,
    rule: str,
    key: str,
    quoted: str = "",
    *,
    fact: str = "",
    label: str = "",
    answers: dict[str, list[str]] | None = None,
    sources: tuple[str, ...] = (),
) -> ReasonText:
    text = pack.text(language, f"reason.{key}.text", answers=quoted, preferences=quoted, fact=fact)
    label = label or quoted or text.removesuffix(".")
    return ReasonText(rule, label, text, answers or {}, sources)


def _own(
    pack: Pack, each: Suggested, shown: Sequence[Suggested], language: str
) -> list[ReasonText]:
    """Why a product is there, whatever is said of the others."""
    weights = {f"weight.{weight.id}": weight for weight in pack.weights}
    say = partial(_reason, pack, language)
    found: list[ReasonText] = []
    silent = False
    for reason in each.form.reasons:
        weight = weights.get(reason.rule)
        if weight is None or weight.score <= 0:
            continue
        quoted = quotable(pack, reason, language)
        silent = silent or (bool(reason.because) and not quoted)
        for atom, title in quoted.items():
            question, _, option = atom.partition(":")
            answers = {question: [option]}
            found.append(say(reason.rule, "quoted", title, answers=answers, sources=weight.sources))
    found.sort(key=lambda said: -weights[said.rule].score)
    for wish in each.preferences:
        asked = pack.roles["wishes"]
        title = pack.text(language, f"option.{asked}.{wish}.title")
        found.append(say("preferences", "preference", title, answers={asked: [wish]}))
    if _cheapest(each, shown):
        label = pack.text(language, "badge.lowest_price.text")
        found.append(say("price", "price", label=label))
    if not found:
        found.append(say("answers", "answers" if silent else "guideline"))
    return found


def quotable(pack: Pack, reason: Reason, language: str) -> dict[str, str]:
    """The answers behind a reason that may be quoted beside a product, with their titles."""
    texts = pack.texts[language]
    keys = {atom: f"option.{atom.replace(':', '.', 1)}" for atom in reason.because}
    return {
        atom: texts[f"{key}.title"]
        for atom, key in keys.items()
        if f"{key}.title" in texts and f"{key}.reason" not in texts
    }


def lines(pack: Pack, said: Sequence[ReasonText], language: str) -> list[tuple[str, str]]:
    """The reasons of one product in as few lines as can be, each with the kind of its reasons.

    The kinds are `quoted`, `preferences`, and the rule of the others.
    """
    quoted = [each.label for each in said if each.rule.startswith("weight.")]
    wishes = [each.label for each in said if each.rule == "preferences"]
    told = []
    if quoted:
        text = pack.text(language, "reason.quoted.text", answers="”, “".join(quoted))
        told.append(("quoted", text))
    if wishes:
        text = pack.text(language, "reason.preference.text", preferences=", ".join(wishes))
        told.append(("preferences", text))
    others = [each for each in said if each.label not in (*quoted, *wishes)]
    told += [(each.rule, each.text) for each in others]
    return [(kind, text.removesuffix(".")) for kind, text in told]


def _facts(pack: Pack, each: Suggested, language: str) -> list[tuple[str, str]]:
    """What tells a product from another, as the key of a text and what fills it in."""
    product, roles = each.product, pack.roles
    amounts = pack.amounts(language)
    asked = f"option.{roles.get('wishes')}.{roles.get(product.dosage_form)}.title"
    dosage = pack.texts[language].get(asked) or Words(language)(f"dosage_{product.dosage_form}")
    return [
        ("form", pack.text(language, f"form.{product.form}.name")),
        ("dosage", dosage),
        ("units", amounts.units(each.units_per_day, product.dosage_form)),
        ("price_per_day", amounts.money(each.price_per_day, product.currency)),
        ("pack", amounts.units(product.units_per_pack, product.dosage_form)),
        ("name", product.name),
        ("name", product.ean),
    ]
