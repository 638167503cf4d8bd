"""What the office has that the wizard has not: tables, lists to choose from, labelled fields."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.kit.base import mirror, paint_surface, painter_on
from ui.kit.entry import TextEntry
from ui.kit.text import FlowLabel, lay_out_shrunk, paint_block
from ui.look.theme import Theme, ThemeHub
from ui.office.model import RowsModel

_TABLE = """
QTableView { background: @surface; color: @ink; border: @thinpx solid @line;
  border-radius: @radiuspx; selection-background-color: @brand_soft; selection-color: @ink;
  outline: 0; }
QTableView:focus { border: @normalpx solid @focus; }
QTableView::item { border: 0; border-bottom: 1px solid @line; padding: 0 @padpx; }
QTableView::item:selected { background: @brand_soft; color: @ink;
  border-bottom: 1px solid @brand; border-top: 1px solid @brand; }
QHeaderView { background: @surface_sunken; border: 0; border-top-left-radius: @radiuspx;
  border-top-right-radius: @radiuspx; }
QHeaderView::section { background: transparent; color: @ink_soft; border: 0;
  border-bottom: 1px solid @line_strong; padding: 0 @cellpx; font-weight: bold; }
QHeaderView::section:hover { color: @brand_strong; }
QTableCornerButton::section { background: transparent; border: 0; }
"""

_LIST = """
QComboBox QAbstractItemView { background: @surface; color: @ink; border: @thinpx solid @line_strong;
  selection-background-color: @brand_soft; selection-color: @ink; outline: 0; }
QComboBox QAbstractItemView::item { min-height: @targetpx; padding: 0 @padpx; }
"""

_BAR = """
QProgressBar { background: @surface_sunken; border: @thinpx solid @line; border-radius: @padpx;
  min-height: @twicepx; max-height: @twicepx; text-align: center; color: @ink; }
QProgressBar::chunk { background: @brand; border-radius: @padpx; }
"""


def dressed(theme: Theme, sheet: str) -> str:
    """A style sheet with the theme's colours and lengths."""
    values = {
        token: theme.colour(token).name()
        for token in (
            "surface_sunken", "surface", "ink_soft", "ink", "line_strong", "line", "brand_soft",
            "brand_strong", "brand", "focus",
        )
    } | {
        "thin": str(theme.px("stroke.thin")),
        "normal": str(theme.px("stroke.normal")),
        "radius": str(theme.px("radius.sm")),
        "pad": str(theme.px("space.sm")),
        "cell": str(theme.px("space.sm") + 3),
        "twice": str(2 * theme.px("space.sm")),
        "target": str(theme.px("target")),
    }  # fmt: skip
    for key in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"@{key}", values[key])
    return sheet


