"""A row of tabs, one of them chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.kit.base import Arranged, Control, bleed, mirror, paint_ring, paint_surface
from ui.kit.roles import Role
from ui.kit.text import Block, lay_out, lay_out_shrunk, paint_block
from ui.look.theme import ThemeHub


class Tab(Control):
    """One tab: an icon, a word, and how many things wait behind it."""

    spoken_role = Role.PageTab

    def __init__(self, hub: ThemeHub, name: str, icon: str, parent: QWidget) -> None:
        super().__init__(hub, name=f"tab:{name}", parent=parent)
        self.key = name
        self._icon = icon
        self._word = self._number = ""
        self._count = 0
        self._pixels = 0
        self._with_icon = True
        self.setCheckable(True)

    def set_with_icon(self, with_icon: bool) -> None:
        """Show the icon, or leave its room to the word."""
        self._with_icon = with_icon
        self.update()

    def set_text(self, text: str, count: int = 0) -> None:
        """The word, and a number to show after it when not zero."""
        self._word, self._count = text, count
        self.set_number(self._number)

    def set_number(self, number: str) -> None:
        """The digit that turns to it, before the word; empty where there are no keys."""
        self._number = number
        self.setText(f"{number}\u2002{self._word}" if number else self._word)
        said = f"{number} {self._word}".strip()
        self.setAccessibleName(f"{said} ({self._count})" if self._count else said)
        self.update()

    def wide(self, icon: bool = True) -> float:
        """Width on one line."""
        theme = self.hub.theme
        pixels = theme.px("type.frame")
        block = lay_out(self.hub, self.text(), 1e6, pixels, bold=True)
        width = (block.width if block else 0.0) + 2 * theme.px("space.lg")
        if icon:
            width += pixels * 1.7
        if self._count:
            width += pixels * 1.7
        return width

    def _fit(self, width: float, most: int) -> tuple[Block, float, float, float]:
        """The word laid out, and the widths of icon, number and gaps beside it."""
        theme = self.hub.theme
        pixels = theme.px("type.frame")
        icon = pixels * 1.3 if self._with_icon else 0.0
        badge = pixels * 1.35 if self._count else 0.0
        gaps = (pixels * 0.4 if icon else 0) + (pixels * 0.35 if badge else 0)
        room = max(1.0, width - theme.px("space.md") - icon - badge - gaps)
        high = self.height() - 2 * bleed(theme) - theme.px(8)
        floor = round(pixels * 0.5)
        block = lay_out_shrunk(
            self.hub, self.text(), room, high, most, min(most, floor), bold=True, leading=1.05
        )
        return block, icon, badge, gaps

    def largest(self) -> int:
        """The largest type that fits."""
        width = self.width() - 2 * bleed(self.hub.theme)
        return self._fit(width, self.hub.theme.px("type.frame"))[0].pixels

    def set_pixels(self, pixels: int) -> None:
        """Use this size of type, so that all tabs have the same."""
        self._pixels = pixels
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chosen tab is a raised surface with a bar below its word."""
        theme = self.hub.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = float(theme.px("radius.md")) - theme.px(4)
        on = self.isChecked()
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        if on:
            paint_surface(painter, body, radius, theme.colour("brand"))
        elif self.hovered or self.isDown():
            paint_surface(painter, body, radius, theme.colour("brand_soft"))
        ink = theme.colour("on_brand" if on else "brand_strong")
        pixels = theme.px("type.frame")
        block, icon, badge, gaps = self._fit(body.width(), self._pixels or pixels)
        left = body.left() + (body.width() - block.width - icon - badge - gaps) / 2
        middle = body.center().y()
        if icon:
            box = QRectF(left, middle - icon / 2, icon, icon)
            theme.paint_icon(painter, self._icon, mirror(self, box, body), ink)
            left += icon + pixels * 0.4
        text = QRectF(left, middle - block.height / 2, block.width, block.height)
        paint_block(painter, theme, block, mirror(self, text, body), ink, "centre")
        if badge:
            box = QRectF(left + block.width + pixels * 0.35, middle - badge / 2, badge, badge)
            box = mirror(self, box, body)
            ground = theme.colour("on_brand" if on else "accent")
            paint_surface(painter, box, badge / 2, ground)
            figure = lay_out_shrunk(
                self.hub, str(self._count), badge, badge, round(pixels * 0.8), 6, bold=True
            )
            box.setTop(middle - figure.height / 2)
            number = theme.colour("brand" if on else "on_accent")
            paint_block(painter, theme, figure, box, number, "centre")
        if on:
            bar = QRectF(0, 0, block.width, max(2.0, theme.px(3)))
            bar.moveCenter(QRectF(mirror(self, text, body)).center())
            bar.moveBottom(body.bottom() - theme.px(6))
            paint_surface(painter, bar, bar.height() / 2, ink)
        painter.end()


