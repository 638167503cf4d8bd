"""The customer's side: on a second monitor while staff work on, or on the own screen for a while.

It shows what a customer may see and nothing else: a calm page while staff ask, then the outcome in
the customer's words. No questions, no answers, no reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from magapp.assistant import Assistant
from magapp.rules import Advice
from magapp.shelf.suggest import Suggestion
from magapp.takehome.report import FitText
from ui.frame.stack import ScreenStack
from ui.kit.base import bleed
from ui.kit.button import Button
from ui.kit.deck import NOTHING, CardFace, PartCard
from ui.kit.parts import Beside, Gap, Icon, Paragraph, Spring, Stack
from ui.look.theme import ThemeHub
from ui.outcome.outcome import OutcomeScreen


class FitNote(PartCard):
    """What is said of the product in the customer's hand; hidden while there is none."""

    def __init__(self, hub: ThemeHub, *, name: str) -> None:
        super().__init__(hub, most=1.0)
        self._name = name
        self.tell(None)

    def tell(self, said: FitText | None) -> None:
        """Say what `Assistant.fits` says."""
        self.setVisible(said is not None)
        if said is None:
            self.show_face(NOTHING)
            self.setObjectName(self._name)
            return
        fits = said.verdict != "not"
        tone, soft = ("brand", "brand_soft") if fits else ("warning", "warning_soft")
        words = Stack(
            [
                Paragraph(said.title, "body", bold=True, scale=1.1),
                Paragraph(said.text, "body"),
            ],
            "space.xs",
            middle=True,
        )
        icon = Icon("check" if fits else "alert", 2.1, f"on_{tone}", tone)
        part = Beside(icon, words, "space.md", middle=True)
        self.show_face(
            CardFace(part, self._name, said.title, soft, tone, raised=False, pad="space.md")
        )

    def heightForWidth(self, width: int) -> int:
        """The height of its words at the size of the theme."""
        return ceil(self.needed(width, 1.0))


class CustomerView(QWidget):
    """What the customer sees, in type as large as at a kiosk; it follows the staff's theme.

    With `button` it has one to go back by, which says `left`; keys T and Escape say it as well.
    """

    left = Signal()

    def __init__(
        self,
        hub: ThemeHub,
        assistant: Assistant,
        *,
        button: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("customer")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._staff = hub
        theme = hub.theme
        # Its own hub, never applied: another size and density than the window of staff.
        self.hub = ThemeHub(
            name=theme.name,
            text_scale=theme.text_scale,
            density="kiosk",
            motion=theme.motion,
            brand=theme.brand,
            window=self.size(),
            parent=self,
        )
        hub.changed.connect(self._follow)
        self._shop = assistant.settings.shop_name
        self.deck = ScreenStack(self)
        self.calm = PartCard(self.hub, most=1.6)
        self.outcome = OutcomeScreen(self.hub, assistant.pack, "kiosk", bare=True)
        self.note = FitNote(self.hub, name="customer:fit")
        self.outcome.set_note(self.note)
        for page in (self.calm, self.outcome):
            self.deck.addWidget(page)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.deck, 1)
        self.button: Button | None = None
        if button:
            self.button = Button(
                hub, name="customer:back", variant="quiet", icon="arrow_left", mirrored=True
            )
            self.button.clicked.connect(self.left)
            self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def _follow(self) -> None:
        theme = self._staff.theme
        self.hub.update(
            name=theme.name, text_scale=theme.text_scale, motion=theme.motion, brand=theme.brand
        )
        self.retranslate()

    # -- what is shown ----------------------------------------------------------------------------

    def show_calm(self) -> None:
        """Nothing to see yet; what was shown is forgotten."""
        self.outcome.forget()
        self.note.tell(None)
        self.deck.setCurrentWidget(self.calm)

    def show_outcome(
        self,
        advice: Advice,
        suggestion: Suggestion,
        code: str,
        fit: FitText | None = None,
        named: Sequence[str] = (),
    ) -> None:
        """The outcome in a language, and what is said of the product in the hand."""
        self.note.tell(fit)
        self.outcome.show_outcome(advice, suggestion, code, named)
        self.deck.setCurrentWidget(self.outcome)

    @property
    def is_calm(self) -> bool:
        """Whether nothing of a consultation is to be seen."""
        return self.deck.currentWidget() is self.calm

    def retranslate(self) -> None:
        """Words of its own: of the calm page and the button."""
        self.setWindowTitle(self.tr("For the customer"))
        title = self._shop or self.tr("Welcome")
        words = [
            Spring(),
            Icon("leaf", 5.0, "brand", "brand_soft"),
            Gap("space.lg"),
            Paragraph(title, "display", bold=True, align="centre", balanced=True, scale=1.3),
            Paragraph(
                self.tr("We are looking at it with you."),
                "title",
                colour="ink_soft",
                align="centre",
                balanced=True,
            ),
            Spring(),
        ]
        self.calm.show_face(CardFace(Stack(words, "space.md"), "customer:calm", ground=""))
        if self.button is not None:
            self.button.set_text(self.tr("Back to work (T)"))

    def changeEvent(self, event: QEvent) -> None:
        """Another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Type for this size."""
        super().resizeEvent(event)
        self.hub.update(window=self.size())
        edge = bleed(self.hub.theme)
        self._column.setContentsMargins(0, edge, 0, edge)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """T and Escape turn the screen back; no other key reaches what lies below."""
        if event.key() in (Qt.Key.Key_T, Qt.Key.Key_Escape) and not event.isAutoRepeat():
            self.left.emit()
        event.accept()


class Mirror(QObject):
    """Keeps a customer's view on a second monitor for as long as there is one.

    `free` gives the monitors that may be used, apart from the one that the window of staff is on.
    """

    changed = Signal()
    """A view came: it is to be told what to show."""

    def __init__(
        self,
        window: QWidget,
        make: Callable[[], CustomerView],
        free: Callable[[], Sequence[QScreen]] = QGuiApplication.screens,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._make = make
        self._free = free
        self.view: CustomerView | None = None
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self.refresh)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._soon.start)
        application.screenRemoved.connect(self._soon.start)

    def second(self) -> QScreen | None:
        """The first monitor that staff do not work on."""
        return next((each for each in self._free() if each != self._window.screen()), None)

    def refresh(self) -> None:
        """Bring the view up, move it or take it away, as the monitors are now."""
        screen = self.second() if self._window.isVisible() else None
        if screen is None:
            self.close()
            return
        if self.view is None:
            self.view = self._make()
            self.view.setWindowFlags(
                Qt.WindowType.Window
                | Qt.WindowType.FramelessWindowHint
                | Qt.WindowType.WindowDoesNotAcceptFocus
            )
            self.view.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
            self.view.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        if self.view.screen() is not screen or not self.view.isVisible():
            self.view.setScreen(screen)
            self.view.setGeometry(screen.geometry())
            typing = self._window.isActiveWindow()
            # Not showFullScreen(): that would take the keys away from staff.
            self.view.setWindowState(Qt.WindowState.WindowFullScreen)
            self.view.show()
            if typing:  # some systems activate what is shown, whatever it asks for
                self._window.activateWindow()
            self.changed.emit()

    def close(self) -> None:
        """Take the view away."""
        if self.view is not None:
            self.view.close()
            self.view.deleteLater()
            self.view = None
