"""Asking for a file in the desktop's own window, and writing one."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QLibraryInfo, QLocale, QStandardPaths, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from magapp.errors import InputError, refused_by_system

QT_WORDS = (
    QT_TRANSLATE_NOOP("QFileDialog", "Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "File &name:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of type:"),
    QT_TRANSLATE_NOOP("QFileDialog", "&Open"),
    QT_TRANSLATE_NOOP("QFileDialog", "&Save"),
    QT_TRANSLATE_NOOP("QFileDialog", "Back"),
    QT_TRANSLATE_NOOP("QFileDialog", "Forward"),
    QT_TRANSLATE_NOOP("QFileDialog", "Parent Directory"),
    QT_TRANSLATE_NOOP("QFileDialog", "Create New Folder"),
    QT_TRANSLATE_NOOP("QFileDialog", "List View"),
    QT_TRANSLATE_NOOP("QFileDialog", "Detail View"),
    QT_TRANSLATE_NOOP("QFileDialog", "%1 already exists.\nDo you want to replace it?"),
    QT_TRANSLATE_NOOP(
        "QFileDialog", "%1\nFile not found.\nPlease verify the correct file name was given."
    ),
    QT_TRANSLATE_NOOP("QFileSystemModel", "Name"),
    QT_TRANSLATE_NOOP("QFileSystemModel", "Size"),
    QT_TRANSLATE_NOOP("QFileSystemModel", "Type"),
    QT_TRANSLATE_NOOP("QFileSystemModel", "Date Modified"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Open"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Save"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "Cancel"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "&Yes"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "&No"),
    QT_TRANSLATE_NOOP("QPlatformTheme", "OK"),
)
"""What Qt's own window says, to be found in our catalogue: Qt does not speak every language."""


def ask_open(parent: QWidget, title: str, kinds: str, language: str) -> Path | None:
    """A file to read, or None; `kinds` as in `*.csv *.xlsx`."""
    _speak(language)
    name, _ = QFileDialog.getOpenFileName(parent.window(), title, "", f"{kinds} ({kinds})")
    return Path(name) if name else None


def ask_folder(parent: QWidget, title: str, language: str) -> Path | None:
    """A folder, or None."""
    _speak(language)
    name = QFileDialog.getExistingDirectory(parent.window(), title)
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


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, text as UTF-8. Raises InputError when it cannot be."""
    partial = path.with_name(f"{path.name}.part")
    try:
        partial.write_bytes(content.encode() if isinstance(content, str) else content)
        partial.replace(path)
    except OSError as error:
        raise InputError(str(path), "unwritable", why=refused_by_system(error)) from None
    finally:
        with suppress(OSError):  # nothing of it is there
            partial.unlink()
