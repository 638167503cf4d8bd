"""How the shop's colour and look come out: a welcome, a card and a slip, as they really are."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from magapp.assistant import Assistant
from magapp.machine.clock import today
from magapp.pack import load_cases
from magapp.resources import own_pack_folder
from magapp.rules import Advice
from magapp.settings import Settings
from magapp.shelf.shelf import Shelf
from magapp.shelf.suggest import Suggestion
from magapp.takehome.slip import Slip, make_slip
from ui.frame.emblem import Hero
from ui.frame.setting import Setting
from ui.kit.base import bleed, mirror, paint_shadow, painter_on
from ui.kit.button import Button
from ui.kit.roles import Role
from ui.kit.text import FlowLabel, lay_out_shrunk, paint_block
from ui.look.theme import ThemeHub, contrast
from ui.outcome.outcome import OutcomeScreen
from ui.slip.paper import paper_hub, picture, sheet
from ui.slip.sheet import SlipSheet

WELCOME, CARD = QSize(960, 460), QSize(620, 700)
"""The size in which they are made; they are shown smaller."""
READABLE = 4.5
"""The least contrast of a text that everybody can read (WCAG 2.2, 1.4.3)."""


class Sample:
    """An advice that suggests something, with a demo product: what a look is shown with."""

    def __init__(self, assistant: Assistant) -> None:
        self.pack = assistant.pack
        self.advice: Advice | None = None
        self.suggestion = Suggestion()
        shelf = Shelf(assistant.pack, assistant.stockroom.begins_with())
        for case in load_cases(own_pack_folder()):
            advice = assistant.rules.advise(case.answers, "kiosk")
            found = shelf.suggest(advice) if advice.suggests else Suggestion()
            if found.products:
                self.advice, self.suggestion = advice, Suggestion(found.products[:1])
                return

    def slip(self, language: str, shop: str) -> Slip | None:
        """Its slip."""
        if self.advice is None:
            return None
        return make_slip(self.pack, self.advice, self.suggestion, language, today(), shop)


class Welcome(QWidget):
    """What stands on a first screen: the shop's name, a headline and the button that begins."""

    def __init__(self, hub: ThemeHub) -> None:
        super().__init__()
        self.shop = FlowLabel(hub, role="title", bold=True, colour="brand")
        self.button = Button(
            hub, variant="primary", icon="arrow_right", icon_side="end", mirrored=True
        )
        self.hero = Hero(hub, self.button)
        column = QVBoxLayout(self)
        column.addWidget(self.shop)
        column.addWidget(self.hero, 1)


