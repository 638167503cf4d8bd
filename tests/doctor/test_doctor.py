"""The doctor: every check by what it is told about a machine, and what holds for all of them."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
import tomllib
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import magapp.doctor
from magapp.cli.main import main
from magapp.doctor import (
    DAY,
    Finding,
    Machine,
    Running,
    Speaker,
    as_json,
    as_text,
    examine,
    facts,
    language_here,
    program_checks,
    screen_checks,
    storage_checks,
)
from magapp.errors import DamagedStore, StoreError
from magapp.machine.pin import set_pin
from magapp.resources import resource
from magapp.settings import DATABASE, Printer, Settings, home
from magapp.settings.table import entry
from magapp.store import open_store

NOTHING_SEEN = (sys.executable, "-c", "print('[]')")
"""A face without a finding."""

NOW = 1_790_000_000.0


class Told(Machine):
    """A machine that is as it is told, with the folder of the test."""

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        *,
        programs: Mapping[str, str] | None = None,
        texts: Mapping[str, str] | None = None,
        closed: Iterable[str] = (),
        listening: Iterable[tuple[str, int]] = (),
        lacks: Iterable[str] = (),
        free: int = 80_000,
        now: float = NOW,
        built: float = NOW - DAY,
        zone: str | None = "Europe/Amsterdam",
        qt: tuple[str | None, str | None] = ("6.11.3", "6.11.3"),
        kiosk: Running | None = None,
    ) -> None:
        super().__init__(environment or {})
        self.programs, self.texts = programs or {}, texts or {}
        self.closed, self.listening = set(closed), set(listening)
        self.lacks = set(lacks)
        self._free, self._now, self._built, self._zone = free, now, built, zone
        self._qt, self._kiosk = qt, kiosk

    def run(self, *command: str) -> str | None:
        return self.programs.get(" ".join(command))

    def read(self, path: str) -> str | None:
        return self.texts.get(path)

    def files(self, pattern: str) -> list[str]:
        from fnmatch import fnmatch

        return [path for path in self.texts if fnmatch(path, pattern)]

    def may(self, path: str, how: int) -> bool:
        return path not in self.closed

    def free(self, path: Path) -> int:
        assert path.exists()
        return self._free * 1_000_000

    def answers(self, host: str, port: int) -> bool:
        return (host, port) in self.listening

    def enters(self, named: str) -> StoreError | None:
        return None

    def has(self, package: str) -> bool:
        return package not in self.lacks

    def now(self) -> float:
        return self._now

    def built(self) -> float:
        return self._built

    def zone(self) -> str | None:
        return self._zone

    def qt(self) -> tuple[str | None, str | None]:
        return self._qt

    def kiosk(self) -> Running | None:
        return self._kiosk


def diagnosis(machine: Machine, kiosk: bool = True) -> dict[str, Finding]:
    """What is found, by the id of the check; each is found once."""
    found = examine(kiosk, NOTHING_SEEN, machine)
    by_id = {finding.id: finding for finding in found}
    assert len(by_id) == len(found)
    for finding in found:
        assert bool(finding.mend) == (finding.state != "ok")
        assert finding.seen.endswith((".", "?"))
    return by_id


PACK = magapp.doctor.about_pack


@pytest.fixture(autouse=True)
def pack_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """To check the pack takes a second: only some tests put it back."""
    monkeypatch.setattr(magapp.doctor, "about_pack", lambda *_: ())


@pytest.fixture
def pack_too(pack_left_out: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(magapp.doctor, "about_pack", PACK)


def settings(text: str) -> None:
    (home() / "settings.toml").write_text(text, "utf-8")


USB = "/sys/bus/usb/devices/1-2"
DEVICE = {
    f"{USB}/idVendor": "04b8\n",
    f"{USB}/idProduct": "0e15\n",
    f"{USB}/busnum": "1\n",
    f"{USB}/devnum": "7\n",
}
XSET = "Screen Saver:\n  timeout:  {timeout}    cycle:  600\nDPMS:\n  DPMS is {dpms}\n"
X11 = {"DISPLAY": ":0"}
WAYLAND = {"WAYLAND_DISPLAY": "wayland-0"}
FLAGS = 'Section "ServerFlags"\n  {line}\nEndSection\n'
CONF = "/etc/X11/xorg.conf.d/10-magapp-kiosk.conf"
SOUND = {"/proc/asound/cards": " 0 [PCH ]: HDA-Intel - HDA Intel PCH\n"}
TIMEDATECTL = "timedatectl show --property=NTPSynchronized --value"


# --- single checks -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "state", "facts"),
    [
        ("versions", "ok", {}),
        ("versions", "ok", {"qt": (None, None)}),
        ("versions", "problem", {"qt": ("6.12.0", "6.11.3")}),
        ("versions", "problem", {"qt": (None, "6.11.3")}),
        ("disk", "ok", {"free": 500}),
        ("disk", "advice", {"free": 499}),
        ("disk", "problem", {"free": 49}),
        ("clock", "ok", {}),
        ("clock", "ok", {"built": NOW + DAY / 2}),
        ("clock", "problem", {"built": NOW + 2 * DAY}),
        ("zone", "ok", {}),
        ("zone", "ok", {"zone": None}),
        ("zone", "advice", {"zone": "Etc/UTC"}),
        ("synchronised", "ok", {}),
        ("synchronised", "ok", {"programs": {TIMEDATECTL: "yes"}}),
        ("synchronised", "advice", {"programs": {TIMEDATECTL: "no"}}),
        ("memory", "ok", {}),
        ("memory", "ok", {"texts": {"/proc/meminfo": "MemFree: 1 kB\nMemAvailable: 300000 kB\n"}}),
        ("memory", "advice", {"texts": {"/proc/meminfo": "MemAvailable: 299000 kB\n"}}),
        ("memory", "problem", {"texts": {"/proc/meminfo": "MemAvailable: 99000 kB\n"}}),
        ("printer", "ok", {}),
        ("pin", "problem", {}),
        ("blanking", "advice", {}),
        ("blanking", "advice", {"environment": X11}),
        ("blanking", "ok", {"environment": WAYLAND}),
        ("switching", "problem", {}),
        ("switching", "ok", {"environment": WAYLAND}),
        ("sysrq", "ok", {}),
        ("sysrq", "ok", {"texts": {"/proc/sys/kernel/sysrq": "0\n"}}),
        ("sysrq", "advice", {"texts": {"/proc/sys/kernel/sysrq": "438\n"}}),
        ("autostart", "advice", {}),
        ("autostart", "ok", {"programs": {"systemctl is-enabled magapp-kiosk.service": "enabled"}}),
        (
            "autostart",
            "advice",
            {"programs": {"systemctl is-enabled magapp-kiosk.service": "disabled"}},
        ),
        ("voice", "advice", {}),
        ("voice", "advice", {"programs": {"espeak-ng --version": ""}}),
        ("voice", "ok", {"programs": {"espeak-ng --version": ""}, "texts": SOUND}),
        ("voice", "ok", {"programs": {"spd-say --version": ""}, "texts": SOUND}),
        (
            "voice",
            "advice",
            {
                "programs": {"spd-say --version": ""},
                "texts": {"/proc/asound/cards": "--- no soundcards ---\n"},
            },
        ),
        ("running", "advice", {}),
        ("running", "ok", {"kiosk": Running(7, True, 1)}),
        ("watchdog", "ok", {"kiosk": Running(7, True, 1)}),
        ("watchdog", "problem", {"kiosk": Running(7, False, 1)}),
        ("watchdog", "advice", {"kiosk": Running(7, None, None)}),
        ("core", "ok", {"kiosk": Running(7, True, 1)}),
        ("core", "ok", {"kiosk": Running(7, True, 0)}),
        ("core", "problem", {"kiosk": Running(7, True, -1)}),
        (
            "core",
            "problem",
            {"kiosk": Running(7, True, 0), "texts": {"/proc/sys/kernel/core_pattern": "|/x %p"}},
        ),
        (
            "core",
            "ok",
            {"kiosk": Running(7, True, 1), "texts": {"/proc/sys/kernel/core_pattern": "|/x %p"}},
        ),
    ],
)
def test_what_is_made_of_a_fact(check: str, state: str, facts: dict[str, Any]) -> None:
    assert diagnosis(Told(**facts))[check].state == state


@pytest.mark.parametrize(
    ("timeout", "dpms", "state"),
    [("0", "Disabled", "ok"), ("0", "Enabled", "problem"), ("600", "Disabled", "problem")],
)
def test_whether_the_screen_stays_on(timeout: str, dpms: str, state: str) -> None:
    programs = {"xset q": XSET.format(timeout=timeout, dpms=dpms)}
    assert diagnosis(Told(X11, programs=programs))["blanking"].state == state


@pytest.mark.parametrize(
    ("line", "state"),
    [
        ('Option "DontVTSwitch" "true"', "ok"),
        ('option  "dontvtswitch"  "On"  # so', "ok"),
        ('Option "DontVTSwitch"', "ok"),
        ('Option "DontVTSwitch" "false"', "problem"),
        ('# Option "DontVTSwitch" "true"', "problem"),
        ('Option "DontZap" "true"', "problem"),
    ],
)
def test_whether_one_can_switch_away(line: str, state: str) -> None:
    assert diagnosis(Told(texts={CONF: FLAGS.format(line=line)}))["switching"].state == state


def test_the_files_that_come_with_the_program_satisfy_it() -> None:
    folder = resource("setup", "kiosk")
    texts = {CONF: (folder / Path(CONF).name).read_text("utf-8")}
    assert diagnosis(Told(texts=texts))["switching"].state == "ok"
    assert (folder / magapp.doctor.SERVICE).exists()
    assert "kernel.sysrq = 0" in (folder / "90-magapp-kiosk.conf").read_text("utf-8")
    words = tomllib.loads(resource("i18n", "words.toml").read_text("utf-8"))["en"]
    named = " ".join(text for key, text in words.items() if key.startswith("doctor_"))
    for name in ("10-magapp-kiosk.conf", "90-magapp-kiosk.conf"):
        assert name in named
        assert (folder / name).exists()


@pytest.mark.parametrize(
    ("printer", "facts", "state", "words"),
    [
        (Printer(), {}, "ok", ""),
        (Printer("network", "192.0.2.7:9100"), {}, "problem", "192.0.2.7:9100"),
        (Printer("network", "p:91"), {"listening": [("p", 91)]}, "ok", ""),
        (Printer("network", "p"), {"listening": [("p", 9100)]}, "ok", ""),
        (Printer("network", ""), {}, "problem", "host:port"),
        (Printer("network", "p:"), {}, "problem", "host:port"),
        (Printer("network", "p:lpt"), {}, "problem", "host:port"),
        (Printer("usb", "04b8:0e15"), {"texts": DEVICE}, "ok", ""),
        (Printer("usb", "0x4B8:0xE15"), {"texts": DEVICE}, "ok", ""),
        (Printer("usb", "04b8:0e16"), {"texts": DEVICE}, "problem", "lsusb"),
        (
            Printer("usb", "04b8:0e15"),
            {"texts": DEVICE, "closed": ["/dev/bus/usb/001/007"]},
            "problem",
            "lp",
        ),
        (Printer("usb", "Epson"), {}, "problem", "vendor:product"),
        (Printer("serial", "/dev/ttyS0"), {"texts": {"/dev/ttyS0": ""}}, "ok", ""),
        (Printer("serial", "/dev/ttyS0"), {}, "problem", "/dev/ttyS0"),
        (Printer("serial", ""), {}, "problem", "cable"),
        (
            Printer("serial", "/dev/ttyS0"),
            {"texts": {"/dev/ttyS0": ""}, "closed": ["/dev/ttyS0"]},
            "problem",
            "dialout",
        ),
        (Printer("file", "/dev/usb/lp0"), {"texts": {"/dev/usb/lp0": ""}}, "ok", ""),
        (Printer("file", "/dev/usb/lp0"), {}, "problem", "/dev/usb/lp0"),
        (Printer("system"), {}, "problem", "cups"),
        (Printer("system"), {"programs": {"lpstat -d": "no system default"}}, "problem", "lpadmin"),
        (
            Printer("system"),
            {"programs": {"lpstat -d": "system default destination: Desk"}},
            "ok",
            "Desk",
        ),
        (
            Printer("system", "Desk"),
            {"programs": {"lpstat -p Desk": "printer Desk is idle.  enabled since Sunday"}},
            "ok",
            "Desk",
        ),
        (
            Printer("system", "Desk"),
            {"programs": {"lpstat -p Desk": "printer Desk disabled since Sunday -\n\tPaused"}},
            "problem",
            "cupsenable Desk",
        ),
        (Printer("system", "Desk"), {"programs": {"lpstat -p Desk": ""}}, "problem", "lpstat -p"),
    ],
    ids=lambda each: f"{each.to} {each.at}" if isinstance(each, Printer) else None,
)
def test_the_printer(printer: Printer, facts: dict[str, Any], state: str, words: str) -> None:
    settings(f'[printer]\nto = "{printer.to}"\nat = "{printer.at}"\n')
    finding = diagnosis(Told(**facts))["printer"]
    assert finding.state == state
    assert words in f"{finding.seen} {finding.mend}"


# --- settings, pack, database --------------------------------------------------------------------


def test_settings_that_are_refused() -> None:
    settings("thema = 'dark'")
    finding = diagnosis(Told())["settings"]
    assert finding.state == "problem"
    assert "thema" in finding.seen


def test_every_setting_that_is_refused_is_named_and_the_others_count() -> None:
    settings("thema = 'dark'\n[kiosk]\nidle_seconds = 1\n[printer]\nto = 'serial'\nat = '/dev/x'")
    found = examine(True, NOTHING_SEEN, Told())
    seen = [each.seen for each in found if each.id == "settings"]
    assert len(seen) == 2
    assert "thema" in seen[0]
    assert "idle_seconds" in seen[1]
    assert "/dev/x" in next(each.seen for each in found if each.id == "printer")
    [chosen] = [each.seen for each in found if each.id == "chosen"]
    assert entry("printer", "at").label("en") in chosen
    assert entry("kiosk", "idle_seconds").label("en") not in chosen


@pytest.mark.usefixtures("pack_too")
def test_settings_that_name_what_the_pack_has_not() -> None:
    settings("allow_forms = ['oxid']")
    found = examine(False, NOTHING_SEEN, Told())
    assert [each.state for each in found if each.id == "settings"] == ["ok", "problem"]


@pytest.mark.usefixtures("pack_too")
def test_the_pack() -> None:
    found = diagnosis(Told())
    assert found["pack"].state == "ok"
    assert "magnesium" in found["pack"].seen
    assert found["signature"].state == "advice"


@pytest.mark.usefixtures("pack_too")
def test_a_pack_with_faults(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text("id = 3", "utf-8")
    monkeypatch.setattr(program_checks, "own_pack_folder", lambda: tmp_path)
    assert "magapp check" in diagnosis(Told())["pack"].mend
    monkeypatch.setattr(program_checks, "own_pack_folder", lambda: tmp_path / "nowhere")
    assert diagnosis(Told())["pack"].state == "problem"


def test_nothing_is_made_by_looking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, magapp_home: Path
) -> None:
    monkeypatch.setenv("MAGAPP_HOME", str(tmp_path / "not" / "there"))
    found = diagnosis(Told())
    assert found["folder"].state == "ok"
    assert found["database"].state == "advice"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_closed(magapp_home: Path) -> None:
    assert diagnosis(Told(closed=[str(magapp_home)]))["folder"].state == "problem"


@pytest.fixture
def database(magapp_home: Path) -> Path:
    """A shop's database, backed up just now."""
    with open_store() as store:
        backup = store.backup()
    os.utime(backup, (NOW, NOW))
    return magapp_home / DATABASE


