"""Which product is for whom, and what the assortment lacks: what the core works out, in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from magapp.pack.model import Question
from magapp.products import Product
from magapp.proof.coverage import Coverage, UnmetWish
from ui.frame.setting import Setting
from ui.input.job import Job, beside
from ui.kit.base import bleed, run
from ui.kit.button import Button
from ui.kit.scroll import Scroll
from ui.kit.surfaces import Card, Pill
from ui.kit.text import FlowLabel
from ui.kit.wrap import WrapRow
from ui.look.theme import ThemeHub
from ui.office.labels import OfficeWords
from ui.office.look import Bar, TableView
from ui.office.model import Column, RowsModel
from ui.office.page import OfficePage
from ui.office.shop_products import ShopProducts


class Kinds(QWidget):
    """Kinds of customer under the question that they are options of, as small badges."""

    def __init__(self, setting: Setting, tone: str, icon: str) -> None:
        super().__init__()
        self.setting = setting
        self._tone, self._icon = tone, icon
        self._parts: list[QWidget] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def show_kinds(self, kinds: Sequence[str]) -> None:
        """Show these (`question:option`)."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        hub = self.setting.hub
        self.column.setSpacing(hub.theme.px("space.xs"))
        for question, options in grouped(self.setting, kinds):
            title = FlowLabel(
                hub,
                self.setting.text(f"question.{question.id}.title"),
                role="small",
                colour="ink_soft",
            )
            row = WrapRow(hub)
            row.show_widgets(
                [
                    Pill(
                        hub,
                        self.setting.text(f"option.{question.id}.{option}.title"),
                        tone=self._tone,  # type: ignore[arg-type]
                        icon=self._icon,
                    )
                    for option in options
                ]
            )
            for part in (title, row):
                self.column.addWidget(part)
                self._parts.append(part)


def grouped(setting: Setting, kinds: Sequence[str]) -> list[tuple[Question, list[str]]]:
    """The kinds of customer by question, in the order of the pack."""
    found: dict[str, list[str]] = {}
    for kind in kinds:
        question, _, option = kind.partition(":")
        found.setdefault(question, []).append(option)
    return [
        (question, found[question.id])
        for question in setting.pack.questions
        if question.id in found
    ]


class Working(QWidget):
    """A moment, please: this is worked out over every possible customer."""

    def __init__(self, hub: ThemeHub) -> None:
        super().__init__()
        self.text = FlowLabel(hub, role="body", colour="ink_soft")
        self.bar = Bar(hub, name="whom:working")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(hub.theme.px("space.md"))
        column.addWidget(self.text)
        column.addWidget(self.bar)

    def say(self, text: str) -> None:
        """Set the words."""
        self.text.setText(text)
        self.bar.setAccessibleName(text)


class Asking(QWidget):
    """What both views share: working it out beside the screen, once for each state of the shelf."""

    def __init__(self) -> None:
        super().__init__()
        self.job: Job | None = None
        self.goods: ShopProducts | None = None

    def ask(self, goods: ShopProducts) -> Coverage | None:
        """The coverage when it is known; else it is worked out, and `answered` is called."""
        self.goods = goods
        if goods.covered is not None:
            return goods.covered
        if self.job is None:
            self.job = beside(self, goods.coverage, self._done, self._failed)
        return None

    def _done(self, _: object) -> None:
        self.job = None
        self.answered()

    def _failed(self, error: object) -> None:
        self.job = None
        if isinstance(error, Exception):
            raise error

    def answered(self) -> None:
        """It is known now."""


