"""An advice in words, for screens, the slip and the terminal."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from magapp.pack.model import ALWAYS, OUTCOMES, URGENCIES, Outcome, Pack, Urgency
from magapp.products import Product
from magapp.proof.explain import AnswerChange, Because, Explanation, WhyNot
from magapp.rules import Advice, Answers, Reason
from magapp.shelf.fits import Fit
from magapp.shelf.suggest import Suggested, Suggestion
from magapp.takehome import cards
from magapp.takehome.cards import BadgeText, DifferenceText, ReasonText
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


def staff_title(pack: Pack, language: str, key: str) -> str:
    """What staff read above an outcome (`refer_today`); without an own title, the customer's."""
    texts = pack.texts[language]
    return texts.get(f"outcome.{key}.staff_title") or texts[f"outcome.{key}.title"]


class GateText(msgspec.Struct, frozen=True, omit_defaults=True):
    """A gate that stands. `staff` is what only staff read: empty for a customer."""

    id: str
    outcome: Outcome
    urgency: Urgency | None
    title: str
    text: str
    sources: tuple[str, ...]
    call: str = ""
    staff: str = ""


class ClearedText(msgspec.Struct, frozen=True):
    """A gate that staff cleared, and why; `hours` as in its clearance."""

    gate: str
    reason: str
    hours: str


class ProductText(msgspec.Struct, frozen=True):
    """A product that is shown: what sets it apart, why it is there, and what it alone has."""

    suggested: Suggested
    badges: list[BadgeText]
    reasons: list[ReasonText]
    differences: list[DifferenceText]


