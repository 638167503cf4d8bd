"""What the program stands on: the Python, the Qt, and the line between the two halves."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import magapp

HEADLESS = Path(magapp.__file__).resolve().parent

# Imports every module of the headless half while Qt and the face cannot be imported.
IMPORT_ALL = """
import importlib, pkgutil, sys
for name in ("PySide6", "shiboken6", "ui"):
    sys.modules[name] = None
import magapp
count = 1
for module in pkgutil.walk_packages(magapp.__path__, "magapp."):
    if module.name.rpartition(".")[2] != "__main__":
        importlib.import_module(module.name)
        count += 1
print(count)
"""


@pytest.mark.gui
@pytest.mark.usefixtures("qapp")
def test_qt_calls_keep_the_references_to_none() -> None:
    """A Qt build that loses one for each call kills Python 3.11 after some 6,500 calls.

    Python 3.12 and later do not count references to None, so there this holds by itself.
    """
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    label.setText("warm")
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 100


def test_qt_is_the_pinned_version() -> None:
    """PySide6 6.12.0 declares support for Python 3.11 and aborts there: never float."""
    import PySide6

    assert version("PySide6-Essentials") == version("shiboken6") == "6.11.3"
    assert PySide6.__version__ == "6.11.3"


def test_headless_half_imports_without_qt() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", IMPORT_ALL],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == 1 + len(
        [path for path in HEADLESS.rglob("*.py") if path.name not in ("__init__.py", "__main__.py")]
    ) + len(list(HEADLESS.rglob("*/__init__.py")))


def test_start_does_not_read_package_metadata() -> None:
    """Looking the version up is slow, so nothing does it at import."""
    code = "import magapp, sys; sys.exit('importlib.metadata' in sys.modules)"
    assert subprocess.run([sys.executable, "-I", "-c", code], check=False).returncode == 0
    assert magapp.__version__ == version("magapp")
