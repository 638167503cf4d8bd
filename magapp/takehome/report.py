"""An advice in words: as plain data for other programs, screens and the terminal."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from magapp.language.amounts import Amounts
from magapp.language.words import Words
from magapp.pack.model import ALWAYS, OUTCOMES, URGENCIES, Pack
from magapp.products import Product
from magapp.proof.explain import AnswerChange, Because, Explanation, WhyNot
from magapp.rules import Advice, Answers, Reason
from magapp.shelf.fits import Fit
from magapp.shelf.suggest import Suggested, Suggestion
from magapp.takehome import cards
from magapp.takehome.cards import Said
from magapp.takehome.dayplan import moments_said
from magapp.visit.clearing import why_cleared


def outcome_key(outcome: str, urgency: str | None) -> str:
    """The key of an outcome's texts: a referral's has its urgency, as in `refer_now`."""
    return f"{outcome}_{urgency}" if urgency else outcome


def heading_key(advice: Advice, suggestion: Suggestion) -> str:
    """The key of the texts at the head of an advice: `suggest_none` with nothing on the shelf."""
    if advice.outcome == "suggest" and not suggestion.products:
        return "suggest_none"
    return outcome_key(advice.outcome, advice.urgency)


def as_json(
    pack: Pack,
    advice: Advice,
    suggestion: Suggestion,
    language: str,
    channel: str,
    named: Iterable[str] = (),
) -> dict[str, Any]:
    """The advice as plain data, in the fields that other programs rely on.

    Channel `staff` also gets what only staff may read: trade terms and the article's evidence.
    """
    staff = channel == "staff"

    def text(key: str, **fields: object) -> str:
        return pack.text(language, key, **fields)

    gates = []
    for gate in pack.gates:
        if gate.id in advice.gates:
            said: dict[str, Any] = {
                "id": gate.id,
                "outcome": gate.outcome,
                "urgency": gate.urgency,
                "title": text(f"gate.{gate.id}.title"),
                "text": text(f"gate.{gate.id}.text"),
                "sources": list(gate.sources),
            }
            if gate.call:
                said["call"] = gate.call
            if staff:
                said["staff"] = text(f"gate.{gate.id}.staff")
            gates.append(said)
    sources = {verdict.rule: list(verdict.sources) for verdict in advice.trace}
    cautions = {caution.id: caution for caution in pack.cautions}
    heading = heading_key(advice, suggestion)
    return {
        "outcome": advice.outcome,
        "urgency": advice.urgency,
        "title": text(f"outcome.{heading}.title"),
        "text": text(f"outcome.{heading}.text"),
        "gates": gates,
        "cleared": [
            {"gate": each.gate, "reason": why_cleared(pack, language, each), "hours": each.hours}
            for each in advice.cleared
        ],
        "forms": [
            {
                "form": each.form,
                "score": each.score,
                "reasons": [reason_json(pack, reason, language, staff) for reason in each.reasons],
            }
            for each in advice.forms
        ],
        "products": [
            _product_json(pack, advice, *each)
            for each in zip(
                suggestion.products,
                cards.badges(pack, suggestion.products, language),
                cards.reasons(pack, suggestion.products, language),
                strict=True,
            )
        ],
        "excluded": [{"ean": each.ean, "reason": each.reason} for each in suggestion.excluded],
        "cautions": [
            {
                "rule": f"caution.{each}",
                "title": text(f"caution.{each}.title"),
                "text": text(f"caution.{each}.text"),
                "sources": list(cautions[each].sources),
            }
            for each in advice.cautions
            if suggestion.products or cautions[each].when != ALWAYS  # those go with a product
        ]
        + [
            {
                "rule": f"spacing.{each}",
                "text": spacing_text(pack, advice, each, language),
                "sources": sources[f"spacing.{each}"],
            }
            for each in advice.spacings
        ],
        "claims": [
            {"id": each, "text": text(f"claim.{each}.text")}
            for each in advice.claims
            if suggestion.claims
        ],
        "statements": [
            {"id": each.id, "text": text(f"statement.{each.id}.text")}
            for each in pack.statements
            if suggestion.products
        ],
        "food_tips": [
            {
                "id": food.id,
                "name": text(f"food.{food.id}.name"),
                "portion": text(f"food.{food.id}.portion"),
                "mg": food.mg,
            }
            for food in pack.foods
            if food.id in advice.food_tips
        ]
        + [{"id": each, "text": text(f"tip.{each}.text")} for each in advice.tips],
        "ceiling_mg": _plain(advice.ceiling_mg),
        "allowance_mg": _plain(advice.allowance_mg),
        "review": {
            "evaluate_weeks": _plain(pack.constant("evaluate_weeks")),
            "stop_weeks": _plain(pack.constant("stop_weeks")),
        },
        "trace": [
            {
                "rule": verdict.rule,
                "holds": verdict.holds,
                "answers": list(verdict.because),
                "open": list(verdict.open),
                "sources": list(verdict.sources),
            }
            for verdict in advice.trace
            if verdict.holds is not False
        ],
        "named": list(named),
        "pack": {"id": pack.id, "version": pack.version, "digest": pack.digest},
        "language": language,
        "channel": channel,
    } | ({"article": article_json(pack, advice, language)} if staff else {})


def article_json(pack: Pack, advice: Advice, language: str) -> list[dict[str, Any]]:
    """What the article says about these answers, what is true of it, and how sure that is.

    For staff alone: an advice for another channel has nothing of it.
    """
    entries = {f"article.{each.id}": each for each in pack.article}
    words = Words(language)
    return [
        {
            "id": entries[reason.rule].id,
            "says": pack.text(language, f"{reason.rule}.says"),
            "verdict": pack.text(language, f"{reason.rule}.verdict"),
            "judged": entries[reason.rule].verdict,
            "text": words(f"verdict_{entries[reason.rule].verdict}"),
            "grade": entries[reason.rule].grade,
            "answers": list(reason.because),
            "sources": list(entries[reason.rule].sources),
        }
        for reason in advice.article
    ]


def source_title(pack: Pack, source: str, language: str) -> str:
    """A source by title, issuer and year; what is no document has a name in each language."""
    own = pack.texts[language].get(f"source.{source}.title")
    each = pack.sources[source]
    return own or f"{each.title} ({each.issuer}, {each.year})"


def is_weak(pack: Pack, sources: Iterable[str]) -> bool:
    """Whether the best document among these sources is a weak one.

    The pack's own judgement is none: what it is called says what it is.
    """
    found = [pack.sources[each] for each in sources]
    documents = [each.confidence for each in found if each.seen != "judgement"]
    return bool(documents) and all(each == "low" for each in documents)


def spacing_text(pack: Pack, advice: Advice, spacing: str, language: str) -> str:
    """The hours to keep from a medicine: with the usual moments a meal is named, else the hours."""
    medicine = next(each.medicine for each in pack.spacings if each.id == spacing)
    part = "hours" if moments_said(pack, advice).get(medicine) else "text"
    return pack.text(language, f"spacing.{spacing}.{part}")


def gates_to_read(advice: Advice, gates: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of the gates of `as_json` those that a customer is shown, strongest first.

    Beside a referral, or being sent to staff, food tips would only make light of it; and beside a
    referral it does not matter that the questions after it were not asked.
    """
    verdicts = {verdict.rule: verdict for verdict in advice.trace}

    def only_open(gate: dict[str, Any]) -> bool:
        because = verdicts[f"gate.{gate['id']}"].because
        return bool(because) and all(atom.endswith(":unanswered") for atom in because)

    shown = [
        gate
        for gate in gates
        if (gate["outcome"] != "food_first" or advice.outcome == "food_first")
        and not (advice.outcome == "refer" and gate["outcome"] != "refer" and only_open(gate))
    ]
    return sorted(shown, key=_weight)


