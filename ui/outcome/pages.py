"""One page for each kind of outcome: products, or what to do instead."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from magapp.machine.pictures import photo
from magapp.pack.model import Slot
from magapp.products import Product
from magapp.takehome.cards import lines
from magapp.takehome.report import GateText, ProductText, outcome_key
from magapp.takehome.slip import day_in_words
from magapp.visit.handover import encode
from ui.frame.announce import announce
from ui.kit.base import Arranged, bleed
from ui.kit.button import Button
from ui.kit.charts import Bar
from ui.kit.deck import NOTHING, CardFace, Deck, PartCard, least_step
from ui.kit.parts import (
    Beside,
    Columns,
    Either,
    Gap,
    Hairline,
    Icon,
    Listed,
    Paragraph,
    Part,
    Spring,
    Stack,
)
from ui.kit.roles import Role
from ui.kit.tabs import Tabs
from ui.look.theme import LARGEST, NORMAL, ThemeHub
from ui.outcome.art import MARKS, Figures, Ladder, UrgencyMark
from ui.outcome.code import LargeQr, captioned
from ui.outcome.day import DayChart
from ui.outcome.opened import ProductSheet, sum_gauge
from ui.outcome.package import Levels, ProductWords, SlotShown, brief_part, product_part
from ui.outcome.words import OutcomeWords


class Page(Arranged):
    """A page that places its own parts."""

    def gap(self, token: str = "space.lg") -> int:
        """A gap the eye sees, less the room that cards keep around themselves."""
        return self.hub.theme.px(token) - 2 * bleed(self.hub.theme)

    def put(self, widget: QWidget, left: float, top: float, wide: float, high: float) -> None:
        """Place a widget; on a right-to-left screen turned over."""
        if self.mirrored:
            left = self.width() - left - wide
        widget.setGeometry(QRect(round(left), round(top), round(wide), max(0, round(high))))


def _slot_icon(slot: Slot) -> str:
    """The light of the hour."""
    hour = slot.hour % 24
    for until, icon in (
        (5, "weather_night"),
        (11, "weather_sunset_up"),
        (16, "weather_sunny"),
        (21, "weather_sunset_down"),
    ):
        if hour < until:
            return icon
    return "weather_night"


def note(icon: str, title: str, text: str, colour: str = "brand", ground: str = "") -> Part:
    """A note: an icon, a title, a sentence."""
    words = Stack(
        [
            Gap("space.xs"),
            Paragraph(title, "body", bold=True),
            Paragraph(text, "body", colour="ink_soft"),
        ],
        gap=3,
    )
    return Beside(Icon(icon, 2.1, colour, ground or "brand_soft"), words, "space.md")


_PILLS = ("best_fit", "lowest_price")
"""The badges that stand on the picture of a product; the others are said in a sentence."""


def _lines(told: OutcomeWords, said: ProductText, badge: str) -> list[tuple[str, str]]:
    """What has to be known of a product, and why it is here, but for what its badge says."""
    notes = [each.line for each in said.badges if each.id not in _PILLS]
    reasons = lines(told.pack, said.reasons, told.language)
    reasons = [each for each in reasons if not (badge and each[0] == "price")] or reasons
    return [
        *((_LINES["note"], text) for text in notes),
        *((_LINES.get(kind, _LINES["other"]), text) for kind, text in reasons),
    ]


_LINES = {
    "note": "information_outline",
    "quoted": "format_quote_open",
    "preferences": "check",
    "price": "tag_outline",
    "other": "check",
}
"""The icon of each line on the card of a product, by its kind."""


class SuggestPage(Page):
    """Products side by side, and behind tabs what else is good to know."""

    turned = Signal(str)
    """Another tab is in front: its key."""

    _CONTENT = ("products", "day", "know", "food", "facts")

    def __init__(
        self, hub: ThemeHub, parent: QWidget | None = None, *, coded: bool, opens: bool = True
    ) -> None:
        """`coded` as in `CarePage`; `opens`: whether a tap on a product opens it."""
        super().__init__(hub, parent)
        self._coded = coded
        self._opens = opens
        self._head = PartCard(hub, most=1.0, parent=self)
        self._head.spoken_role, self._head.spoken_level = Role.Heading, 1
        self._short = self._long = NOTHING
        self._tabs = Tabs(
            hub,
            [
                ("products", "basket_outline"),
                ("day", "clock_outline"),
                ("know", "information_outline"),
                ("food", "food_apple_outline"),
                ("facts", "book_open_variant"),
            ],
            parent=self,
        )
        self._products = Deck(hub, most=1.25, grow=9.0, narrow=15, parent=self)
        self._products.opened.connect(self.show_tab)
        self._told: OutcomeWords | None = None
        self._open = 0
        """Which product is opened, from 1; 0 where none is."""
        self._sheet: ProductSheet | None = None
        self._close = Button(
            hub,
            name="opened:close",
            icon="arrow_left",
            mirrored=True,
            role="frame",
            parent=self,
        )
        self._close.hide()
        self._close.clicked.connect(self.fold)
        self._levels = Levels()
        self._strip = PartCard(hub, most=1.15, parent=self)
        self._notes: list[Part] = []
        """What the strip says, the most important first."""
        self._hours: Part | None = None
        """Where the hours to keep are said, if there are any: these are never left out."""
        self._decks = {
            "day": Deck(hub, columns=(1, 1), most=1.9, grow=9.0, narrow=17, parent=self),
            "know": Deck(hub, most=1.45, grow=1.7, narrow=13, parent=self),
            "food": Deck(hub, columns=(1, 4), most=1.7, grow=2.2, narrow=11, parent=self),
            "facts": Deck(hub, columns=(1, 2), most=1.45, grow=9.0, narrow=17, parent=self),
        }
        self._tabs.chosen.connect(self._turn)

    def clear(self) -> None:
        """Forget everything that was shown."""
        for deck in (self._products, *self._decks.values()):
            deck.show_faces([])
        for card in (self._head, self._strip):
            card.show_face(NOTHING)
        if self._sheet is not None:
            self._sheet.show_faces([])
        self._told = None
        self._open = 0
        self._notes = []
        self.setObjectName("")

    def stops(self) -> list[QWidget]:
        """Where keys go, in the order in which it is read."""
        behind = [stop for deck in self._decks.values() for stop in deck.stops()]
        opened = self._sheet.stops() if self._sheet is not None else []
        tabs = self._tabs.tabs.values()
        products = self._products.stops()
        return [self._head, *tabs, *products, self._strip, *opened, self._close, *behind]

    def to_say(self, told: OutcomeWords) -> list[str]:
        """What is said at once: the heading, and what comes first."""
        said = [told.said.title, told.said.text]
        if told.said.products:
            words = self._words(told, 1, told.said.products[0])
            said.append(f"{words.name}: {words.dose}, {words.total}")
        return said

    def show_tab(self, key: str) -> None:
        """Turn to a tab, or with `product:1` open the first product."""
        name, _, number = key.partition(":")
        if name != "product":
            self._tabs.choose(key)
            return
        if self._told is None or not 0 < int(number) <= len(self._told.said.products):
            return
        if self._tabs.current != "products":
            self._tabs.choose("products")
        self._open = int(number)
        self._fill_sheet()
        self._turn(self._tabs.current, opened=True)
        assert self._sheet is not None
        first = self._sheet.stops()[0]
        announce(self, first.accessibleName())
        if self.hub.keyboard and self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def fold(self) -> bool:
        """Back from an opened product to all of them; whether one was opened."""
        opened, self._open = self._open, 0
        if not opened:
            return False
        self._turn(self._tabs.current)
        if self.hub.keyboard and self.isVisible():
            self._products.stops()[opened - 1].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    @property
    def tab(self) -> str:
        """The tab in front, or the product that is opened."""
        return f"product:{self._open}" if self._open else self._tabs.current

    def _fill_sheet(self) -> None:
        """The words of the opened product."""
        if not self._open or self._told is None:
            return
        if self._sheet is None:
            self._sheet = ProductSheet(self.hub, self)
        said = self._told.said.products[self._open - 1]
        words = self._words(self._told, self._open, said)
        self._sheet.show_product(self._told, said, words)

    def press_tab(self, number: int) -> bool:
        """Turn to the tab with this number, from 1; whether there is one."""
        turned = self._tabs.press(number)
        if turned:
            announce(self, self._tabs.tabs[self._tabs.current].accessibleName())
        return turned

    def fill(self, told: OutcomeWords, fresh: bool) -> None:
        """Show an outcome; `fresh` starts at the products."""
        self.setObjectName("outcome:suggest")
        self._told = told
        self._open = 0 if fresh else min(self._open, len(told.said.products))
        self._close.set_text(self.tr("All products"))
        products = told.suggestion.products
        head: list[Part] = [Paragraph(told.said.title, "display", bold=True)]
        self._short = CardFace(Stack(head, middle=True), "outcome:title", ground="")
        if products:
            head.append(Paragraph(told.said.text, colour="ink_soft", balanced=True))
        self._long = CardFace(Stack(head, 2, middle=True), "outcome:title", ground="")
        self._head.show_face(self._long)
        self._products.show_faces(self._product_faces(told) if products else [self._nothing(told)])
        self._fill_strip(told)
        self._decks["day"].show_faces(self._day_faces(told))
        know = self._know_faces(told)
        self._decks["know"].show_faces(know)
        self._decks["food"].show_faces(food_faces(told))
        facts = self._fact_faces(told)
        self._decks["facts"].show_faces(facts)
        for deck in (self._products, *self._decks.values()):
            deck.set_texts(self.tr("Back"), self.tr("More"), self.tr("Page {page} of {pages}"))
        counts = {"know": sum(face.name != "sum" for face in know)}
        for key, text in (
            ("products", self.tr("Products")),
            ("day", self.tr("Your day")),
            ("know", self.tr("Good to know")),
            ("food", self.tr("Food")),
            ("facts", self.tr("Please read")),
        ):
            self._tabs.tabs[key].set_text(text, counts.get(key, 0))
        empty = {"facts": not facts, "day": not products}
        shown = [key for key in self._CONTENT if not empty.get(key)]
        self._tabs.set_shown(shown, numbered=told.staff)
        self._fill_sheet()
        if fresh or self._tabs.current not in shown:
            self._tabs.choose("products")
        else:
            self._turn(self._tabs.current, opened=bool(self._open))

    def _turn(self, key: str, opened: bool = False) -> None:
        """Show what belongs to a tab."""
        if not opened:
            self._open = 0
        on = key == "products" and not opened
        self._products.setVisible(on)
        self._strip.setVisible(on and bool(self._notes))
        self._close.setVisible(opened)
        if self._sheet is not None:
            self._sheet.setVisible(opened)
        for name, deck in self._decks.items():
            deck.setVisible(name == key)
        self.arrange()
        self.turned.emit(self.tab)

    # -- contents ---------------------------------------------------------------------------

    def _nothing(self, told: OutcomeWords) -> CardFace:
        """No product on this shelf fits: what leads on, for customers with a code."""
        text = Paragraph(
            told.outcome_text("text"), "title", bold=True, align="centre", balanced=True
        )
        if self._coded:
            shown: list[Part] = [
                text,
                Gap("space.sm"),
                LargeQr(encode(told.pack, told.advice.answers, told.named)),
                Paragraph(
                    self.tr("Show this code at the counter"), "body", align="centre", balanced=True
                ),
            ]
        else:
            left_out = Counter(each.reason for each in told.suggestion.excluded)
            shown = [
                Spring(),
                Icon("store_search_outline", 3.4, "accent_ink", "accent_soft"),
                Gap("space.md"),
                text,
                Gap("space.md"),
            ]
            for reason, count in left_out.most_common() if told.staff else ():
                shown.append(
                    Columns(
                        [
                            Paragraph(told.amounts.number(count), "title", bold=True, align="end"),
                            Paragraph(told.text(f"exclusion.{reason}.text"), "title"),
                        ],
                        (1, 2),
                        "space.md",
                    )
                )
            shown.append(Spring())
        return CardFace(Stack(shown, gap="space.sm"), "outcome:nothing")

    def _product_faces(self, told: OutcomeWords) -> list[CardFace]:
        faces = []
        levels = self._levels = Levels()
        for number, said in enumerate(told.said.products, 1):
            words = self._words(told, number, said)
            first = bool(words.badge) and number == 1
            face = CardFace(
                product_part(words, levels),
                f"product:{number}",
                words.name,
                border="brand" if first else "line",
                edge="stroke.thick" if first else "stroke.thin",
                pad="space.md",
                opens=self._opens,
            )
            faces.append(face._replace(pieces=(face._replace(part=brief_part(words)),)))
        return faces

    def _words(self, told: OutcomeWords, rank: int, said: ProductText) -> ProductWords:
        """What the card of a product says."""
        each, amounts = said.suggested, told.amounts
        product = each.product
        forms = [told.text(f"form.{form}.name") for form, _ in product.blend]
        each_mg = amounts.amount(product.per_unit)
        counts = {intake.slot: amounts.count(intake.units) for intake in each.intakes}
        per_unit = self.tr("{mg} per {unit}").format(mg=each_mg, unit=self._unit(product))
        what = [" + ".join(forms) or told.text(f"form.{product.form}.name")]
        what.append(per_unit)
        badges = {badge.id: badge.text for badge in said.badges}
        badge = next((badges[name] for name in _PILLS if name in badges), "")
        differences = [each.text for each in said.differences if each.text != badge]
        forms_known = [form.id for form in told.pack.forms]
        return ProductWords(
            rank=rank,
            badge=badge,
            name=product.name,
            what=" · ".join(part for part in what if part),
            each_mg=amounts.number(product.per_unit),
            each_unit=told.pack.substance.unit,
            dose=self.tr("{units} a day").format(
                units=amounts.units(each.units_per_day, product.dosage_form, short=True)
            ),
            total=self.tr("{mg} in total").format(mg=amounts.amount(each.daily)),
            shelf_word=self.tr("Shelf"),
            shelf=amounts.code(product.shelf) if product.shelf else "",
            pack=self.tr("{price} · {units}").format(
                price=amounts.money(product.price, product.currency),
                units=amounts.units(product.units_per_pack, product.dosage_form, short=True),
            ),
            price=self.tr("{price} a day").format(
                price=amounts.money(each.price_per_day, product.currency)
            ),
            price_per_100=self.tr("{price} per {mg}").format(
                price=amounts.money(each.price_per_100, product.currency),
                mg=amounts.amount(100),
            ),
            per_unit=per_unit,
            dosage_form=product.dosage_form,
            form=forms_known.index(product.form),
            differences=tuple(differences[:2]),
            moments=[
                SlotShown(
                    told.text(f"slot.{slot.id}.name"), _slot_icon(slot), counts.get(slot.id, "")
                )
                for slot in told.pack.slots
            ],
            lines=_lines(told, said, badge),
            picture=photo(product.picture, product.ean),
        )

    def _unit(self, product: Product) -> str:
        """One unit of a product, as in "100 mg per capsule"."""
        return {
            "capsule": self.tr("capsule"),
            "tablet": self.tr("tablet"),
            "powder": self.tr("scoop of powder"),
            "liquid": self.tr("portion of liquid"),
        }[product.dosage_form]

    def _review(self, told: OutcomeWords) -> tuple[str, str]:
        """When to look back and when to stop."""
        review = told.said.review
        weeks = told.amounts.weeks
        title = self.tr("See after {weeks} how you are doing").format(
            weeks=weeks(review.evaluate_weeks)
        )
        text = self.tr("No difference after {weeks}? Then stop.").format(
            weeks=weeks(review.stop_weeks)
        )
        return title, text

    def _fill_strip(self, told: OutcomeWords) -> None:
        """What must be seen next to the products: hours from medicines, when to look back."""
        self._notes = []
        self._strip.show_face(NOTHING)
        if not told.suggestion.products:
            return
        spacings = told.said.spacings
        title = self.tr("Keep a few hours apart")
        rest = self.tr("See “{tab}” for all of them.").format(tab=self.tr("Good to know"))
        see = _line("clock_outline", title, rest, "accent_ink", "accent_soft")
        self._hours = see if spacings else None
        items = [
            _line("clock_outline", title, each.text, "accent_ink", "accent_soft")
            for each in spacings
        ]
        if len(spacings) > 2:
            items = [see]
        items += [
            _line("information_outline", each.title, each.text)
            for each in told.said.cautions[: 2 - len(items)]
        ]
        items.append(_line("calendar_check_outline", *self._review(told)))
        self._notes = items[:3]

    def _fit_strip(self, wide: float, high: float) -> float:
        """Say as much in the strip as can be read in a height; the height that it takes."""
        least = least_step(self.hub.theme)
        several = [self._notes[:count] for count in range(len(self._notes), 0, -1)]
        for notes in [*several, *([[self._hours]] if self._hours else [])]:
            weights = [20 + sum(map(len, note.said())) for note in notes]  # lines of one number
            across = Columns(notes, weights, "space.lg", middle=True)
            part = Either(Stack(notes[:2], "space.sm"), across, 40)
            self._strip.show_face(
                CardFace(part, "outcome:strip", border="line", raised=False, pad="space.md")
            )
            if self._strip.needed(wide, least) <= high:
                break
        else:
            if not self._hours and self.hub.theme.density == "kiosk":
                self._strip.show_face(NOTHING)
                return 0.0
        return min(self._strip.needed(wide, 1.0), max(high, self._strip.needed(wide, least)))

    def _day_faces(self, told: OutcomeWords) -> list[CardFace]:
        """The whole day: the hours to keep from medicines, and every product that is shown.

        On one card; where that is too low the notes have one too, and then each product.
        """
        products = told.suggestion.products
        if not products:
            return []
        plan = day_in_words(told.pack, told.advice, products, told.language, told.named)
        spacings = [*(each.text for each in told.said.spacings), *plan.notes]
        head: list[Part] = []
        if len(products) > 1:
            choose = self.tr("Choose one of these products: do not take them together.")
            head.append(Paragraph(choose, "body", bold=True))
        notes: list[Part] = [
            Beside(Icon("clock_outline", 1.4, "accent_ink"), Paragraph(text), "space.sm")
            for text in spacings
        ]
        each = tuple(
            CardFace(
                Listed([*head, DayChart(replace(plan, products=(one,)))], "space.sm"),
                f"day:{number}",
                plan.title,
            )
            for number, one in enumerate(plan.products, 1)
        )
        chart = CardFace(Listed([*head, DayChart(plan)], "space.sm"), "day", plan.title)
        chart = chart._replace(pieces=each if len(each) > 1 else ())
        if not notes:
            return [chart]
        said = CardFace(
            Listed(notes, "space.sm", middle=True),
            "day:notes",
            pieces=tuple(
                CardFace(note, f"day:note:{number}") for number, note in enumerate(notes, 1)
            ),
        )
        whole = Listed([*head, DayChart(plan), *notes], "space.sm")
        return [CardFace(whole, "day", plan.title, pieces=(chart, said))]

    def _know_faces(self, told: OutcomeWords) -> list[CardFace]:
        faces = []
        apart = self.tr("Keep a few hours apart")
        for each in told.said.spacings:
            part = note("clock_outline", apart, each.text, "accent_ink", "accent_soft")
            faces.append(CardFace(part, each.rule.replace(".", ":", 1), border="accent"))
        faces.append(CardFace(note("calendar_check_outline", *self._review(told)), "review"))
        gauge = sum_gauge(told)
        if gauge is not None:
            faces.append(CardFace(gauge, "sum"))
        faces += [
            CardFace(
                note("information_outline", each.title, each.text),
                each.rule.replace(".", ":", 1),
            )
            for each in told.said.cautions
        ]
        return faces

    def _fact_faces(self, told: OutcomeWords) -> list[CardFace]:
        """The claims that the law allows, and the statements that go with them."""
        faces = []
        claims, statements = told.said.claims, told.said.statements
        if claims:
            title = Paragraph(told.plain("claims"), "title", bold=True)
            rows: list[Part] = [
                Beside(Icon("check", 1.6, "brand"), Paragraph(each.text, "title"), "space.md")
                for each in claims
            ]
            whole = Listed([title, Spring(), *rows, Spring()], "space.lg")
            pieces = _one_by_one("claim", title, rows)
            faces.append(CardFace(whole, "claims", pieces=pieces))
        if statements:
            title = Paragraph(told.plain("statements"), "title", bold=True)
            rows = [Paragraph(each.text, "small", colour="ink_soft") for each in statements]
            whole = Listed(_spread([title, Gap("space.xs"), *rows]), "space.sm")
            pieces = _one_by_one("statement", title, rows)
            faces.append(CardFace(whole, "statements", raised=False, pieces=pieces))
        return faces

    # -- placing ----------------------------------------------------------------------------

    def arrange(self) -> None:
        """Title and tabs on one line when they fit; below them what the tab shows."""
        wide, high = self.width(), self.height()
        if wide < 50 or high < 50:
            return
        if self.unseen():  # how many pages the products take is known once they are seen
            return
        theme = self.hub.theme
        tabs = self._tabs.sizeHint()
        gap = self.gap("space.md")
        tall = high > wide
        self._levels.wide_from = 26 if tall else 40
        self._products.set_columns(*((1, 1) if tall else (3, 3)))
        self._head.setVisible(not self._open)
        back = self._close.sizeHint()
        self._head.show_face(self._short)
        # The title stays beside the tabs while both need give in a little only.
        title = float(back.width()) if self._open else self._head.natural()
        words = self._tabs.least()
        line = wide - gap
        tabs.setWidth(min(tabs.width(), round(max(line - title, min(words, line) * GIVES))))
        beside = line - tabs.width()
        if not tall and title * GIVES <= beside:
            head = float(tabs.height())
            self._head.show_face(self._long)
            if self._head.natural() > beside or self._head.needed(beside, 1.0) > head:
                self._head.show_face(self._short)
            self.put(self._head, 0, 0, beside, head)
            self.put(self._close, 0, 0, min(beside, back.width()), head)
            self.put(self._tabs, wide - tabs.width(), 0, tabs.width(), head)
            top = head
        else:
            self._head.show_face(self._long if tall else self._short)
            head = min(self._head.needed(wide, 1.0), high * (0.2 if tall else 0.14))
            if not tall and theme.text_scale > 1:  # the chosen tab says where we are
                head = 0.0
            if self._open:
                head = float(back.height())
                self.put(self._close, 0, 0, min(wide, back.width()), head)
            self.put(self._head, 0, 0, wide, head)
            self.put(self._tabs, 0, head, wide, tabs.height())
            top = head + tabs.height()
        top += gap
        room = high - top
        for deck in self._decks.values():
            self.put(deck, 0, top, wide, room)
        if self._sheet is not None and self._open:
            self._sheet.set_columns(*((1, 1) if tall else (3, 3)))
            self.put(self._sheet, 0, top, wide, room)
        # All products on one page count for more than a note that another tab has as well.
        last = 0.24 if self._hours or theme.text_scale < LARGEST else 0.0
        shares = (0.24, 0.14, *([] if self._hours else [0.0]), last)
        for share in shares if self._notes else (0.0,):
            strip = 0.0
            self._strip.show_face(NOTHING)
            if share:
                strip = self._fit_strip(wide, room * share)
                self.put(self._strip, 0, high - strip, wide, strip)
                strip += self.gap() if strip else 0
            self.put(self._products, 0, top, wide, room - strip)
            if self._products.pages == 1:
                break


def _line(
    icon: str, title: str, text: str, colour: str = "brand", ground: str = "brand_soft"
) -> Part:
    """A note small enough for a strip."""
    words = Stack(
        [Paragraph(title, "small", bold=True), Paragraph(text, "small", colour="ink_soft")], gap=0
    )
    return Beside(Icon(icon, 1.9, colour, ground), words, "space.sm", middle=True)


def _spread(parts: list[Part]) -> list[Part]:
    """Parts with springs between them, so that they fill the height of a card."""
    spread: list[Part] = []
    for number, part in enumerate(parts):
        if number > 1:
            spread.append(Spring())
        spread.append(part)
    return spread


def _one_by_one(name: str, title: Part, rows: list[Part]) -> tuple[CardFace, ...]:
    """Each of several on a card of its own, the title on the first."""
    return tuple(
        CardFace(
            Listed([*([] if number else [title]), row], "space.md"),
            f"{name}:{number}",
            raised=False,
        )
        for number, row in enumerate(rows)
    )


def food_faces(told: OutcomeWords) -> list[CardFace]:
    """Food tips as cards: what, how much, and how many milligrams that brings."""
    icons = {food.id: food.icon for food in told.pack.foods}
    faces = []
    for tip in told.said.tips:
        part = Beside(Icon("lightbulb_on_outline", 2.0, "brand"), Paragraph(tip.text, "body"))
        faces.append(CardFace(part, f"tip:{tip.id}", tip.text))
    for food in sorted(told.said.foods, key=lambda each: -each.amount):
        mg = told.amounts.number(food.amount)
        lines: list[Part] = [
            Paragraph(food.name, "body", bold=True, scale=1.05),
            Paragraph(food.portion, "small", colour="ink_soft"),
        ]
        if food.share:
            lines += [Gap("space.xs"), Bar(food.share), Paragraph(food.share_text, "small")]
        words = Stack(lines, gap=2, middle=True)
        amount = Stack(
            [
                Paragraph(mg, "title", bold=True, colour="brand", align="end"),
                Paragraph(told.amounts.unit, "small", colour="ink_soft", align="end"),
            ],
            gap=0,
            middle=True,
        )
        part = Beside(
            Icon(icons[food.id], 2.7, "accent_ink", "accent_soft"),
            Beside(amount, words, "space.md", trail=True, middle=True),
            "space.md",
            middle=True,
        )
        faces.append(CardFace(part, f"food:{food.id}", food.name))
    return faces


_DRESS = {
    "refer_now": ("urgent", "", "stroke.thin", "urgent", "on_urgent"),
    "refer_today": ("warning_soft", "warning", "stroke.normal", "warning", "on_warning"),
    "refer_soon": ("soon_soft", "soon", "stroke.thin", "soon", "on_soon"),
    "ask_staff": ("accent_soft", "", "stroke.thin", "accent_ink", "accent_soft"),
    "food_first": ("brand_soft", "", "stroke.thin", "brand", "on_brand"),
}
_ICONS = {
    **MARKS,
    "ask_staff": "account_tie_voice_outline",
    "food_first": "food_apple_outline",
}


GIVES = 0.85
"""How much smaller title and tabs may be to stay on one line."""


def _numbers(told: OutcomeWords) -> dict[str, list[str]]:
    """The numbers to call, and the titles of the gates that name them."""
    numbers: dict[str, list[str]] = {}
    for gate in told.said.gates:
        if gate.call:
            numbers.setdefault(gate.call, []).append(gate.title)
    return numbers


class CarePage(Page):
    """No product: what to do instead, large and calm, with every reason beside it.

    `coded` shows customers whom staff are to help a code for the counter.
    """

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None, *, coded: bool) -> None:
        super().__init__(hub, parent)
        self._scanned = coded
        self._lead = PartCard(hub, most=1.7, parent=self)
        self._lead.spoken_role, self._lead.spoken_level = Role.Heading, 1
        self._calls = Deck(hub, columns=(1, 2), most=1.5, grow=9.0, narrow=7, parent=self)
        self._main = Deck(hub, columns=(1, 2), most=1.7, grow=9.0, narrow=19, parent=self)
        self._called = 0
        self._coded = self._now = self._food = False
        self._leads = (NOTHING, NOTHING)
        """The lead with all it says, and its title alone."""
        self._sections: tuple[list[CardFace], list[CardFace]] = ([], [])
        """What stands at the side, and what is the main thing."""

    def clear(self) -> None:
        """Forget everything that was shown."""
        for deck in (self._calls, self._main):
            deck.show_faces([])
        self._leads, self._sections = (NOTHING, NOTHING), ([], [])
        self._lead.show_face(NOTHING)
        self.setObjectName("")

    def fill(self, told: OutcomeWords) -> None:
        """Show an outcome other than products."""
        outcome = told.outcome
        self.setObjectName(f"outcome:{told.advice.outcome}")
        ground, border, edge, colour, ink = _DRESS[outcome]
        self._now = told.advice.urgency == "now"
        self._lead.set_step(None)
        self._main.ink = "on_urgent" if self._now else "ink_soft"
        self._coded = self._scanned and told.advice.outcome == "ask_staff"
        title = told.outcome_text("title")
        lead = CardFace(
            self._emergency(told) if self._now else self._title(told, colour, ink),
            "outcome:lead",
            title,
            ground=ground,
            border=border,
            edge=edge,
            pad="space.xl",
            raised=False,
        )
        alone_title = Paragraph(title, "display", bold=True, balanced=True)
        self._leads = (lead, lead._replace(part=Stack([alone_title], middle=True), pad="space.md"))
        self._lead.show_face(lead)
        food = told.advice.outcome == "food_first"
        alone = len(told.gates) == 1 and not (food or self._now or self._coded)
        gates = [self._gate(told, gate, alone) for gate in told.gates]
        self._food = food
        side = gates if food else [*self._call_faces(told), *self._code_faces(told)]
        self._sections = (side, food_faces(told) if food else gates)
        self._main.set_columns(1, 3 if food else 1 if self._now and len(gates) <= 3 else 2)
        self._divide()
        page = self.tr("Page {page} of {pages}")
        back, more = self.tr("Back"), self.tr("More")
        self._calls.set_texts(back, more, page)
        if food:  # beside the reasons, which may have pages too
            back, more = self.tr("Foods before"), self.tr("More foods")
        self._main.set_texts(back, more, page)
        self.arrange()

    def _divide(self) -> None:
        """What stands where: with large text reasons and foods follow each other on pages."""
        side, main = self._sections
        large = self.hub.theme.text_scale >= 1.5
        lead = self._leads[large and (self._food or self._coded)]
        if large and self._food:
            side, main = [], [*side, *main]
        self._called = len(side)
        for deck, faces in ((self._calls, side), (self._main, main)):
            if deck.given != faces:
                deck.show_faces(faces)
        if self._lead.face != lead:
            self._lead.show_face(lead)

    def _emergency(self, told: OutcomeWords) -> Part:
        """The head of the red panel: numbers and what to do lie on it."""
        title = Paragraph(told.outcome_text("title"), "display", bold=True, colour="on_urgent")
        mark = Icon(_ICONS["now"], 2.2, "urgent", "on_urgent")
        return Stack([Beside(mark, title, "space.md", middle=True), Spring()], gap=0)

    def _title(self, told: OutcomeWords, colour: str, ink: str) -> Part:
        """What to do, under the urgency it has."""
        mark: Part
        if told.advice.urgency:
            steps = [
                ("now", _ICONS["now"], self.tr("Now")),
                ("today", _ICONS["today"], self.tr("Today")),
                ("soon", _ICONS["soon"], self.tr("Soon")),
            ]
            mark = Ladder(steps, told.advice.urgency, colour, ink)
        else:
            mark = UrgencyMark("", _ICONS[told.outcome], colour, ink, 3.4)
        return Stack(
            [
                Spring(),
                mark,
                Gap("space.lg"),
                Paragraph(told.outcome_text("title"), "display", bold=True, balanced=True),
                Gap("space.sm"),
                Paragraph(told.outcome_text("text"), "body", scale=1.1),
                Spring(2),
            ],
            gap=0,
        )

    def stops(self) -> list[QWidget]:
        """Where keys go, in the order in which it is read."""
        return [self._lead, *self._calls.stops(), *self._main.stops()]

    def to_say(self, told: OutcomeWords) -> list[str]:
        """What is said at once: the heading, whom to call, and every reason."""
        calls = [self.tr("Call {number}").format(number=each) for each in _numbers(told)]
        gates = [gate.title for gate in told.gates]
        return [told.outcome_text("title"), *calls, told.outcome_text("text"), *gates]

    def _call_faces(self, told: OutcomeWords) -> list[CardFace]:
        """The numbers to call, each with what it is for."""
        faces = []
        numbers = _numbers(told)
        for number, titles in numbers.items():
            shown: list[Part] = [Figures(told.amounts.code(number), "on_urgent")]
            if len(numbers) > 1:  # each says what it is for
                for_what = " · ".join(titles)
                shown.append(Paragraph(for_what, "body", colour="on_urgent", align="centre"))
            name = self.tr("Call {number}").format(number=number)
            part = Stack(shown, "space.xs")
            face = CardFace(part, f"call:{number}", name, "", "", raised=False)
            faces.append(face._replace(pad="space.sm"))
        return faces

    def _code_faces(self, told: OutcomeWords) -> list[CardFace]:
        """At the kiosk, what brings the answers to the counter."""
        if not self._coded:
            return []
        title = self.tr("Our staff scan this code")
        code = encode(told.pack, told.advice.answers, told.named)
        return [CardFace(captioned(code, title), "code", title)]

    def _gate(self, told: OutcomeWords, gate: GateText, alone: bool) -> CardFace:
        """One reason: title and what to do; for staff why, what the customer reads, and sources.

        With the room to itself it stands large, below its mark.
        """
        _, _, _, colour, ink = _DRESS[outcome_key(gate.outcome, gate.urgency)]
        kind = gate.urgency or ""
        icon = _ICONS[kind or gate.outcome]
        plain, soft, faint = "ink", "ink_soft", "ink_faint"
        if self._now:  # on the red panel
            plain = soft = faint = "on_urgent"
        do = _to_do(gate)
        texts: list[Part] = [
            Paragraph(gate.title, "title", bold=True, colour=plain),
            Paragraph(
                gate.staff if told.staff else do,
                "title" if self._now and not told.staff else "body",
                colour=plain,
            ),
        ]
        if told.staff:
            texts += [Gap("space.xs"), Hairline(), Gap("space.xs")]
            if gate.outcome != "ask_staff":  # the customer is with staff already
                texts.append(Paragraph(do, "body", colour=soft))
            sources = " · ".join(told.sources(gate.sources))
            texts.append(Paragraph(sources, "small", colour=faint))
        words = Stack(texts, "space.xs", middle=True)
        if self._now:
            face = CardFace(words, f"gate:{gate.id}", gate.title, "", "", raised=False)
            return face._replace(pad="space.sm")
        part: Part = Beside(
            UrgencyMark(kind, icon, colour, ink, 2.2), words, "space.lg", middle=True
        )
        if alone:
            mark = UrgencyMark(kind, icon, colour, ink, 2.6)
            part = Stack([Spring(), mark, Gap("space.md"), words, Spring(2)], gap=0)
        return CardFace(
            part, f"gate:{gate.id}", gate.title, pad="space.xl" if alone else "space.lg"
        )

    def arrange(self) -> None:
        """What to do at the start or on top, the reasons beside or below it."""
        wide, high = self.width(), self.height()
        if wide < 50 or high < 50:
            return
        gap = self.gap()
        self._divide()
        if self._now:
            self._arrange_emergency(wide, high)
        elif high <= wide * 0.9 and self._coded:
            start = wide * (0.56 if self._lead.face == self._leads[0] else 0.6)
            lead = min(max(self._lead.needed(start, 1.0), high * 0.3), high * 0.5)
            self.put(self._lead, 0, 0, start, lead)
            self.put(self._main, 0, lead + gap, start, high - lead - gap)
            self.put(self._calls, start + gap, 0, wide - start - gap, high)
        elif high <= wide * 0.9:  # what is nearly square is too narrow for two columns
            start = wide * 0.42
            side = self._side(start, high, high - gap - self._lead.needed(start, 0.82))
            self.put(self._lead, 0, 0, start, high - side - (gap if side else 0))
            self.put(self._calls, 0, high - side, start, side)
            self.put(self._main, start + gap, 0, wide - start - gap, high)
        else:
            lead = min(max(self._lead.needed(wide, 1.25), high * 0.24), high * 0.42)
            self.put(self._lead, 0, 0, wide, lead)
            side = self._side(wide, high * 0.9)
            top = lead + gap
            if side:
                self.put(self._calls, 0, top, wide, side)
                top += side + gap
            self.put(self._main, 0, top, wide, high - top)
        self._calls.setVisible(bool(self._called))

    def _arrange_emergency(self, wide: float, high: float) -> None:
        """One panel; on it the number as large as there is room, and what to do."""
        edge = self.hub.theme.px("space.xl")
        with self.hub.text_at(NORMAL):  # the number is never smaller than then
            top = min(self._lead.needed(wide, 1.7), high * 0.3) - edge
            title = 1.7 * self.hub.theme.px("type.display")
        self._lead.set_step(title / self.hub.theme.px("type.display"))
        self.put(self._lead, 0, 0, wide, high)
        inner, room = wide - 2 * edge, high - top - edge
        if high <= wide:
            start = inner * 0.5
            self.put(self._calls, edge, top, start, room)
            self.put(self._main, edge + start, top, inner - start, room)
        else:
            calls = room * 0.48
            self.put(self._calls, edge, top, inner, calls)
            self.put(self._main, edge, top + calls, inner, room - calls)

    def _side(self, wide: float, high: float, spare: float = 0.0) -> float:
        """Height for the cards below the lead, which leaves so much to `spare`."""
        if not self._called:
            return 0.0
        theme = self.hub.theme
        if self._coded:
            return float(min(high * 0.44 / theme.text_scale**0.15, wide))
        staff = theme.density == "staff"  # who reads more there
        each = theme.px(200 if self.width() >= self.height() or staff else 150)
        each = round(each * theme.text_scale**0.5)
        more = theme.text_scale**0.33 if staff else 1.0
        given = self._calls.given if staff else ()
        words = sum(self._lead.needed(wide, 1.0, face) for face in given)
        return float(min(max(each * self._called, words), max(high * 0.46 * more, spare)))


def _to_do(gate: GateText) -> str:
    """What a gate says to do. That its number is to be called says the number, in large figures."""
    first, stop, rest = gate.text.partition(". ")
    called = "".join(filter(str.isdecimal, first))
    return rest if stop and called and called == gate.call else gate.text
