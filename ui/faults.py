"""What happens when the program itself goes wrong: an apology, and a line without answers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit.controls import Button
from ui.kit.text import FlowLabel
from ui.wizard.page import Screen, Setting
from ui.wizard.start import Emblem


class FaultScreen(Screen):
    """A calm apology; `restart` begins anew."""

    restart = Signal()

    def __init__(self, setting: Setting) -> None:
        super().__init__(setting, "page:fault")
        hub = setting.hub
        for label in (self.heading, self.help):
            self.column.removeWidget(label)
            label.hide()
        self.heading = FlowLabel(hub, role="display", bold=True, align="centre", parent=self)
        self.help = FlowLabel(hub, role="body", align="centre", balanced=True, parent=self)
        self.button = Button(hub, name="fault:restart", variant="primary", icon="restart")
        self.button.clicked.connect(self.restart)
        self.column.addStretch(2)
        self.column.addWidget(Emblem(hub, "lifebuoy"), 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.help)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button, 1)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(3)
        self.retranslate()

    def restyle(self) -> None:
        """The theme changed."""
        super().restyle()
        self.column.setSpacing(self.setting.hub.theme.px("space.xl"))

    def retranslate(self) -> None:
        """Words of the apology."""
        self.heading.setText(self.tr("Sorry, something went wrong"))
        self.help.setText(
            self.tr("It is not your fault. Your answers were forgotten. Please start again.")
        )
        if hasattr(self, "button"):
            self.button.set_text(self.tr("Start again"))
        self.setAccessibleName(self.heading.text())

    def first(self) -> QWidget | None:
        """The only button."""
        return self.button


def catch_faults(show: Callable[[], None]) -> None:
    """From now on an unexpected exception calls `show` instead of passing unseen.

    Standard error gets its kind and place; never its message, which may hold an answer.
    """

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        place = "unknown place"
        while trace is not None:
            code = trace.tb_frame.f_code
            place = f"{code.co_filename}:{trace.tb_lineno}"
            trace = trace.tb_next
        print(f"magapp: {kind.__name__} at {place}", file=sys.stderr)
        show()

    sys.excepthook = caught