def _weight(gate: dict[str, Any]) -> tuple[int, int]:
    urgency = gate["urgency"]
    return (
        OUTCOMES.index(gate["outcome"]),
        URGENCIES.index(urgency) if urgency else len(URGENCIES),
    )


def _plain(amount: float) -> float:
    return int(amount) if amount == int(amount) else amount


def answer_titles(pack: Pack, atoms: Iterable[str], language: str) -> list[str]:
    """The titles of these answers (`question:option`) as the customer read them."""
    titles = []
    for atom in atoms:
        question, _, option = atom.partition(":")
        key = f"option.{question}.{option}.title"
        if key in pack.texts[language]:
            titles.append(pack.text(language, key))
    return titles


def answer_labels(pack: Pack, atoms: Iterable[str], language: str) -> list[str]:
    """What to call these answers beside a product, each once.

    An answer that names a complaint has a text `reason`, used here instead of its title: beside a
    product the complaint would read as what the product is for.
    """
    labels = {}
    for atom in atoms:
        reason = pack.texts[language].get(f"option.{atom.replace(':', '.', 1)}.reason")
        for title in [reason] if reason else answer_titles(pack, [atom], language):
            labels[title] = True
    return list(labels)


def reason_text(pack: Pack, reason: Reason, language: str) -> str:
    """A reason in neutral words: the customer's own answers, never an effect of a form."""
    labels = ", ".join(answer_labels(pack, reason.because, language))
    if not labels:
        return pack.text(language, "reason.guideline.text")
    kind = "against" if _score(pack, reason) < 0 else "answer"
    return pack.text(language, f"reason.{kind}.text", answers=labels)


