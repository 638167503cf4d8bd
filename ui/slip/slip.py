"""The slip on the screen: for staff a preview to print or save, for customers codes to take."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QLocale, QPointF, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from magapp.errors import InputError
from magapp.products import Product
from magapp.takehome.slip import Code, Slip, as_text
from magapp.visit.session import Session
from ui.frame.announce import announce
from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.frame.stack import ScreenStack
from ui.input.language import native_name
from ui.kit.base import Arranged, bleed, paint_shadow, painter_on, run
from ui.kit.button import Button
from ui.kit.cap import KeyedLabel
from ui.kit.chip import Chip
from ui.kit.deck import SMALLER, SMALLEST, STEPS, CardFace, PartCard
from ui.kit.parts import Part
from ui.kit.roles import Role, be_one_of_many
from ui.kit.scroll import Scroll
from ui.kit.spoken import SpokenItems
from ui.kit.surfaces import Banner
from ui.kit.wrap import WrapRow
from ui.look.theme import ThemeHub
from ui.outcome.code import captioned
from ui.outcome.outcome import GIVES
from ui.slip.paper import DPI, EDGE_MM, INCH_MM, PAPERS, paper_hub, pdf, picture, sheet
from ui.slip.printing import Printing
from ui.slip.sheet import SlipSheet

MOST_WORDS = 1.2
"""The words under a code are at most so much larger than the type of the theme."""

SHARES = {"text": 5.4, "calendar": 4.4, "handover": 2.2}
"""Widths of the codes where all stand beside each other."""

Place = tuple[float, float, float, float]
"""Left, top, width and height."""

Make = Callable[[str, str], Slip]
"""The slip of the moment for a chosen product (an EAN) in a language; for all products, and in the
language of the screen, where they are empty."""


class Pages(QWidget):
    """The pages as they come out of the printer, next to each other, as large as fits.

    A screen reader reads them item by item.
    """

    spoken_role = Role.Grouping

    def __init__(self, hub: ThemeHub) -> None:
        super().__init__()
        self.setObjectName("slip:pages")
        self._hub = hub
        self.sheet: SlipSheet | None = None
        """What is shown, laid out."""
        self._paper = "A5"
        self._pictures: dict[tuple[int, int], QPixmap] = {}
        self._items = SpokenItems(hub, self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_sheet(self, laid: SlipSheet | None, paper: str, title: str, language: str) -> None:
        """Show these pages, with a title for a screen reader; with None nothing is kept."""
        self.sheet, self._paper = laid, paper
        self._pictures.clear()
        self.setLocale(QLocale(language))
        self.setAccessibleName(title)
        self._items.show(laid.items() if laid is not None else [])
        self._place_items()
        self.update()

    def stops(self) -> list[QWidget]:
        """Where keys go, in the order in which it is read."""
        return [*self._items.all]

    def _places(self) -> list[QRectF]:
        """Where each page is, as large as fits; none where there is no room."""
        if self.sheet is None:
            return []
        theme = self._hub.theme
        count = len(self.sheet.pages)
        gap, edge = theme.px("space.lg"), bleed(theme)
        page_wide, page_high = PAPERS[self._paper]
        room_wide, room_high = self.width() - 2 * edge, self.height() - 2 * edge
        shape = page_wide / page_high
        across = min(room_high, (room_wide - gap * (count - 1)) / count / shape)
        down = min((room_high - gap * (count - 1)) / count, room_wide / shape)
        high = max(across, down)
        if high < 20:
            return []
        step_x, step_y = (high * shape + gap, 0.0) if across >= down else (0.0, high + gap)
        rect = QRectF(0, 0, high * shape, high)
        middle = QRectF(self.rect()).center()
        rect.moveCenter(middle - QPointF(step_x, step_y) * ((count - 1) / 2))
        return [rect.translated(step_x * page, step_y * page) for page in range(count)]

    def _place_items(self) -> None:
        """Lay the items over their words."""
        pages = self._places()
        if self.sheet is None or not pages:
            return
        dots = pages[0].width() / PAPERS[self._paper][0]
        scale, edge = dots * INCH_MM / DPI, QPointF(EDGE_MM, EDGE_MM) * dots
        rects = []
        for page, rect in self.sheet.item_places():
            corner = pages[page].topLeft() + edge + rect.topLeft() * scale
            rects.append(QRectF(corner, rect.size() * scale))
        self._items.place(rects)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: the items are elsewhere."""
        super().resizeEvent(event)
        self._place_items()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Every page with a soft shadow."""
        painter = painter_on(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page, rect in enumerate(self._places()):
            paint_shadow(painter, self._hub.theme, rect, 2)
            painter.drawPixmap(rect, self._picture(page, rect.width()), QRectF())
        painter.end()

    def _picture(self, page: int, wide: float) -> QPixmap:
        dots = round(wide * self.devicePixelRatioF())
        if (page, dots) not in self._pictures:
            assert self.sheet is not None
            image = picture(self.sheet, self._paper, page, dots)
            self._pictures[page, dots] = QPixmap.fromImage(image)
        return self._pictures[page, dots]


class CodeCards(Arranged):
    """The codes of a slip, each as large as its card with its words under it.

    That with the advice for a phone is the largest, then the calendar; in the foot, and no larger
    than it must be, that for our staff.
    """

    def __init__(self, hub: ThemeHub) -> None:
        super().__init__(hub)
        self._known: set[str] = set()
        self.cards = {name: PartCard(hub, parent=self) for name in ("text", "calendar", "handover")}

    def show_codes(self, codes: tuple[Code, ...]) -> None:
        """Show them."""
        known = {code.id: code for code in codes}
        self._known = {*known}
        for name, card in self.cards.items():
            card.setVisible(name in known)
            face = CardFace(Part(), f"code:{name}")
            if name in known:
                code = known[name]
                part = captioned(code.content, code.title)
                loud = "brand" if name == "text" else "line"
                face = CardFace(part, f"code:{name}", code.title, border=loud, pad="space.md")
            card.show_face(face)
        self.arrange()

    def arrange(self) -> None:
        """Find the largest type at which all codes have their room, and place the cards."""
        wide, high = self.width(), self.height()
        if wide < 50 or high < 50 or not self._known:
            return
        gap = self.hub.theme.px("space.lg") - 2 * bleed(self.hub.theme)
        row = self._in_a_row(self._known, wide, high, gap, SHARES)
        steps = [step for step in (*STEPS, *SMALLER) if step <= MOST_WORDS]
        around = [(step, self._around(wide, high, gap, step)) for step in steps]
        large = [each for each in around if each[0] >= 0.9 or high > wide]
        tried = [*large, *((step, row) for step in steps), *around]
        for step, places in tried:
            if places and all(self._fits(name, place, step) for name, place in places.items()):
                break
        else:
            step, places = SMALLEST, row
        for name, place in places.items():
            box = QRectF(*place)
            if self.mirrored:
                box.moveLeft(wide - box.right())
            self.cards[name].set_step(step)
            self.cards[name].setGeometry(box.toRect())

    def _fits(self, name: str, place: Place, step: float) -> bool:
        """Whether a code is as large as a reader needs it in its place, and its words whole."""
        card, (_, _, wide, high) = self.cards[name], place
        return card.natural() <= wide + 1 and card.needed(wide, step) <= high + 1

    def _around(self, wide: float, high: float, gap: float, step: float) -> dict[str, Place]:
        """The others beside the largest, below each other; on a tall screen in a row below it."""
        rest = [name for name in ("calendar", "handover") if name in self._known]
        if high > wide:
            row = self._in_a_row(rest, wide, 0.0, gap, {"calendar": 2.0, "handover": 1.0})
            below = max(self.cards[name].needed(row[name][2], step) for name in rest)
            top = high - below
            low = {name: (left, top, room, below) for name, (left, _, room, _) in row.items()}
            return {"text": (0, 0, wide, top - gap), **low}
        side = min(wide * 0.58, max(wide - gap - high * 0.8, wide * 0.5))
        room = wide - side - gap
        least = [self.cards[name].needed(room, step) for name in rest]
        spare = high - sum(least) - gap * (len(rest) - 1)
        heights = [each + (spare if number == 0 else 0.0) for number, each in enumerate(least)]
        return {"text": (0, 0, side, high), **_below(rest, heights, side + gap, room, gap)}

    def _in_a_row(
        self, names: Collection[str], wide: float, high: float, gap: float, shares: dict[str, float]
    ) -> dict[str, Place]:
        """Beside each other in the order of the cards, by their shares of the width."""
        ordered = [name for name in self.cards if name in names]
        whole = sum(shares[name] for name in ordered)
        room, left = wide - gap * (len(ordered) - 1), 0.0
        places = {}
        for name in ordered:
            each = room * shares[name] / whole
            places[name] = (left, 0.0, each, high)
            left += each + gap
        return places


def _below(
    names: Sequence[str], heights: Sequence[float], left: float, wide: float, gap: float
) -> dict[str, Place]:
    """Places below each other."""
    places, top = {}, 0.0
    for name, high in zip(names, heights, strict=True):
        places[name] = (left, top, wide, high)
        top += high + gap
    return places


class SlipScreen(Screen):
    """What both slip screens do: make a slip, print it, and say how that went. `closed` leaves."""

    closed = Signal()
    grave = True

    def __init__(self, setting: Setting, printing: Printing, name: str) -> None:
        super().__init__(setting, name)
        self.printing = printing
        self.slip: Slip | None = None
        self._make: Make | None = None
        self._state = ""
        """What the banner says of the printing: a key of `_said`, empty when it is not of that."""
        self._waiting = False
        """Whether the slip of this consultation is being printed."""
        hub = setting.hub
        self.banner = Banner(hub, "calm", name="slip:state", icon="printer")
        self.banner.hide()
        self.print_button = Button(
            hub, name="slip:print", variant="primary", icon="printer", role="frame"
        )
        self.print_button.clicked.connect(self.print)
        self.close_button = Button(
            hub,
            name="slip:close",
            variant="secondary",
            icon="arrow_left",
            mirrored=True,
            role="frame",
        )
        self.close_button.clicked.connect(self.closed)
        printing.printed.connect(self._printed)
        printing.failed.connect(self._failed)

    def open(self, make: Make, products: Sequence[Product]) -> None:
        """Show the slip that this makes, of these products; again after another language."""
        self._make = make
        self.offer(products)
        self._state = ""
        self.banner.hide()
        self.retranslate()

    def offer(self, products: Sequence[Product]) -> None:
        """Offer a slip for one of the products alone, where a screen does that."""

    def again(self) -> None:
        """Make the slip as it is wanted now."""
        if self._make is not None:
            self.slip = self._make(*self.wanted())
            self.fill(self.slip)

    def wanted(self) -> tuple[str, str]:
        """For which product, and in which language: see `Make`."""
        return "", ""

    def fill(self, slip: Slip) -> None:
        """Show a slip."""
        raise NotImplementedError

    def forget(self) -> None:
        """Keep nothing of the consultation."""
        self.slip = self._make = None
        self._waiting = False
        self._state = ""
        self.banner.hide()

    def print(self) -> None:
        """Print the slip, or try again."""
        if self.slip is None or not self.printing.possible or self.printing.busy:
            return
        self._waiting = True
        self._show_state("printing")
        self.print_button.setEnabled(False)
        self.printing.print(self.slip)

    def _printed(self, sure: bool) -> None:
        self._ended("printed" if sure else "sent")

    def _failed(self, trouble: str) -> None:
        self._ended(trouble)

    def _ended(self, state: str) -> None:
        self.print_button.setEnabled(True)
        if self._waiting:
            self._waiting = False
            self._show_state(state)

    def _show_state(self, state: str) -> None:
        self._state = state
        icons = {"printing": "printer", "sent": "printer", "printed": "check"}
        calm = state in icons
        self.banner.set_tone("calm" if calm else "warning", icons.get(state, "printer_alert"))
        self._say_state()
        self._show_banner()

    def _show_banner(self) -> None:
        """Show what the banner says, and say it to whoever does not see it."""
        self.banner.show()
        said = self.banner.accessibleName(), self.banner.accessibleDescription()
        announce(self.banner, *said, urgent=self.failed)

    def _say_state(self) -> None:
        said = {
            "printing": self.tr("The slip is being printed"),
            "printed": self.tr("The slip has been printed"),
            "sent": self.tr("The slip has been sent to the printer"),
            "address": self.tr("The address of the printer in the settings is not right."),
            "unreachable": self.tr("The printer does not answer. Is it on, and connected?"),
            "permission": self.tr("This computer may not use the printer."),
            "paper": self.tr("The printer has no paper."),
            "interrupted": self.tr("The printer stopped before the slip was ready."),
        }
        instead = self.instead() if self.failed else ""
        if self._state == "sent":
            instead = self.tr("Does nothing come out?") + " " + self.instead()
        self.banner.set_texts(said[self._state], instead)
        self.print_button.set_text(self.print_words())

    @property
    def failed(self) -> bool:
        """Whether the last try to print did not work."""
        return self._state not in ("", "printing", "printed", "sent")

    def press_key(self, key: str) -> bool:
        """A letter or digit was typed; whether it meant something here."""
        return False

    def print_words(self) -> str:
        """What is on the button that prints."""
        return self.tr("Try again") if self.failed else self.tr("Print")

    def instead(self) -> str:
        """What else can be done when the printer does not work."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Words of the buttons, and the slip in the language of the moment."""
        self.print_button.set_text(self.print_words())
        self.print_button.setVisible(self.printing.possible)
        if self._state:
            self._say_state()

    def first(self) -> QWidget | None:
        """The button that prints, where there is a printer."""
        return self.print_button if self.printing.possible else self.close_button


