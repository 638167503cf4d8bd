"""A second visit in words: what is asked, how it goes on, and what was advised the first time."""

import msgspec

from magapp.pack.model import Pack
from magapp.products import Product
from magapp.rules.look_back import LookedBack
from magapp.takehome.report import heading_key, outcome_key, staff_title
from magapp.takehome.slip import dose_in_words
from magapp.visit.session import Advised


class LookedBackText(msgspec.Struct, frozen=True):
    """How it goes on, for staff. `call` says whom to call; empty where that is nobody.

    `key` names the outcome with its urgency: `refer_today`, `stop`.
    """

    key: str
    title: str
    text: str
    call: str = ""


class ThenText(msgspec.Struct, frozen=True):
    """What was advised: lines of a product and how much of it when, else a title that says what."""

    title: str
    lines: tuple[tuple[str, str], ...]


def look_back_text(pack: Pack, language: str, key: str) -> str:
    """A sentence of the second visit, with the weeks of the pack."""
    amounts = pack.amounts(language)
    weeks = {name: amounts.weeks(pack.constant(f"{name}_weeks")) for name in ("evaluate", "stop")}
    return pack.text(language, key, **weeks)


def looked_back_in_words(pack: Pack, looked: LookedBack, language: str) -> LookedBackText:
    """How it goes on: in the words of the next step, or of the outcome where a gate is stronger."""
    key, words = outcome_key(looked.outcome, looked.urgency), pack.wording(language)
    if looked.step:
        said = {
            part: look_back_text(pack, language, f"next_step.{looked.step}.{part}")
            for part in ("title", "text")
        }
        call = next(each.call for each in pack.next_steps if each.id == looked.step)
        return LookedBackText(key, call=words("call", call=call) if call else "", **said)
    title = staff_title(pack, language, key)
    if looked.outcome != "refer":
        return LookedBackText(key, title, words("look_back_gates"))
    calls = [each.call for each in pack.gates if each.id in looked.gates and each.call]
    call = words("call", call=calls[0]) if calls else ""
    return LookedBackText(key, title, pack.text(language, f"outcome.{key}.text"), call)


def then_in_words(pack: Pack, advised: Advised, language: str) -> ThenText:
    """What these answers lead to: the products with form, dose and moments, else the outcome."""
    suggestion = advised.suggestion
    lines = tuple(
        (
            f"{each.product.name} ({_forms(pack, each.product, language)})",
            dose_in_words(pack, each, language),
        )
        for each in suggestion.products
    )
    title = staff_title(pack, language, heading_key(advised.advice, suggestion))
    return ThenText("" if lines else title, lines)


def _forms(pack: Pack, product: Product, language: str) -> str:
    """The form of a product; of a blend all of them."""
    forms = [form for form, _ in product.blend] or [product.form]
    return " + ".join(pack.text(language, f"form.{form}.name") for form in forms)
