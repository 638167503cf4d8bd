"""Asking for a file in the desktop's own window, and writing one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget


def ask_open(parent: QWidget, title: str, kinds: str, language: str) -> Path | None:
    """A file to read, or None; `kinds` as in `*.csv *.xlsx`."""
    _speak(language)
    name, _ = QFileDialog.getOpenFileName(parent.window(), title, "", f"{kinds} ({kinds})")
    return Path(name) if name else None


def ask_save(parent: QWidget, title: str, name: str, kinds: str, language: str) -> Path | None:
    """A file to write, or None; the window asks before one is replaced."""
    _speak(language)
    named, _ = QFileDialog.getSaveFileName(parent.window(), title, name, f"{kinds} ({kinds})")
    return Path(named) if named else None


def _speak(language: str) -> None:
    """Let Qt's own window speak our language too, where Qt knows it and the desktop has none."""
    application = QApplication.instance()
    name = f"qtbase_{language}"
    if application is None or application.findChild(QTranslator, name):
        return
    for old in application.findChildren(QTranslator):
        if old.objectName().startswith("qtbase"):
            application.removeTranslator(old)
            old.deleteLater()
    translator = QTranslator(application)
    translator.setObjectName(name)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(language), "qtbase", "_", folder):
        application.installTranslator(translator)


def write_whole(path: Path, text: str) -> None:
    """Write a text file whole or not at all, as UTF-8. Raises OSError."""
    partial = path.with_name(f"{path.name}.part")
    try:
        partial.write_text(text, encoding="utf-8", newline="")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