def test_a_database_that_is_well(database: Path) -> None:
    before = database.read_bytes()
    found = diagnosis(Told())
    assert (found["database"].state, found["backup"].state) == ("ok", "ok")
    assert database.read_bytes() == before
    assert diagnosis(Told(now=NOW + 40 * DAY))["backup"].state == "advice"


def test_the_tills_folder(magapp_home: Path, tmp_path: Path) -> None:
    assert "till" not in diagnosis(Told())
    (magapp_home / "settings.toml").write_text(f'[till]\nfolder = "{tmp_path}"\n')
    assert diagnosis(Told())["till"].state == "ok"
    (magapp_home / "settings.toml").write_text(f'[till]\nfolder = "{tmp_path}/none"\n')
    finding = diagnosis(Told())["till"]
    assert (finding.state, f"{tmp_path}/none" in finding.seen) == ("problem", True)
    (magapp_home / "settings.toml").write_text('[till]\nfolder = "~no-such-user/till"\n')
    finding = diagnosis(Told())["till"]
    assert (finding.state, "~no-such-user/till" in finding.seen) == ("problem", True)


def test_a_database_without_a_backup(database: Path) -> None:
    for path in (database.parent / "backups").iterdir():
        path.unlink()
    assert diagnosis(Told())["backup"].state == "advice"


