"""The first step of an import: drop a file or choose one, or take the last import back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QDropEvent, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from magapp.store import Imported
from ui.frame.emblem import Emblem, Note
from ui.frame.setting import Setting
from ui.kit.base import bleed, paint_surface, painter_on
from ui.kit.button import Button
from ui.kit.surfaces import Card
from ui.kit.text import FlowLabel
from ui.look.theme import ThemeHub
from ui.office.import_step import CardStep
from ui.office.labels import OfficeWords


def dropped_file(event: QDropEvent) -> Path | None:
    """The file that is held over a page, where it is one and on this machine."""
    paths = [Path(each.toLocalFile()) for each in event.mimeData().urls() if each.isLocalFile()]
    return paths[0] if len(paths) == 1 else None


class DropZone(Card):
    """Where a file may be dropped: a dashed edge, filled while one is held over it."""

    def __init__(self, hub: ThemeHub, name: str) -> None:
        super().__init__(hub, name=name)
        self.over = False

    def set_over(self, over: bool) -> None:
        """Whether a file is held over it."""
        self.over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and its edge."""
        theme = self._hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        ground = theme.colour("brand_soft" if self.over else "surface")
        edge = theme.colour("brand" if self.over else "line_strong")
        width = float(theme.px("stroke.normal"))
        radius = float(theme.px("radius.lg"))
        paint_surface(painter, body, radius, ground, edge, width, dashed=True)
        painter.end()


class FileStep(CardStep):
    """Choose a file."""

    def __init__(self, setting: Setting, words: OfficeWords) -> None:
        super().__init__(setting, words)
        hub = self.hub
        self.title = FlowLabel(hub, role="display", bold=True, align="centre", balanced=True)
        self.text = FlowLabel(hub, role="body", colour="ink_soft", align="centre")
        self.choose = Button(
            hub, name="import:choose", variant="primary", icon="folder_open_outline"
        )
        self.template = Button(hub, name="import:template", icon="content_save_outline")
        self.last_text = FlowLabel(hub, name="import:last", role="body", colour="ink_soft")
        self.last_text.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.undo = Button(hub, name="import:undo-last", icon="undo_variant")
        self.card = DropZone(hub, "import:start")
        emblem = Emblem(hub, "file_import_outline", 150)
        buttons = self.buttons(self.choose, self.template)
        self.make_card(self.card, (emblem, self.title, self.text, buttons))
        icons = ("file_import_outline", "check", "undo_variant")
        self.notes = [Note(hub, icon) for icon in icons]
        self.noted = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for note in self.notes:
            self.noted.addWidget(note, 1)
        self.column.addLayout(self.noted)
        self._rows.append(self.noted)
        self.last_card = Card(hub, name="import:last-card", fill="surface_sunken")
        last = QHBoxLayout(self.last_card)
        last.setContentsMargins(0, 0, 0, 0)
        last.addWidget(self.last_text, 1)
        last.addWidget(self.undo)
        self.column.addWidget(self.last_card)

    def restyle(self) -> None:
        """Large text needs the room of what is only good to know."""
        super().restyle()
        theme = self.hub.theme
        self.noted.setSpacing(theme.px("space.xl"))
        self.noted.setContentsMargins(*[theme.px("space.lg")] * 4)
        for note in self.notes:
            note.setVisible(theme.text_scale < 1.5)

    def retranslate(self) -> None:
        """Words of the step."""
        self.title.setText(self.tr("Drop a list of products here"))
        self.text.setText(
            self.tr("Nothing changes yet: first you see what would be added, changed and refused.")
        )
        self.choose.set_text(self.tr("Choose a file"))
        self.template.set_text(self.tr("Save an example to fill in"))
        self.undo.set_text(self.tr("Undo this import"))
        said = [
            (self.tr("CSV or a spreadsheet"), self.tr("As your till or web shop exports it.")),
            (
                self.tr("Columns are found"),
                self.tr("By their usual names; you can put them right."),
            ),
            (self.tr("It can be undone"), self.tr("The last import goes back with one button.")),
        ]
        for note, (title, text) in zip(self.notes, said, strict=True):
            note.set_texts(title, text)

    def show_last(self, last: Imported | None) -> None:
        """Say what the last import did, where there was one."""
        self.last_card.setVisible(last is not None)
        if last is not None:
            number = self.words.amounts.number
            self.last_text.setText(
                self.tr("Last import: {file} ({added} added, {changed} changed)").format(
                    file=last.file, added=number(last.added), changed=number(last.changed)
                )
            )
