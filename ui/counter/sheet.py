"""A sheet: the questions of one part of the conversation together on the screen, none of it cut.

The card that keys act on is always whole. Where there is not room for all, the others become
smaller, those farthest away first: without what is seldom needed, then one line, then gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from magapp.pack.model import Preset, Question
from magapp.rules import Value
from ui.counter.sheet_card import AWAY, LINE, SMALL, WHOLE, Card, open_card
from ui.counter.sheet_choice import row_height
from ui.kit.base import Control, bleed, mirror, paint_ring, paint_surface, painter_on
from ui.kit.text import Block, lay_out_shrunk, paint_block
from ui.theme import ThemeHub
from ui.wizard.page import Setting


class PresetButton(Control):
    """Several answers with one key: what the key is, and what it answers."""

    def __init__(self, hub: ThemeHub, preset: Preset, parent: QWidget) -> None:
        """Make the button."""
        super().__init__(hub, name=f"preset:{preset.id}", parent=parent)
        self.preset = preset
        self._title = self._line = ""

    def set_texts(self, title: str, line: str) -> None:
        """Set what it is called and what it answers."""
        self._title, self._line = title, line
        self.setAccessibleName(title.replace("\u00ad", ""))
        self.setAccessibleDescription(line.replace("\u00ad", ""))
        self.update()

    def _blocks(self, width: float) -> tuple[Block, Block, float]:
        theme = self.hub.theme
        cap = round(theme.px("type.body") * 1.7)
        room = width - 2 * bleed(theme) - cap - 2 * theme.px("space.lg") - theme.px("space.md")
        pixels, small = theme.px("type.body"), theme.px("type.small")
        title = lay_out_shrunk(
            self.hub, self._title, room, 1e6, pixels, pixels, bold=True, leading=1.2
        )
        line = lay_out_shrunk(self.hub, self._line, room, 1e6, small, small, leading=1.25)
        return title, line, cap

    def height_in(self, width: int) -> int:
        """Height in which both texts stand whole."""
        theme = self.hub.theme
        title, line, cap = self._blocks(width)
        text = round(max(cap, title.height + line.height))
        return text + 2 * theme.px("space.sm") + 2 * bleed(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the surface, the key and both texts."""
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = float(theme.px("radius.md"))
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        over = self.hovered or self.isDown()
        paint_surface(
            painter,
            body,
            radius,
            theme.colour("accent_soft"),
            theme.colour("accent_ink"),
            float(theme.px("stroke.normal" if over else "stroke.thin")),
        )
        title, line, side = self._blocks(self.width())
        ink = theme.colour("accent_ink")
        cap = QRectF(body.left() + theme.px("space.lg"), body.center().y() - side / 2, side, side)
        place = mirror(self, cap, body)
        paint_surface(painter, place, side * 0.26, theme.colour("surface"), ink, 1.0)
        painter.setFont(theme.font_px(round(side * 0.6), bold=True))
        painter.setPen(ink)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), self.preset.key.upper())
        left = cap.right() + theme.px("space.md")
        room = body.right() - theme.px("space.lg") - left
        top = body.center().y() - (title.height + line.height) / 2
        for block, at in ((title, top), (line, top + title.height)):
            text = QRectF(left, at, room, block.height)
            paint_block(painter, theme, block, mirror(self, text, body), ink)
        painter.end()