@pytest.mark.parametrize("content", [b"no database", b""])
def test_a_database_that_is_damaged(database: Path, content: bytes) -> None:
    database.write_bytes(content)
    finding = diagnosis(Told())["database"]
    assert finding.state == "problem"


def test_a_database_that_is_damaged_within(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[4096:-1] = b"\xff" * (len(content) - 4097)
    database.write_bytes(content)
    assert "restore" in diagnosis(Told())["database"].mend


def test_a_database_that_the_app_would_refuse_is_not_called_whole(database: Path) -> None:
    """An index that lacks a row: a quick look does not see it."""
    with open_store() as store:
        store.call("Kiosk 1")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_call_1'"
        [page] = connection.execute(query).fetchone()
        [size] = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(database.read_bytes())
    empty = b"\x0a\x00\x00\x00\x00" + size.to_bytes(2, "big") + b"\x00"
    content[(page - 1) * size : page * size] = empty.ljust(size, b"\x00")
    database.write_bytes(content)
    with pytest.raises(DamagedStore):
        open_store()
    finding = diagnosis(Told())["database"]
    assert finding.state == "problem"
    assert "restore" in finding.mend


def test_a_database_of_another_program(database: Path) -> None:
    database.unlink()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE orders (id)")
    assert "restore" in diagnosis(Told())["database"].mend


def test_a_database_that_cannot_be_written_to(database: Path) -> None:
    finding = diagnosis(Told(closed=[str(database)]))["database"]
    assert finding.state == "problem"
    assert "chown" in finding.mend
    assert str(database) in finding.seen


def test_a_database_that_another_program_holds(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage_checks, "PATIENCE", 0.05)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        finding = diagnosis(Told())["database"]
        assert finding.state == "problem"
        assert "in use" in finding.seen


def test_a_database_of_a_newer_version(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE meta SET value = 999 WHERE name = 'schema'")
    assert "version" in diagnosis(Told())["database"].mend


@pytest.mark.parametrize(
    ("address", "state"),
    [
        ("postgresql://shop:secret@db.example:5433/shop", "ok"),
        ("postgresql://shop:secret@db.example/shop", "problem"),
        ("sqlite:///elsewhere.db", "ok"),
        ("postgresql://shop:secret@db.example:port/shop", "problem"),
        ("postgresql://shop:half/secret@db.example:5433/shop", "ok"),
        ("postgresql://shop:half@secret@db.example:5433/shop", "problem"),
        ("postgresql://shop:5433/secret@db.example/shop", "problem"),
        ("postgresql://shop@/shop?host=/run/postgresql&password=secret", "ok"),
    ],
)
def test_a_database_on_a_server(address: str, state: str) -> None:
    machine = Told({"MAGAPP_DATABASE_URL": address}, listening=[("db.example", 5433)])
    finding = diagnosis(machine)["database"]
    assert finding.state == state
    assert "secret" not in finding.seen + finding.mend


def test_a_server_without_what_talks_to_it() -> None:
    environment = {"MAGAPP_DATABASE_URL": "postgresql://shop:secret@db.example:5433/shop"}
    machine = Told(environment, listening=[("db.example", 5433)], lacks=["psycopg"])
    finding = diagnosis(machine)["database"]
    assert finding.state == "problem"
    assert "postgresql" in finding.mend


@pytest.mark.parametrize(("mode", "state"), [(0o600, "ok"), (0o644, "advice"), (0o622, "problem")])
@pytest.mark.skipif(os.name != "posix", reason="elsewhere a file has no mode")
def test_the_pin(magapp_home: Path, mode: int, state: str) -> None:
    set_pin(magapp_home, "4711")
    (magapp_home / "pin").chmod(mode)
    assert diagnosis(Told())["pin"].state == state


# --- all together --------------------------------------------------------------------------------


def test_the_counter_is_not_asked_what_only_a_kiosk_needs() -> None:
    kiosk, counter = diagnosis(Told()), diagnosis(Told(), kiosk=False)
    assert set(counter) < set(kiosk)
    assert not {"pin", "blanking", "switching", "running", "voice"} & set(counter)


class Broken(Told):
    """Every question to it fails."""

    def __getattribute__(self, name: str) -> Any:
        if name in vars(Machine) and name not in ("folder", "environment", "__init__"):
            raise RuntimeError("a secret")
        return super().__getattribute__(name)


def test_a_check_that_fails_is_a_finding() -> None:
    found = diagnosis(Broken())
    assert set(found) > {"versions", "disk", "clock", "memory", "pin", "running"}
    assert found["disk"].state == found["clock"].state == "advice"
    assert "RuntimeError" in found["clock"].seen
    assert "secret" not in " ".join(each.seen + each.mend for each in found.values())


class Hanging(Told):
    """Its memory is never known."""

    def read(self, path: str) -> str | None:
        if path == "/proc/meminfo":
            time.sleep(60)
        return super().read(path)


def test_a_check_that_hangs_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(magapp.doctor, "PATIENCE", 0.1)
    found = diagnosis(Hanging())
    assert found["memory"].state == "advice"
    assert "0.1" in found["memory"].seen
    assert found["printer"].state == "ok"


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-c", "print('no json')"],
        [sys.executable, "-c", "import os; os.abort()"],
        ["/nowhere/magapp"],
    ],
)
def test_a_face_that_fails_is_a_finding(command: list[str]) -> None:
    found = {each.id: each for each in examine(True, command, Told())}
    assert found["screen"].state == "problem"
    assert found["disk"].state == "ok"


