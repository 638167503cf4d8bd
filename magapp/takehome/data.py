"""An advice as plain data, in the fields that other programs rely on."""

from typing import Any

from msgspec import to_builtins

from magapp.pack.model import Pack
from magapp.rules import Reason
from magapp.takehome.report import AdviceText, FoodText, ProductText, plain, reason_text


def as_json(pack: Pack, said: AdviceText) -> dict[str, Any]:
    """An advice in words as what becomes JSON, with the ids and amounts behind it."""
    advice, suggestion, word = said.advice, said.suggestion, pack.substance.word
    data: dict[str, object] = {
        "outcome": advice.outcome,
        "urgency": advice.urgency,
        "title": said.title,
        "text": said.text,
        "gates": said.gates,
        "cleared": said.cleared,
        "forms": [
            {
                "form": each.form,
                "score": each.score,
                "reasons": [_reason(pack, reason, said) for reason in each.reasons],
            }
            for each in advice.forms
        ],
        "products": [_product(said, each, word) for each in said.products],
        "excluded": list(suggestion.excluded),
        "cautions": (*said.cautions, *said.spacings),
        "claims": said.claims,
        "statements": said.statements,
        "food_tips": (*(_food(each, word) for each in said.foods), *said.tips),
        f"ceiling_{word}": plain(advice.ceiling),
        f"allowance_{word}": plain(advice.allowance),
        "review": said.review,
        "trace": [
            {
                "rule": verdict.rule,
                "holds": verdict.holds,
                "answers": verdict.because,
                "open": verdict.open,
                "sources": verdict.sources,
            }
            for verdict in advice.trace
            if verdict.holds is not False
        ],
        "named": said.named,
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
        "language": said.language,
        "channel": said.channel,
    }
    if said.staff:
        data["article"] = said.article
    if said.why:
        data["why"] = said.why
    if said.why_not:
        data["why_not"] = said.why_not
    read: dict[str, Any] = to_builtins(data)
    return read


def _reason(pack: Pack, reason: Reason, said: AdviceText) -> dict[str, object]:
    """A reason with its rule, answers and sources; for staff also the article and its grade."""
    answers: dict[str, list[str]] = {}
    for atom in reason.because:
        question, _, option = atom.partition(":")
        answers.setdefault(question, []).append(option)
    kind, _, name = reason.rule.partition(".")
    weight = next((each for each in pack.weights if kind == "weight" and each.id == name), None)
    data: dict[str, object] = {
        "rule": reason.rule,
        "answers": answers,
        "text": reason_text(pack, reason, said.language),
        "sources": weight.sources if weight else ("practice",),
    }
    if said.staff and weight and weight.article:
        article = next(each for each in pack.article if each.id == weight.article)
        data["article"] = {
            "says": pack.text(said.language, f"article.{article.id}.says"),
            "verdict": pack.text(said.language, f"article.{article.id}.verdict"),
            "grade": article.grade,
        }
    return data


def _product(said: AdviceText, told: ProductText, word: str) -> dict[str, object]:
    suggested = told.suggested
    product = suggested.product
    return {
        "ean": product.ean,
        "name": product.name,
        "brand": product.brand,
        "form": product.form,
        "dosage_form": product.dosage_form,
        "buffered": suggested.buffered,
        "stands_out": suggested.form.stands_out,
        "shelf": product.shelf,
        "units_per_day": suggested.units_per_day,
        f"daily_{word}": suggested.daily,
        "intakes": [
            {"slot": each.slot, "units": each.units, word: each.amount}
            for each in suggested.intakes
        ],
        "price": float(product.price),
        "units_per_pack": product.units_per_pack,
        "price_per_day": float(suggested.price_per_day),
        f"price_per_100_{word}": float(suggested.price_per_100),
        "currency": product.currency,
        "reasons": told.reasons,
        "badges": told.badges,
        "claims": said.advice.claims if suggested.claims else (),
    }


def _food(food: FoodText, word: str) -> dict[str, object]:
    return {"id": food.id, "name": food.name, "portion": food.portion, word: food.amount}
