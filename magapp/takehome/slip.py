"""What the customer takes home, as a value: print, PDF, receipt, QR codes and text only render it.

Everything is in the customer's language, but for what the doctor reads: that is in the language of
the country. Nothing of it is kept.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import chain, starmap

import msgspec
from msgspec.structs import asdict

from magapp.language.words import Words
from magapp.pack.model import Pack
from magapp.rules import Advice
from magapp.shelf.suggest import Intake, Suggested, Suggestion
from magapp.takehome.dayplan import TakenMedicine, day_plan, moments_said
from magapp.takehome.ical import reminders
from magapp.takehome.report import (
    AdviceText,
    GateText,
    advice_in_words,
    answer_titles,
    gates_to_read,
    outcome_key,
    source_title,
)
from magapp.visit.clearing import hours_unchecked
from magapp.visit.handover import encode

TIPS = 5
"""Foods on a slip, those with the most magnesium a portion first."""
CARRIED = 420
"""Characters in the code that a phone shows as text, at most: a larger one is hard to read."""


class SlipLine(msgspec.Struct, frozen=True):
    """A line: `lead` stands out before it (a number, a place on the shelf), `more` comes below."""

    text: str
    more: str = ""
    lead: str = ""


class Section(msgspec.Struct, frozen=True):
    """Lines under a title. `id` says what they are; `small` is for what must be there to read."""

    id: str
    title: str
    lines: tuple[SlipLine, ...]
    small: bool = False


class PlanMoment(msgspec.Struct, frozen=True):
    """A moment of the day in words: its `slot` (an id), hour, medicines, and the magnesium.

    Of several products to choose from `taken` has a line for each that is taken then. `at` is its
    hour from midnight.
    """

    slot: str
    icon: str
    name: str
    time: str
    medicines: tuple[str, ...]
    taken: tuple[str, ...]
    at: float = 0


class PlanApart(msgspec.Struct, frozen=True):
    """A medicine and the hours of the day, `start` to `end`, that the product keeps away from it.

    It is taken `at` an hour; all hours count from midnight. `text` says it in words.
    """

    name: str
    at: float
    start: float
    end: float
    text: str


class PlanProduct(msgspec.Struct, frozen=True):
    """A product's day: at which hours how much of it is taken, in words short and long."""

    name: str
    taken: tuple[tuple[float, str, str], ...]


class DayPlan(msgspec.Struct, frozen=True):
    """The customer's day under a title; `notes` say what is to be known of it.

    `apart` and `products` are the same as the moments, by what is taken.
    """

    title: str
    moments: tuple[PlanMoment, ...]
    notes: tuple[str, ...] = ()
    apart: tuple[PlanApart, ...] = ()
    products: tuple[PlanProduct, ...] = ()


class Code(msgspec.Struct, frozen=True):
    """A QR code: `id` is `handover`, `calendar` or `text`; `content` is what a reader gets."""

    id: str
    title: str
    content: str


class Slip(msgspec.Struct, frozen=True):
    """A slip. `outcome` is the key of the outcome's texts; `foot` is the last small line.

    One that is not `dated` holds no day at all, because the clock cannot be believed.
    """

    language: str
    shop: str
    outcome: str
    title: str
    text: str
    parts: tuple[Section | DayPlan, ...]
    codes: tuple[Code, ...]
    foot: str
    dated: bool = True


def make_slip(
    pack: Pack,
    advice: Advice,
    suggestion: Suggestion,
    language: str,
    today: date | None,
    shop: str = "",
    chosen: str = "",
    named: Sequence[str] = (),
    typed: Sequence[str] = (),
) -> Slip:
    """The slip for an advice; `chosen` is the EAN of the product that the customer takes.

    Without a choice the day has every product that is shown. `today` is what the review date counts
    from; without it no date is written, and there are no reminders. `named` are the medicines of
    the pack that the customer named, `typed` the words that stand for none of them.
    """
    products = suggestion.products
    if chosen:
        products = tuple(sorted(products, key=lambda each: each.product.ean != chosen)[:1])
    said = advice_in_words(pack, advice, Suggestion(products), language, "kiosk", named)
    return _Writer(pack, said, today, typed).slip(shop)


