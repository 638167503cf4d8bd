"""Beside the settings of the printer: those that were found, a test, and what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from magapp.assistant import Assistant
from magapp.machine.printers import Found, find_printers
from ui.frame.announce import announce
from ui.frame.setting import Setting
from ui.input.job import Job
from ui.kit.base import bleed
from ui.kit.button import Button
from ui.kit.chip import Chip
from ui.kit.surfaces import Banner
from ui.kit.text import FlowLabel
from ui.kit.wrap import WrapRow
from ui.office.live_look import Sample
from ui.office.setting_field import Options
from ui.slip.printing import Printing


class PrinterHelp(QWidget):
    """`chosen` carries how a printer is reached and where, `found` that all were looked for."""

    chosen = Signal(str, str)
    found = Signal()

    def __init__(self, setting: Setting, assistant: Assistant) -> None:
        super().__init__()
        self.setting, self.assistant, self.hub = setting, assistant, setting.hub
        hub = setting.hub
        self.known: tuple[Found, ...] = ()
        self._looked = False
        self._state = ""
        self._job: Job | None = None
        self._printing: Printing | None = None
        self.title = FlowLabel(hub, role="small", bold=True, colour="ink_soft")
        self.row = WrapRow(hub, name="printers")
        self.nothing = FlowLabel(hub, name="printers:none", role="small", colour="ink_soft")
        self.again = Button(hub, name="printers:look", icon="magnify")
        self.again.clicked.connect(self.look)
        self.test = Button(hub, name="printers:test", icon="printer", variant="primary")
        self.test.clicked.connect(self.try_it)
        self.banner = Banner(hub, "calm", name="printers:state", icon="printer")
        self.banner.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        buttons.addWidget(self.again)
        buttons.addWidget(self.test)
        buttons.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.row, self.nothing):
            self.column.addWidget(widget)
        self.column.addLayout(buttons)
        self.column.addWidget(self.banner)
        hub.changed.connect(self.restyle)
        self.restyle()
        self.retranslate()

    def restyle(self) -> None:
        """The theme changed."""
        theme = self.hub.theme
        self.column.setSpacing(theme.px("space.xs"))
        for label in (self.title, self.nothing):
            label.setContentsMargins(bleed(theme), 0, 0, 0)

    def look(self) -> None:
        """Look for printers, beside the screen: a system that hangs is not waited for."""
        if self._job is None:
            self._job = Job(lambda _progress, _stop: _all_printers(), self, waits=False)
            self._job.done.connect(self._found)
            self._job.failed.connect(lambda _: self._found(()))
            self._job.start()
            self.retranslate()

    @property
    def looking(self) -> bool:
        """Whether printers are looked for."""
        return self._job is not None

    def _found(self, found: object) -> None:
        assert isinstance(found, tuple)
        self._job, self._looked, self.known = None, True, found
        chips = []
        for at, each in enumerate(found):
            chip = Chip(self.hub, each.name, name=f"printers:{at}", icon="printer", checkable=False)
            chip.clicked.connect(lambda _=False, each=each: self.chosen.emit(each.to, each.at))
            chips.append(chip)
        for old in self.row.findChildren(Chip):
            old.hide()
            old.deleteLater()
        self.row.show_widgets(chips)
        self.retranslate()
        self.found.emit()

    def options(self) -> Options:
        """The places of printers that are reached as it is set now."""
        to = self.assistant.settings.printer.to
        return [(each.at, each.name) for each in self.known if each.to == to]

    def try_it(self) -> None:
        """Print a slip with demo advice."""
        if self._printing is None:
            self._printing = Printing(self.assistant.settings, self)
            self._printing.printed.connect(self._printed)
            self._printing.failed.connect(self._say)
        self._printing.use(self.assistant.settings)
        slip = Sample(self.assistant).slip(
            self.setting.language.code, self.assistant.settings.shop_name
        )
        if slip is not None:
            self._say("printing")
            self._printing.print(slip)

    def _printed(self, known: bool) -> None:
        self._say("printed" if known else "sent")

    def _say(self, state: str) -> None:
        self._state = state
        self.retranslate()
        announce(self.banner, self.banner.accessibleName(), self.banner.accessibleDescription())

    def retranslate(self) -> None:
        """Words, and how the test went."""
        self.title.setText(self.tr("Printers found here"))
        looking = self.looking
        self.nothing.setText(
            self.tr("Looking for printers…")
            if looking
            else self.tr("None was found. Connect it and switch it on, or fill in where it is.")
        )
        self.nothing.setVisible(looking or (self._looked and not self.known))
        self.row.setVisible(bool(self.known))
        self.again.set_text(self.tr("Look for printers"))
        self.again.setEnabled(not looking)
        self.test.set_text(self.tr("Print a test"))
        known = self.assistant.settings.printer.to != "none"
        self.test.setEnabled(known and self._state != "printing")
        said = {
            "printing": (self.tr("Printing…"), ""),
            "printed": (self.tr("The printer has it all"), self.tr("Is the slip good to read?")),
            "sent": (
                self.tr("Sent to the printer"),
                self.tr("It does not say whether it printed. Did a slip come out?"),
            ),
            "address": (
                self.tr("That is no place of a printer"),
                self.tr("Choose one that was found, or write it as the help beside it says."),
            ),
            "unreachable": (
                self.tr("The printer does not answer"),
                self.tr("Is it on, connected, and on the same network?"),
            ),
            "permission": (
                self.tr("This user may not print there"),
                self.tr("The command magapp doctor says what to allow."),
            ),
            "paper": (self.tr("The printer is out of paper"), self.tr("Put in a new roll.")),
            "interrupted": (
                self.tr("Printing was interrupted"),
                self.tr("Switch the printer off and on, and try again."),
            ),
        }
        title, text = said.get(self._state, ("", ""))
        calm = self._state in ("printing", "printed", "sent")
        self.banner.set_tone("calm" if calm else "warning", "printer" if calm else "printer_alert")
        self.banner.set_texts(title, text)
        self.banner.setVisible(bool(title))


def _all_printers() -> tuple[Found, ...]:
    """Those that the system knows by name, then those on USB and serial lines."""
    named: list[Found] = []
    try:
        from PySide6.QtPrintSupport import QPrinterInfo
    except ImportError:  # a library of the system is missing; the doctor says so
        pass
    else:
        named = [Found("system", name, name) for name in QPrinterInfo.availablePrinterNames()]
    return (*named, *find_printers())
