"""What every card of a sheet is: one question. It only says what was answered, and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from magapp.pack.model import Question
from magapp.rules import Value
from ui.ask.page import title_key
from ui.counter.sheet_choice import Scale, paint_state
from ui.frame.screen import nothing
from ui.frame.setting import Setting
from ui.kit.base import bleed, mirror, paint_flat, paint_shadow, paint_surface, painter_on
from ui.kit.cap import cap_height, cap_pixels, cap_width, paint_cap
from ui.kit.roles import Role
from ui.kit.text import Block, lay_out_shrunk, paint_block


class QuestionCard(QWidget):
    """A question: its title beside or above what answers it."""

    spoken_role = Role.Grouping

    answered = Signal(object, bool)
    """The value (None: unanswered), and whether the answer is complete."""
    wanted = Signal()
    """This question is the one to answer now."""

    def __init__(self, setting: Setting, question: Question) -> None:
        super().__init__()
        self.setting = setting
        self.hub = setting.hub
        self.question = question
        self.active = False
        self.scale = Scale(0)
        self.asked = False
        self._other = False
        self._state = "open"
        self._title = ""
        self._laid: dict[tuple[object, ...], Block] = {}
        self._rooms: dict[tuple[object, ...], float] = {}
        self._down = 0
        self.setObjectName(f"card:{question.id}")
        self._nearby = ""
        self.value: Value | None = None

    # -- what it shows ----------------------------------------------------------------------------

    def show_answer(self, value: Value | None, other: bool, active: bool) -> None:
        """Show an answer, to whom the question speaks, and whether keys act on it."""
        if other != self._other:
            self._other = other
            self.retranslate()
        changed = active != self.active
        self.active = active
        self.populate(value)
        self.value = value
        state = "done" if value is not None else "free" if self.question.optional else "open"
        if changed:
            self.update()
        elif state != self._state:
            self._update_label()
        self._state = state
        self.set_keyed(active)

    def kept(self) -> Callable[[], None]:
        """How to have again what is remembered beside the answer."""
        return nothing

    def forget(self) -> None:
        """Keep nothing of what was answered, typed or looked at."""
        self.asked = False
        self.attend({}, ())
        self.show_answer(None, False, False)
        self.hide()

    def set_nearby(self, key: str) -> None:
        """Show the key that leads here, or none."""
        if key != self._nearby:
            self._nearby = key
            self._update_label()

    def _update_label(self) -> None:
        """Paint the title anew, but not all options beside it."""
        left, _, above = self._body(self.width(), self.scale)
        top = above + self.pad() + self._down
        wide, high = (self.width(), top) if above else (left, self.height())
        rect = QRectF(0, 0, wide, high)
        self.update(mirror(self, rect, QRectF(self.rect())).toRect())

    def attend(self, answers: Mapping[str, Value], named: Sequence[str]) -> None:
        """Heed the answers to other questions, and the medicines by name, before an answer."""

    def populate(self, value: Value | None) -> None:
        """Show a value."""
        raise NotImplementedError

    def set_keyed(self, keyed: bool) -> None:
        """Whether keys act on the options."""

    def retranslate(self) -> None:
        """Set every word; a kind of card adds its own."""
        self._title = self.title_text()
        self.forget_measures()
        self.setAccessibleName(self._title.replace("\u00ad", ""))
        self.setToolTip(self.setting.text(f"question.{self.question.id}.help"))
        self.update()

    def title_text(self) -> str:
        """The question, in the words that fit."""
        return self.setting.text(title_key(self.setting, self.question, self._other))

    def plain_title(self) -> str:
        """The title as a screen reader says it."""
        return self._title.replace("\u00ad", "")

    def words(self, value: Value) -> list[str]:
        """An answer in words."""
        options = [value] if isinstance(value, str) else list(value) if value else []  # type: ignore[arg-type]
        text = self.setting.text
        titles = [text(f"option.{self.question.id}.{each}.title") for each in options]
        return [each.replace("\u00ad", "") for each in titles] or [self.none_text()]

    def none_text(self) -> str:
        """What the answer that nothing applies is called."""
        return self.tr("No preference") if self.question.optional else self.tr("None of these")

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget | None:
        """The control that has the focus when keys act on the card."""
        return None

    def type(self, text: str) -> bool:
        """A digit, letter or sign was typed; whether it meant something."""
        return False

    def enter(self) -> bool:
        """Enter was pressed; whether the card used it."""
        return False

    def turn_on(self) -> bool:
        """Show what has not been seen of the card; whether there was."""
        return False

    # -- room -------------------------------------------------------------------------------------

    def pad(self, scale: Scale | None = None) -> int:
        """Room between the card's edge and what is on it."""
        rich = (self.scale if scale is None else scale).rich
        return self.hub.theme.px("space.md" if rich else "space.sm")

    def _beside(self, width: int, scale: Scale) -> bool:
        """Whether the title stands beside the options; above them it is a heading."""
        theme = self.hub.theme
        return not scale.rich and width >= theme.px(600) * theme.text_scale * scale.step**0.5

    def _label_width(self, width: int, scale: Scale) -> int:
        theme = self.hub.theme
        if self._beside(width, scale):
            most = round(theme.px(250) * theme.text_scale * scale.step)
            return min(round(width * 0.26), most)
        cap = round(self._cap("PgDn")[1]) + theme.px("space.lg") if scale.rich else 0
        return width - 2 * self.pad(scale) - 2 * bleed(theme) - cap

    def _pixels(self, scale: Scale) -> int:
        """Type of the title."""
        return round(self.hub.theme.px("type.body") * scale.step * (1.12 if scale.rich else 1.0))

    def _mark_side(self, scale: Scale) -> int:
        return round(self._pixels(scale) * 1.15)

    def _cap(self, key: str) -> tuple[int, float, int]:
        """Of the cap of a key: the size of its type, its width and its height."""
        pixels = cap_pixels(self.hub.theme.px("type.small"))
        return pixels, cap_width(self.hub, key, pixels), cap_height(pixels)

    def titles(self) -> list[str]:
        """Every title that it may have while it stands on the screen; room is kept for each."""
        return [
            self.setting.text(title_key(self.setting, self.question, other))
            for other in (False, True)
        ]

    def _lay_title(self, title: str, width: int, scale: Scale, height: float = 1e6) -> Block:
        theme, pixels = self.hub.theme, self._pixels(scale)
        room = self._label_width(width, scale) - self._mark_side(scale) - theme.px("space.sm")
        least = round(pixels * 0.75) if height < 1e6 else pixels
        return lay_out_shrunk(
            self.hub, title, room, height, pixels, least, bold=True, leading=1.2
        )  # fmt: skip

    def _title_room(self, width: int, scale: Scale) -> float:
        """Height that is kept for the title, whichever it is."""
        key = (width, scale.rich, self._pixels(scale))
        room = self._rooms.get(key)
        if room is None:
            laid = [self._lay_title(each, width, scale).height for each in self.titles()]
            room = self._rooms[key] = max(laid)
        return room

    def _block(self, width: int, scale: Scale) -> Block:
        """The title, in the room that is kept for it."""
        key = (self._title, width, scale.rich, self._pixels(scale))
        block = self._laid.get(key)
        if block is None:
            room = self._title_room(width, scale)
            block = self._laid[key] = self._lay_title(self._title, width, scale, room)
        return block

    def forget_measures(self) -> None:
        """Words or theme are others."""
        self._laid.clear()
        self._rooms.clear()

    def restyle(self) -> None:
        """The theme changed."""
        self.forget_measures()
        self.update()

    def _body(self, width: int, scale: Scale) -> tuple[int, int, int]:
        """Left edge and width of what answers, and the height of the title above it."""
        theme = self.hub.theme
        out = bleed(theme)
        left = self.pad(scale) + out
        if not self._beside(width, scale):
            gap = theme.px("space.sm" if scale.rich else "space.xs")
            above = round(self._title_room(width, scale)) + gap
            return left - out, width - 2 * (left - out), above
        label = self._label_width(width, scale) + theme.px("space.md")
        return left + label - out, width - left - label - self.pad(scale) + out, 0

    def height_at(self, width: int, scale: Scale) -> int:
        """Height in a width, set so large."""
        _, inner, above = self._body(width, scale)
        body = self.body_height(inner, scale)
        if not above:
            body = max(body, round(self._title_room(width, scale)) + 2 * bleed(self.hub.theme))
        return body + above + 2 * self.pad(scale)

    def lay_out(self, rect: QRect, scale: Scale, spare: int = 0) -> None:
        """Take a place on the sheet; of its height so much is to spare."""
        down = spare // 2
        if (scale, down) != (self.scale, self._down):
            self.update()
        self.scale, self._down = scale, down
        self.setGeometry(rect)
        left, inner, above = self._body(rect.width(), scale)
        top = self.pad(scale) + above + down
        high = rect.height() - top - self.pad(scale) - (spare - down)
        self.place_body(QRect(left, top, inner, high), scale)
        self.show()

    def put(self, widget: QWidget, rect: QRect) -> None:
        """Place a widget; on a right-to-left screen on the other side."""
        widget.setGeometry(mirror(self, QRectF(rect), QRectF(self.rect())).toRect())

    def least_height(self, width: int, scale: Scale) -> int:
        """Height that the card can make do with when it has the sheet to itself."""
        return self.height_at(width, scale)

    def body_height(self, width: int, scale: Scale) -> int:
        """Height of what answers."""
        raise NotImplementedError

    def place_body(self, rect: QRect, scale: Scale) -> None:
        """Place what answers."""
        raise NotImplementedError

    # -- painting ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the options makes this the question to answer."""
        super().mousePressEvent(event)
        self.hub.keyboard = False
        if not self.active:
            self.wanted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title; the card that keys act on is raised, and edged."""
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, 2, -out, -2)
        radius = float(theme.px("radius.md"))
        if self.active:
            inner = body.adjusted(radius, radius, -radius, -radius).toRect()
            edge, ground = theme.colour("brand"), theme.colour("surface")
            width = float(theme.px("stroke.normal"))
            paint_flat(painter, QRectF(inner), ground)  # round and soft is only what lies around it
            painter.setClipRegion(QRegion(self.rect()) - QRegion(inner))
            paint_shadow(painter, theme, body, radius)
            paint_surface(painter, body, radius, ground, edge, width)
            painter.setClipping(False)
            bar = QRectF(body.left(), body.top() + radius, theme.px(5), body.height() - 2 * radius)
            bar = mirror(self, bar, body)
            paint_surface(painter, bar, theme.px(2), edge)
        scale, beside = self.scale, self._beside(self.width(), self.scale)
        block = self._block(self.width(), scale)
        side = self._mark_side(scale)
        left = self.pad() + out + (theme.px("space.xs"))
        line = block.line_height
        top = self.pad() + self._down + (out + theme.px("space.sm") if beside else 0)
        mark = QRectF(left, top + (line - side) / 2, side, side)
        whole = QRectF(self.rect())
        paint_state(painter, theme, mirror(self, mark, whole), self._state)
        at = left + side + theme.px("space.sm")
        text = QRectF(at, top, self._label_width(self.width(), scale), block.height)
        ink = theme.colour("brand_strong" if self.active else "ink")
        paint_block(painter, theme, block, mirror(self, text, whole), ink)
        if self._nearby:
            pixels, wide, high = self._cap(self._nearby)
            cap = QRectF(at, text.bottom() + theme.px("space.xs"), wide, high)
            if scale.rich:
                end = self.width() - self.pad() - out - theme.px("space.xs")
                cap = QRectF(end - wide, top + (line - high) / 2, wide, high)
            if cap.bottom() <= self.height() - theme.px("space.xs") and (beside or scale.rich):
                soft, sunken = theme.colour("ink_soft"), theme.colour("surface_sunken")
                edge = theme.colour("line_strong")
                place = mirror(self, cap, whole)
                paint_cap(painter, theme, self._nearby, place, pixels, soft, sunken, edge)
        painter.end()
