"""What is on the screen, looked at as a person would: its words, whether they fit, its targets."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from driver import Counter, Driver, settle
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QScrollBar,
    QWidget,
)

from magapp.pack import Pack, load_cases
from magapp.resources import resource
from magapp.rules import Value
from ui.ask.lookup import LookupPage
from ui.counter.sheet_choice import OptionButton
from ui.counter.sheet_medicines import MedicinesCard
from ui.input.language import native_name
from ui.kiosk.kiosk import KioskShell
from ui.kit import text as kit_text
from ui.kit.base import bleed
from ui.kit.button import Button
from ui.kit.chip import Chip
from ui.kit.deck import PartCard
from ui.kit.key import Key
from ui.kit.stepper import Stepper
from ui.kit.text import Align, Block, FlowLabel, lay_out
from ui.kit.tiles import Tile, TileGrid
from ui.look.theme import Theme
from ui.outcome.art import Package

EVERYTHING: dict[str, Value] = {
    "who": "other",
    "age": "18_69",
    "sex": "female",
    "life_stage": ["menstrual"],
    "signals": ["palpitations", "headache", "low_mood"],
    "alarm": [],
    "duration": "month_plus",
    "palpitations_known": "yes",
    "headache_known": "yes",
    "low_mood_known": "yes",
    "tried": "lifestyle",
    "situations": ["stress", "sport", "sleep", "medicines_or_diet"],
    "diet": ["processed", "caffeine"],
    "conditions": [],
    "medicines": ["levothyroxine", "iron", "no_interaction"],
    "moments": {"levothyroxine": ["breakfast"], "iron": ["breakfast"]},
    "other_magnesium": 35,
    "food": {"wholemeal_bread": 3, "nuts": 5, "spinach": 1},
    "preferences": ["capsule", "few_units"],
}
"""Answers that bring up every question and end in products."""


def visible(me: Driver) -> Iterator[QWidget]:
    """Every widget in sight; of what is hidden nothing is looked at, and there is much of that."""
    left = [each for each in me.shell.children() if isinstance(each, QWidget)]
    while left:
        each = left.pop(0)
        if each.isVisible():
            yield each
            left += [child for child in each.children() if isinstance(child, QWidget)]


def buttons(me: Driver) -> list[QAbstractButton]:
    """Every button in sight."""
    return [each for each in visible(me) if isinstance(each, QAbstractButton)]


def screens(me: Driver) -> Iterator[str]:
    """Bring every kind of screen to the front, one after the other, and name it."""
    me.home()
    yield "start"
    me.begin()
    if isinstance(me, Counter):
        yield from _sheets(me)
        yield from _last(me)
        return
    while me.shell.question is not None:
        question = me.question
        yield question
        page = me.front
        if isinstance(page, LookupPage):
            yield from _look_up(me, page)
        me.shell.flow.answer(question, EVERYTHING[question])
        me.shell.show_question()
        yield f"{question}, answered"
        me.shell.go_next()
    if isinstance(me.shell, KioskShell):
        yield from _offered(me.shell)
    yield "review"
    yield from _last(me)


def _last(me: Driver) -> Iterator[str]:
    """What comes after the questions."""
    me.shell.ask_restart()
    yield "start again?"
    if isinstance(me.shell, KioskShell):
        yield from _beside(me.shell)
    yield from outcomes(me)
    if isinstance(me.shell, KioskShell):
        me.shell.flow.fill(EVERYTHING)
        me.shell.show_advice()
        me.shell.finish()
        yield "closing"
    me.shell.show_fault()
    yield "fault"
    me.home()


def _offered(shell: KioskShell) -> Iterator[str]:
    """The questions that a kiosk offers after the others."""
    for question in shell.flow.path():
        if shell.flow.draft(question) is None:
            shell.change(question)
            yield question
            shell.flow.answer(question, EVERYTHING[question])
            shell.show_question()
            yield f"{question}, answered"
            shell.show_review()


def _beside(shell: KioskShell) -> Iterator[str]:
    """What a kiosk shows beside the questions, and goes back from."""
    shell.ask_staff()
    yield "ask staff"
    shell.idle.wait.timeout.emit()
    yield "still there?"
    shell.show_leave()
    yield "leave"
    shell.show_review()


def _sheets(me: Counter) -> Iterator[str]:
    """Each question with the keys on it, before and after it is answered."""
    seen: set[str] = set()
    while rest := [each for each in me.shell.flow.path() if each not in seen]:
        question = rest[0]
        seen.add(question)
        me.to(question)
        yield question
        card = me.shell.desk.card
        if isinstance(card, MedicinesCard):
            for typed in ("o", "ome", "zzz"):
                card.search.setFocus()
                me.key(typed)
                yield f"{question}: {typed}"
                card.search.setFocus()
                me.key(Qt.Key.Key_Escape)
            card.search.setFocus()
            me.key("omeprazol").key(Qt.Key.Key_Return)
            yield f"{question}: which"
            card.search.setFocus()
            me.key("1")
            yield f"{question}: a name"
        me.shell.flow.answer(question, EVERYTHING[question])
        me.shell.show_question()
        yield f"{question}, answered"


def _look_up(me: Driver, page: LookupPage) -> Iterator[str]:
    index = page.asking.index
    letters = sorted(index.letters(), key=lambda letter: -len(index.starting(letter)))
    page.show_letter(letters[0])
    yield "two letters"
    page.show_letter("MEB")
    yield "names"
    page.choose(next(each for each in index.starting("O") if each.medicine.which))
    yield "which"
    page.show_letters()


def outcomes(
    me: Driver, tabs: Sequence[str] = ("day", "know", "food", "facts", "product:1")
) -> Iterator[str]:
    """One of the pack's cases for each outcome: the one with most to show, and behind its tabs."""
    cases = sorted(
        load_cases(resource("packs", "magnesium")),
        key=lambda case: (len(case.gates), len(case.fires)),
    )
    most = {(case.outcome, case.urgency): case for case in cases}
    for (outcome, urgency), case in most.items():
        me.shell.flow.restart()
        me.shell.flow.fill(case.answers)
        me.shell.show_advice()
        yield f"{outcome} {urgency or ''}".strip()
        if outcome == "suggest":
            for tab in tabs:
                me.shell.outcome().show_tab(tab)
                yield f"suggest: {tab}"
        if me.shell.setting.staff and outcome in ("suggest", "refer"):
            me.shell.outcome().toggle_reasons()
            yield f"{outcome}: reasons"
        me.shell.outcome().forget()


