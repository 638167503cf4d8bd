"""The accessibility bus as a screen reader has it: the program on its own screen, and a client.

The client speaks D-Bus itself and knows nothing of Qt or of us: it sees roles, names, descriptions
and states, it hears announcements, it presses what it finds by name and sets texts.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import which
from time import monotonic
from typing import Any, NamedTuple

from jeepney import DBusAddress, Message, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

import ui

CHECKOUT = Path(ui.__file__).resolve().parents[1]
TOOLS = ("Xvfb", "openbox", "dbus-daemon")
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
MISSING = [tool for tool in TOOLS if not which(tool)]
if not any(map(os.path.exists, LAUNCHERS)):
    MISSING.append("at-spi-bus-launcher")
DEADLINE = 20.0

ATSPI = "org.a11y.atspi"
ROOT = "/org/a11y/atspi/accessible/root"
FOCUSED, CHECKED, ENABLED, SELECTED, SHOWING = 12, 4, 8, 23, 25
"""Bits of a state."""


class Thing(NamedTuple):
    """What a client knows of one object that is showing."""

    path: str
    role: str
    name: str
    said: str
    state: int
    locale: str
    """Empty where it was not asked."""

    def has(self, bit: int) -> bool:
        """Whether it is in a state."""
        return bool(self.state >> bit & 1)


class Heard(NamedTuple):
    """An announcement; an urgent one breaks in."""

    text: str
    urgent: bool


class Client:
    """One program on the bus, seen and used from outside."""

    def __init__(self, session: str) -> None:
        with open_dbus_connection(session) as bus:
            where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
            address = bus.send_and_get_reply(new_method_call(where, "GetAddress")).body[0]
        self._bus: DBusConnection = open_dbus_connection(address)
        self._program = ""
        self._heard: list[Heard] = []
        self._known: dict[str, set[str]] = {}
        registry = DBusAddress("/org/a11y/atspi/registry", f"{ATSPI}.Registry", f"{ATSPI}.Registry")
        self._ask([new_method_call(registry, "RegisterEvent", "s", ("object:announcement",))])
        bus_itself = DBusAddress(
            "/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus"
        )
        rule = f"type='signal',interface='{ATSPI}.Event.Object',member='Announcement'"
        self._ask([new_method_call(bus_itself, "AddMatch", "s", (rule,))])
        self._wait_for_program()

    def close(self) -> None:
        """Leave the bus."""
        self._bus.close()

    def _wait_for_program(self) -> None:
        desktop = DBusAddress(ROOT, f"{ATSPI}.Registry", f"{ATSPI}.Accessible")
        end = monotonic() + DEADLINE
        while not self._program or not self.see():
            (found,) = self._ask([new_method_call(desktop, "GetChildren")])
            self._program = found[0][0][0] if found[0] else ""
            assert monotonic() < end, "the program is not on the bus"

    # -- talking ----------------------------------------------------------------------------------

    def _ask(self, calls: Sequence[Message]) -> list[Any]:
        """Ask all of this at once; the answers, in the same order, None of what is gone."""
        wanted: dict[int, int] = {}
        for at, call in enumerate(calls):
            serial = next(self._bus.outgoing_serial)
            self._bus.send(call, serial=serial)
            wanted[serial] = at
        answers: list[Any] = [None] * len(calls)
        while wanted:
            message = self._bus.receive(timeout=DEADLINE)
            at = wanted.pop(self._take(message), -1)
            if at >= 0 and message.header.message_type == MessageType.method_return:
                answers[at] = message.body
        return answers

    def _take(self, message: Message) -> int:
        """Keep what is announced; the number of the call that is answered, else -1."""
        fields = {key.name: value for key, value in message.header.fields.items()}
        if message.header.message_type == MessageType.signal:
            if fields.get("member") == "Announcement":
                _, politeness, _, (_, text), _ = message.body
                self._heard.append(Heard(text, politeness == 2))
            return -1
        return int(fields.get("reply_serial", -1))

    def _call(self, path: str, kind: str, member: str, form: str = "", *body: object) -> Message:
        where = DBusAddress(path, self._program, f"{ATSPI}.{kind}")
        return new_method_call(where, member, form or None, body)

    def _get(self, path: str, name: str) -> Message:
        where = DBusAddress(path, self._program, "org.freedesktop.DBus.Properties")
        return new_method_call(where, "Get", "ss", (f"{ATSPI}.Accessible", name))

    # -- seeing -----------------------------------------------------------------------------------

    def see(self, languages: bool = False) -> list[Thing]:
        """Everything that is showing, from the window down; parents before their children.

        The languages are asked too, if wanted.
        """
        seen: list[Thing] = []
        places: dict[str, tuple[int, ...]] = {}
        (found,) = self._ask([self._call(ROOT, "Accessible", "GetChildren")])
        level = [path for _, path in found[0]]
        for at, path in enumerate(level):
            places[path] = (at,)
        while level:
            states = self._ask([self._call(path, "Accessible", "GetState") for path in level])
            shown = {
                path: answer[0][0] | answer[0][1] << 32
                for path, answer in zip(level, states, strict=True)
                if answer is not None and answer[0][0] >> SHOWING & 1
            }
            roles = self._ask([self._call(path, "Accessible", "GetRoleName") for path in shown])
            inside = self._ask([self._call(path, "Accessible", "GetChildren") for path in shown])
            wanted = ("Name", "Description", *(["Locale"] if languages else []))
            words = [self._ask([self._get(path, each) for path in shown]) for each in wanted]
            level = []
            for at, (path, state) in enumerate(shown.items()):
                said = [answers[at] for answers in words]
                if None in (roles[at], inside[at], *said):
                    continue  # it has gone meanwhile
                name, line, locale = ([each[0][1] for each in said] + [""])[:3]
                seen.append(Thing(path, roles[at][0], name, line, state, locale))
                for place, (_, child) in enumerate(inside[at][0]):
                    places[child] = (*places[path], place)
                    level.append(child)
        for each in seen:
            self._known.setdefault(each.name, set()).add(each.path)
        return sorted(seen, key=lambda each: places[each.path])

    def named(self, name: str, *roles: str) -> Thing:
        """The one thing of this name, of one of these roles if any are given."""
        found = [
            each for each in self.see() if each.name == name and (not roles or each.role in roles)
        ]
        assert len(found) == 1, (name, found)
        return found[0]

    # -- doing ------------------------------------------------------------------------------------

    def press(self, name: str) -> None:
        """Do the first action of what has this name."""
        path = self.find(name)
        if not path:
            self.see()
            path = self.find(name)
        assert path, name
        self.act(path)

    def find(self, name: str) -> str:
        """What had this name when it was seen, has it still and is showing; empty if nothing."""
        paths: list[str] = [*self._known.get(name, ())]
        states = self._ask([self._call(path, "Accessible", "GetState") for path in paths])
        for path, state in zip(paths, states, strict=True):
            if state is not None and state[0][0] >> SHOWING & 1:
                (said,) = self._ask([self._get(path, "Name")])
                if said is not None and said[0][1] == name:
                    return path
        return ""

    def act(self, path: str) -> None:
        """Do its first action."""
        (done,) = self._ask([self._call(path, "Action", "DoAction", "i", 0)])
        assert done == (True,)

    def write(self, path: str, text: str) -> None:
        """Set its text."""
        self._ask([self._call(path, "EditableText", "SetTextContents", "s", text)])

    def value(self, path: str) -> tuple[float, float, float]:
        """Its least, current and greatest value."""
        where = DBusAddress(path, self._program, "org.freedesktop.DBus.Properties")
        names = ("MinimumValue", "CurrentValue", "MaximumValue")
        calls = [new_method_call(where, "Get", "ss", (f"{ATSPI}.Value", each)) for each in names]
        least, now, most = (answer[0][1] for answer in self._ask(calls))
        return least, now, most

    # -- hearing ----------------------------------------------------------------------------------

    def hear(self, begins: str = "") -> Heard:
        """The next announcement that begins so; those before it are passed over."""
        end = monotonic() + DEADLINE
        while True:
            while self._heard:
                heard = self._heard.pop(0)
                if heard.text.startswith(begins):
                    return heard
            assert monotonic() < end, f"never heard: {begins}"
            self._take(self._bus.receive(timeout=DEADLINE))


def _ended(process: subprocess.Popen[Any]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


@contextmanager
def on_the_bus(home: Path, *arguments: str) -> Iterator[Client]:
    """The program on a screen and a bus of its own, and a client on the same bus."""
    nothing = subprocess.DEVNULL
    environment = {
        **{key: each for key, each in os.environ.items() if key != "QT_QPA_PLATFORM"},
        "MAGAPP_HOME": str(home),
        "QT_ACCESSIBILITY": "1",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    for other in ("WAYLAND_DISPLAY", "AT_SPI_BUS_ADDRESS", "DBUS_SESSION_BUS_ADDRESS"):
        environment.pop(other, None)

    def start(*command: str, talks: bool = False) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            command,
            env=environment,
            cwd=CHECKOUT,
            stdin=nothing,
            stdout=subprocess.PIPE if talks else nothing,
            stderr=nothing,
            text=True,
        )
        everything.callback(_ended, process)
        return process

    def first_line(process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        return process.stdout.readline().strip()

    with ExitStack() as everything:
        screen = ("-screen", "0", "1366x768x24", "-noreset")
        server = start("Xvfb", "-displayfd", "1", *screen, talks=True)
        environment["DISPLAY"] = f":{first_line(server)}"
        session = ("--session", "--nofork", "--nopidfile", "--print-address=1")
        address = first_line(start("dbus-daemon", *session, talks=True))
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        start("openbox")
        start(sys.executable, "-m", "ui", *arguments)
        client = Client(address)
        everything.callback(client.close)
        yield client
