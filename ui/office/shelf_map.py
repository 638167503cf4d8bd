"""The map of the shop: choose its picture, and say where on it the shelves are.

Names of the controls: `map:choose`, `map:canvas`, `map:table`, `map:put`, `map:off`, `map:undo`,
`map:other`, `map:remove`, `map:says`, `map:fault`.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
)
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from magapp.errors import InputError
from magapp.machine.shelf_map import (
    ShelfMap,
    Words,
    in_order,
    keep_map,
    keep_picture,
    racks,
    read_map,
    remove_map,
    shelf_name,
    tidy,
    words_of,
)
from magapp.reading import read_file
from magapp.settings import home
from ui.frame.announce import announce
from ui.frame.emblem import Emblem
from ui.frame.files import ask_open
from ui.frame.setting import Setting
from ui.input.job import Job
from ui.kit.base import ANY_SIZE, bleed, run
from ui.kit.button import Button
from ui.kit.surfaces import Banner
from ui.kit.text import FlowLabel
from ui.look.picture import MOST_BYTES, drawn_anew, picture
from ui.office.import_file import DropZone, dropped_file
from ui.office.import_step import CardStep
from ui.office.labels import OfficeWords
from ui.office.look import Bar, TableView
from ui.office.map_canvas import MapCanvas
from ui.office.model import CellMark, Column, RowsModel
from ui.office.page import OfficePage
from ui.office.shop_products import ShopProducts
from ui.outcome.shelf_map import SIDE, Mark

PICTURES = "*.png *.jpg *.jpeg *.webp *.bmp"
SOON_MS = 400
"""So long after the last step of a mark the map is written."""
MOST_UNDONE = 50
"""So many changes can be taken back."""


class ShelfRow(NamedTuple):
    """A shelf, or several that begin alike; how many products stand there, and where that is.

    `at` is the name of the place that holds for it: its own, a wider one's, or empty.
    """

    shelf: str
    products: int
    at: str

    @property
    def own(self) -> bool:
        """Whether the map has it by its own name."""
        return self.at == self.shelf


class NoMap(CardStep):
    """What is there before there is a map: where a picture may be dropped, and why."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words)
        hub = self.hub
        self.title = FlowLabel(hub, role="display", bold=True, align="centre", balanced=True)
        self.text = FlowLabel(hub, role="body", colour="ink_soft", align="centre", balanced=True)
        self.choose = Button(hub, name="map:choose", variant="primary", icon="folder_open_outline")
        self.card = DropZone(hub, "map:start")
        emblem = Emblem(hub, "map_outline", 150)
        self.make_card(self.card, (emblem, self.title, self.text, self.buttons(self.choose)))

    def retranslate(self) -> None:
        """Words of the step."""
        self.title.setText(self.tr("Drop a picture of the shop here"))
        self.text.setText(
            self.tr(
                "A floor plan or a drawing of the racks, as PNG or JPEG. Then say where each shelf "
                "is, and customers see on it where to walk."
            )
        )
        self.choose.set_text(self.tr("Choose a picture"))