class ForWhom(Asking):
    """For whom one product is, in the panel beside the table."""

    back_asked = Signal()

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__()
        self.setting, self.words, self.hub = setting, words, setting.hub
        hub = setting.hub
        self.product: Product | None = None
        self.title = FlowLabel(hub, name="whom:title", role="title", bold=True)
        self.name = FlowLabel(hub, role="small", colour="ink_soft")
        self.working = Working(hub)
        self.verdict = FlowLabel(hub, name="whom:verdict", role="body", bold=True)
        self.gets_title = FlowLabel(hub, role="body", bold=True, colour="brand_strong")
        self.gets = Kinds(setting, "brand", "check")
        self.never_title = FlowLabel(hub, role="body", bold=True, colour="ink_soft")
        self.never = Kinds(setting, "neutral", "")
        content = QWidget()
        self.inner = QVBoxLayout(content)
        self.inner.setContentsMargins(0, 0, 0, 0)
        for widget in (
            self.working, self.verdict, self.gets_title, self.gets, self.never_title, self.never,
        ):  # fmt: skip
            self.inner.addWidget(widget)
        self.inner.addStretch(1)
        self.area = Scroll(content, name="whom:scroll")
        self.close_key = Button(hub, name="whom:back", icon="arrow_left", mirrored=True)
        self.close_key.clicked.connect(self.back_asked)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.title)
        self.column.addWidget(self.name)
        self.column.addWidget(self.area, 1)
        self.column.addWidget(self.close_key)
        hub.changed.connect(self.restyle)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """The theme changed."""
        theme = self.hub.theme
        self.column.setSpacing(theme.px("space.sm"))
        self.inner.setSpacing(theme.px("space.sm"))

    def retranslate(self) -> None:
        """Everything in the language of the moment."""
        self.title.setText(self.tr("Who gets this?"))
        self.gets_title.setText(self.tr("Can get it, among the best three"))
        self.never_title.setText(self.tr("Never get it; other products are shown to them"))
        self.working.say(self.tr("Going through every possible customer. One moment…"))
        self.close_key.set_text(self.tr("Back to the product"))
        self._say()

    def show_product(self, product: Product, goods: ShopProducts) -> None:
        """Show for whom this is."""
        self.product = product
        self.ask(goods)
        self._say()
        self.area.verticalScrollBar().setValue(0)

    def answered(self) -> None:
        """It is known now."""
        self._say()

    def _say(self) -> None:
        if self.product is None or self.goods is None:
            return
        product = self.product
        self.name.setText(product.name)
        known = self.goods.covered
        whom = None
        if known is not None:
            whom = next((each for each in known.products if each.ean == product.ean), None)
        self.working.setVisible(known is None)
        for widget in (self.gets_title, self.gets):
            widget.setVisible(whom is not None and bool(whom.gets))
        for widget in (self.never_title, self.never):
            widget.setVisible(whom is not None and bool(whom.never) and bool(whom.gets))
        self.verdict.setVisible(whom is not None)
        if whom is None:
            return
        if not whom.gets:
            if product.stock <= 0:
                self.verdict.setText(self.tr("Nobody gets it as long as it is out of stock."))
            else:
                self.verdict.setText(
                    self.tr("Nobody gets it: other products always come before it, or fit better.")
                )
        elif whom.never:
            self.verdict.setText(self.tr("Some customers get this product."))
        else:
            self.verdict.setText(self.tr("Every kind of customer can get this product."))
        self.gets.show_kinds(whom.gets)
        self.never.show_kinds(whom.never)