class TableView(QTableView):
    """A table of rows that are all as high as a target; no cell is a widget.

    `widths` gives each column's width in ems, 0 for the one that takes what is left; the word above
    it always has room. When there is too little, columns are left out in the order of `spare`.
    """

    def __init__(
        self,
        hub: ThemeHub,
        model: RowsModel[Any],
        widths: dict[str, float],
        spare: tuple[str, ...] = (),
        *,
        name: str = "",
    ) -> None:
        super().__init__()
        self._hub, self._widths, self._spare = hub, widths, spare
        self._unused: tuple[str, ...] = ()
        self.rows = model
        self.setObjectName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setSectionsClickable(True)
        across.sectionClicked.connect(self._order_by)
        model.headerDataChanged.connect(lambda *_: self.fit())
        hub.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """The theme changed."""
        theme = self._hub.theme
        self.setFont(theme.font("body"))
        # Before the sheet: what it says of the header is made of the font that the header has then.
        self.horizontalHeader().setFont(theme.font("small", bold=True))
        self.setStyleSheet(dressed(theme, _TABLE))
        self.setIconSize(QSize(1, 1) * round(theme.px("type.body") * 1.25))
        high = max(theme.px("target"), round(theme.px("type.body") * 1.9))
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(high)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setFixedHeight(high)
        self.fit()

    def fit(self) -> None:
        """Give every column its width, and leave out those for which there is no room."""
        em = self._hub.theme.px("type.body")
        bar = self.verticalScrollBar().sizeHint().width() + 2
        room = self.width() - bar
        columns = {column.name: at for at, column in enumerate(self.rows.columns)}
        shown = {name: name not in self._unused for name in columns}
        least = 22 * em
        head = self._head()
        wide = {
            name: max(self._widths[name] * em, head(at)) if self._widths[name] else 0.0
            for name, at in columns.items()
        }

        def needed() -> float:
            return sum((wide[name] or least) for name in columns if shown[name])

        for name in self._spare:
            if needed() > room:
                shown[name] = False
        left = room - sum(wide[name] for name in columns if shown[name])
        rest = [name for name in columns if shown[name] and not wide[name]]
        for name, at in columns.items():
            self.setColumnHidden(at, not shown[name])
            self.setColumnWidth(at, int(wide[name] or max(least / 2, left / max(1, len(rest)))))

    def _head(self) -> Callable[[int], float]:
        """How much room the word above a column needs."""
        font = QFont(self.horizontalHeader().font())
        font.setBold(True)  # as the sheet has it
        measure, sides = QFontMetricsF(font), 2 * (self._hub.theme.px("space.sm") + 6)
        across = Qt.Orientation.Horizontal
        return lambda at: measure.horizontalAdvance(self.rows.headerData(at, across)) + sides

    def leave_out(self, *columns: str) -> None:
        """Columns that say nothing about the rows of the moment."""
        self._unused = columns
        self.fit()

    def resizeEvent(self, event: object) -> None:
        """Another width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()

    def keyboardSearch(self, search: str) -> None:
        """Typing does not jump about: there is a field to search in, and scanners type too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the selection; everything else belongs to the page."""
        moves = (
            Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
            Qt.Key.Key_Home, Qt.Key.Key_End,
        )  # fmt: skip
        if event.key() in moves:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _order_by(self, column: int) -> None:
        again = self.rows.sorted_by == column and not self.rows.descending
        down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        self.rows.sort(column, down if again else up)


class DropDown(QComboBox):
    """One of a list, in the looks of a field. Neither the wheel nor typing changes it."""

    def __init__(self, hub: ThemeHub, *, name: str = "") -> None:
        super().__init__()
        self._hub = hub
        self.setObjectName(name)
        self.setMaxVisibleItems(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        hub.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """The theme changed."""
        theme = self._hub.theme
        self.setFont(theme.font("body"))
        self.setStyleSheet(dressed(theme, _LIST))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as a field."""
        theme = self._hub.theme
        return QSize(theme.px(160), theme.px("target") + 2 * theme.px("stroke.normal"))

    def minimumSizeHint(self) -> QSize:
        """Narrow where it must be."""
        return QSize(self._hub.theme.px(80), self.sizeHint().height())

    def set_items(self, items: list[tuple[str, str]], chosen: str) -> None:
        """Offer (value, text) pairs; the one that is chosen is shown, and nothing is said."""
        self.blockSignals(True)
        self.clear()
        for value, text in items:
            self.addItem(text, value)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)
        self.update()

    def value(self) -> str:
        """What is chosen."""
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Choose, without saying so."""
        self.blockSignals(True)
        self.setCurrentIndex(max(0, self.findData(value)))
        self.blockSignals(False)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the choice."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only arrows and Space; a scanner's digits choose nothing."""
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_F4)
        if event.key() in keys:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A field with a small arrow at its end."""
        theme = self._hub.theme
        painter = painter_on(self)
        body = QRectF(self.rect())
        able, focus = self.isEnabled(), self.hasFocus()
        ground = theme.colour("surface" if able else "surface_sunken")
        edge = theme.colour("focus" if focus else "line_strong")
        line = float(theme.px("stroke.normal"))
        paint_surface(painter, body, theme.px("radius.sm"), ground, edge, line)
        pixels = theme.px("type.body")
        pad = theme.px("space.md")
        side = pixels * 1.3
        ink = theme.colour("ink" if able else "ink_faint")
        arrow = QRectF(body.right() - pad - side, body.center().y() - side / 2, side, side)
        theme.paint_icon(painter, "chevron_down", mirror(self, arrow, body), theme.colour("brand"))
        room = body.width() - 2 * pad - side - theme.px("space.xs")
        block = lay_out_shrunk(
            self._hub, self.currentText(), max(1.0, room), body.height() - 6, pixels,
            round(pixels * 0.7), leading=1.1,
        )  # fmt: skip
        text = QRectF(pad + line * 2, body.center().y() - block.height / 2, room, block.height)
        paint_block(painter, theme, block, mirror(self, text, body), ink)
        painter.end()


class Bar(QProgressBar):
    """How far something is."""

    def __init__(self, hub: ThemeHub, *, name: str = "") -> None:
        super().__init__()
        self._hub = hub
        self.setObjectName(name)
        self.setTextVisible(False)
        self.setRange(0, 0)
        hub.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """The theme changed."""
        self.setStyleSheet(dressed(self._hub.theme, _BAR))


class SearchEntry(TextEntry):
    """A line to type what is looked for, with a glass at its begin: no button, only a picture."""

    def __init__(self, hub: ThemeHub, name: str, most: int) -> None:
        super().__init__(name, most)
        self._hub = hub
        hub.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """The theme changed: room for the glass."""
        self.setTextMargins(self._side() + self._hub.theme.px("space.sm"), 0, 0, 0)

    def _side(self) -> int:
        return round(self._hub.theme.px("type.body") * 1.25)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, and the glass on it."""
        super().paintEvent(event)
        theme, side = self._hub.theme, float(self._side())
        painter = painter_on(self)
        whole = QRectF(self.rect())
        glass = QRectF(theme.px("space.md"), whole.center().y() - side / 2, side, side)
        theme.paint_icon(painter, "magnify", mirror(self, glass, whole), theme.colour("ink_soft"))
        painter.end()