def intakes_in_words(pack: Pack, suggested: Suggested, language: str) -> str:
    """How much of a product at each moment of the day."""
    words, amounts = pack.wording(language), pack.amounts(language)
    return ", ".join(
        words(
            "intake",
            units=amounts.count(each.units),
            slot=pack.text(language, f"slot.{each.slot}.name").lower(),
        )
        for each in suggested.intakes
    )


def dose_in_words(pack: Pack, suggested: Suggested, language: str) -> str:
    """How much of a product a day, and when."""
    words, amounts = pack.wording(language), pack.amounts(language)
    return words(
        "dose",
        units=amounts.units(suggested.units_per_day, suggested.product.dosage_form),
        mg=amounts.amount(suggested.daily),
        intakes=intakes_in_words(pack, suggested, language),
    )


def day_in_words(
    pack: Pack,
    advice: Advice,
    products: Sequence[Suggested],
    language: str,
    named: Sequence[str] = (),
) -> DayPlan:
    """The customer's day with each of these products: one to take, or several to choose from.

    Several go by their number in this order.
    """
    words, amounts = pack.wording(language), pack.amounts(language)
    lookup = pack.roles["medicines"]

    def called(medicine: TakenMedicine, hour: float) -> str:
        titles = answer_titles(pack, [f"{lookup}:{medicine.group}"], language)
        name = amounts.listed(medicine.names or titles)
        said = words("plan_empty", medicine=name) if medicine.empty_stomach else name
        return f"{amounts.time(hour - medicine.ahead)} {said}" if medicine.ahead else said

    def of(place: int, intake: Intake) -> str:
        product = products[place].product
        units = amounts.units(intake.units, product.dosage_form)
        mg = amounts.amount(intake.amount)
        if len(products) == 1:
            return words("slip_taken", units=units, mg=mg)
        return words("plan_product", number=place + 1, units=units, mg=mg)

    def slot_name(slot: str) -> str:
        return pack.text(language, f"slot.{slot}.name")

    icons = {slot.id: slot.icon for slot in pack.slots}
    plan = day_plan(pack, advice, products, named)
    moments = [
        PlanMoment(
            moment.slot,
            icons[moment.slot],
            slot_name(moment.slot),
            amounts.time(moment.hour),
            tuple(called(each, moment.hour) for each in moment.medicines),
            tuple(starmap(of, moment.intakes)),
            moment.hour,
        )
        for moment in plan.moments
    ]
    apart = [
        PlanApart(
            called(medicine, moment.hour),
            moment.hour - medicine.ahead,
            medicine.start,
            medicine.end,
            words("plan_apart", start=amounts.time(medicine.start), end=amounts.time(medicine.end)),
        )
        for moment in plan.moments
        for medicine in moment.medicines
    ]
    hours = {moment.slot: moment.hour for moment in plan.moments}
    days = [
        PlanProduct(
            each.product.name,
            tuple(
                (
                    hours[intake.slot],
                    amounts.count(intake.units),
                    amounts.units(intake.units, each.product.dosage_form),
                )
                for intake in sorted(each.intakes, key=lambda intake: hours[intake.slot])
            ),
        )
        for each in products
    ]
    notes = []
    for day in plan.weekly:
        name = amounts.listed(
            day.medicine.names or answer_titles(pack, [f"{lookup}:{day.medicine.group}"], language)
        )
        slots = dict.fromkeys(slot_name(intake.slot).lower() for _, intake in day.intakes)
        key = "plan_week" if slots else "plan_week_none"
        notes.append(words(key, medicine=name, slots=amounts.listed(slots)))
    if plan.supposed:
        notes.append(words("plan_supposed"))
    return DayPlan(words("slip_day"), tuple(moments), tuple(notes), tuple(apart), tuple(days))