# -- words ----------------------------------------------------------------------------------------


def words_of(widget: QWidget) -> Iterator[str]:
    """What a widget says, to the eye or to a screen reader, line by line."""
    said = [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
    if isinstance(widget, QAbstractButton | QLabel):
        said.append(widget.text())
    if isinstance(widget, QLineEdit):
        said += [widget.text(), widget.placeholderText()]
    if isinstance(widget, Tile):
        said += [widget.title(), widget.line()]
    if isinstance(widget, OptionButton):
        said.append(widget.title())
    for text in said:
        yield from (line.replace("\u00ad", "").strip() for line in text.splitlines())


def words(widgets: Iterable[QWidget]) -> set[str]:
    """Everything that these widgets say."""
    return {line for widget in widgets for line in words_of(widget) if line}


def same_in_both(pack: Pack, products: Iterable[str]) -> set[str]:
    """What may be the same in Dutch and English: names, and what both packs say alike."""
    one, other = (pack.texts[code] for code in pack.languages)
    alike = {text for key, text in one.items() if other.get(key) == text}
    tree = ElementTree.parse(resource("i18n", "magapp_nl.ts"))
    alike |= {
        each.findtext("source", "")
        for each in tree.iter("message")
        if each.findtext("source") == each.findtext("translation")
    }
    names = {n for each in pack.medicines for n in (each.name, *each.brands, *each.synonyms)}
    languages = {native_name(code) for code in pack.languages}
    sources = {f"{each.title} ({each.issuer}, {each.year})" for each in pack.sources.values()}
    sources |= {each.title for each in pack.sources.values()}
    said = alike | names | languages | sources | {*products, "Magapp", "mg"}
    return {line.replace("\u00ad", "") for text in said for line in text.splitlines()}


# -- room -----------------------------------------------------------------------------------------


LEAST_KEY = 18
"""The type of a key is not smaller, in pixels of the base design."""


def on_all_pages(me: Driver, look: Callable[[], list[str]]) -> list[str]:
    """What is found on the screen in front, on every page of its tiles."""
    found = look()
    for grid in [each for each in me.front.findChildren(TileGrid) if each.isVisible()]:
        for page in range(1, grid.pages):
            grid.show_page(page)
            found += [each for each in look() if each not in found]
        grid.show_page(0)
    return found


def faults(me: Driver, *, scrolls: bool = False) -> list[str]:
    """What does not fit on the screen in front: cut words, and controls out of reach.

    Where it `scrolls`, what lies in something that does need not be in sight.
    """
    settle()
    found = []
    whole = me.shell.rect()
    for widget in visible(me):
        name = f"{type(widget).__name__} {widget.objectName()}"
        if why := _cut(widget):
            found.append(f"{name}: {why} ({' / '.join(words_of(widget))[:60]})")
        if isinstance(widget, QScrollBar) and not scrolls and not _of_staff(widget):
            found.append(f"{name}: a scroll bar")
        if scrolls and _scroll_area(widget) is not None:
            continue
        if isinstance(widget, QAbstractButton | Stepper | FlowLabel | PartCard):
            shown = _shown(widget)
            if widget.width() <= 0 or widget.height() <= 0:
                if isinstance(widget, QAbstractButton | Stepper):
                    found.append(f"{name}: has no room at all")
            elif (widget.size() - shown.size()).expandedTo(QSize(1, 1)) != QSize(1, 1):
                found.append(f"{name}: only {shown.size().toTuple()} of {widget.size().toTuple()}")
            elif not whole.contains(QRect(widget.mapTo(me.shell, shown.topLeft()), shown.size())):
                found.append(f"{name}: beyond the window")
    return found + list(_overlaps(me, scrolls))


def _of_staff(bar: QScrollBar) -> bool:
    """The reasons of staff may scroll; nothing else does."""
    area = _scroll_area(bar)
    pane = area.parentWidget() if area is not None else None
    return pane is not None and pane.objectName() == "reasons:pane"


def _scroll_area(widget: QWidget) -> QAbstractScrollArea | None:
    """What scrolls it, if anything does."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QAbstractScrollArea):
        area = area.parentWidget()
    return area


def _shown(widget: QWidget) -> QRect:
    """The part of a widget that none of its parents cuts off."""
    return widget.visibleRegion().boundingRect()


def _overlaps(me: Driver, scrolls: bool) -> Iterator[str]:
    """Buttons that lie over each other, by more than the room they keep for their rings."""
    out = bleed(me.shell.hub.theme) + 1
    placed = [
        (each, QRect(each.mapTo(me.shell, each.rect().topLeft()), each.size()))
        for each in buttons(me)
        if not (scrolls and _scroll_area(each))
    ]
    for number, (one, here) in enumerate(placed):
        for other, there in placed[number + 1 :]:
            if here.adjusted(out, out, -out, -out).intersects(there.adjusted(out, out, -out, -out)):
                yield f"{one.objectName()} and {other.objectName()} lie over each other"


def _cut(widget: QWidget) -> str:
    """Why a widget cannot show its words whole; empty when it can."""
    wide, high = widget.width(), widget.height()
    if isinstance(widget, OptionButton):
        return "" if widget.fits(wide, high) else f"words do not fit {wide}x{high}"
    if isinstance(widget, Tile | Stepper):
        return "" if widget.fits(wide, high, widget._step) else f"words do not fit {wide}x{high}"
    if isinstance(widget, QLineEdit):
        room = widget.width() - widget.textMargins().left() - 16
        needs = widget.fontMetrics().horizontalAdvance(widget.placeholderText())
        return "" if widget.text() or needs <= room else f"needs a width of {needs}, has {room}"
    if isinstance(widget, FlowLabel):
        if not widget.text():
            return ""
        needs, sides = widget.heightForWidth(wide), widget.contentsMargins()
        if needs <= high + 1 and widget.text():
            least = round(
                widget._hub.theme.px(f"type.{widget._role}") * (0.6 if widget._fit else 0.8)
            )
            room = max(1, wide - sides.left() - sides.right())
            if lay_out(widget._hub, widget.text(), room, least, bold=widget._bold) is None:
                return f"a word is broken in a width of {room}"
        return "" if needs <= high + 1 else f"needs a height of {needs}, has {high}"
    if isinstance(widget, Key):
        words = widget.hub.measured(widget.text(), True).words
        signs = sum(piece.width for word in words for piece in word)
        return "" if signs * LEAST_KEY <= wide / widget.hub.theme.scale else f"signs in {wide}"
    if isinstance(widget, Chip):
        needs = widget.heightForWidth(wide)
        fits = widget.sizeHint().width() <= wide + 1 or needs <= high + 1
        return "" if fits else f"needs a height of {needs} in a width of {wide}, has {high}"
    if isinstance(widget, Button):
        return _button_cut(widget)
    if isinstance(widget, PartCard):
        if not widget.face.part.said() or not high:  # with large text the title makes room
            return ""
        needed = widget.needed(wide, widget.step())
        return "" if needed <= high + 1 else f"needs a height of {needed:.0f}, has {high}"
    return ""


def _button_cut(button: Button) -> str:
    """A button may set its words smaller, down to a share of its type, on as many lines as fit."""
    if not button.words:
        return ""
    block, _, beside = button.laid()
    room = button.width() - 2 * bleed(button.hub.theme) - beside
    high = button.height() - 2 * bleed(button.hub.theme)
    if block.width > room + 0.5 or block.height > high + 0.5:
        return f"words do not fit {room:.0f}x{high}"
    return ""


class Painted(NamedTuple):
    """A text that was painted."""

    text: str
    pixels: int
    """Size of its type."""
    within: bool
    """Whether all of it lies on the widget that it was painted on."""


@contextmanager
def painting() -> Iterator[list[Painted]]:
    """Every text that is painted meanwhile. The label of a drawn package is part of the picture."""
    seen: list[Painted] = []
    paint = kit_text.paint_block

    def noted(
        painter: QPainter,
        theme: Theme,
        block: Block,
        rect: QRectF,
        colour: QColor,
        align: Align = "start",
    ) -> None:
        text = " ".join(block.lines).strip()
        if text:
            rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
            spare = rect.width() - block.width
            before = {"start": spare * rtl, "centre": spare / 2, "end": spare * (not rtl)}[align]
            at = QPointF(rect.left() + before, rect.top())
            words = QRectF(at, QSizeF(block.width, block.height))
            on = painter.device()
            whole = QRectF(0, 0, on.width(), on.height()).adjusted(-1.5, -1.5, 1.5, 1.5)
            # Of a line the upper and the lower eighth are empty.
            air = block.line_height / 8
            within = whole.contains(painter.transform().mapRect(words).adjusted(0, air, 0, -air))
            seen.append(Painted(text, block.pixels, within))
        paint(painter, theme, block, rect, colour, align)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Package, "_label", lambda *_: None)
        for module in [each for each in sys.modules.values() if each.__name__.startswith("ui.")]:
            if getattr(module, "paint_block", None) is paint:
                patch.setattr(module, "paint_block", noted)
        yield seen


def least_sizes(seen: Iterable[Painted]) -> dict[str, int]:
    """The smallest size of type of each text."""
    sizes: dict[str, int] = {}
    for each in seen:
        sizes[each.text] = min(each.pixels, sizes.get(each.text, each.pixels))
    return sizes


@contextmanager
def painted_type() -> Iterator[dict[str, int]]:
    """Every text that is painted meanwhile, and the smallest size of its type, once it is over."""
    sizes: dict[str, int] = {}
    with painting() as seen:
        yield sizes
    sizes.update(least_sizes(seen))


def type_sizes(me: Driver) -> dict[str, int]:
    """Everything painted on the screen in front, on all its pages, and the size of its type."""
    with painting() as seen:
        for _ in range(20):
            settle()
            me.front.grab()
            more = [each for each in buttons(me) if each.objectName() == "deck_on"]
            more = [each for each in more if each.isEnabled()]
            if not more:
                return least_sizes(seen)
            more[0].click()
    raise AssertionError("it never comes to the last page")


def too_small(me: Driver, least: int) -> list[str]:
    """Controls whose target is smaller than it must be, either way."""
    return [
        f"{each.objectName()} is {each.width()}x{each.height()}"
        for each in buttons(me)
        if each.isEnabled() and min(each.width(), each.height()) < least
    ]


def reachable(me: Driver) -> list[QWidget]:
    """What Tab can bring the focus to, once round."""
    can = Qt.FocusPolicy.TabFocus
    return [each for each in visible(me) if each.isEnabled() and each.focusPolicy() & can]