class LabelledField(QWidget):
    """A label and something to fill in."""

    def __init__(self, hub: ThemeHub, entry: QWidget, *, name: str) -> None:
        super().__init__()
        self._hub = hub
        self.entry = entry
        entry.setObjectName(name)
        self.label = FlowLabel(hub, role="small", bold=True, colour="ink_soft")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.label)
        self.column.addWidget(entry)
        self.column.addStretch(1)
        self.label.setBuddy(entry)
        hub.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """The theme changed."""
        self.column.setSpacing(self._hub.theme.px("space.xs"))

    def set_text(self, text: str) -> None:
        """Set the label, also what a screen reader says."""
        self.label.setText(text)
        self.entry.setAccessibleName(text)

    def set_fault(self, text: str) -> None:
        """Set the field apart, as something is wrong, or with an empty text no longer.

        Only whoever hears it is told the words here: they stand where there is room for them.
        """
        self.label.set_colour("urgent" if text else "ink_soft")
        self.entry.setAccessibleDescription(text)
        if isinstance(self.entry, QLineEdit):
            edge = self._hub.theme.colour("urgent").name()
            self.entry.setStyleSheet(f"border-color: {edge}" if text else "")


def tip(text: str) -> str:
    """A tool tip of plain text: Qt would take what looks like HTML for HTML."""
    return f"<span>{escape(text)}</span>" if text else ""


def line(
    hub: ThemeHub, name: str, changed: Callable[[str], None] | None = None, most: int = 200
) -> TextEntry:
    """A field for one line of text."""
    field = TextEntry(name, most)
    if changed is not None:
        field.edited.connect(changed)
    return field
