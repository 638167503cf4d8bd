"""What happens when the program itself goes wrong: an apology, and a line without answers."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import Signal

from ui.frame.calm import CalmScreen
from ui.frame.emblem import Emblem
from ui.frame.setting import Setting
from ui.kit.button import Button


class FaultScreen(CalmScreen):
    """A calm apology; `restart` begins anew."""

    restart = Signal()

    def __init__(self, setting: Setting) -> None:
        hub = setting.hub
        button = Button(hub, name="fault:restart", variant="primary", icon="restart")
        super().__init__(setting, "page:fault", Emblem(hub, "lifebuoy"), button)
        button.clicked.connect(self.restart)
        self.retranslate()

    @property
    def urgent(self) -> bool:
        """All that was answered is gone."""
        return True

    def retranslate(self) -> None:
        """Words of the apology."""
        self.heading.setText(self.tr("Sorry, something went wrong"))
        said = self.tr("It is not your fault. Your answers were forgotten. Please start again.")
        if not self.setting.staff:
            said = self.tr(
                "It is not your fault. Your answers were forgotten. "
                "Please start again, or ask our staff."
            )
        self.help.setText(said)
        self.button.set_text(self.tr("Start again"))
        self.setAccessibleName(self.heading.text())


def catch_faults(show: Callable[[], None]) -> None:
    """From now on an unexpected exception calls `show` instead of passing unseen.

    Standard error and the log get its kind and place; never its message, which may hold an answer.
    One beside the screen is noted alike, and the screen goes on.
    """

    def caught(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        _tell(kind, trace)
        show()

    def caught_beside(told: threading.ExceptHookArgs) -> None:
        if told.exc_type is not SystemExit:
            _tell(told.exc_type, told.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = caught_beside


def _tell(kind: type[BaseException], trace: TracebackType | None) -> None:
    from magapp.machine.journal import note_fault

    note_fault(kind, trace)
    place = "unknown place"
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{code.co_filename}:{trace.tb_lineno}"
        trace = trace.tb_next
    print(f"magapp: {kind.__name__} at {place}", file=sys.stderr)