def test_a_face_that_hangs_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_checks, "FACE_PATIENCE", 0.2)
    found = examine(True, [sys.executable, "-c", "import time; time.sleep(60)"], Told())
    [finding] = [each for each in found if each.id == "screen"]
    assert finding.state == "problem"
    assert "0.2" in finding.seen


def test_the_face_is_told_what_it_is_looked_at_for() -> None:
    code = (
        "import json, sys; print(json.dumps([{'id': 'seen', 'state': 'ok',"
        " 'seen': ' '.join(sys.argv[1:])}]))"
    )
    for kiosk, said in [(False, "doctor --look"), (True, "doctor --look --kiosk")]:
        found = examine(kiosk, [sys.executable, "-c", code], Told())
        assert Finding("seen", "ok", said) in found


# --- the real machine ----------------------------------------------------------------------------


def test_the_machine_here(tmp_path: Path) -> None:
    machine = Machine()
    assert machine.folder == home()
    assert machine.run(sys.executable, "-c", "print('é')") == "é"
    assert machine.run("/nowhere/at-all") is None
    assert machine.read(str(tmp_path / "nothing")) is None
    (tmp_path / "a").write_text("text", "utf-8")
    assert machine.read(str(tmp_path / "a")) == "text"
    assert machine.files(f"{tmp_path}/*") == [str(tmp_path / "a")]
    assert machine.may(str(tmp_path / "a"), os.R_OK)
    assert machine.free(tmp_path) > 0
    assert 0 < machine.built() <= machine.now() + DAY
    found, pinned = machine.qt()
    assert found == pinned == "6.11.3"
    assert Machine({"TZ": "Asia/Tokyo"}).zone() == "Asia/Tokyo"