class LiveLook(QWidget):
    """The three beside each other, and below them in words whether the colour can be read."""

    spoken_role = Role.Graphic

    def __init__(self, setting: Setting, assistant: Assistant) -> None:
        super().__init__()
        self.setObjectName("look")
        self.setting, self.assistant = setting, assistant
        self._hub = ThemeHub(density="kiosk", motion=False, window=QSize(1366, 768), parent=self)
        self._paper = paper_hub()
        self._paper.setParent(self)
        self._laid: tuple[tuple[str, ...], SlipSheet] | None = None
        self._sample: Sample | None = None
        self._shown: tuple[Settings, str] | None = None
        self._pictures: list[tuple[str, QPixmap]] = []
        self.welcome = Welcome(self._hub)
        self.outcome = OutcomeScreen(self._hub, assistant.pack, "kiosk", bare=True)
        for widget in (self.welcome, self.outcome):
            widget.setParent(self)
            widget.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        setting.hub.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Room for the three."""
        theme = self.setting.hub.theme
        return QSize(theme.px(460), theme.px(420))

    def minimumSizeHint(self) -> QSize:
        """Where they can still be made out."""
        theme = self.setting.hub.theme
        return QSize(theme.px(300), theme.px(240))

    def renew(self) -> None:
        """Make it anew the next time: a picture in a file is another one."""
        self._shown = self._laid = None

    def show_look(self, settings: Settings) -> None:
        """Show how it comes out with these settings."""
        language = self.setting.language.code
        if self._shown == (settings, language):
            return
        self._shown = settings, language
        if self._sample is None:
            self._sample = Sample(self.assistant)
        self._hub.update(name=settings.theme, brand=settings.brand)
        self._pictures = [
            (self.tr("Welcome"), self._welcome(settings)),
            (self.tr("Card"), self._card(language)),
            (self.tr("Slip"), self._slip(settings, language)),
        ]
        names = ", ".join(name for name, _ in self._pictures)
        named = self.tr("How it comes out")  # a call within an f-string is not found by lupdate
        self.setAccessibleName(f"{named}: {names}")
        self.setAccessibleDescription(self.in_words(settings))
        self.update()

    def in_words(self, settings: Settings) -> str:
        """Whether the shop's colour can be read, in a sentence."""
        if not settings.brand:
            return self.tr("The program's own colour.")
        theme = self._hub.theme
        amounts = self.setting.amounts
        given = contrast(QColor(settings.brand), theme.colour("paper"))
        used = theme.colour("brand")
        ratio = amounts.number(round(given, 1))
        if used == QColor(settings.brand):
            said = self.tr("This colour reads well: contrast {ratio} : 1, and {least} is enough.")
            return said.format(ratio=ratio, least=amounts.number(READABLE))
        said = self.tr(
            "This colour is hard to read (contrast {ratio} : 1). {shade} is used in its place."
        )
        return said.format(ratio=ratio, shade=used.name())

    def _welcome(self, settings: Settings) -> QPixmap:
        self.welcome.shop.setText(settings.shop_name or "Magapp")
        self.welcome.button.set_text(self.tr("Begin"))
        self.welcome.hero.set_texts(self.tr("Welcome"), self.tr("A few questions, then advice."))
        return self._taken(self.welcome, WELCOME)

    def _card(self, language: str) -> QPixmap:
        sample = self._sample
        if sample is None or sample.advice is None:
            return QPixmap()
        self.outcome.show_outcome(sample.advice, sample.suggestion, language)
        return self._taken(self.outcome, CARD)

    def _slip(self, settings: Settings, language: str) -> QPixmap:
        """Laid out anew for other words alone; its codes are too small to be seen here."""
        key = language, settings.shop_name, settings.logo
        if self._laid is None or self._laid[0] != key:
            slip = self._sample.slip(language, settings.shop_name) if self._sample else None
            if slip is None:
                return QPixmap()
            plain = msgspec.structs.replace(slip, codes=())
            self._laid = key, sheet(self._paper, plain, "A5", settings.logo)
        self._paper.update(brand=settings.brand)
        return QPixmap.fromImage(picture(self._laid[1], "A5", 0, 560))

    def _taken(self, widget: QWidget, size: QSize) -> QPixmap:
        """A picture of a widget that nobody sees."""
        made = QPixmap(size)
        made.fill(self._hub.theme.colour("paper"))
        widget.setParent(None)
        widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        widget.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        widget.resize(size)
        widget.show()
        painter = QPainter(made)
        widget.render(painter, QPoint(), renderFlags=QWidget.RenderFlag.DrawChildren)
        painter.end()
        widget.hide()
        widget.setParent(self)
        return made

    def _rooms(self) -> list[QRectF]:
        """Where the three stand: the welcome above, card and slip below it; or all in a row."""
        theme = self.setting.hub.theme
        gap = float(theme.px("space.md"))
        edge = float(bleed(theme))
        whole = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        if whole.width() > 2.2 * whole.height():
            wide = (whole.width() - 2 * gap) / 4
            at, rooms = whole.left(), []
            for share in (2, 1, 1):
                rooms.append(QRectF(at, whole.top(), share * wide, whole.height()))
                at += share * wide + gap
            return rooms
        high = min(whole.height() * 0.42, whole.width() * WELCOME.height() / WELCOME.width())
        first = QRectF(whole.left(), whole.top(), whole.width(), high)
        below = whole.adjusted(0, high + gap, 0, 0)
        half = (below.width() - gap) / 2
        left = QRectF(below.left(), below.top(), half, below.height())
        return [first, left, left.translated(half + gap, 0)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each below its name."""
        theme = self.setting.hub.theme
        painter = painter_on(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        small = theme.px("type.small")
        for room, (name, made) in zip(self._rooms(), self._pictures, strict=False):
            title = lay_out_shrunk(
                self.setting.hub, name, room.width(), small * 2.0, small, small, bold=True
            )
            place = mirror(self, room, QRectF(self.rect()))
            paint_block(painter, theme, title, place, theme.colour("ink_soft"))
            place.setTop(place.top() + title.height + theme.px("space.xs"))
            if made.isNull():
                continue
            size = made.size().scaled(place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            body = QRectF(place.left(), place.top(), size.width(), size.height())
            paint_shadow(painter, theme, body, 2)
            painter.drawPixmap(body, made, QRectF(made.rect()))
            painter.setPen(theme.colour("line"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(body)
        painter.end()
