"""One sentence about what was scanned, over whatever screen is in front."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from ui.frame.announce import announce
from ui.kit.surfaces import Banner
from ui.look.theme import ThemeHub

WIDEST = 760
"""Width at most, in pixels of the base design."""


class ScanNotice(Banner):
    """Says that a scan did nothing, and why. The next key or click takes it away.

    It lies over the screen, so that nothing moves that somebody is about to press.
    """

    def __init__(self, hub: ThemeHub, parent: QWidget) -> None:
        super().__init__(hub, "warning", name="scan:says", icon="barcode_off", parent=parent)
        self._why = self._ean = self._fault = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, why: str, ean: str = "", fault: str = "") -> None:
        """Say why nothing came of it.

        That is the kind of a `HandoverError`, `unknown` for a product that is not on the shelf,
        `misread`, `link` or `number` for what is none, `nothing` where there is nothing to be
        scanned, `kiosk` where customers are alone, or `set` when all went well but for the
        `fault` (`ScanReading.faults`, and `no_end`). An empty one takes it back.
        """
        self._why, self._ean, self._fault = why, ean, fault
        window = self.window().windowHandle()
        if window is not None:
            window.removeEventFilter(self)
            if why:
                window.installEventFilter(self)
        self.setVisible(bool(why))
        self.retranslate()
        if why:
            announce(self, self.accessibleName(), self.accessibleDescription())

    def blame(self, fault: str) -> None:
        """Say as well how the scanner is set badly."""
        self.say(self._why or "set", self._ean, fault)

    def retranslate(self) -> None:
        """The sentence, in the language of the moment."""
        if not self._why:
            return
        said = {
            "damaged": (
                self.tr("This code was not read well"),
                self.tr("Nothing was opened. Scan it again, or begin anew."),
            ),
            "other_pack": (
                self.tr("This code belongs to other questions"),
                self.tr("The questions have changed since. Please begin anew."),
            ),
            "other_version": (
                self.tr("This code comes from another version"),
                self.tr("Bring both programs up to date, or begin anew."),
            ),
            "unknown": (self.tr("{ean} is not on our shelf.").format(ean=self._ean), ""),
            "misread": (self.tr("That code could not be read. Scan it again."), ""),
            "link": (
                self.tr("That is a web address, and no product of ours"),
                self.tr("Scan the bars on the pack, or type its name."),
            ),
            "number": (
                self.tr("That number was not read well"),
                self.tr("Its check digit is wrong. Scan it again."),
            ),
            "nothing": (self.tr("There is nothing to scan here. Nothing has changed."), ""),
            "kiosk": (
                self.tr("Nothing is scanned on this screen"),
                self.tr("Touch your answers here. Our staff can scan it at the counter."),
            ),
            "set": (self.tr("It was read. But this scanner could be set better:"), ""),
        }
        title, line = said[self._why]
        self.set_texts(title, " ".join(filter(None, (line, self._blames()))))
        self.place()

    def _blames(self) -> str:
        """How the scanner is set badly, and what to set; docs/scanner.md says how."""
        said = {
            "layout": self.tr(
                "The scanner types for another keyboard than this computer has. "
                "Set its country or keyboard layout to the computer's."
            ),
            "prefix": self.tr("The scanner types a prefix before each code. Switch it off."),
            "slow": self.tr("The scanner is slow. Set its delay between characters to none."),
            "no_end": self.tr("The scanner sends nothing after a code. Set its suffix to Enter."),
        }
        how = self.tr("See docs/scanner.md.")
        return f"{said[self._fault]} {how}" if self._fault in said else ""

    def place(self, above: int = 0) -> None:
        """Take the place at the foot of the window, this much above its edge."""
        theme, over = self._hub.theme, self.window()
        edge = theme.px("space.xl")
        wide = min(over.width() - 2 * edge, round(theme.px(WIDEST) * theme.text_scale))
        high = self.heightForWidth(wide)
        top = over.height() - above - high - theme.px("space.md")
        self.setGeometry((over.width() - wide) // 2, top, wide, high)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever does something has read it."""
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress):
            self.say("")
        return False