def test_a_program_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "PATIENCE", 0.1)
    assert Machine().run(sys.executable, "-c", "import time; time.sleep(60)") is None


def test_who_takes_a_connection() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert Machine().answers("127.0.0.1", port)
    assert not Machine().answers("127.0.0.1", port)
    assert not Machine().answers("127.0.0.1", 99_999)


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shop", "environment", "language"),
    [
        (Settings(language="nl"), {"LANG": "en_GB.UTF-8"}, "nl"),
        (Settings(), {"LANG": "nl_NL.UTF-8"}, "nl"),
        (Settings(), {"LC_ALL": "C", "LANG": "nl_NL.UTF-8"}, "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "en"),
        (None, {}, "en"),
    ],
)
def test_the_language(shop: Settings | None, environment: dict[str, str], language: str) -> None:
    assert language_here(shop, environment) == language


def test_both_languages_say_everything_with_the_same_fields() -> None:
    tables = tomllib.loads(resource("i18n", "words.toml").read_text("utf-8"))
    english, dutch = (
        {key: text for key, text in tables[language].items() if key.startswith("doctor_")}
        for language in ("en", "nl")
    )
    assert set(english) == set(dutch)

    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    for key, text in english.items():
        assert fields(text) == fields(dutch[key]), key
        seen = key.removesuffix("_mend")
        assert seen in english or f"{seen}.other" in english, key


