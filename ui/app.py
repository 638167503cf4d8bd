"""Where the face is put together, and the only place: the parts know nothing of each other."""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from threading import Thread

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from magapp.assistant import Assistant, open_assistant
from magapp.errors import MagappError
from magapp.settings import shop_language
from ui.input.language import Language
from ui.look.painted import AfterFirstPaint
from ui.look.theme import ThemeHub
from ui.walk.shell import Shell

STAFF_SIZE = QSize(1366, 768)
LEAST_SIZE = QSize(800, 600)
LATER_MS = 3_000
"""After so long nobody waits for the start any more."""
SOON_MS = 100
"""Nobody who sees the first page has reached for it yet, and what is begun now ends in time."""
FRAME = 48
"""Room that a desktop's title bar may take."""


def build(
    application: QApplication,
    assistant: Assistant,
    channel: str,
    size: QSize = STAFF_SIZE,
    *,
    motion: bool | None = None,
) -> Shell:
    """A window of the app, not shown yet; `channel` is `staff` or `kiosk`."""
    settings = assistant.settings
    hub = ThemeHub(
        name=settings.theme,
        density="kiosk" if channel == "kiosk" else "staff",
        motion=settings.motion if motion is None else motion,
        brand=settings.brand or None,
        window=size,
    )
    hub.apply(application)
    language = Language(application, assistant.languages, assistant.language)
    if channel == "kiosk":
        from ui.kiosk.kiosk import KioskShell

        shell: Shell = KioskShell(assistant, hub, language)
    else:
        from ui.counter.tables import KeyedCounter

        shell = KeyedCounter(assistant, hub, language)
    hub.setParent(shell)
    shell.resize(size)
    return shell


def run(kiosk: bool) -> int:
    """Open the app and stay until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Qt's loop would leave Python's own unheard
    try:
        assistant = open_assistant(lenient=True)
    except (MagappError, OSError) as error:
        return _stand_still(kiosk, error)
    for fault in assistant.faults:
        print(f"magapp: {fault.told(shop_language())}", file=sys.stderr)
    application = _application()
    from ui.frame.faults import catch_faults

    assistant.record()
    if kiosk:
        from ui.kiosk.lock import Lock, claim, find_screen

        name = assistant.settings.kiosk.screen
        screen = claim(find_screen(name))
        if screen is None:
            return _taken(find_screen(name).name())
        application.aboutToQuit.connect(screen.close)
        shell = build(application, assistant, "kiosk", find_screen(name).size())
        catch_faults(shell.show_fault)
        _let_watch(shell)
        AfterFirstPaint(shell, lambda: _started(shell))
        lock = Lock(shell, name)
        shell.left.connect(lock.release)
        shell.left.connect(application.quit)
        lock.engage()
    else:
        shell = build(application, assistant, "staff", STAFF_SIZE.boundedTo(_room(application)))
        catch_faults(shell.show_fault)
        _let_watch(shell)
        AfterFirstPaint(shell, lambda: _started(shell))
        _show_at_counter(application, shell)
    return application.exec()


def _application() -> QApplication:
    application = QApplication(sys.argv[:1])
    application.setApplicationName("magapp")
    return application


def _room(application: QApplication) -> QSize:
    return application.primaryScreen().availableSize()


def _show_at_counter(application: QApplication, window: QWidget) -> None:
    """A window among others, or over all of a monitor that has no room for it."""
    room = _room(application)
    window.setMinimumSize(LEAST_SIZE.boundedTo(room))
    if room.width() <= STAFF_SIZE.width() or room.height() <= STAFF_SIZE.height() + FRAME:
        window.showMaximized()
    else:
        window.show()


def _taken(name: str) -> int:
    """Say that another kiosk has this monitor; returns the status of an error."""
    from magapp.language.words import Words

    print(f"magapp: {Words(shop_language())('kiosk_taken', name=name)}", file=sys.stderr)
    return 2


def _stand_still(kiosk: bool, error: Exception) -> int:
    """Without a pack: say so for as long as the window stands. Returns the status of an error."""
    from magapp.settings import Settings, home, read_settings

    language = shop_language()
    said = error.told(language) if isinstance(error, MagappError) else str(error)
    print(f"magapp: {said}", file=sys.stderr)
    if isinstance(error, MagappError):
        from magapp.upkeep.noted import note_refused

        note_refused(error)
    gc.enable()
    from ui.frame.stopped import Stopped, StoppedCounter, StoppedKiosk

    settings = Settings()
    with suppress(MagappError):
        settings, _ = read_settings(home())
    application = _application()
    window: Stopped
    if kiosk:
        from ui.kiosk.lock import Lock, claim, find_screen

        name = settings.kiosk.screen
        screen = claim(find_screen(name))
        if screen is None:
            return _taken(find_screen(name).name())
        application.aboutToQuit.connect(screen.close)
        hub = ThemeHub(name=settings.theme, window=find_screen(name).size())
        window = StoppedKiosk(application, hub, settings.language)
        _let_watch(window)
        Lock(window, name).engage()
    else:
        size = STAFF_SIZE.boundedTo(_room(application))
        hub = ThemeHub(name=settings.theme, density="staff", window=size)
        window = StoppedCounter(application, hub, settings.language, said)
        window.resize(size)
        _let_watch(window)
        _show_at_counter(application, window)
    application.exec()
    return 2


def _let_watch(shell: QWidget) -> None:
    """Where somebody watches that the app does not hang, let it be heard; before it is shown."""
    if "NOTIFY_SOCKET" in os.environ:
        from magapp.machine.watch import overseer
        from ui.input.heartbeat import Heartbeat

        if watched_by := overseer():
            Heartbeat(shell, watched_by)


def _started(shell: Shell) -> None:
    """The first page is there: what was imported for it stays, so the collector may skip it."""
    gc.freeze()
    gc.enable()
    from magapp.machine.watch import no_core_dumps

    no_core_dumps()  # before anybody has given an answer
    QTimer.singleShot(SOON_MS, shell, shell.prepare)
    _make_ready_later(shell)
    application = QApplication.instance()
    assert application is not None
    if (recorder := shell.assistant.recorder) is not None:
        QTimer.singleShot(LATER_MS, recorder.see_to)
        application.aboutToQuit.connect(recorder.close)
    application.aboutToQuit.connect(lambda: _stopped(shell.assistant, shell.channel))


def _make_ready_later(shell: Shell) -> None:
    """Begin what is done beside the screen, but not while the first key is pressed."""

    def begin() -> None:
        work = Thread(target=_ready, args=(shell.assistant, shell.setting.staff), daemon=True)
        work.start()

    # A function, not a method: Qt would let go of what the method belongs to, and call nothing.
    QTimer.singleShot(LATER_MS, shell, begin)


def _ready(assistant: Assistant, staff: bool) -> None:
    """Beside the screen: what the first customer needs, then what keeps things up."""
    from magapp.upkeep.noted import note_start

    note_start("staff" if staff else "kiosk", len(assistant.faults))
    assistant.prepare(staff)
    assistant.upkeep.start(tills=staff)


def _stopped(assistant: Assistant, channel: str) -> None:
    from magapp.machine.journal import note

    assistant.upkeep.stop()
    assistant.let_go()
    note("stopped", channel=channel)