def _score(pack: Pack, reason: Reason) -> int:
    """What the rule behind a reason gives a form."""
    return next((each.score for each in pack.weights if reason.rule == f"weight.{each.id}"), 1)


def reason_json(pack: Pack, reason: Reason, language: str, staff: bool) -> dict[str, Any]:
    """A reason with its rule, answers and sources; for staff also the article and its grade."""
    answers: dict[str, list[str]] = {}
    for atom in reason.because:
        question, _, option = atom.partition(":")
        answers.setdefault(question, []).append(option)
    kind, _, name = reason.rule.partition(".")
    weight = next((each for each in pack.weights if kind == "weight" and each.id == name), None)
    said: dict[str, Any] = {
        "rule": reason.rule,
        "answers": answers,
        "text": reason_text(pack, reason, language),
        "sources": list(weight.sources) if weight else ["practice"],
    }
    if staff and weight and weight.article:
        article = next(each for each in pack.article if each.id == weight.article)
        said["article"] = {
            "says": pack.text(language, f"article.{article.id}.says"),
            "verdict": pack.text(language, f"article.{article.id}.verdict"),
            "grade": article.grade,
        }
    return said


def _product_json(
    pack: Pack, advice: Advice, suggested: Suggested, badges: list[Said], reasons: list[Said]
) -> Said:
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
        "daily_mg": suggested.daily_mg,
        "intakes": [
            {"slot": each.slot, "units": each.units, "mg": each.mg} for each in suggested.intakes
        ],
        "price": float(product.price),
        "units_per_pack": product.units_per_pack,
        "price_per_day": float(suggested.price_per_day),
        "price_per_100_mg": float(suggested.price_per_100_mg),
        "currency": product.currency,
        "reasons": reasons,
        "badges": badges,
        "claims": list(advice.claims) if suggested.claims else [],
    }


def answer_title(pack: Pack, question: str, answers: Answers, language: str) -> str:
    """What was answered to a question, in the words that the customer read or typed."""
    words, given = Words(language), answers.get(question)
    amounts = Amounts(language, pack.country)
    kind = pack.question(question).kind
    if given is None:
        return words("open")
    if isinstance(given, Mapping):
        if kind != "moments":
            return words("estimated")
        spacings = {each.medicine: each for each in pack.spacings}
        slots = [each.id for each in pack.slots]
        lookup = next(each.id for each in pack.questions if each.kind == "lookup")
        said = []
        for medicine in given.keys() & spacings.keys():
            moments = given[medicine]
            taken = list(moments) if isinstance(moments, Sequence) else []
            names = [
                pack.text(language, f"slot.{each}.name").lower() if each in slots else words(each)
                for each in ([moments] if isinstance(moments, str) else taken)
            ]
            title = pack.text(language, f"option.{lookup}.{medicine}.title")
            said.append(f"{title} ({amounts.listed(names)})")
        return amounts.listed(sorted(said)) or words("open")
    if isinstance(given, int | float):
        unit = pack.question(question).unit
        return amounts.with_unit(given, unit) if given else words("nothing")
    chosen = [given] if isinstance(given, str) else given
    titles = answer_titles(pack, (f"{question}:{each}" for each in chosen), language)
    return amounts.listed(titles) or words("none" if kind == "lookup" else "none_of_these")


