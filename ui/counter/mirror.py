"""The customer's side: on a second monitor while staff work on, or on the own screen for a while.

It shows what a customer may see and nothing else: a calm page while staff ask, then the outcome in
the customer's words. No questions, no answers, no reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from magapp.assistant import Assistant
from magapp.errors import StoreError
from magapp.rules import Advice
from magapp.shelf.suggest import Suggestion
from magapp.takehome.report import FitText
from magapp.visit.session import Advised, Session
from ui.counter.calls import CallBadge
from ui.counter.keys import name_of
from ui.frame.setting import Setting
from ui.frame.stack import ScreenStack
from ui.kit.base import bleed
from ui.kit.button import Button
from ui.kit.deck import NOTHING, CardFace, PartCard
from ui.kit.parts import Beside, Gap, Icon, Paragraph, Spring, Stack
from ui.kit.roles import Role
from ui.look.theme import ThemeHub
from ui.outcome.outcome import OutcomeScreen

if TYPE_CHECKING:
    from magapp.store import Call


def said_of_held(assistant: Assistant, session: Session, code: str) -> FitText | None:
    """What is said of the product in the hand; None without one, or when it cannot be found."""
    if session.shown is None or not session.held:
        return None
    try:
        return assistant.fits(*session.shown, session.held, code)
    except (KeyError, StoreError):
        return None


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
        return self.tall(width)


class CustomerView(QWidget):
    """What the customer sees, in type as large as at a kiosk; it follows the staff's theme.

    With `button` it has one to go back by, which says `left`; the counter says what keys do there.
    Beside it stands who calls for staff: which kiosk, and for how long.
    """

    left = Signal()
    keyed = Signal(str)
    """A key was pressed, by its name (`ui.counter.keys`)."""

    spoken_role = Role.Grouping

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
        self._assistant = assistant
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
        self.badge: CallBadge | None = None
        if button:
            self.button = Button(
                hub, name="customer:back", variant="quiet", icon="arrow_left", mirrored=True
            )
            self.button.clicked.connect(self.left)
            self.badge = CallBadge(hub, "customer:calls")
            self.badge.clicked.connect(lambda: self.keyed.emit("F9"))
            foot = QHBoxLayout()
            foot.addWidget(self.button)
            foot.addWidget(self.badge)
            foot.addStretch(1)
            self._column.addLayout(foot)
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
        self.setAccessibleName(self.windowTitle())
        title = self._assistant.settings.shop_name or self.tr("Welcome")
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
        """The counter knows what a key does; none of them reaches what lies below."""
        if not event.isAutoRepeat():
            self.keyed.emit(name_of(event))
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


class CustomerSide(QObject):
    """Shows the customer what stands on the screen as the advice, and nothing of the questions.

    On a second monitor for as long as there is one; on the window of staff while that is turned.
    """

    mirrored = Signal()
    """A second monitor came."""
    keyed = Signal(str)
    """A key on the turned screen, by its name."""
    turned_back = Signal()
    """The window is staff's again."""

    def __init__(
        self,
        window: QWidget,
        covered: Sequence[QWidget],
        setting: Setting,
        assistant: Assistant,
        session: Session,
    ) -> None:
        """The `covered` parts of the window are out of sight, and of reach of keys, meanwhile."""
        super().__init__(window)
        self._window = window
        self._covered = covered
        self._setting = setting
        self._assistant = assistant
        self._session = session
        self._said: tuple[Advised | None, str, str, tuple[str, ...]] | None = None
        self._calls: Sequence[Call] = ()
        self.mirror: Mirror | None = None
        self.turned: CustomerView | None = None
        session.listen(self.follow)

    def watch_screens(self) -> None:
        """The window is in sight: from now on a second monitor shows the customer's side."""
        if self.mirror is None:
            self.mirror = Mirror(self._window, self._make_view, self._free)
            self.mirror.changed.connect(self._mirrored)
        self.mirror.refresh()

    def close(self) -> None:
        """The window is closed, and the customer's with it."""
        if self.mirror is not None:
            self.mirror.close()

    def give_up(self) -> None:
        """Take away all that was shown; another one of these is made in its place."""
        self.close()
        for each in (self.mirror, self.turned, self):
            if each is not None:
                each.deleteLater()

    def _free(self) -> Sequence[QScreen]:
        """The monitors, but for one that a kiosk fills."""
        kiosk = self._assistant.settings.kiosk.screen
        return [each for each in QGuiApplication.screens() if each.name() != kiosk or not kiosk]

    def _make_view(self) -> CustomerView:
        return CustomerView(self._setting.hub, self._assistant)

    @property
    def beside(self) -> CustomerView | None:
        """What is on the second monitor."""
        return self.mirror.view if self.mirror is not None else None

    def _views(self) -> list[CustomerView]:
        return [each for each in (self.beside, self.turned) if each is not None]

    def _mirrored(self) -> None:
        """A monitor came: show there what is on."""
        if self.beside is not None:
            self._tell(self.beside)
        self.mirrored.emit()

    def follow(self) -> None:
        """Show what is on now, when it is something else."""
        session, code = self._session, self._setting.language.code
        said = session.shown, session.held, code, session.flow.named
        if said != self._said:
            self._said = said if session.shown else None
            for view in self._views():
                self._tell(view)

    def _tell(self, view: CustomerView) -> None:
        session, code = self._session, self._setting.language.code
        if session.shown is None:
            view.show_calm()
        else:
            fit = said_of_held(self._assistant, session, code)
            view.show_outcome(*session.shown, code, fit, session.flow.named)

    def show_tab(self, key: str) -> None:
        """The customer sees what staff turn to."""
        for view in self._views():
            view.outcome.show_tab(key)

    def turn(self) -> None:
        """Turn the own screen to the customer, until T or Escape."""
        if self.turned is None:
            hub = self._setting.hub
            self.turned = CustomerView(hub, self._assistant, button=True, parent=self._window)
            self.turned.left.connect(self.turn_back)
            self.turned.keyed.connect(self.keyed)
            self._show_calls()
        self.turned.setGeometry(self._window.rect())
        self._tell(self.turned)
        for below in self._covered:
            below.hide()
        self.turned.show()
        self.turned.raise_()
        self.turned.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_calls(self, calls: Sequence[Call]) -> None:
        """Show who calls for staff beside the way back, when the own screen is turned."""
        self._calls = calls
        self._show_calls()

    def _show_calls(self) -> None:
        if self.turned is not None and self.turned.badge is not None:
            self.turned.badge.set_calls(self._calls)

    @property
    def is_turned(self) -> bool:
        """Whether the own screen shows the customer's side."""
        return self.turned is not None and self.turned.isVisibleTo(self._window)

    def turn_back(self) -> None:
        """Back to work."""
        self.uncover()
        self.turned_back.emit()

    def uncover(self) -> None:
        """Take the customer's side off the own screen; the bottom bar is the screen's to show."""
        if self.turned is not None and self.is_turned:
            self.turned.hide()
            self.turned.show_calm()
            for below in self._covered[:-1]:
                below.show()

    def kept(self) -> Callable[[], None]:
        """Whether it is turned."""
        turned = self.is_turned

        def again() -> None:
            if turned and not self.is_turned:
                self.turn()
            elif self.is_turned and not turned:
                self.uncover()

        return again

    def resized(self) -> None:
        """The window has another size."""
        if self.turned is not None:
            self.turned.setGeometry(self._window.rect())
