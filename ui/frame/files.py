"""Asking for a file in the desktop's own window, and writing one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QStandardPaths, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget


def ask_open(parent: QWidget, title: str, kinds: str, language: str) -> Path | None:
    """A file to read, or None; `kinds` as in `*.csv *.xlsx`."""
    _speak(language)
    name, _ = QFileDialog.getOpenFileName(parent.window(), title, "", f"{kinds} ({kinds})")
    return Path(name) if name else None


def ask_save(parent: QWidget, title: str, name: str, kinds: str, language: str) -> Path | None:
    """A file to write, or None; the window asks before one is replaced.

    `kinds` as in `*.pdf;;*.txt`, of which one is chosen: a name that ends as none of them, in
    letters of any size, gets the end of that one.
    """
    _speak(language)
    known = [kind.removeprefix("*") for kind in kinds.split(";;")]
    # Where people keep what is theirs, not where the program happens to have been started.
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    filters = ";;".join(f"*{end} (*{end})" for end in known)
    dialog = QFileDialog(parent.window(), title, folder, filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(known[0])
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kind.split(" ")[0][1:]))
    dialog.selectFile(name)
    took, named, end = dialog.exec(), dialog.selectedFiles(), dialog.defaultSuffix()
    dialog.deleteLater()
    if not took or not named:
        return None
    path = Path(named[0])
    return path if path.suffix.lower() in known else path.with_name(f"{path.name}.{end}")


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