def explanation_json(
    pack: Pack, explanation: Explanation, answers: Answers, language: str
) -> dict[str, Any]:
    """Why the advice for these answers is as it is, and what would change it, with sentences.

    `decides` is to be read aloud: what it is about, and in one sentence that nothing else was in
    the way. `because` has every answer that forces it.
    """
    words, amounts = Words(language), Amounts(language, pack.country)
    other = answers.get("who") == "other"

    def quoted(titles: list[str]) -> str:
        """Answers within a sentence, each as it stands on its tile."""
        return amounts.all_of(words("quote", title=each) for each in titles)

    def counted(because: Because) -> dict[str, Any]:
        key = f"question.{because.question}.title"
        question = pack.texts[language].get(f"{key}_other" if other else key) or pack.text(
            language, key
        )
        given = answers.get(because.question)
        every = answer_title(pack, because.question, answers, language)
        kind = "counts"
        if isinstance(given, list) and given:
            atoms = [f"{because.question}:{each}" for each in because.ticked]
            titles = answer_titles(pack, atoms, language)
            if because.rest:
                kind = "counts_alone"
                atoms = [f"{because.question}:{each}" for each in given]
                every = quoted(answer_titles(pack, atoms, language))
            elif titles:
                every = amounts.listed(titles)
        return {
            "question": because.question,
            "ticked": list(because.ticked),
            "rest": because.rest,
            "text": words(kind, question=question, answers=every),
        }

    def changed(change: AnswerChange) -> dict[str, Any]:
        steps = [
            words(kind, answers=quoted(answer_titles(pack, atoms, language)))
            for kind, atoms in (("tick", change.tick), ("untick", change.untick))
            if atoms
        ]
        said = amounts.all_of(steps)
        if change.form:
            form = pack.text(language, f"form.{change.form}.name")
            text = words("leads_to_form", change=said, form=form[:1].lower() + form[1:])
        else:
            text = words(f"leads_to_{change.outcome}", change=said)
        text = text[:1].upper() + text[1:]
        return {
            "tick": list(change.tick),
            "untick": list(change.untick),
            "outcome": change.outcome,
            "form": change.form,
            "text": text,
        }

    decides = [counted(each)["text"] for each in explanation.decides]
    if len(explanation.because) > len(explanation.decides) and explanation.outcome != "refer":
        decides.append(words(f"nothing_else_{explanation.outcome}"))
    return {
        "decides": decides,
        "because": [counted(each) for each in explanation.because],
        "form_because": [counted(each) for each in explanation.form_because],
        "changes": [changed(each) for each in explanation.changes],
    }


def why_not_json(
    pack: Pack, answer: WhyNot, language: str, name: Callable[[str], str]
) -> dict[str, Any]:
    """Why a form or product is not shown, with a sentence. `name` calls a product by its EAN."""
    texts, words = pack.texts[language], Words(language)
    amounts = Amounts(language, pack.country)

    def called(by: str) -> str:
        """What makes it so: a gate, a form, the answers behind a rule, or a product."""
        when = {f"weight.{each.id}": each.when for each in pack.weights}
        when |= {f"form_bar.{each.id}": each.when for each in pack.form_bars}
        if by in when:
            atoms = (*when[by].all, *when[by].any)
            return amounts.listed(answer_titles(pack, atoms, language))
        return texts.get(f"gate.{by}.title") or texts.get(f"form.{by}.name") or name(by)

    by = amounts.listed(map(called, answer.by))
    reason = answer.reason
    if reason == "unsupported" and answer.by:
        reason = "lowered"
    if reason == "form":
        text = words("why_not_form", form=by)
    elif (key := f"exclusion.{reason}.text") in texts:
        text = texts[key]
    else:
        text = words(f"why_not_{reason}", by=by)
    return {
        "subject": answer.subject,
        "name": called(answer.subject),
        "reason": answer.reason,
        "by": list(answer.by),
        "text": text,
    }


def fit_json(
    pack: Pack,
    advice: Advice,
    fit: Fit,
    held: Product,
    instead: Product | None,
    language: str,
) -> dict[str, Any]:
    """What is said of the product in the customer's hand: a title and a sentence or two.

    `instead` is the product that `fit` names, if it names one. For customers as well as staff: it
    speaks of answers and wishes, never of what a form does.
    """
    words, amounts = Words(language), Amounts(language, pack.country)
    kind = "price" if fit.because == "price" else fit.verdict
    said = []
    if fit.gates:
        key = outcome_key(advice.outcome, advice.urgency)
        outcome = pack.text(language, f"outcome.{key}.title")
        decides = [
            pack.text(language, f"gate.{gate.id}.title")
            for gate in pack.gates
            if gate.id in fit.gates
            and (gate.outcome, gate.urgency) == (advice.outcome, advice.urgency)
        ]
        said.append(words("fits_outcome", outcome=outcome, gates=amounts.listed(decides)))
    said += [pack.text(language, f"exclusion.{each}.text") for each in fit.reasons]
    if instead is not None:
        said.append(
            words(
                f"fits_because_{fit.because}",
                name=instead.name,
                price=amounts.money(instead.price_per_100_mg, instead.currency),
                held=amounts.money(held.price_per_100_mg, held.currency),
            )
        )
    if fit.dose is not None:
        units = amounts.units(fit.dose.units_per_day, held.dosage_form)
        said.append(words("fits_dose", units=units, mg=amounts.mg(fit.dose.daily_mg)))
        if not fit.in_stock:
            said.append(words("fits_gone"))
    return {
        "ean": fit.ean,
        "verdict": fit.verdict,
        "instead": fit.instead,
        "title": words(f"fits_{kind}", name=held.name),
        "text": " ".join(said),
    }
