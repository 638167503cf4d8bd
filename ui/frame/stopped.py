"""What stands on the screen when the app cannot start: its questions and rules do not load.

Without a pack there is no consultation and no list of languages: a customer is sent to the staff
in every language that the face itself has, and staff read what is wrong.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from magapp.resources import resource
from ui.frame.emblem import Emblem
from ui.frame.screen import no_context_menu
from ui.input.language import SOURCE, Language
from ui.kit.button import Button
from ui.kit.text import FlowLabel
from ui.look.theme import ThemeHub


def languages(first: str) -> list[str]:
    """The languages of the face, `first` before all others where it is one of them."""
    files = sorted(resource("i18n").glob("magapp_*.qm"))
    codes = [*(file.stem.partition("_")[2] for file in files), SOURCE]
    return sorted(codes, key=lambda code: code != first)


class Stopped(QWidget):
    """A picture, and a few words below it, in the middle of a window."""

    def __init__(self, application: QApplication, hub: ThemeHub, first: str) -> None:
        super().__init__()
        self.hub = hub
        codes = languages(first)
        self.language = Language(application, codes, codes[0])
        hub.setParent(self)
        hub.apply(application)
        self.setObjectName("stopped")
        self.setAutoFillBackground(True)
        self.column = QVBoxLayout(self)
        edge = hub.theme.px("space.xl")
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(hub.theme.px("space.lg"))

    def say(self, text: str, name: str, *, large: bool) -> None:
        """One sentence more."""
        label = FlowLabel(
            self.hub,
            text,
            name=name,
            role="display" if large else "body",
            bold=large,
            align="centre",
        )
        self.column.addWidget(label)

    def picture(self, icon: str) -> None:
        """What stands above the words."""
        self.column.addWidget(Emblem(self.hub, icon), 0, Qt.AlignmentFlag.AlignHCenter)


class StoppedKiosk(Stopped):
    """Sends the customer to the staff. There is nothing to press."""

    def __init__(self, application: QApplication, hub: ThemeHub, first: str) -> None:
        super().__init__(application, hub, first)
        self.column.addStretch(2)
        self.picture("face_agent")
        for code in self.language.codes:
            self.language.use(code)
            self.say(self.tr("Please ask our staff"), f"stopped:{code}", large=True)
        self.language.use(self.language.codes[0])
        self.setWindowTitle(self.tr("Please ask our staff"))
        self.column.addStretch(3)


class StoppedCounter(Stopped):
    """Says to staff what is wrong, in words that can be copied."""

    def __init__(self, application: QApplication, hub: ThemeHub, first: str, why: str) -> None:
        super().__init__(application, hub, first)
        self.setWindowTitle(self.tr("Magapp cannot start"))
        self.picture("lifebuoy")
        self.say(self.windowTitle(), "stopped:title", large=True)
        said = self.tr("Something is wrong with its questions and rules. Nobody is advised now.")
        self.say(said, "stopped:help", large=False)
        self.why = QPlainTextEdit(why)
        self.why.setObjectName("stopped:why")
        self.why.setAccessibleName(self.windowTitle())
        self.why.setReadOnly(True)
        self.why.setTabChangesFocus(True)
        no_context_menu(self.why)
        self.column.addWidget(self.why, 1)
        self.button = Button(hub, name="stopped:close", variant="primary", icon="close")
        self.button.set_text(self.tr("Close"))
        self.button.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button, 1)
        row.addStretch(1)
        self.column.addLayout(row)
        self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc close too: at the counter everything works without a mouse."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            self.close()
        else:
            super().keyPressEvent(event)