class Sheet(QWidget):
    """The cards of one section, and how they share the room."""

    answered = Signal(str, object, bool)
    """The question, its value (None: unanswered), and whether the answer is complete."""
    wanted = Signal(str)
    """A question is to be the one that keys act on."""
    preset = Signal(str)
    """All answers of a preset."""

    def __init__(
        self,
        setting: Setting,
        section: str,
        questions: Sequence[Question],
        presets: Sequence[Preset] = (),
    ) -> None:
        super().__init__()
        self.setting = setting
        self.setObjectName(f"sheet:{section}")
        self.section = section
        self.cards: dict[str, Card] = {}
        for question in questions:
            card = open_card(setting, question)
            card.setParent(self)
            card.hide()
            card.answered.connect(
                lambda value, complete, asks=question.id: self.answered.emit(asks, value, complete)
            )
            card.wanted.connect(lambda asks=question.id: self.wanted.emit(asks))
            card.grown.connect(self.arrange)
            self.cards[question.id] = card
        self.presets = [PresetButton(setting.hub, each, self) for each in presets]
        for button in self.presets:
            button.clicked.connect(lambda _=False, name=button.preset.id: self.preset.emit(name))
        self.active = ""
        setting.hub.changed.connect(self._restyle)
        self.retranslate()

    def retranslate(self) -> None:
        """Every word, anew."""
        self.setAccessibleName(self.setting.text(f"section.{self.section}.title"))
        for card in self.cards.values():
            card.retranslate()
        for button in self.presets:
            key = f"preset.{button.preset.id}"
            button.set_texts(self.setting.text(f"{key}.title"), self.setting.text(f"{key}.line"))
        self.arrange()

    def _restyle(self) -> None:
        for card in self.cards.values():
            card.restyle()
        self.arrange()

    def show_answers(self, asked: Sequence[str], drafts: Mapping[str, Value], active: str) -> None:
        """Show the questions that are asked, their answers, and which one keys act on."""
        other = drafts.get("who") == "other"
        before = (self.active, [card.asked for card in self.cards.values()])
        self.active = active
        for name, card in self.cards.items():
            card.asked = name in asked
            if card.asked:
                card.show_answer(drafts.get(name), other, name == active)
        here = [card for card in self.cards.values() if card.asked]
        at = next(number for number, card in enumerate(here) if card.active)
        for number, card in enumerate(here):
            card.set_nearby({-1: "PgUp", 1: "PgDn"}.get(number - at, ""))
        if before != (active, [card.asked for card in self.cards.values()]):
            self.arrange()

    def forget(self) -> None:
        """Keep nothing of any answer."""
        self.active = ""
        for card in self.cards.values():
            card.forget()

    # -- room -------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size."""
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another reading direction: everything changes sides."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            QTimer.singleShot(0, self, self.arrange)  # when all that is on it has heard as well

    def arrange(self) -> None:
        """Give every card its place: the active one whole, the others as there is room."""
        shown = [card for card in self.cards.values() if card.asked]
        width, height = self.width(), self.height()
        if not shown or not self.active or width < 50:
            return
        gap = self.setting.hub.theme.px("space.xs")
        tops = self._preset_heights(width)
        room = height - sum(tops) - gap * len(tops)
        row = self._row(width, room, gap)
        levels = self._levels(shown, width, room, row, gap)
        if tops and any(level < SMALL for level in levels):
            at = list(self.cards).index(self.active)
            if at:  # further on there is something better to do with the room
                tops, room = [], height
                row = self._row(width, room, gap)
                levels = self._levels(shown, width, room, row, gap)
        y = 0
        for button, high in zip(self.presets, tops or [0] * len(self.presets), strict=True):
            button.setVisible(bool(high))
            if high:
                button.setGeometry(0, y, width, high)
                y += high + gap
        for card, level in zip(shown, levels, strict=True):
            high = card.height_at(width, level, row)
            if level > LINE:
                high = min(high, height - self._rest(shown, levels, card, width, row, gap) - y)
            card.lay_out(QRect(0, y, width, high), level, row)
            if level != AWAY:
                y += high + gap
        for card in self.cards.values():
            if not card.asked:
                card.hide()

    def _rest(
        self, shown: list[Card], levels: list[int], card: Card, width: int, row: int, gap: int
    ) -> int:
        """Height that the cards after one take."""
        after = shown.index(card) + 1
        return sum(
            each.height_at(width, level, row) + gap
            for each, level in zip(shown[after:], levels[after:], strict=True)
            if level != AWAY
        )

    def _preset_heights(self, width: int) -> list[int]:
        return [button.height_in(width) for button in self.presets]

    def _row(self, width: int, room: int, gap: int) -> int:
        """Height of a row of options: larger where there is room for every card of the sheet.

        Cards that are not asked yet count too, so that nothing moves when they come.
        """
        least = row_height(self.setting.hub.theme)
        cards = list(self.cards.values())
        whole = sum(card.height_at(width, WHOLE, least) + gap for card in cards)
        rows = sum(card.rows(width) for card in cards)
        return least + max(0, min(round(least * 0.5), (room - whole) // max(1, rows)))

    def _levels(self, shown: list[Card], width: int, room: int, row: int, gap: int) -> list[int]:
        """How much of each card there is room for."""
        levels = [WHOLE] * len(shown)
        heights = [card.height_at(width, WHOLE, row) for card in shown]
        at = next((number for number, card in enumerate(shown) if card.active), 0)
        far = sorted(range(len(shown)), key=lambda each: (-abs(each - at), each > at))
        for level in (SMALL, LINE, AWAY):
            if level == AWAY:
                heights[at] = shown[at].least_height(width, row)
            for number in far:
                if sum(heights) + gap * (len(shown) - 1) <= room:
                    return levels
                if number != at:
                    levels[number] = level
                    heights[number] = shown[number].height_at(width, level, row)
        return levels