def test_in_words_and_as_json() -> None:
    say = Speaker("en")
    found = [say.ok("disk", "disk", free=7), say.problem("pin", "pin_none")]
    text = as_text(found, say).splitlines()
    assert text[0] == "ok  The disk has 7 MB free."
    assert text[1].startswith("!!  ")
    assert text[2].startswith("    → ")
    assert text[-1] == "problems: 1"
    assert as_text(found[:1], say).endswith("The only check is well.")
    said = as_json(found)
    assert said["state"] == "problem"
    assert said["findings"][0] == {
        "id": "disk",
        "state": "ok",
        "seen": "The disk has 7 MB free.",
        "mend": "",
    }
    assert as_json(found[:1])["state"] == "ok"


class Face:
    """A face that sees nothing."""

    def run(self, kiosk: bool) -> int:
        raise AssertionError("no window was asked for")

    def tour(self, folder: Path) -> int:
        raise AssertionError("no tour was asked for")

    def command(self) -> tuple[str, ...]:
        return NOTHING_SEEN

    def look(self, kiosk: bool) -> int:
        return 40 + kiosk


@pytest.mark.parametrize(("state", "status"), [("ok", 0), ("advice", 0), ("problem", 1)])
def test_the_status_of_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], state: Any, status: int
) -> None:
    finding = Finding("any", state, "Seen.", "" if state == "ok" else "Mend.")
    monkeypatch.setattr(magapp.doctor, "examine", lambda kiosk, command: (finding,))
    assert main(["doctor"], Face()) == status
    assert "Seen." in capsys.readouterr().out
    assert main(["doctor", "--format", "json"], Face()) == status
    assert '"Seen."' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["doctor", "--look"], 40), (["doctor", "--look", "--kiosk"], 41)],
)
def test_the_face_looks_when_asked(arguments: list[str], status: int) -> None:
    assert main(arguments, Face()) == status