class _Writer:
    def __init__(
        self, pack: Pack, said: AdviceText, today: date | None, typed: Sequence[str]
    ) -> None:
        self.pack, self.said, self.today, self.typed = pack, said, today, typed
        self.advice, self.language, self.named = said.advice, said.language, said.named
        self.products = said.suggestion.products
        self.gates = gates_to_read(said)
        self.words = pack.wording(said.language)
        self.amounts = pack.amounts(said.language)

    def slip(self, shop: str) -> Slip:
        outcome = outcome_key(self.advice.outcome, self.advice.urgency)
        parts: list[Section | DayPlan] = [
            *self._gates(),
            *self._products(),
            *self._day(),
            *self._cautions(),
            *self._review(),
            *self._foods(),
            *self._medicines(),
            *self._cleared(),
            *self._doctor(),
            *self._claims(),
            *self._small("statements", self.words("statements"), self._statements()),
            *self._small("sources", self.words("slip_sources"), self._sources()),
        ]
        return Slip(
            language=self.language,
            shop=shop,
            outcome=outcome,
            title=self.said.title,
            text=self.said.text,
            parts=tuple(parts),
            codes=tuple(self._codes(shop)),
            foot=self.words(
                "slip_foot" if self.today else "slip_foot_undated",
                pack=self.pack.id,
                version=self.pack.version,
                digest=self.pack.digest[:8],
                day=self.amounts.day(self.today) if self.today else "",
            ),
            dated=self.today is not None,
        )

    def _text(self, key: str) -> str:
        return self.pack.text(self.language, key)

    def _slot(self, slot: str) -> str:
        return self._text(f"slot.{slot}.name")

    # --- parts -----------------------------------------------------------------------------------

    def _gates(self) -> Iterable[Section]:
        lines = [SlipLine(each.title, each.text, self._call(each)) for each in self.gates]
        if lines:
            yield Section("gates", "", tuple(lines))

    def _call(self, said: GateText) -> str:
        """Whom to call, if anybody."""
        return self.words("call", call=said.call) if said.call else ""

    def _headed(self, said: GateText) -> str:
        """What a gate is called, after whom to call."""
        call = self._call(said).removesuffix(".")
        return f"{call}: {said.title}" if call else said.title

    def _products(self) -> Iterable[Section]:
        lines: list[SlipLine] = []
        for said in self.said.products:
            each = said.suggested
            product = each.product
            told = [badge.line for badge in said.badges if badge.id in ("buffered", "whole_unit")]
            more = [
                dose_in_words(self.pack, each, self.language),
                self.words(
                    "slip_price", day=self.amounts.money(each.price_per_day, product.currency)
                ),
            ]
            shelf = self.words("shelf", shelf=product.shelf) if product.shelf else ""
            number = f"{len(lines) + 1}) " if len(self.products) > 1 else ""
            text = " ".join([". ".join(more), *told])
            lines.append(SlipLine(f"{number}{product.name}", text, shelf))
        if lines:
            yield Section("products", self.words("products"), tuple(lines))

    def _day(self) -> Iterable[DayPlan]:
        if self.products:
            yield day_in_words(self.pack, self.advice, self.products, self.language, self.named)

    def _cautions(self) -> Iterable[Section]:
        lines = [SlipLine(each.title, each.text) for each in self.said.cautions]
        lines += [SlipLine(each.text) for each in self.said.spacings]
        if lines:
            yield Section("cautions", self.words("cautions"), tuple(lines))

    def _review(self) -> Iterable[Section]:
        if self.products:
            if self.today:
                evaluate, stop = self._review_days(self.today)
                days = {"evaluate": self.amounts.day(evaluate), "stop": self.amounts.day(stop)}
                text = self.words("slip_review", **days)
            else:
                weeks = asdict(self.said.review)
                said = {name: self.amounts.weeks(number) for name, number in weeks.items()}
                text = self.words("review", **said)
            bring = self.words("slip_bring") if self.pack.look_back else ""
            yield Section("review", self.words("slip_review_title"), (SlipLine(text, bring),))

    def _review_days(self, today: date) -> tuple[date, date]:
        weeks = self.said.review
        return (
            today + timedelta(weeks=weeks.evaluate_weeks),
            today + timedelta(weeks=weeks.stop_weeks),
        )

    def _foods(self) -> Iterable[Section]:
        lines = [
            SlipLine(f"{food.name}, {food.portion}", lead=self.amounts.amount(food.amount))
            for food in sorted(self.said.foods, key=lambda food: -food.amount)[:TIPS]
        ]
        lines += [SlipLine(tip.text) for tip in self.said.tips]
        if lines:
            yield Section("foods", self.words("foods"), tuple(lines))

    def _medicines(self) -> Iterable[Section]:
        """The medicines by name, and the words that are in no list of ours."""
        lines = [SlipLine(each) for each in self.named]
        lines += [SlipLine(each, self.words("slip_not_listed")) for each in self.typed]
        if lines:
            yield Section("medicines", self.words("slip_medicines"), tuple(lines), small=True)

    def _cleared(self) -> Iterable[Section]:
        lines = [
            SlipLine(self._text(f"gate.{each.gate}.title"), each.reason)
            for each in self.said.cleared
        ]
        names = hours_unchecked(self.pack, self.advice, self.named, self.typed)
        if names:
            listed = self.amounts.listed(names)
            lines.append(SlipLine(self.words("slip_hours_unchecked", names=listed)))
        if lines:
            yield Section("cleared", self.words("slip_cleared"), tuple(lines))

    def _doctor(self) -> Iterable[Section]:
        """What was asked and found, for the doctor, in the country's own language.

        Findings, no diagnosis. Gates without such a text say nothing that a doctor needs.
        """
        if self.advice.outcome != "refer":
            return
        pack, language = self.pack, self.pack.default_language
        words = pack.wording(language)
        keys = (f"gate.{gate}.doctor" for gate in self.advice.gates)
        found = [SlipLine(pack.texts[language][key]) for key in keys if key in pack.texts[language]]
        asked = []
        for question in pack.questions:
            if question.id in self.advice.answers:
                title = pack.text(language, f"question.{question.id}.title")
                asked.append(SlipLine(title, self._answer(question.id, language, words)))
        yield Section(
            "doctor", words("slip_doctor"), (SlipLine(words("slip_no_diagnosis")), *found)
        )
        yield Section("asked", words("slip_asked"), tuple(asked), small=True)

    def _answer(self, question_id: str, language: str, words: Words) -> str:
        amounts = self.pack.amounts(language)
        value = self.advice.answers[question_id]
        if self.pack.question(question_id).kind == "moments":
            return self._moments(language, words)
        if isinstance(value, dict):
            named = [
                f"{self.pack.text(language, f'screener.{item}.title')} {amounts.number(portions)}"
                for item, portions in value.items()
            ]
            return ", ".join(named) or words("slip_none")
        if isinstance(value, int | float):
            return amounts.with_unit(value, self.pack.question(question_id).unit)
        ticked = [value] if isinstance(value, str) else value
        atoms = [f"{question_id}:{each}" for each in ticked]
        said = ", ".join(answer_titles(self.pack, atoms, language)) or words("slip_none")
        lookup = self.pack.question(question_id).kind == "lookup"
        names = ", ".join((*self.named, *self.typed)) if lookup else ""
        return f"{said} ({names})" if names else said

    def _moments(self, language: str, words: Words) -> str:
        """When each medicine is taken."""
        lookup = self.pack.roles["medicines"]
        taken = []
        for medicine, when in moments_said(self.pack, self.advice).items():
            titles = answer_titles(self.pack, [f"{lookup}:{medicine}"], language)
            names = self.pack.named_in(self.named, medicine) or titles
            slots = () if isinstance(when, str) else when
            moments = [self.pack.text(language, f"slot.{slot}.name").lower() for slot in slots]
            said = ", ".join(moments) or words("weekly")
            taken.append(f"{', '.join(names)}: {said}")
        return "; ".join(taken) or words("slip_none")

    def _claims(self) -> Iterable[Section]:
        lines = tuple(SlipLine(each.text) for each in self.said.claims)
        if lines:
            yield Section("claims", self.words("claims"), lines)

    def _statements(self) -> list[str]:
        return [each.text for each in self.said.statements]

    def _sources(self) -> list[str]:
        """Every source behind what the slip says, by issuer and year."""
        behind = [each.sources for each in self.gates]
        behind += [each.sources for each in (*self.said.cautions, *self.said.spacings)]
        ids = dict.fromkeys(chain.from_iterable(behind))
        return [source_title(self.pack, each, self.language) for each in ids]

    def _small(self, id: str, title: str, texts: list[str]) -> Iterable[Section]:
        if texts:
            yield Section(id, title, tuple(map(SlipLine, texts)), small=True)

    # --- codes -----------------------------------------------------------------------------------

    def _codes(self, shop: str) -> Iterable[Code]:
        line = encode(self.pack, self.advice.answers, self.named)
        yield Code("handover", self.words("slip_code_handover"), line)
        if self.products and self.today:
            evaluate, stop = self._review_days(self.today)
            slots = {slot.id: slot.hour for slot in self.pack.slots}
            unit = self.products[0].product.dosage_form
            daily = [
                (
                    slots[each.slot],
                    self.words("slip_remind", units=self.amounts.units(each.units, unit)),
                )
                for each in self.products[0].intakes
            ]
            review, alarm = self.words("slip_remind_review"), self.words("slip_remind_alarm")
            content = reminders(self.today, stop, daily, evaluate, review, alarm)
            yield Code("calendar", self.words("slip_code_calendar"), content)
        yield Code("text", self.words("slip_code_text"), self._carried(shop))

    def _carried(self, shop: str) -> str:
        """The slip in a few lines, for a phone without any network."""
        lines = [f"{shop}: {self.said.title}" if shop else self.said.title]
        lines += [self._headed(gate) for gate in self.gates[:1]]
        lines += [gate.text for gate in self.gates[:1]]
        lines += [self._headed(gate) for gate in self.gates[1:]]
        for each in self.products:
            product = each.product
            place = f" ({self.words('shelf', shelf=product.shelf)})" if product.shelf else ""
            intakes = intakes_in_words(self.pack, each, self.language)
            lines.append(f"{product.name}{place}: {intakes}")
        if self.products:
            lines += [line.text for section in self._review() for line in section.lines]
        while len("\n".join(lines)) > CARRIED and len(lines) > 1:
            lines.pop()
        return "\n".join(lines)[:CARRIED]