class CounterSlip(SlipScreen):
    """For staff: the pages, which product they are for, and where they go."""

    def __init__(self, setting: Setting, printing: Printing, session: Session) -> None:
        super().__init__(setting, printing, "page:slip")
        hub = setting.hub
        self._session = session
        session.listen(self._follow)
        self._paper_hub: ThemeHub | None = None
        self._products: tuple[Product, ...] = ()
        self._language = ""
        self.paper = printing.paper
        self.pages = Pages(hub)
        self.codes = CodeCards(hub)
        self.front = ScreenStack(self)
        self.front.addWidget(self.pages)
        self.front.addWidget(self.codes)
        self.choices = WrapRow(hub, name="slip:choices")
        self._chips: list[Chip] = []
        self.languages = WrapRow(hub, name="slip:languages")
        codes = setting.language.codes
        self._tongues = {
            code: Chip(hub, native_name(code), name=f"slip:language:{code}", one=True)
            for code in (codes if len(codes) > 1 else ())
        }
        for code, chip in self._tongues.items():
            chip.setLocale(QLocale(code))
            be_one_of_many(chip)
            chip.clicked.connect(partial(self.speak, code))
        self.languages.show_widgets(list(self._tongues.values()))
        self.tongue = KeyedLabel(hub, role="small", colour="ink_soft")
        self.save_button = Button(
            hub, name="slip:save", variant="secondary", icon="content_save", role="frame"
        )
        self.save_button.clicked.connect(self.save)
        self.codes_button = Button(
            hub, name="slip:codes", variant="secondary", icon="qrcode", role="frame"
        )
        self.codes_button.setCheckable(True)
        self.codes_button.clicked.connect(self.turn)
        inside = QWidget()
        self.choosing = QVBoxLayout(inside)
        self.choosing.setContentsMargins(0, 0, 0, 0)
        for widget in (
            self.tongue,
            self.languages,
            self.choices,
            self.print_button,
            self.banner,
            self.save_button,
            self.codes_button,
        ):
            self.choosing.addWidget(widget)
        self.choosing.addStretch(1)
        for widget in (self.tongue, self.languages):  # now that they are no windows of their own
            widget.setVisible(bool(self._tongues))
        self.side = QVBoxLayout()
        self.area = Scroll(inside, name="slip:side")
        self.area.verticalScrollBar().rangeChanged.connect(self._show_ways)
        self.side.addWidget(self.area, 1)
        self.side.addWidget(self.close_button)
        self.body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.body.addWidget(self.front, 5)
        self.body.addLayout(self.side, 2)
        self.column.addLayout(self.body, 1)
        self.restyle()
        self.retranslate()

    def press_key(self, key: str) -> bool:
        """A letter or digit was typed; whether it meant something here."""
        deeds = {"p": self.print, "s": self.save, "q": self.turn, "l": self.next_language}
        if key in deeds:
            deeds[key]()
        elif key.isdecimal() and int(key) < len(self._chips):
            self._chips[int(key)].click()
        else:
            return False
        return True

    def _show_ways(self) -> None:
        """What was said and, below it, what else can be done come into sight."""
        if self.banner.isVisible():
            for widget in (self.codes_button, self.banner):
                self.area.ensureWidgetVisible(widget, 0, 0)

    def wanted(self) -> tuple[str, str]:
        """For the product that is taken, in the customer's language."""
        return self._session.taken, self._language

    def speak(self, code: str, _: bool = False) -> None:
        """Make the slip in the customer's language, whatever the screen speaks."""
        self._language = code
        self._tick()
        self.again()

    def next_language(self) -> None:
        """The language after this one."""
        codes = list(self._tongues)
        if codes:
            now = self._language or self.setting.language.code
            self.speak(codes[(codes.index(now) + 1) % len(codes)])

    def offer(self, products: Sequence[Product]) -> None:
        """A chip for each product of which the customer may take one, and one for all."""
        self._products = tuple(products)
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = []
        self._session.take("")
        eans = ["", *(each.ean for each in products)] if len(products) > 1 else []
        self._chips = [
            Chip(self.setting.hub, name=f"slip:for:{ean or 'all'}", one=True) for ean in eans
        ]
        for chip, ean in zip(self._chips, eans, strict=True):
            be_one_of_many(chip)
            chip.clicked.connect(partial(self._choose, ean))
        self.choices.show_widgets(self._chips)

    def _choose(self, ean: str, _: bool = False) -> None:
        self._session.take(ean)
        self._tick()

    def _follow(self) -> None:
        """Make it for the product that is taken now, when that is another one."""
        if any(chip.isChecked() != self._is_for(chip) for chip in self._chips):
            self._tick()
            self.again()

    def _is_for(self, chip: Chip) -> bool:
        return chip.objectName() == f"slip:for:{self._session.taken or 'all'}"

    def _tick(self) -> None:
        for chip in self._chips:
            chip.setChecked(self._is_for(chip))
        spoken = (self._language or self.setting.language.code) if self._make else ""
        for code, chip in self._tongues.items():
            chip.setChecked(code == spoken)

    def fill(self, slip: Slip) -> None:
        """Lay the pages out."""
        if self._paper_hub is None:
            self._paper_hub = paper_hub(self.setting.hub.theme.brand or "")
        laid = sheet(self._paper_hub, slip, self.paper, self.printing.logo)
        self.pages.show_sheet(
            laid, self.paper, self.tr("The slip: {title}").format(title=slip.title), slip.language
        )
        self._order_tabs()
        self._say_help()
        self.codes.show_codes(slip.codes)

    def _order_tabs(self) -> None:
        """Tab goes through the pages first, then to what can be done with them."""
        choices = [*self._tongues.values(), *self._chips]
        keys = [self.print_button, self.save_button, self.codes_button, self.close_button]
        for before, after in pairwise([*self.pages.stops(), *choices, *keys]):
            QWidget.setTabOrder(before, after)

    def _say_help(self) -> None:
        said = []
        if not self.printing.possible:
            said.append(
                self.tr("No printer is set up. Save the slip, or let the customer scan the codes.")
            )
        if self.slip is not None and not self.slip.dated:
            said.append(self.tr("The clock of this computer is wrong: the slip has no dates."))
        self.help.setText(" ".join(said))

    def turn(self) -> None:
        """Show the codes for the customer's phone, or the pages again."""
        codes = self.front.currentWidget() is self.pages
        self.front.turn_to(self.codes if codes else self.pages)
        self.codes_button.setChecked(codes)

    def kept(self) -> Callable[[], None]:
        """For whom it is made, and whether the codes are shown."""
        make, products = self._make, self._products
        wanted, codes = self.wanted(), self.front.currentWidget() is self.codes

        def again() -> None:
            if self.slip is None and make is not None:
                self.open(make, products)
            if wanted != self.wanted():
                self._language = wanted[1]
                self._tick()
                self.again()
            if codes != (self.front.currentWidget() is self.codes):
                self.turn()

        return again

    def forget(self) -> None:
        """Keep nothing of the consultation."""
        super().forget()
        self.codes.show_codes(())
        self.front.turn_to(self.pages)
        self.codes_button.setChecked(False)
        self._language = ""
        for chip in self._tongues.values():
            chip.setChecked(False)
        self.pages.show_sheet(None, self.paper, "", "")
        self.offer(())

    def save(self) -> None:
        """Save it as a PDF, or as plain text where the name asks for that."""
        if self.slip is None:
            return
        from ui.frame.files import ask_save, write_whole

        language = self.setting.language.code
        path = ask_save(self, self.tr("Save the slip"), "magapp.pdf", "*.pdf;;*.txt", language)
        if path is None:
            return
        self._state = ""
        try:
            if path.suffix.lower() == ".txt":
                write_whole(path, as_text(self.slip))
            elif self.pages.sheet is not None:
                write_whole(path, pdf(self.pages.sheet, self.paper, self.slip.title))
        except InputError as error:
            self.banner.set_tone("warning", "alert_outline")
            self.banner.set_texts(error.told(language))
        else:
            self.banner.set_tone("calm", "check")
            self.banner.set_texts(self.tr("Saved as {name}").format(name=path.name))
        self._show_banner()

    def instead(self) -> str:
        """What else can be done when the printer does not work."""
        return self.tr("Save the slip as a file, or let the customer scan the codes.")

    def print_words(self) -> str:
        """With the key that does it."""
        return self.tr("Try again (P)") if self.failed else self.tr("Print (P)")

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if hasattr(self, "body"):
            theme = self.setting.hub.theme
            self.body.setSpacing(theme.px("space.xl"))
            for layout in (self.side, self.choosing):
                layout.setSpacing(theme.px("space.sm"))
            out = bleed(theme)
            self.tongue.setContentsMargins(out, 0, out, 0)
            margins = self.column.contentsMargins()
            margins.setBottom(theme.px("space.md"))
            self.column.setContentsMargins(margins)
            self.arrange()

    def arrange(self) -> None:
        """The buttons beside the pages, or below them."""
        run(self.body, down=self.tall)

    def retranslate(self) -> None:
        """Words of the screen."""
        super().retranslate()
        self.heading.setText(self.tr("The slip to take home"))
        self._say_help()
        self.tongue.set_keyed(self.tr("Language of the slip (L)"))
        self.save_button.set_text(self.tr("Save as PDF or text (S)"))
        self.codes_button.set_text(self.tr("Codes for a phone (Q)"))
        self.close_button.set_text(self.tr("Back to the advice (Esc)"))
        self._tick()
        names = [self.tr("All products"), *(each.name for each in self._products)]
        for number, chip in enumerate(self._chips):
            chip.set_text(f"{names[number]} ({number})")
        self.setAccessibleName(self.heading.text())
        self.again()


