"""What every screen is given: who sits at it, in which language, and what it looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from magapp.language.amounts import Amounts
    from magapp.pack.model import Pack
    from magapp.visit.medicines import Found
    from magapp.visit.picks import Picks
    from ui.input.language import Language
    from ui.look.theme import ThemeHub


class Setting(NamedTuple):
    """What pages are given: theme, pack, language, who sits at the screen, and what was picked."""

    hub: ThemeHub
    pack: Pack
    language: Language
    channel: str
    picks: Picks | None = None
    """The medicines of the consultation, by name."""

    @property
    def staff(self) -> bool:
        """Whether staff work at this screen, with a keyboard."""
        return self.channel == "staff"

    @property
    def substance(self) -> str:
        """What the pack's substance is called, as the first word of a line."""
        return self.pack.wording(self.language.code).always["Substance"]

    @property
    def amounts(self) -> Amounts:
        """What writes amounts in the language of the moment."""
        return self.pack.amounts(self.language.code)

    def text(self, key: str, **fields: object) -> str:
        """A sentence of the pack in the language of the moment."""
        return self.pack.text(self.language.code, key, **fields)

    def has_text(self, key: str) -> bool:
        """Whether the pack says anything under this key."""
        return bool(self.pack.texts[self.language.code].get(key))

    def asks_which(self, found: Found, *, other: bool) -> str:
        """Ask for which of its uses a medicine is taken; `other`: by somebody who is not here."""
        key = f"which.{found.medicine.which}.title"
        if other and self.has_text(f"{key}_other"):
            key += "_other"
        return self.text(key, name=found.name)