# --- as plain text -------------------------------------------------------------------------------


def as_text(slip: Slip, width: int = 42) -> str:
    """The slip as plain text, `width` signs wide; of the codes, the one that staff can copy."""
    from textwrap import wrap

    lines: list[str] = []

    def write(text: str, indent: int = 0) -> None:
        margin = " " * indent
        lines.extend(
            wrap(text, width, initial_indent=margin, subsequent_indent=margin) if text else [""]
        )

    if slip.shop:
        write(slip.shop)
        write("")
    write(slip.title.upper())
    write(slip.text)
    for part in slip.parts:
        write("")
        if part.title:
            write(part.title)
        if isinstance(part, DayPlan):
            for moment in part.moments:
                write(f"{moment.time} {moment.name}")
                for entry in (*moment.medicines, *moment.taken):
                    write(f"- {entry}", 2)
            for note in part.notes:
                write(note)
            continue
        for line in part.lines:
            lead = line.lead.removesuffix(".")  # a sentence of its own where it stands alone
            write(f"{lead}: {line.text}" if lead else line.text)
            if line.more:
                write(line.more, 2)
    for code in slip.codes:
        if code.id == "handover":
            write("")
            write(code.title)
            lines.append(code.content)
    write("")
    write(slip.foot)
    return "\n".join(lines) + "\n"
