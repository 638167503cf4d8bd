"""Tables for the office: they are handed their rows, and make words only of what is in sight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QPixmap

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

_ROOT = QModelIndex()


class Column(NamedTuple, Generic[Row]):
    """A column: how a row reads in it, and by what it is sorted (nothing: it is not)."""

    name: str
    text: Callable[[Row], str]
    key: Callable[[Row], Any] | None = None
    number: bool = False


class CellMark(NamedTuple):
    """How a cell is set apart: a colour, bold type, a tool tip."""

    colour: QColor
    font: QFont | None = None
    tip: str = ""


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows of anything in columns. Sorting is the model's own: 100,000 rows in one go."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self.titles: tuple[str, ...] = tuple(column.name for column in self.columns)
        self.mark: Callable[[Row, str], CellMark | None] | None = None
        """How a cell is set apart, by row and name of the column."""
        self.icon: Callable[[Row], QPixmap | None] | None = None
        """A sign before the first column."""
        self.sorted_by = -1
        self.descending = False

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, in the order of the moment."""
        self.beginResetModel()
        self.rows = list(rows)
        self._sort()
        self.endResetModel()

    def set_titles(self, titles: Sequence[str]) -> None:
        """Set the words above the columns."""
        self.titles = tuple(titles)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def say_again(self) -> None:
        """The language or the theme changed: every cell reads differently."""
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def set_row(self, number: int, row: Row) -> None:
        """Show another row in a place; the order stays until somebody sorts."""
        self.rows[number] = row
        self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    def _sort(self) -> None:
        if 0 <= self.sorted_by < len(self.columns):
            key = self.columns[self.sorted_by].key
            if key is not None:
                self.rows.sort(key=key, reverse=self.descending)

    # -- what Qt asks -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a cell, and how they are set."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[index.column()].text(self.rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignVCenter
            if self.columns[index.column()].number:
                return side | Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignLeft
        if role == Qt.ItemDataRole.DecorationRole:
            if self.icon is not None and index.column() == 0:
                return self.icon(self.rows[index.row()])
            return None
        if self.mark is None or role not in (
            Qt.ItemDataRole.ForegroundRole,
            Qt.ItemDataRole.FontRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        mark = self.mark(self.rows[index.row()], self.columns[index.column()].name)
        if mark is None:
            return None
        if role == Qt.ItemDataRole.ForegroundRole:
            return mark.colour
        return mark.font if role == Qt.ItemDataRole.FontRole else mark.tip or None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The word above a column, with an arrow where it gives the order."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = ("  ↓" if self.descending else "  ↑") if section == self.sorted_by else ""
            return self.titles[section] + arrow
        if role == Qt.ItemDataRole.TextAlignmentRole:
            number = self.columns[section].number
            side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column that can be sorted by."""
        if not 0 <= column < len(self.columns) or self.columns[column].key is None:
            return
        self.layoutAboutToBeChanged.emit()
        kept = [(index, id(self.rows[index.row()])) for index in self.persistentIndexList()]
        self.sorted_by = column
        self.descending = order == Qt.SortOrder.DescendingOrder
        self._sort()
        wanted = {key for _, key in kept}
        places = {id(row): at for at, row in enumerate(self.rows) if id(row) in wanted}
        for index, key in kept:
            self.changePersistentIndex(index, self.index(places[key], index.column()))
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