class CautionText(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What to mind. Hours to keep from a medicine have no title."""

    rule: str
    title: str = ""
    text: str
    sources: tuple[str, ...]


class FoodText(msgspec.Struct, frozen=True):
    """A food, and how much of the substance a portion brings.

    `share` is that amount by the day's reference of labels, `share_text` the same in words; nothing
    where the pack knows no reference.
    """

    id: str
    name: str
    portion: str
    amount: float
    share: float = 0
    share_text: str = ""


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of the pack, with the id of what it belongs to."""

    id: str
    text: str


class ReviewWeeks(msgspec.Struct, frozen=True):
    """After how many weeks to look back, and after how many to stop without any difference."""

    evaluate_weeks: float
    stop_weeks: float


class ArticleText(msgspec.Struct, frozen=True):
    """What the article says, what is true of it, how it is `judged` (`text` in words), its grade.

    `answers` are those that it is about.
    """

    id: str
    says: str
    verdict: str
    judged: str
    text: str
    grade: str
    answers: tuple[str, ...]
    sources: tuple[str, ...]


class BecauseText(Because, frozen=True):
    """An answer that counts, with a sentence."""

    text: str


class ChangeText(AnswerChange, frozen=True):
    """A change of answers that leads elsewhere, with a sentence."""

    text: str


class WhyNotText(msgspec.Struct, frozen=True):
    """Why a form or product is not shown, as in `WhyNot`, with its name and a sentence."""

    subject: str
    name: str
    reason: str
    by: tuple[str, ...]
    text: str


class ExplanationText(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why an advice is as it is, and what would change it, in sentences.

    `decides` is to be read aloud: what it is about, and in one sentence that nothing else was in
    the way. `because` has every answer that forces it, `other_forms` why each is not the first.
    """

    decides: tuple[str, ...]
    because: tuple[BecauseText, ...]
    form_because: tuple[BecauseText, ...]
    changes: tuple[ChangeText, ...]
    other_forms: tuple[WhyNotText, ...] = ()


class AdviceText(msgspec.Struct, frozen=True):
    """An advice and what it suggests, in words of one language, for one channel.

    Only channel `staff` has what only staff may read: trade terms and the article's evidence.
    `named` are the medicines by name; `why` and `why_not` are there when they were asked for.
    """

    advice: Advice
    suggestion: Suggestion
    language: str
    channel: str
    named: tuple[str, ...]
    title: str
    text: str
    gates: tuple[GateText, ...]
    cleared: tuple[ClearedText, ...]
    products: tuple[ProductText, ...]
    cautions: tuple[CautionText, ...]
    spacings: tuple[CautionText, ...]
    claims: tuple[Sentence, ...]
    statements: tuple[Sentence, ...]
    foods: tuple[FoodText, ...]
    tips: tuple[Sentence, ...]
    review: ReviewWeeks
    article: tuple[ArticleText, ...]
    why: ExplanationText | None = None
    why_not: WhyNotText | None = None

    @property
    def staff(self) -> bool:
        """Whether it is for staff."""
        return self.channel == "staff"


def advice_in_words(
    pack: Pack,
    advice: Advice,
    suggestion: Suggestion,
    language: str,
    channel: str,
    named: Iterable[str] = (),
) -> AdviceText:
    """Everything that is said of an advice."""
    staff = channel == "staff"

    def text(key: str) -> str:
        return pack.text(language, key)

    def sentences(kind: str, ids: Iterable[str]) -> tuple[Sentence, ...]:
        return tuple(Sentence(each, text(f"{kind}.{each}.text")) for each in ids)

    heading = f"outcome.{heading_key(advice, suggestion)}"
    sources = {verdict.rule: verdict.sources for verdict in advice.trace}
    cautions = {caution.id: caution for caution in pack.cautions}
    products = suggestion.products
    return AdviceText(
        advice=advice,
        suggestion=suggestion,
        language=language,
        channel=channel,
        named=tuple(named),
        title=text(f"{heading}.title"),
        text=text(f"{heading}.text"),
        gates=tuple(
            GateText(
                gate.id,
                gate.outcome,
                gate.urgency,
                text(f"gate.{gate.id}.title"),
                text(f"gate.{gate.id}.text"),
                gate.sources,
                gate.call,
                text(f"gate.{gate.id}.staff") if staff else "",
            )
            for gate in pack.gates
            if gate.id in advice.gates
        ),
        cleared=tuple(
            ClearedText(each.gate, why_cleared(pack, language, each), each.hours)
            for each in advice.cleared
        ),
        products=tuple(
            map(
                ProductText,
                products,
                cards.badges(pack, products, language),
                cards.reasons(pack, products, language),
                cards.differences(pack, products, language),
            )
        ),
        cautions=tuple(
            CautionText(
                rule=f"caution.{each}",
                title=text(f"caution.{each}.title"),
                text=text(f"caution.{each}.text"),
                sources=cautions[each].sources,
            )
            for each in advice.cautions
            if products or cautions[each].when != ALWAYS  # those go with a product
        ),
        spacings=tuple(
            CautionText(
                rule=f"spacing.{each}",
                text=spacing_text(pack, advice, each, language),
                sources=sources[f"spacing.{each}"],
            )
            for each in advice.spacings
        ),
        claims=sentences("claim", advice.claims if suggestion.claims else ()),
        statements=sentences("statement", [each.id for each in pack.statements if products]),
        foods=tuple(
            FoodText(
                each.id,
                text(f"food.{each.id}.name"),
                text(f"food.{each.id}.portion"),
                each.amount,
                *share_of_day(pack, each.amount, language),
            )
            for each in pack.foods
            if each.id in advice.food_tips
        ),
        tips=sentences("tip", advice.tips),
        review=ReviewWeeks(
            plain(pack.constant("evaluate_weeks")), plain(pack.constant("stop_weeks"))
        ),
        article=article_in_words(pack, advice, language) if staff else (),
    )


def share_of_day(pack: Pack, amount: float, language: str) -> tuple[float, str]:
    """An amount by the day's reference of labels, and in words; nothing where there is none."""
    reference = pack.constants.get("label_reference")
    if reference is None:
        return 0, ""
    share, amounts = amount / reference.value, pack.amounts(language)
    percent = amounts.with_unit(round(share * 100), "%")
    day = amounts.amount(reference.value)
    return share, pack.wording(language)("food_share", percent=percent, day=day)


def article_in_words(pack: Pack, advice: Advice, language: str) -> tuple[ArticleText, ...]:
    """What the article says about these answers, what is true of it, and how sure that is."""
    entries = {f"article.{each.id}": each for each in pack.article}
    words = pack.wording(language)
    return tuple(
        ArticleText(
            entry.id,
            pack.text(language, f"{reason.rule}.says"),
            pack.text(language, f"{reason.rule}.verdict"),
            entry.verdict,
            words(f"verdict_{entry.verdict}"),
            entry.grade,
            reason.because,
            entry.sources,
        )
        for reason in advice.article
        for entry in (entries[reason.rule],)
    )


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


def plain(amount: float) -> float:
    """An amount as it is written: whole where it is."""
    return int(amount) if amount == int(amount) else amount


def gates_to_read(said: AdviceText) -> list[GateText]:
    """The gates that a customer is shown, strongest first.

    Beside a referral, or being sent to staff, food tips would only make light of it; and beside a
    referral it does not matter that the questions after it were not asked.
    """
    outcome = said.advice.outcome
    verdicts = {verdict.rule: verdict for verdict in said.advice.trace}

    def only_open(gate: GateText) -> bool:
        because = verdicts[f"gate.{gate.id}"].because
        return bool(because) and all(atom.endswith(":unanswered") for atom in because)

    shown = [
        gate
        for gate in said.gates
        if (gate.outcome != "food_first" or outcome == "food_first")
        and not (outcome == "refer" and gate.outcome != "refer" and only_open(gate))
    ]
    return sorted(shown, key=_weight)


def _weight(gate: GateText) -> tuple[int, int]:
    return (
        OUTCOMES.index(gate.outcome),
        URGENCIES.index(gate.urgency) if gate.urgency else len(URGENCIES),
    )


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


def answer_title(pack: Pack, question: str, answers: Answers, language: str) -> str:
    """What was answered to a question, in the words that the customer read or typed."""
    words, given = pack.wording(language), answers.get(question)
    amounts = pack.amounts(language)
    kind = pack.question(question).kind
    if given is None:
        return words("open")
    if isinstance(given, Mapping):
        if kind != "moments":
            return words("estimated")
        spacings = {each.medicine: each for each in pack.spacings}
        slots = [each.id for each in pack.slots]
        lookup = pack.roles["medicines"]
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


def explanation_in_words(
    pack: Pack,
    explanation: Explanation,
    answers: Answers,
    language: str,
    others: Iterable[WhyNot] = (),
) -> ExplanationText:
    """Why the advice for these answers is as it is, and what would change it.

    `others` are the answers to why not, for the forms that are not the first.
    """
    words, amounts = pack.wording(language), pack.amounts(language)
    other = pack.is_of_another(answers)

    def quoted(titles: list[str]) -> str:
        """Answers within a sentence, each as it stands on its tile."""
        return amounts.all_of(words("quote", title=each) for each in titles)

    def counted(because: Because) -> BecauseText:
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
        text = words(kind, question=question, answers=every)
        return BecauseText(because.question, because.ticked, because.rest, text)

    def changed(change: AnswerChange) -> ChangeText:
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
        return ChangeText(change.tick, change.untick, change.outcome, change.form, text)

    decides = [counted(each).text for each in explanation.decides]
    if len(explanation.because) > len(explanation.decides) and explanation.outcome != "refer":
        decides.append(words(f"nothing_else_{explanation.outcome}"))
    return ExplanationText(
        tuple(decides),
        tuple(map(counted, explanation.because)),
        tuple(map(counted, explanation.form_because)),
        tuple(map(changed, explanation.changes)),
        tuple(why_not_in_words(pack, each, language, str) for each in others),
    )


def why_not_in_words(
    pack: Pack, answer: WhyNot, language: str, name: Callable[[str], str]
) -> WhyNotText:
    """Why a form or product is not shown. `name` calls a product by its EAN."""
    texts, words = pack.texts[language], pack.wording(language)
    amounts = pack.amounts(language)

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
    return WhyNotText(answer.subject, called(answer.subject), answer.reason, answer.by, text)


class FitText(msgspec.Struct, frozen=True):
    """What is said of the product in the customer's hand: a title and a sentence or two."""

    verdict: Literal["fine", "better", "not"]
    title: str
    text: str


def fit_in_words(
    pack: Pack,
    advice: Advice,
    fit: Fit,
    held: Product,
    instead: Product | None,
    language: str,
) -> FitText:
    """What is said of the product in the customer's hand.

    `instead` is the product that `fit` names, if it names one. For customers as well as staff: it
    speaks of answers and wishes, never of what a form does.
    """
    words, amounts = pack.wording(language), pack.amounts(language)
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
                price=amounts.money(instead.price_per_100, instead.currency),
                held=amounts.money(held.price_per_100, held.currency),
                hundred=amounts.amount(100),
            )
        )
    if fit.dose is not None:
        units = amounts.units(fit.dose.units_per_day, held.dosage_form)
        said.append(words("fits_dose", units=units, mg=amounts.amount(fit.dose.daily)))
        if not fit.in_stock:
            said.append(words("fits_gone"))
    return FitText(fit.verdict, words(f"fits_{kind}", name=held.name), " ".join(said))
