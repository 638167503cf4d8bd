"""A sheet: the questions of one part of the conversation together on the screen, none of it cut.

The card that keys act on is always whole. Where there is not room for all, the others become
smaller, those farthest away first: without what is seldom needed, then one line, then gone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from magapp.pack.model import Preset, Question
from magapp.rules import Value
from ui.counter.sheet_amounts import NumberCard, PortionsCard
from ui.counter.sheet_card import AWAY, LINE, SMALL, WHOLE, QuestionCard
from ui.counter.sheet_choice import Scale, row_height
from ui.counter.sheet_options import ChoiceCard
from ui.frame.setting import Setting
from ui.kit.base import Control, bleed, mirror, paint_ring, paint_surface, painter_on
from ui.kit.roles import Role
from ui.kit.text import Block, lay_out_shrunk, paint_block
from ui.look.theme import ThemeHub

SCALES = (
    (1.35, True),
    (1.2, True),
    (1.1, True),
    (1.0, True),
    (1.35, False),
    (1.25, False),
    (1.15, False),
    (1.08, False),
    (1.0, False),
)
"""Sizes of type, and whether options show icon and line, from the largest on."""
MOST_TEXT = 2.2
"""Large text grows no further than this."""
AT_ONCE = 3
"""So many cards and scales are measured before the next key may be heard."""
FULL = 0.82
"""A sheet less full than this share has its options on more rows."""


def _lookup(setting: Setting, question: Question) -> QuestionCard:
    from ui.counter.sheet_medicines import MedicinesCard

    return MedicinesCard(setting, question)


def _moments(setting: Setting, question: Question) -> QuestionCard:
    from ui.counter.sheet_moments import MomentsCard

    return MomentsCard(setting, question)


_CARDS: dict[str, Callable[[Setting, Question], QuestionCard]] = {
    "one": ChoiceCard,
    "many": ChoiceCard,
    "number": NumberCard,
    "portions": PortionsCard,
    "lookup": _lookup,
    "moments": _moments,
}
"""The card for each kind of question; the last two are imported when the first is shown."""


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


class SectionSheet(QWidget):
    """The cards of one section, and how they share the room."""

    spoken_role = Role.Grouping

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
        self.presets = [PresetButton(setting.hub, each, self) for each in presets]
        for button in self.presets:  # they stand above the cards, and come before them
            button.clicked.connect(lambda _=False, name=button.preset.id: self.preset.emit(name))
        self.cards: dict[str, QuestionCard] = {}
        for question in questions:
            card = _CARDS[question.kind](setting, question)
            card.setParent(self)
            card.hide()
            card.answered.connect(
                lambda value, complete, asks=question.id: self.answered.emit(asks, value, complete)
            )
            card.wanted.connect(lambda asks=question.id: self.wanted.emit(asks))
            card.grown.connect(self._anew)
            self.cards[question.id] = card
        self.active = ""
        self._laid: dict[str, int] = {}
        self._grown: dict[tuple[object, ...], tuple[Scale, list[int]]] = {}
        self._scale = Scale(0)
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
        self._anew()

    def _restyle(self) -> None:
        for card in self.cards.values():
            card.restyle()
        self._anew()

    def _anew(self) -> None:
        """What the cards measure has changed."""
        self._grown.clear()
        self.arrange()

    def show_answers(
        self,
        asked: Sequence[str],
        drafts: Mapping[str, Value],
        active: str,
        named: Sequence[str] = (),
    ) -> None:
        """Show the questions that are asked, their answers, and which one keys act on."""
        other = self.setting.pack.is_of_another(drafts)
        before = (self.active, [card.asked for card in self.cards.values()])
        self.active = active
        for name, card in self.cards.items():
            card.asked = name in asked
            if card.asked:
                card.attend(drafts, named)
                card.show_answer(drafts.get(name), other, name == active)
        here = [card for card in self.cards.values() if card.asked]
        at = next(number for number, card in enumerate(here) if card.active)
        for number, card in enumerate(here):
            card.set_nearby({-1: "PgUp", 1: "PgDn"}.get(number - at, ""))
        if before != (active, [card.asked for card in self.cards.values()]):
            self.arrange(steady=before[0] == active)

    def measure(self, width: int) -> None:
        """Measure the cards at every scale, one at a time, while nobody waits for it."""
        least = row_height(self.setting.hub.theme)
        scales = [Scale(least, step, rich) for step, rich in SCALES]
        todo = [(card, scale) for card in self.cards.values() for scale in scales]

        def some() -> None:
            for _ in range(min(AT_ONCE, len(todo))):
                card, scale = todo.pop()
                card.height_at(width, WHOLE, scale)
            if todo:
                QTimer.singleShot(0, self, some)

        QTimer.singleShot(0, self, some)

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

    def arrange(self, *, steady: bool = False) -> None:
        """Give every card its place: the active one whole, the others as there is room.

        What room is left makes all of it larger. A `steady` sheet keeps what was there as it is:
        questions that came by an answer take a line each, where there is not room for more.
        """
        shown = [card for card in self.cards.values() if card.asked]
        width, height = self.width(), self.height()
        if not shown or not self.active or width < 50:
            return
        gap = self.setting.hub.theme.px("space.xs")
        base = Scale(row_height(self.setting.hub.theme))
        tops = self._preset_heights(width)
        room = height - sum(tops) - gap * len(tops)
        levels = self._levels(shown, width, room, base, gap)
        if tops and any(level < SMALL for level in levels):
            at = list(self.cards).index(self.active)
            if at:  # further on there is something better to do with the room
                tops, room = [], height
                levels = self._levels(shown, width, room, base, gap)
        if steady:
            levels = self._steady(shown, levels, width, room, base, gap)
        scale, heights = self._grow(shown, levels, width, room, base, gap)
        spare = room - sum(heights) - gap * (len([high for high in heights if high]) - 1)
        self._laid = {card.question.id: level for card, level in zip(shown, levels, strict=True)}
        self._scale = scale
        y = 0
        for button, high in zip(self.presets, tops or [0] * len(self.presets), strict=True):
            button.setVisible(bool(high))
            if high:
                button.setGeometry(0, y, width, high)
                y += high + gap
        shares = [level > LINE for level in levels]
        for number, (card, level) in enumerate(zip(shown, levels, strict=True)):
            high, more = heights[number], 0
            if shares[number]:
                more = max(0, spare) // sum(shares[number:])
                spare -= more
                after = [each + gap for each in heights[number + 1 :] if each]
                high = min(high + more, height - sum(after) - max(0, spare) - y)
            card.lay_out(QRect(0, y, width, high), level, scale, more)
            if level != AWAY:
                y += high + gap
        for card in self.cards.values():
            if not card.asked:
                card.hide()

    def _preset_heights(self, width: int) -> list[int]:
        return [button.height_in(width) for button in self.presets]

    def _grow(
        self,
        shown: list[QuestionCard],
        levels: list[int],
        width: int,
        room: int,
        base: Scale,
        gap: int,
    ) -> tuple[Scale, list[int]]:
        """The largest scale that there is room for, and the heights of the cards at it."""
        key = (tuple(shown), tuple(levels), width, room)
        found = self._grown.get(key)
        if found is None:
            found = self._grown[key] = self._find(shown, levels, width, room, base, gap)
        return found

    def _find(
        self,
        shown: list[QuestionCard],
        levels: list[int],
        width: int,
        room: int,
        base: Scale,
        gap: int,
    ) -> tuple[Scale, list[int]]:
        theme = self.setting.hub.theme
        gaps = gap * (sum(level != AWAY for level in levels) - 1)

        def heights(scale: Scale) -> list[int]:
            return [
                card.height_at(width, level, scale)
                for card, level in zip(shown, levels, strict=True)
            ]

        def fits(scale: Scale) -> bool:
            return sum(heights(scale)) + gaps <= room

        def stretched(scale: Scale, most: int) -> Scale:
            """With rows as high as they may be."""
            low, high = scale.row, most
            while low < high:
                row = (low + high + 1) // 2
                if fits(scale._replace(row=row)):
                    low = row
                else:
                    high = row - 1
            return scale._replace(row=low)

        few = sum(level > LINE for level in levels) == 1
        for step, rich in SCALES:
            scale = base._replace(step=step, rich=rich)
            if step * theme.text_scale > MOST_TEXT or not fits(scale):
                continue
            if not rich:
                most = round(base.row * (1.2 + (1.0 if few else 0.4) * step))
                return (scale := stretched(scale, most)), heights(scale)
            most = theme.px(290 if few else 220)
            best = stretched(scale, most)
            for extra in (1, 2):
                wider = scale._replace(extra=extra)
                if sum(heights(best)) + gaps > room * FULL or not fits(wider):
                    break
                best = stretched(wider, most)
            return best, heights(best)
        found = heights(base)
        if sum(found) + gaps > room:
            at = next((number for number, card in enumerate(shown) if card.active), 0)
            found[at] = max(1, room - gaps - sum(found) + found[at])
        return base, found

    def _steady(
        self,
        shown: list[QuestionCard],
        levels: list[int],
        width: int,
        room: int,
        base: Scale,
        gap: int,
    ) -> list[int]:
        """What was there keeps its level; what came has a line, but where all of it fits."""
        kept = [self._laid.get(card.question.id, AWAY) for card in shown]
        for new, scale in ((WHOLE, self._scale._replace(row=0)), (LINE, base)):
            if new == WHOLE and LINE in kept:
                continue  # what came before stands in one line as well
            wanted = [level or new for level in kept]
            heights = [
                card.height_at(width, level, scale)
                for card, level in zip(shown, wanted, strict=True)
            ]
            if sum(heights) + gap * (len(shown) - 1) <= room:
                return wanted
        return levels

    def _levels(
        self, shown: list[QuestionCard], width: int, room: int, scale: Scale, gap: int
    ) -> list[int]:
        """How much of each card there is room for."""
        levels = [WHOLE] * len(shown)
        heights = [card.height_at(width, WHOLE, scale) for card in shown]
        at = next((number for number, card in enumerate(shown) if card.active), 0)
        far = sorted(range(len(shown)), key=lambda each: (-abs(each - at), each > at))
        for level in (SMALL, LINE, AWAY):
            if level == AWAY:
                heights[at] = shown[at].least_height(width, scale)
            for number in far:
                if sum(heights) + gap * (len(shown) - 1) <= room:
                    return levels
                if number != at:
                    levels[number] = level
                    heights[number] = shown[number].height_at(width, level, scale)
        return levels
