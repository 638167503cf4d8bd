"""A product that was opened: where it stands, how to take it, and what is in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from magapp.products.columns import OTHERS
from magapp.takehome.report import ProductText
from magapp.takehome.slip import day_in_words
from magapp.takehome.sums import other_intake, sum_in_words
from ui.kit.charts import Gauge, Sum
from ui.kit.deck import CardFace, Deck
from ui.kit.parts import (
    Beside,
    Columns,
    Either,
    Gap,
    Hairline,
    Icon,
    Paragraph,
    Part,
    Spring,
    Stack,
    Tag,
    Tags,
)
from ui.look.theme import ThemeHub
from ui.outcome.package import Day, ProductWords, ShelfPicture
from ui.outcome.words import OutcomeWords


class ProductSheet(Deck):
    """All that is said of one product, on three cards."""

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, columns=(1, 3), most=1.5, grow=9.0, narrow=15, parent=parent)

    def show_product(self, told: OutcomeWords, said: ProductText, words: ProductWords) -> None:
        """Show this product, of which a card says these words already."""
        self.set_texts(self.tr("Back"), self.tr("More"), self.tr("Page {page} of {pages}"))
        self.show_faces(
            [
                self._standing(words)._replace(pieces=(self._standing(words, 5.5),)),
                self._taking(told, said, words),
                self._holding(told, said, words),
            ]
        )

    def _standing(self, words: ProductWords, ems: float = 8.0) -> CardFace:
        """The product on its shelf, and what it costs; the picture takes so many `ems` and more."""
        picture = ShelfPicture(words, ems)
        said: list[Part] = [
            Paragraph(words.name, "title", bold=True, balanced=True),
            Paragraph(words.what, "body", colour="ink_soft"),
            Gap("space.xs"),
            Tags([Tag(each, "", "met") for each in words.differences]),
        ]
        part: Part = Stack([picture, Gap("space.md"), *said], "space.xs")
        if (shop := self._map(words)) is not None:
            below = Stack([picture, Gap("space.md"), *said, Gap("space.sm"), shop], "space.xs")
            across = Columns([Stack(said, "space.xs"), shop], (3, 2), "space.md")
            part = Either(below, Stack([picture, Gap("space.sm"), across], "space.xs"), 32)
        return CardFace(part, "opened:where", words.name, border="brand", pad="space.md")

    def _map(self, words: ProductWords) -> Part | None:
        """Where that is on the shop's map, if it has one and the shelf is on it."""
        if not words.shelf:
            return None
        from ui.outcome.shelf_map import MapPart, shop_map

        shown = shop_map()
        marks = shown.marks([("", words.shelf)]) if shown is not None else []
        if shown is None or not marks:
            return None
        said = self.tr("{shelf}, marked on the map").format(shelf=words.shelf)
        return MapPart(shown, marks, [said], 7, 0.8)

    def _taking(self, told: OutcomeWords, said: ProductText, words: ProductWords) -> CardFace:
        """When and how much, what to keep from it, and what it comes to a day."""
        title = self.tr("How to take it")
        plan = day_in_words(told.pack, told.advice, [said.suggested], told.language, told.named)
        rows: list[Part] = [
            Paragraph(title, "title", bold=True),
            Day(words.moments),
            Gap("space.xs"),
        ]
        moments = {each.at: each for each in plan.moments}
        rows += [
            Beside(
                Icon(moments[at].icon, 1.4),
                Paragraph(f"{moments[at].name}, {moments[at].time}: {units}"),
                "space.sm",
            )
            for at, _, units in plan.products[0].taken
        ]
        rows += [
            Beside(Icon("clock_outline", 1.4, "accent_ink"), Paragraph(text), "space.sm")
            for text in [*(each.text for each in told.said.spacings), *plan.notes]
        ]
        gauge = sum_gauge(told, said)
        if gauge is not None:
            rows += [Spring(), Hairline(), Gap("space.xs"), gauge]
        return CardFace(Stack(rows, "space.sm"), "opened:take", title)

    def _holding(self, told: OutcomeWords, said: ProductText, words: ProductWords) -> CardFace:
        """What is in it, why it is here, and what may be said of the substance."""
        title = self.tr("What is in it")
        product, amounts = said.suggested.product, told.amounts
        contents = [
            f"{told.text(f'form.{form}.name')}: {amounts.amount(share)}"
            for form, share in product.blend
        ]
        contents += [
            f"{name.upper()}: {amounts.with_unit(mg, OTHERS)}" for name, mg in product.contains
        ]
        contents.append(self.tr("Vegan") if product.vegan else self.tr("Not vegan"))
        rows: list[Part] = [Paragraph(title, "title", bold=True), Paragraph(words.per_unit)]
        rows += [Beside(Icon("check", 1.2), Paragraph(each), "space.sm") for each in contents]
        rows += [Gap("space.xs"), Paragraph(self.tr("Why it is here"), "body", bold=True)]
        rows += [
            Beside(Icon(icon, 1.2), Paragraph(text, "small"), "space.sm")
            for icon, text in words.lines
        ]
        if said.suggested.claims and told.said.claims:
            rows += [Spring(), Hairline()]
            rows += [
                Beside(Icon("check", 1.1), Paragraph(each.text, "small"), "space.sm")
                for each in told.said.claims
            ]
            more = self.tr("“{tab}” says what goes with this.").format(tab=told.plain("statements"))
            rows.append(Paragraph(more, "small", colour="ink_soft"))
        return CardFace(Stack(rows, "space.xs"), "opened:contents", title)


def sum_gauge(told: OutcomeWords, said: ProductText | None = None) -> Part | None:
    """This product and other supplements against the most a day, where those are known.

    Without a product, the others alone; nothing where there are none.
    """
    other = other_intake(told.pack, told.advice)
    if other is None or not (other or said):
        return None
    most, daily = told.advice.ceiling, said.suggested.daily if said else 0
    text = sum_in_words(told.pack, told.language, most, other, daily)
    sums = [
        Sum(text.other, "accent", text.other_text),
        Sum(text.product, "brand", text.product_text),
    ]
    gauge = Gauge(sums, text.most, text.most_text, text.left_text)
    return Stack([Paragraph(text.title, bold=True), gauge], "space.xs")