class TakeAway(SlipScreen):
    """For customers: what a phone can read here and now, and paper where there is a printer."""

    def __init__(self, setting: Setting, printing: Printing) -> None:
        super().__init__(setting, printing, "page:take")
        hub = setting.hub
        self.codes = CodeCards(hub)
        self._actions: list[Button] = []
        self.above = QHBoxLayout()
        self.above.addStretch(1)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.close_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.print_button)
        self.column.addWidget(self.codes, 1)
        self.column.addWidget(self.banner)
        self.column.addLayout(self.above)
        self.column.addLayout(self.foot)
        self.restyle()
        self.retranslate()

    def add_action(self, button: Button) -> None:
        """Put a further button in the row at the foot; it is the caller's."""
        self._actions.append(button)
        self.arrange()

    def arrange(self) -> None:
        """Further buttons stand beside the others; above them where there is no room for that."""
        buttons = [self.close_button, *self._actions, self.print_button]
        gap = self.setting.hub.theme.px("space.sm")
        needed = sum(each.sizeHint().width() + gap for each in buttons if not each.isHidden())
        if not self.tall:
            needed = round(needed * GIVES)
        row, other = self.foot, self.above
        if needed > self.width() - 2 * self.column.contentsMargins().left():
            row, other = other, row
        for place, button in enumerate(self._actions, row is self.foot):
            other.removeWidget(button)
            if row.indexOf(button) < 0:
                row.insertWidget(place, button)
        # The codes have the room first.
        self.help.setVisible(self.setting.hub.theme.text_scale < 1.5)

    def fill(self, slip: Slip) -> None:
        """Its codes."""
        self.codes.show_codes(slip.codes)

    def forget(self) -> None:
        """Keep nothing of the consultation."""
        super().forget()
        self.codes.show_codes(())
        self.print_button.setEnabled(not self.printing.busy)

    def _printed(self, sure: bool) -> None:
        """One slip a customer: paper is not for playing with."""
        theirs = self._waiting
        super()._printed(sure)
        self.print_button.setEnabled(not theirs)

    def instead(self) -> str:
        """What else can be done when the printer does not work."""
        return self.tr("Scan a code with your phone, or ask our staff.")

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        theme = self.setting.hub.theme
        margins = self.column.contentsMargins()
        margins.setBottom(theme.px("space.md") - bleed(theme))
        self.column.setContentsMargins(margins)
        if hasattr(self, "foot"):
            for row in (self.above, self.foot):
                row.setSpacing(theme.px("space.sm"))
            self.arrange()

    def retranslate(self) -> None:
        """Words of the screen."""
        super().retranslate()
        self.heading.setText(self.tr("Take it along"))
        self.help.setText(self.tr("Point your phone's camera at a code. No internet is needed."))
        self.close_button.set_text(self.tr("Back to the advice"))
        self.arrange()
        self.setAccessibleName(self.heading.text())
        self.again()