class ShelfMapPage(OfficePage):
    """Every change is written at once, and can be taken back until the page is left."""

    def __init__(self, setting: Setting, words: OfficeWords, folder: Path | None) -> None:
        super().__init__(setting, words, "map")
        hub = setting.hub
        self._folder = folder
        self.job: Job | None = None
        self.map: ShelfMap | None = None
        self.chosen = ""
        """The shelf whose mark is meant."""
        self.spot: tuple[float, float] | None = None
        """A place that was pointed at, before it is said which shelf is there."""
        self._image: QImage | None = None
        self._counts: Counter[Words] = Counter()
        self._names: tuple[str, ...] = ()
        """What can be put on the map: racks and shelves of the assortment."""
        self._racks: frozenset[str] = frozenset()
        self._before: list[ShelfMap | None] = []
        self._moved = ""
        """Whose steps are one change."""
        self._filling = False
        self.undo = Button(hub, name="map:undo", icon="undo", variant="quiet")
        self.undo.clicked.connect(self.take_back)
        self.other = Button(hub, name="map:other", icon="image_outline", variant="quiet")
        self.other.clicked.connect(self.ask_picture)
        self.remove = Button(hub, name="map:remove", icon="trash_can_outline", variant="quiet")
        self.remove.clicked.connect(self.remove_all)
        self.set_actions([self.undo, self.other, self.remove])
        self.fault = Banner(hub, "warning", name="map:fault")
        self.fault.hide()
        self.bar = Bar(hub, name="map:bar")
        self.bar.hide()
        self.none = NoMap(setting, words)
        self.none.choose.clicked.connect(self.ask_picture)
        self.canvas = MapCanvas(hub, "map:canvas")
        self.canvas.pointed.connect(self.point)
        self.canvas.chosen.connect(self.choose)
        self.canvas.moved.connect(self._put)
        self.canvas.stepped.connect(self.step)
        self.says = FlowLabel(hub, name="map:says", role="body", bold=True)
        self.model: RowsModel[ShelfRow] = RowsModel(
            [
                Column("shelf", lambda each: each.shelf, lambda each: in_order(each.shelf)),
                Column(
                    "products",
                    lambda each: self.words.amounts.number(each.products),
                    lambda each: each.products,
                    number=True,
                ),
                Column("at", self._where, lambda each: (bool(each.at), each.own)),
            ],
            self,
        )
        self.model.mark = self._mark
        widths = {"shelf": 0.0, "products": 6.5, "at": 8.0}
        self.table = TableView(hub, self.model, widths, name="map:table")
        self.table.selectionModel().selectionChanged.connect(self._row_chosen)
        self.table.clicked.connect(self._row_clicked)
        self.put_it = Button(hub, name="map:put", variant="primary", icon="map_marker_plus_outline")
        self.put_it.clicked.connect(self.put_chosen)
        self.off = Button(hub, name="map:off", icon="map_marker_remove_outline")
        self.off.clicked.connect(self.take_off)
        self.side = QVBoxLayout()
        self.listed = QVBoxLayout()
        self.listed.addWidget(self.table)
        self.side.addLayout(self.listed, 1)
        self.ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.ways.addWidget(self.put_it, 1)
        self.ways.addWidget(self.off, 1)
        self.side.addLayout(self.ways)
        self.editor = QWidget()
        self.body = QBoxLayout(QBoxLayout.Direction.LeftToRight, self.editor)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.canvas, 5)
        self.body.addLayout(self.side, 3)
        self.views = QStackedWidget()
        self.views.addWidget(self.none)
        self.views.addWidget(self.editor)
        self.column.addWidget(self.fault)
        self.column.addWidget(self.bar)
        self.column.addWidget(self.says)
        self.column.addWidget(self.views, 1)
        self._later = QTimer(self, singleShot=True, interval=SOON_MS)
        self._later.timeout.connect(self.write)
        self.setAcceptDrops(True)
        self.restyle()
        self.retranslate()

    # -- look and words ---------------------------------------------------------------------------

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        if not hasattr(self, "views"):
            return
        theme = self.hub.theme
        out = bleed(theme)
        self.none.restyle()
        self.body.setSpacing(theme.px("space.lg") - out)
        self.side.setSpacing(theme.px("space.sm"))
        self.ways.setSpacing(0)
        self.says.setContentsMargins(out, 0, out, 0)
        self.listed.setContentsMargins(out, out, out, 0)
        self.table.leave_out(*(["products"] if theme.text_scale >= 1.5 else []))
        self.model.say_again()

    def turn(self) -> None:
        """The list beside the map, or below it on a tall page; short words where text is large."""
        if hasattr(self, "views"):
            large = self.hub.theme.text_scale >= 1.5
            run(self.body, down=self.tall)
            self.body.setStretch(0, 1 if large or self.tall else 5)
            self.body.setStretch(1, 1 if large or self.tall else 3)
            room = self.canvas.height_for(self.width()) if self.tall else ANY_SIZE
            self.canvas.setMaximumHeight(room)
            run(self.ways, down=not self.tall and large)
            self.none.turn(self.width())
            self._say_ways()
        super().turn()

    def _say_ways(self) -> None:
        """The words of the buttons in the head, where large text leaves room for them."""
        brief = self.hub.theme.text_scale >= 1.5
        for button, text in (
            (self.undo, self.tr("Undo")),
            (self.other, self.tr("Another picture")),
            (self.remove, self.tr("Remove the map")),
        ):
            button.set_text("" if brief else text)
            button.setAccessibleName(text)
            button.setToolTip(text)

    def retranslate(self) -> None:
        """Words of the page."""
        self.heading.setText(self.tr("Map of the shop"))
        super().retranslate()
        self._say_ways()
        self.none.retranslate()
        self.model.set_titles([self.tr("Shelf"), self.tr("Products"), self.tr("On the map")])
        self.table.setAccessibleName(self.tr("Shelves"))
        self.canvas.setAccessibleName(self.tr("Map of the shop"))
        self.bar.setAccessibleName(self.tr("Reading the picture…"))
        self.off.set_text(self.tr("Take it off"))
        self.model.say_again()
        self.say()

    def _where(self, row: ShelfRow) -> str:
        if row.own:
            return self.tr("yes")
        return self.tr("with {shelf}").format(shelf=row.at) if row.at else self.tr("not yet")

    def _mark(self, row: ShelfRow, column: str) -> CellMark | None:
        theme = self.hub.theme
        if row.own:
            return CellMark(theme.colour("brand_strong"), theme.font("body", bold=True))
        return CellMark(theme.colour("ink_soft" if row.at else "ink"))

    def say(self) -> None:
        """Say what is so now, and what can be done."""
        row, spot = self.row, self.spot
        own = self.map.own(self.chosen) if self.map is not None and self.chosen else None
        if spot is not None:
            said = self.tr("Which shelf is here? Choose it in the list.")
        elif own is not None:
            number = self.words.amounts.number
            said = self.tr(
                "{shelf}: {x} % from the left, {y} % from the top. Drag it, or use the arrow keys."
            ).format(shelf=own.shelf, x=number(round(own.x * 100)), y=number(round(own.y * 100)))
        elif row is not None:
            said = self.tr("Press the map where {shelf} is.").format(shelf=row.shelf)
        elif not any(not each.at for each in self.model.rows):
            said = self.tr("Every shelf has its place.")
        else:
            said = self.tr("Press a place on the map, or choose a shelf in the list.")
        self.says.setText(said)
        placed = [each.shelf for each in self.map.places] if self.map is not None else []
        there = self.tr("On the map: {shelves}").format(shelves=", ".join(placed)) if placed else ""
        self.canvas.setAccessibleDescription(f"{said}\n{there}".strip())
        put = self.tr("Put it here") if spot is not None else self.tr("Put it on the map")
        self.put_it.set_text(put)
        self.put_it.setEnabled(row is not None and not row.own)
        self.off.setEnabled(own is not None)
        shown = self._image is not None
        self.says.setVisible(shown)
        self.undo.setEnabled(bool(self._before))
        self.other.setVisible(shown)
        self.remove.setVisible(self.map is not None)
        self.undo.setVisible(shown or bool(self._before))

    # -- showing ----------------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """The shop's folder."""
        return self._folder or home()

    def begin(self, goods: ShopProducts) -> None:
        """Show the map as it is, and the shelves of these products."""
        stood = Counter(each.shelf for each in goods.shelf)
        self._counts = Counter()
        for shelf, count in stood.items():
            words = words_of(shelf)
            for end in range(1, len(words) + 1):
                self._counts[words[:end]] += count
        named = {words: shelf_name(each) for each in stood if (words := words_of(each))}.values()
        common = racks(named)
        self._racks = frozenset(common)
        self._names = (*sorted(common, key=in_order), *sorted(named, key=in_order))
        self._before, self._moved = [], ""
        self.chosen, self.spot = "", None
        self._say_fault()
        if self.job is None:
            tidy(self.folder)
        try:
            self.map = read_map(self.folder)
        except InputError as error:
            self.map = None
            self._say_fault(error.told(self.setting.language.code), self._not_shown)
        self._show_picture()

    def _show_picture(self) -> None:
        """Show the map, its picture read anew; without one, where to drop it."""
        self._image = None
        if self.map is not None:
            self._image = picture(str(self.folder / self.map.picture), SIDE)
            if self._image is None:
                said = self.tr("Choose its picture again; the places stay.")
                self._say_fault(said, self._not_shown)
        self.show_map()
        self.views.setCurrentWidget(self.none if self._image is None else self.editor)
        self.turn()

    def show_map(self) -> None:
        """Show the marks, and the list of shelves with what was chosen in it."""
        rows = self._rows()
        at = next((at for at, each in enumerate(rows) if each.shelf == self.chosen), -1)
        self._filling = True
        self.model.set_rows(rows)
        if at >= 0:
            at = next(at for at, each in enumerate(self.model.rows) if each.shelf == self.chosen)
            self.table.selectRow(at)
        self._filling = False
        self._show_marks()

    def _show_marks(self) -> None:
        """Show the marks, and say what is so."""
        if self._image is not None and self.map is not None:
            meant = "" if self.spot is not None else self.chosen
            marks = [
                Mark(each.x, each.y, each.shelf, faint=each.shelf != meant)
                for each in self.map.places
            ]
            if self.spot is not None:
                marks.append(Mark(*self.spot, "?"))
            self.canvas.show_map(self._image, marks)
        self.say()

    def _rows(self) -> list[ShelfRow]:
        """Racks and shelves: first those without a place, last those that stand with another."""
        if self.map is None:
            return []
        placed = [each.shelf for each in self.map.places]
        own = {words_of(each): each for each in placed}
        rows = []
        for shelf in (*self._names, *(each for each in placed if each not in self._names)):
            words = words_of(shelf)
            if words in own and own[words] != shelf:
                continue  # it is there as the map writes it
            place = self.map.place(shelf)
            rows.append(ShelfRow(shelf, self._counts[words], place.shelf if place else ""))
        loose = [words_of(each.shelf) for each in rows if not each.at]
        begun = {words[:end] for words in loose for end in range(1, len(words))}

        def key(row: ShelfRow) -> tuple[int, bool]:
            return (1 if row.own else 2 if row.at else 0), row.shelf not in self._racks

        def needed(row: ShelfRow) -> bool:
            """A rack of which each shelf has its place needs none."""
            return row.shelf not in self._racks or bool(row.at) or words_of(row.shelf) in begun

        return sorted(filter(needed, rows), key=key)

    @property
    def row(self) -> ShelfRow | None:
        """The row that is chosen."""
        at = self.table.selectionModel().selectedRows()
        return self.model.rows[at[0].row()] if at else None

    # -- choosing and placing ---------------------------------------------------------------------

    def _row_chosen(self) -> None:
        """A shelf was chosen in the list: its mark is meant, if it has one."""
        if self._filling:
            return
        row = self.row
        self.chosen = row.shelf if row is not None else ""
        if row is not None and row.own:
            self.spot = None
        self._moved = ""
        self._show_marks()

    def _row_clicked(self, _: QModelIndex) -> None:
        """With a place pointed at, a click says which shelf is there."""
        if self.spot is not None:
            self.put_chosen()

    def choose(self, shelf: str) -> None:
        """The mark of a shelf is meant."""
        self.chosen, self.spot, self._moved = shelf, None, ""
        self.show_map()
        announce(self.says, self.says.text())

    def point(self, x: float, y: float) -> None:
        """A place was pointed at: the shelf that waits for one is there, else one is asked for."""
        row = self.row
        if self.spot is None and row is not None and not row.own:
            self._put(row.shelf, x, y)
            return
        self.chosen, self.spot, self._moved = "", (x, y), ""
        self.show_map()
        announce(self.says, self.says.text())

    def step(self, across: float, down: float) -> None:
        """Move what is meant; where nothing is, point at the middle."""
        own = self.map.own(self.chosen) if self.map is not None and self.chosen else None
        if self.spot is None and own is not None:
            self._put(own.shelf, own.x + across, own.y + down, step=True)
            return
        x, y = self.spot or (0.5 - across, 0.5 - down)
        self.spot = min(1.0, max(0.0, x + across)), min(1.0, max(0.0, y + down))
        self._show_marks()
        announce(self.says, self.says.text())

    def put_chosen(self) -> None:
        """Put the chosen shelf where was pointed at, else in the middle; keys move it then."""
        row = self.row
        if row is None or row.own:
            return
        self._put(row.shelf, *(self.spot or (0.5, 0.5)))
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put(self, shelf: str, x: float, y: float, step: bool = False) -> None:
        if self.map is None:
            return
        try:
            changed = self.map.put(shelf, x, y)
        except InputError as error:
            self._say_fault(error.told(self.setting.language.code))
            return
        self.chosen, self.spot = shelf, None
        self._change(changed, shelf if step else "")
        announce(self.says, self.says.text())

    def take_off(self) -> None:
        """Take the mark that is meant off the map."""
        if self.map is not None and self.map.own(self.chosen) is not None:
            shelf, self.spot = self.chosen, None
            self._change(self.map.without(shelf))
            announce(self.says, self.tr("{shelf} is off the map.").format(shelf=shelf))

    def remove_all(self) -> None:
        """Have no map any more."""
        self.chosen, self.spot = "", None
        self._change(None)
        self._show_picture()
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    # -- changing ---------------------------------------------------------------------------------

    def _change(self, changed: ShelfMap | None, moved: str = "") -> None:
        """Keep the map as it was, show it as it is and write it; steps of one mark are one."""
        if not (moved and moved == self._moved):
            self._before = [*self._before[-MOST_UNDONE + 1 :], self.map]
        self._moved = moved
        self.map = changed
        self._say_fault()
        if moved:
            self._later.start()
            self._show_marks()
        else:
            self.write()
            self.show_map()

    def write(self) -> None:
        """Write the map as it is."""
        self._later.stop()
        try:
            if self.map is None:
                remove_map(self.folder)
            else:
                keep_map(self.folder, self.map)
        except InputError as error:
            self._say_fault(error.told(self.setting.language.code))

    def take_back(self) -> None:
        """Take the last change back."""
        if not self._before:
            return
        self.map = self._before.pop()
        self._moved, self.spot = "", None
        if self.map is None or self.map.own(self.chosen) is None:
            self.chosen = ""
        self._say_fault()
        self.write()
        self._show_picture()
        announce(self.says, self.tr("Taken back."), self.says.text())

    @property
    def _not_shown(self) -> str:
        return self.tr("The map cannot be shown")

    def _say_fault(self, text: str = "", title: str = "") -> None:
        self.fault.set_texts((title or self.tr("That did not work")) if text else "", text)
        self.fault.setVisible(bool(text))
        announce(self.fault, text, urgent=True)

    # -- the picture ------------------------------------------------------------------------------

    def ask_picture(self) -> None:
        """Choose a picture with the desktop's own window."""
        title = self.tr("Choose a picture")
        path = ask_open(self, title, PICTURES, self.setting.language.code)
        if path is not None:
            self.take_picture(path)

    def take_picture(self, path: Path) -> None:
        """Make this the picture of the map, beside the screen; places stay where they are."""
        if self.job is not None:
            return
        folder = self.folder

        def work(*_: object) -> str:
            content = drawn_anew(read_file(path, MOST_BYTES), path.name, SIDE)
            return keep_picture(folder, content)

        self._say_fault()
        self.bar.show()
        self.job = Job(work, self)
        self.job.done.connect(self._have_picture)
        self.job.failed.connect(self._no_picture)
        self.job.start()

    def _have_picture(self, name: object) -> None:
        assert isinstance(name, str)
        self.job = None
        self.bar.hide()
        self._change(ShelfMap(name, self.map.places if self.map is not None else ()))
        self._show_picture()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def _no_picture(self, error: object) -> None:
        self.job = None
        self.bar.hide()
        if isinstance(error, InputError):
            self._say_fault(error.told(self.setting.language.code))
        elif isinstance(error, Exception):
            raise error

    def _dropped(self, event: QDropEvent) -> Path | None:
        return dropped_file(event) if self.job is None else None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file is held over the page."""
        if self._dropped(event) is not None:
            self.none.card.set_over(True)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self.none.card.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """It is the picture."""
        self.none.card.set_over(False)
        path = self._dropped(event)
        if path is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.take_picture(path)

    # -- keys -------------------------------------------------------------------------------------

    def first(self) -> QWidget:
        """The map, or what brings one."""
        return self.canvas if self._image is not None else self.none.choose

    def escape(self) -> bool:
        """Nothing is meant any more; where nothing was, it is the page's turn."""
        if self.spot is None and not self.chosen:
            return False
        self.chosen, self.spot, self._moved = "", None, ""
        self.show_map()
        return True

    def enter(self) -> bool:
        """On the map: to the list, to say which shelf is here; in the list: put it there."""
        if self.canvas.hasFocus():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            if self.row is None and self.model.rows:
                self.table.selectRow(0)
        elif self.table.hasFocus():
            self.put_chosen()
            self.canvas.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing on the page took: Delete, and Ctrl+Z."""
        held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_off()
        elif event.key() == Qt.Key.Key_Z and held:
            self.take_back()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Left: nothing more is taken back, and pictures that were go."""
        super().hideEvent(event)
        if event.spontaneous():
            return
        if self._later.isActive():
            self.write()
        if self._before and self.job is None:
            self._before = []
            tidy(self.folder)
