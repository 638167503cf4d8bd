"""The language of the moment: translations of the face, reading direction, names of languages.

Words of the pack are not here; whoever shows them asks the pack in `Language.code`. A switch
reaches every widget as a LanguageChange event, hidden pages too, and touches no answer.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from magapp.language.amounts import right_to_left
from magapp.resources import resource

SOURCE = "en"
"""The language that the face's own words are written in."""

NAME = "magapp"
"""Our translator, among those that Qt may have."""

NAMES = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "tr": "Türkçe",
    "uk": "Українська",
}
"""Languages by the name their speakers look for."""


def native_name(code: str) -> str:
    """What speakers call their language; the code itself for one that Qt does not know."""
    if code in NAMES:
        return NAMES[code]
    name = QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:] if name else code


class Language:
    """The language in use; `codes` are those that can be chosen."""

    def __init__(self, application: QApplication, codes: Sequence[str], code: str) -> None:
        self._application = application
        self.codes = tuple(codes)
        self.code = ""
        self.use(code)

    def use(self, code: str) -> None:
        """Switch to a language; every widget hears of it by a LanguageChange event."""
        if code == self.code:
            return
        first, self.code = not self.code, code
        application = self._application
        told = False
        # Found by its name, so that a second window does not speak over the first one's words.
        for old in application.findChildren(QTranslator, NAME):
            application.removeTranslator(old)
            old.setObjectName("")
            old.deleteLater()
            told = True
        translator = QTranslator(application)
        if (file := translation_file(code)) and translator.load(file):
            translator.setObjectName(NAME)
            application.installTranslator(translator)
            told = True
        application.setLayoutDirection(self.direction())
        if not told and not first:
            QCoreApplication.postEvent(application, QEvent(QEvent.Type.LanguageChange))

    def direction(self, code: str = "") -> Qt.LayoutDirection:
        """The reading direction of a language, without a code of the one in use."""
        right = right_to_left(code or self.code)
        return Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight


def translation_file(code: str) -> str:
    """The file with the face's words in a language; empty for the one they are written in."""
    try:
        return str(resource("i18n", f"magapp_{code}.qm"))
    except FileNotFoundError:
        return ""