class GapsPage(OfficePage):
    """What the assortment lacks: wishes that nothing meets, and products that nobody gets."""

    show_product = Signal(str)

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words, "gaps")
        hub = setting.hub
        self.asking = _GapsAsking(self)
        self.working = Working(hub)
        self.titles_of: list[FlowLabel] = []
        self.bodies: list[QVBoxLayout] = []
        self._parts: list[QWidget] = []
        self.cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.holder = QWidget()
        self.holder.setLayout(self.cards)
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.idle: RowsModel[Product] = RowsModel(
            [
                Column("name", lambda each: each.name, lambda each: each.name.casefold()),
                Column("why", self._why, self._why),
            ],
            self,
        )
        self.idle_table = TableView(
            hub, self.idle, {"name": 0.0, "why": 12.0}, name="gaps:products"
        )
        self.idle_table.selectionModel().selectionChanged.connect(self._idle_chosen)
        self.idle_none = FlowLabel(hub, role="body")
        for name, share in (("missing", 4), ("idle", 6), ("closed", 4)):
            card = Card(hub, name=f"gaps:{name}")
            title = FlowLabel(hub, role="title", bold=True)
            inside = QVBoxLayout(card)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(hub.theme.px("space.md"))
            inside.addWidget(title)
            if name == "idle":
                inside.addWidget(self.idle_none)
                inside.addWidget(self.idle_table, 1)
            else:
                content = QWidget()
                body = QVBoxLayout(content)
                body.setContentsMargins(0, 0, 0, 0)
                inside.addWidget(Scroll(content, name=f"gaps:{name}:scroll"), 1)
                self.bodies.append(body)
            self.titles_of.append(title)
            self.cards.addWidget(card, share)
        self.column.addWidget(self.working)
        self.column.addWidget(self.holder, 1)
        self.column.addStretch(0)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if hasattr(self, "bodies"):
            theme = self.hub.theme
            self.cards.setSpacing(theme.px("space.md") - 2 * bleed(theme))
            for body in self.bodies:
                body.setSpacing(theme.px("space.sm"))

    def turn(self) -> None:
        """Cards below each other on a tall screen."""
        super().turn()
        if hasattr(self, "cards"):
            run(self.cards, down=self.tall)

    def retranslate(self) -> None:
        """Words of the page."""
        self.heading.setText(self.tr("Gaps in the assortment"))
        super().retranslate()
        self.working.say(self.tr("Going through every possible customer. One moment…"))
        for title, text in zip(
            self.titles_of,
            (
                self.tr("Wishes that nothing meets"),
                self.tr("Products that nobody gets"),
                self.tr("Always a talk first, never a product"),
            ),
            strict=True,
        ):
            title.setText(text)
        self.idle_none.setText(self.tr("None: every product is among the best three for somebody."))
        self.idle.set_titles([self.words.column("name"), self.tr("Why")])
        self.idle_table.setAccessibleName(self.tr("Products that nobody gets"))
        self.say()

    def show_goods(self, goods: ShopProducts) -> None:
        """Work it out, or show what is known."""
        self.asking.ask(goods)
        self.say()

    def say(self) -> None:
        """Show what is known."""
        goods = self.asking.goods
        known = goods.covered if goods is not None else None
        self.working.setVisible(known is None)
        self.holder.setVisible(known is not None)
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        for body in self.bodies:
            while body.count():
                body.takeAt(0)
        if known is None or goods is None:
            return
        self._missing(self.bodies[0], known)
        self._say_idle(known, goods)
        self._closed(self.bodies[1], known)
        for body in self.bodies:
            body.addStretch(1)

    def _put(self, body: QVBoxLayout, widget: QWidget) -> None:
        body.addWidget(widget)
        self._parts.append(widget)

    def _missing(self, body: QVBoxLayout, known: Coverage) -> None:
        gaps = known.widest_gaps
        if not gaps:
            text = self.tr("None: whatever a customer can wish for, something in stock fits.")
            self._put(body, FlowLabel(self.hub, text, role="body"))
        for gap in gaps:
            self._put(body, self._gap(gap))

    def _gap(self, gap: UnmetWish) -> QWidget:
        words = self.words
        wish = [words.form(gap.form)]
        if gap.dosage_form:
            wish.append(words.dosage(gap.dosage_form).lower())
        if gap.vegan:
            roles = self.setting.pack.roles
            key = f"option.{roles['wishes']}.{roles['vegan']}.title"
            wish.append(self.setting.text(key).lower())
        said = self.tr("All sold out: {wish}") if gap.sold_out else self.tr("Not there: {wish}")
        return FlowLabel(self.hub, said.format(wish=", ".join(wish)), role="body")

    def _say_idle(self, known: Coverage, goods: ShopProducts) -> None:
        found = (goods.get(each.ean) for each in known.products if not each.gets)
        idle = [product for product in found if product is not None]
        self.idle.set_rows(idle)
        self.idle_none.setVisible(not idle)
        self.idle_table.setVisible(bool(idle))

    def _why(self, product: Product) -> str:
        if product.stock <= 0:
            return self.setting.text("exclusion.out_of_stock.text")
        return self.tr("Others come before it")

    def _idle_chosen(self) -> None:
        chosen = self.idle_table.selectionModel().selectedRows()
        if chosen:
            ean = self.idle.rows[chosen[0].row()].ean
            self.idle_table.clearSelection()
            self.show_product.emit(ean)

    def _closed(self, body: QVBoxLayout, known: Coverage) -> None:
        if not known.closed:
            self._put(body, FlowLabel(self.hub, self.tr("None."), role="body"))
            return
        kinds = Kinds(self.setting, "neutral", "")
        kinds.show_kinds(known.closed)
        self._put(body, kinds)


class _GapsAsking(Asking):
    """Works it out for the page."""

    def __init__(self, page: GapsPage) -> None:
        super().__init__()
        self.setParent(page)
        self.hide()
        self._page = page

    def answered(self) -> None:
        """It is known now."""
        self._page.say()