class Tabs(Arranged):
    """A row of tabs, one of them chosen; arrow keys go from one to the next."""

    chosen = Signal(str)

    spoken_role = Role.PageTabList

    def __init__(
        self, hub: ThemeHub, tabs: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """`tabs` are (key, icon)."""
        super().__init__(hub, parent)
        self.tabs = {key: Tab(hub, key, icon, self) for key, icon in tabs}
        self._current = tabs[0][0]
        for key, tab in self.tabs.items():
            tab.clicked.connect(lambda _=False, key=key: self.choose(key))
        self._mark()

    @property
    def current(self) -> str:
        """The key of the chosen tab."""
        return self._current

    def choose(self, key: str) -> None:
        """Choose a tab and say so."""
        self._current = key
        self._mark()
        self.chosen.emit(key)

    def _mark(self) -> None:
        for key, tab in self.tabs.items():
            tab.setChecked(key == self._current)
            one = key == self._current
            tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one else Qt.FocusPolicy.ClickFocus)

    def set_shown(self, keys: Sequence[str], *, numbered: bool = False) -> None:
        """Show only these tabs, with the digits that turn to them where there is a keyboard."""
        for key, tab in self.tabs.items():
            tab.setVisible(key in keys)
            tab.set_number(str(keys.index(key) + 1) if numbered and key in keys else "")
        self.arrange()

    def press(self, number: int) -> bool:
        """Choose the tab with this number, from 1; whether there is one."""
        tabs = self._shown()
        if not 1 <= number <= len(tabs):
            return False
        self.choose(tabs[number - 1].key)
        return True

    def _shown(self) -> list[Tab]:
        return [tab for tab in self.tabs.values() if not tab.isHidden()]

    def sizeHint(self) -> QSize:
        """All words on one line, with their icons."""
        theme = self.hub.theme
        out = 2 * bleed(theme)
        high = max(theme.px("target"), round(theme.px("type.frame") * 2.2)) + out + 2 * theme.px(4)
        return QSize(self._wide(icons=True), high)

    def minimumSizeHint(self) -> QSize:
        """As high as a finger needs it, whatever stands below."""
        return QSize(0, self.sizeHint().height())

    def least(self) -> int:
        """Width of all words on one line, without icons."""
        return self._wide(icons=False)

    def _wide(self, icons: bool) -> int:
        theme = self.hub.theme
        inner = sum(tab.wide(icons) + theme.px(6) for tab in self._shown())
        return round(inner) + 2 * bleed(theme) + 2 * theme.px(4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbour."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        if self.mirrored:
            step = -step
        keys = [tab.key for tab in self._shown()]
        at = (keys.index(self._current) + step) % len(keys)
        self.choose(keys[at])
        self.tabs[keys[at]].setFocus(Qt.FocusReason.TabFocusReason)

    def arrange(self) -> None:
        """Tabs next to each other, widths by their words."""
        tabs = self._shown()
        if not tabs:
            return
        theme = self.hub.theme
        out = bleed(theme)
        pad = theme.px(4)
        room = self.width() - 2 * pad
        icons = sum(tab.wide() for tab in tabs) <= room
        wides = [tab.wide(icons) for tab in tabs]
        share = (room - 2 * out) / max(1.0, sum(wides))
        left = float(out + pad)
        for tab, natural in zip(tabs, wides, strict=True):
            wide = natural * share
            at = self.width() - left - wide if self.mirrored else left
            begin, end = round(at) - out, round(at + wide) + out  # where one ends the next begins
            tab.setGeometry(begin, pad, end - begin, self.height() - 2 * pad)
            tab.set_with_icon(icons)
            left += wide
        pixels = min(tab.largest() for tab in tabs)
        for tab in tabs:
            tab.set_pixels(pixels)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The trough the tabs lie in."""
        theme = self.hub.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = float(theme.px("radius.md"))
        line = float(theme.px("stroke.thin"))
        paint_surface(
            painter, body, radius, theme.colour("surface_sunken"), theme.colour("line"), line
        )
        painter.end()
