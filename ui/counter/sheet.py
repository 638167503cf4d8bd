"""A sheet: the questions of one part of the conversation, on as few leaves as they need.

Nothing on a leaf moves while it is answered: where its cards stand, and how large, is planned when
it opens, with room for every question that may yet be asked there. Questions that do not fit stand
on the next leaf, as the next sheet is turned to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from magapp.pack.model import Preset, Question
from magapp.rules import Rules, Value
from ui.counter.preset import PresetButton
from ui.counter.sheet_amounts import NumberCard, PortionsCard
from ui.counter.sheet_card import QuestionCard
from ui.counter.sheet_choice import Scale, row_height
from ui.counter.sheet_options import ChoiceCard
from ui.frame.setting import Setting
from ui.kit.base import bleed, mirror, paint_surface, painter_on
from ui.kit.roles import Role

RICH = tuple(Scale(0, step, rich=True) for step in (1.35, 1.2, 1.1, 1.0))
TOLD = tuple(Scale(0, step, told=True) for step in (1.25, 1.15, 1.08, 1.0))
BARE = tuple(Scale(0, step) for step in (1.35, 1.25, 1.15, 1.08, 1.0))
SCALES = (*RICH, *TOLD, *BARE)
"""How much of options is shown, and how large: first all, then without icons, at last titles."""
MOST_TEXT = 2.2
"""Large text grows no further than this."""
AT_ONCE = 3
"""So many cards and scales are measured before the next key may be heard."""
FULL = 0.82
"""A leaf less full than this share has its options on more rows."""
HOLLOW = 0.4
"""No larger share of a leaf is kept free for questions that hang on others on it."""


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


def divide(
    count: int, fits: Callable[[range], bool], high: Callable[[range], int]
) -> list[range]:  # fmt: skip
    """So many cards on the fewest leaves, in order, and on these as evenly as can be.

    `fits` says whether several may share a leaf, `high` how high they are together.
    """
    best: list[tuple[int, int, list[range]]] = [(0, 0, [])]
    for first in reversed(range(count)):
        found = []
        for end in range(first + 1, count + 1):
            here = range(first, end)
            if len(here) == 1 or fits(here):
                leaves, highest, rest = best[count - end]
                found.append((leaves + 1, max(highest, high(here)), [here, *rest]))
        best.append(min(found, key=lambda each: each[:2]))
    return best[count][2]


class _Leaf(NamedTuple):
    """How the cards of a leaf stand for as long as it is open."""

    scale: Scale
    presets: tuple[QRect, ...]
    """Places of the presets; empty where they have none."""
    places: dict[str, tuple[QRect, int]]
    """For each question its rectangle, and how much of its height is to spare."""


class SectionSheet(QWidget):
    """The cards of one section, on leaves of which one is open."""

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
        rules: Rules,
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
            self.cards[question.id] = card
        self.active = ""
        self._rules = rules
        self._hangs = {each: {*rules.hangs_on(each)} for each in self.cards}
        self._drafts: Mapping[str, Value] = {}
        self._leaves: dict[tuple[int, int], list[list[str]]] = {}
        self._grown: dict[tuple[object, ...], tuple[Scale, list[int]]] = {}
        self._open: list[str] = []
        self._leaf: _Leaf | None = None
        """How it is laid out; None before it is opened."""
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
        self._leaves.clear()
        self._grown.clear()
        self.open_anew()
        if self.isVisible():  # else when it is shown
            self.arrange()

    def open_anew(self) -> None:
        """Plan the leaf anew when it is shown next: it is turned to, not answered."""
        self._leaf = None

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
        self.active, self._drafts = active, drafts
        for name, card in self.cards.items():
            card.asked = name in asked
            if card.asked:
                card.attend(drafts, named)
                if isinstance(card, NumberCard) and card.question.role == "intake":
                    card.bound(self._rules.ceiling(self._rules.facts(drafts)))
                card.show_answer(drafts.get(name), other, name == active)
        here = [card for card in self.cards.values() if card.asked]
        at = next(number for number, card in enumerate(here) if card.active)
        for number, card in enumerate(here):
            card.set_nearby({-1: "PgUp", 1: "PgDn"}.get(number - at, ""))
        if self._leaf is None or before != (active, [each.asked for each in self.cards.values()]):
            if self.isVisible():
                self.arrange()
            else:  # when it is shown, and its size is known
                self.open_anew()

    def measure(self, width: int) -> None:
        """Measure the cards at every scale, one at a time, while nobody waits for it."""
        least = row_height(self.setting.hub.theme)
        scales = [scale._replace(row=least) for scale in SCALES]
        todo = [(card, scale) for card in self.cards.values() for scale in scales]

        def some() -> None:
            for _ in range(min(AT_ONCE, len(todo))):
                card, scale = todo.pop()
                card.height_at(width, scale)
            if todo:
                QTimer.singleShot(0, self, some)

        QTimer.singleShot(0, self, some)

    def forget(self) -> None:
        """Keep nothing of any answer."""
        self.active, self._drafts = "", {}
        self.open_anew()
        for card in self.cards.values():
            card.forget()

    # -- room -------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """In sight: what changed meanwhile is laid out now."""
        super().showEvent(event)
        if self._leaf is None:
            self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size."""
        super().resizeEvent(event)
        self.open_anew()
        if self.isVisible():
            self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another reading direction: everything changes sides."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.open_anew()
            QTimer.singleShot(0, self, self.arrange)  # when all that is on it has heard as well

    def arrange(self) -> None:
        """Show the leaf that the active card is on; what stands there already stays as it is."""
        if not self.active or self.width() < 50:
            return
        leaf = next(each for each in self.leaves() if self.active in each)
        asked = [each for each in leaf if self.cards[each].asked]
        if leaf != self._open or self._leaf is None or {*asked} - {*self._leaf.places}:
            self._open = leaf
            self._leaf = self._plan(leaf)
        for button, place in zip(self.presets, self._leaf.presets, strict=True):
            button.setVisible(not place.isEmpty())
            button.setGeometry(place)
        for name, card in self.cards.items():
            if name in asked:
                place, spare = self._leaf.places[name]
                card.lay_out(place, self._leaf.scale, spare)
            else:
                card.hide()
        self.update()

    @property
    def leaf(self) -> list[str]:
        """The questions of the leaf that is open, asked or not."""
        return list(self._open)

    def leaves(self) -> list[list[str]]:
        """The questions that stand together, leaf by leaf, in the size of the moment."""
        size = self.width(), self.height()
        if size not in self._leaves:
            names = list(self.cards)
            self._leaves[size] = [
                names[each.start : each.stop]
                for each in divide(len(names), self._may_share, self._high)
            ]
        return self._leaves[size]

    def _least(self, scale: Scale = BARE[-1]) -> Scale:
        """A scale with rows no higher than they must be."""
        return scale._replace(row=row_height(self.setting.hub.theme))

    def _gap(self) -> int:
        return self.setting.hub.theme.px("space.xs")

    def _high(self, leaf: range, scale: Scale = TOLD[-1]) -> int:
        """Height of cards with a gap after each, options with the lines about them."""
        cards = list(self.cards.values())[leaf.start : leaf.stop]
        least = self._least(scale)
        return sum(card.height_at(self.width(), least) + self._gap() for card in cards)

    def _may_share(self, leaf: range) -> bool:
        """Whether cards have room together, all that is said of their options included.

        Where one has no room for that even alone, the titles of the options must do.
        """
        room = self._room(leaf.start == 0) + self._gap()
        told = all(self._high(range(at, at + 1)) <= room for at in leaf)
        scale = TOLD[-1] if told else BARE[-1]
        if self._high(leaf, scale) > room:
            return False
        names = list(self.cards)
        here = {*names[leaf.start : leaf.stop]}
        hangs = [at for at in leaf if self._hangs[names[at]] & here]
        return (
            sum(self._high(range(at, at + 1), scale) for at in hangs)
            <= self._high(leaf, scale) * HOLLOW
        )

    def _room(self, first: bool) -> int:
        """Height for the cards of a leaf: the presets stand on the first."""
        tops = self._preset_heights() if first else []
        return self.height() - sum(tops) - self._gap() * len(tops)

    def _preset_heights(self) -> list[int]:
        """None, where they would leave the first question too little."""
        tops = [button.height_in(self.width()) for button in self.presets]
        first = next(iter(self.cards.values()))
        left = self.height() - sum(tops) - self._gap() * len(tops)
        return tops if first.height_at(self.width(), self._least()) <= left else []

    def _plan(self, leaf: Sequence[str]) -> _Leaf:
        """Lay out a leaf, with room for every question that may be asked while it is open."""
        may = self._rules.may_ask(self._drafts, leaf)
        names = [each for each in leaf if each in may or self.cards[each].asked]
        shown = [self.cards[each] for each in names]
        first = leaf[0] == next(iter(self.cards))
        width, gap = self.width(), self._gap()
        tops = self._preset_heights() if first else []
        y, presets = 0, []
        for high in tops:
            presets.append(QRect(0, y, width, high))
            y += high + gap
        room = self.height() - y
        scale, heights = self._grow(shown, room)
        spare = max(0, room - sum(heights) - gap * (len(heights) - 1))
        places = {}
        for number, (name, high) in enumerate(zip(names, heights, strict=True)):
            more = spare // (len(names) - number)
            spare -= more
            places[name] = QRect(0, y, width, high + more), more
            y += high + more + gap
        return _Leaf(scale, (*presets, *(QRect() for _ in self.presets[len(presets) :])), places)

    def _grow(self, shown: list[QuestionCard], room: int) -> tuple[Scale, list[int]]:
        """The largest scale that there is room for, and the heights of the cards at it."""
        key = (tuple(shown), self.width(), room)
        found = self._grown.get(key)
        if found is None:
            found = self._grown[key] = self._find(shown, room)
        return found

    def _find(self, shown: list[QuestionCard], room: int) -> tuple[Scale, list[int]]:
        theme, width = self.setting.hub.theme, self.width()
        room -= self._gap() * (len(shown) - 1)
        base, few = self._least(), len(shown) == 1

        def heights(scale: Scale) -> list[int]:
            return [card.height_at(width, scale) for card in shown]

        def fits(scale: Scale) -> bool:
            return sum(heights(scale)) <= room

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

        for scale in map(self._least, SCALES):
            if scale.step * theme.text_scale > MOST_TEXT or not fits(scale):
                continue
            if not scale.rich:
                most = round(base.row * (1.2 + (1.0 if few else 0.4) * scale.step))
                return (scale := stretched(scale, most)), heights(scale)
            most = theme.px(290 if few else 220)
            best = stretched(scale, most)
            for extra in (1, 2):
                wider = scale._replace(extra=extra)
                if sum(heights(best)) > room * FULL or not fits(wider):
                    break
                best = stretched(wider, most)
            return best, heights(best)
        if few and shown[0].least_height(width, least := self._least(RICH[-1])) <= room:
            return least, [max(1, room)]
        return base, [max(1, room)] if few else heights(base)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Where a question may come by what is answered here: an outline of its place."""
        if self._leaf is None:
            return
        theme = self.setting.hub.theme
        painter = painter_on(self)
        out, radius = bleed(theme), float(theme.px("radius.md"))
        none, line = QColor(Qt.GlobalColor.transparent), theme.colour("line_strong", 0.6)
        for name, (place, _) in self._leaf.places.items():
            if not self.cards[name].asked:
                rect = QRectF(place).adjusted(out, 2, -out, -2)
                rect = mirror(self, rect, QRectF(self.rect()))
                width = float(theme.px("stroke.thin"))
                paint_surface(painter, rect, radius, none, line, width, dashed=True)
        painter.end()
