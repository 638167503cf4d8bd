"""Never dead: how the app says that it lives, and what starts it again when it does not.

The two speak systemd's own protocol (`sd_notify`), so that a systemd service and `magapp watch`
are the same to the app: datagrams to the socket that `NOTIFY_SOCKET` names, `READY=1` once and
then `WATCHDOG=1` at least every `WATCHDOG_USEC` microseconds. Nothing else is said: no answer and
no word of a customer is in a message, and no process of ours leaves a core dump.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, MutableMapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from magapp.errors import InputError, refused_by_system
from magapp.language.saying import Saying

if TYPE_CHECKING:
    import socket
    from subprocess import Popen

READY = "READY=1"
BEAT = "WATCHDOG=1"
STOPPING = "STOPPING=1"

_DIE_WITH_PARENT = 1
"""`PR_SET_PDEATHSIG` of Linux."""


class Overseer:
    """Whoever watches this process: where to tell, and how often (seconds; None: need not)."""

    def __init__(self, address: str, every: float | None) -> None:
        self.address = address
        self.every = every

    def tell(self, state: str) -> None:
        """Send one line. An overseer that has gone is no reason to stop."""
        import socket

        # An address that begins with @ is in Linux's own name space, outside the file system.
        where = "\0" + self.address[1:] if self.address.startswith("@") else self.address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.setblocking(False)
            try:
                line.sendto(state.encode(), where)
            except OSError:
                return


def overseer(environment: MutableMapping[str, str] = os.environ) -> Overseer | None:
    """Who watches this process; None when nobody does.

    Taken out of the environment, so that no program started from here speaks in our name.
    `WATCHDOG_PID` is not looked at: it names the session when that is what systemd started.
    """
    address = environment.pop("NOTIFY_SOCKET", "")
    limit = environment.pop("WATCHDOG_USEC", "")
    environment.pop("WATCHDOG_PID", None)
    if not address.startswith(("/", "@")):
        return None
    micros = int(limit) if limit.isascii() and limit.isdecimal() else 0
    return Overseer(address, micros / 2_000_000 if micros else None)


def no_core_dumps() -> None:
    """From now on this process leaves no image of its memory, which may hold answers."""
    try:
        import resource
    except ImportError:  # Windows writes none unless told to
        return
    # One byte and not none: nothing fits into it, and unlike 0 it also tells Linux not to hand
    # the memory to a collector of crashes (apport, systemd-coredump).
    limit = 0 if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0 else 1
    resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))


class Limits(NamedTuple):
    """How patient the watch is, all in seconds."""

    ready: float = 60
    """From the start to the first painted page."""
    beat: float = 10
    """From one beat to the next."""
    good: float = 60
    """After living so long the next trouble counts as the first."""
    first: float = 1
    """Before the first new start; twice as long before each one after it,"""
    longest: float = 30
    """but never longer than this."""
    leave: float = 5
    """From SIGTERM to the end."""


def watch(
    command: Sequence[str], limits: Limits, say: Callable[[Saying], None] = lambda line: None
) -> int:
    """Start a command and keep it alive until it ends well; returns an exit status.

    One that does not get ready, misses its beat or fails is started again. One that ends with 0
    (the staff left with the PIN) is the end, and so is SIGTERM or SIGINT to this process, which is
    passed on. `say` gets a line when it is ready and when it has to start again.

    Raises InputError where there are no processes as on Linux, and when the command cannot start.
    """
    if os.name != "posix" or sys.platform != "linux":
        raise InputError("", "watch_linux")
    with _Watch(command, limits, say) as running:
        return running.run()


class _Watch:
    """The supervisor: one child at a time, a socket it beats to, and a pipe that signals wake."""

    def __init__(
        self, command: Sequence[str], limits: Limits, say: Callable[[Saying], None]
    ) -> None:
        self._say = say
        self._command = tuple(command)
        self._limits = limits
        self._told: int | None = None
        self._ear, self._waker = os.pipe()

    def __enter__(self) -> _Watch:
        import signal

        for end in (self._ear, self._waker):
            os.set_blocking(end, False)
        self._woken_before = signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        self._handlers = {
            number: signal.signal(number, self._heard)
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD)
        }
        return self

    def __exit__(self, *_: object) -> None:
        import signal

        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._woken_before)
        for end in (self._ear, self._waker):
            os.close(end)

    def run(self) -> int:
        from time import monotonic

        troubles = 0
        while True:
            began = monotonic()
            why = self._one_life()
            if not why or self._ending():
                return 0
            troubles = 0 if monotonic() - began > self._limits.good else troubles
            pause = min(self._limits.longest, self._limits.first * 2**troubles)
            troubles = min(troubles + 1, 16)
            self._say(Saying.of("watch_again", why=why, seconds=pause))
            until = monotonic() + pause
            while (left := until - monotonic()) > 0 and not self._ending():
                self._wait(None, left)
            if self._ending():
                return 0

    def _one_life(self) -> Saying | None:
        """Start the app and stay with it. Why it has to start again; None when it need not."""
        import socket

        # A new one each time: what a dead one still had to say is not for the next.
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.setblocking(False)
            place = _bind(line)
            try:
                child = self._start(f"/proc/{os.getpid()}/fd/{place}")
                try:
                    return self._stay_with(child, line)
                finally:
                    _kill(child)
            finally:
                os.close(place)

    def _start(self, address: str) -> Popen[bytes]:
        import ctypes
        import signal
        import subprocess

        system = ctypes.CDLL(None)

        def prepare() -> None:
            no_core_dumps()
            if sys.platform == "linux":
                system.prctl(_DIE_WITH_PARENT, signal.SIGKILL)

        told = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": str(int(self._limits.beat * 1e6))}
        try:
            return subprocess.Popen(
                self._command,
                env={**os.environ, **told},
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # its own helpers can be ended with it
                preexec_fn=prepare,  # noqa: PLW1509 - there is one thread here
            )
        except OSError as error:
            why = refused_by_system(error)
            raise InputError(self._command[0], "not_started", why=why) from None

    def _stay_with(self, child: Popen[bytes], line: socket.socket) -> Saying | None:
        from time import monotonic

        limits = self._limits
        deadline = (began := monotonic()) + limits.ready
        trouble = Saying.of("watch_not_ready", seconds=limits.ready)
        passed_on = ready = False
        while (status := child.poll()) is None:
            if (told := self._ending()) and not passed_on:
                passed_on = True
                child.send_signal(told)
                deadline = monotonic() + limits.leave
            left = deadline - monotonic()
            if left <= 0:
                return trouble
            for word in self._wait(line, left):
                if word == READY and not ready:
                    ready = True
                    self._say(Saying.of("watch_ready", seconds=monotonic() - began))
                    trouble = Saying.of("watch_silent", seconds=limits.beat)
                renews = ready and word in (READY, BEAT, STOPPING)
                if renews and not passed_on:
                    deadline = monotonic() + limits.beat
        if status > 0:
            return Saying.of("watch_ended", status=status)
        return Saying.of("watch_killed", signal=-status) if status else None

    def _wait(self, line: socket.socket | None, seconds: float) -> list[str]:
        """Wait until something happens. The lines that the app sent."""
        import select

        ends: list[socket.socket | int] = [self._ear]
        if line is not None:
            ends.append(line)
        happened, _, _ = select.select(ends, [], [], seconds)
        if self._ear in happened:
            os.read(self._ear, 512)
        if line is None or line not in happened:
            return []
        return line.recv(4096).decode(errors="replace").splitlines()

    def _ending(self) -> int | None:
        """The signal that told this process to end, if one did."""
        return self._told

    def _heard(self, number: int, _: object) -> None:
        import signal

        if number != signal.SIGCHLD:
            self._told = number


def _bind(line: socket.socket) -> int:
    """Give a socket a place in the file system that is gone when this process is, however it ends.

    Its folder is taken away at once; what is returned holds the place open, for this user alone,
    and leads there by its name under /proc.
    """
    import tempfile

    with tempfile.TemporaryDirectory(prefix="magapp-watch-") as folder:
        address = os.path.join(folder, "notify")
        line.bind(address)
        return os.open(address, os.O_PATH | os.O_CLOEXEC)


def _kill(child: Popen[bytes]) -> None:
    """End the app and whatever it started. It is not asked: it may hang."""
    import signal

    with suppress(ProcessLookupError, PermissionError):  # it ended, or is just about to
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
