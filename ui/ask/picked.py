"""What was chosen of the medicines, as chips: each says its name, and takes it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from magapp.visit.picks import Pick, Picks
from ui.frame.setting import Setting
from ui.kit.chip import Chip
from ui.kit.wrap import WrapRow


class PickedRow(WrapRow):
    """A chip for each name, for each word that is nowhere found, and for groups by themselves."""

    removed = Signal(object)
    """The pick that is taken back."""

    def __init__(self, setting: Setting, question: str, parent: QWidget | None = None) -> None:
        super().__init__(setting.hub, name="picked")
        self.setting = setting
        self.question = question
        self.chips: list[Chip] = []
        self._picked: tuple[tuple[Pick, ...], str] = ((), "")
        if parent is not None:
            self.setParent(parent)

    def said(self, pick: Pick) -> str:
        """A pick in words: its name, and what becomes of it where nobody would guess."""
        if not pick.label:
            return self.setting.text(f"option.{self.question}.{pick.groups[0]}.title")
        if not pick.medicine:
            return self.tr("“{name}”: not in our list").format(name=pick.label)
        roles = self.setting.pack.roles
        if roles["ask"] in pick.groups and self.setting.staff:
            return self.tr("{name}: to look at together").format(name=pick.label)
        if roles["ask"] in pick.groups:
            return self.tr("{name}: our staff will look at it").format(name=pick.label)
        if roles["unknown"] in pick.groups:
            return self.tr("{name}: to be looked up").format(name=pick.label)
        return pick.label

    def words(self, picks: Iterable[Pick]) -> list[str]:
        """What was chosen in words."""
        return [self.said(pick).replace("\u00ad", "") for pick in picks]

    def show_picks(self, picks: Picks, ticked: Collection[str] = (), *, anew: bool = False) -> bool:
        """Show them, apart from groups that are `ticked` elsewhere; whether anything changed."""
        shown = tuple(pick for pick in picks.chosen if pick.label or pick.groups[0] not in ticked)
        wanted = (shown, self.setting.language.code)
        if wanted == self._picked and not anew:
            return False
        self._picked = wanted
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for pick in shown:
            said = self.said(pick)
            name = f"remove:{pick.label or pick.groups[0]}"
            chip = Chip(self.setting.hub, said, name=name, icon="close", checkable=False)
            chip.setAccessibleName(self.tr("Remove {name}").format(name=said))
            chip.clicked.connect(partial(self._remove, pick))
            self.chips.append(chip)
        self.show_widgets(self.chips)
        return True

    def has_chip_focus(self) -> bool:
        """Whether keys are on one of them."""
        return any(chip.hasFocus() for chip in self.chips)

    def _remove(self, pick: Pick, _: bool = False) -> None:
        self.removed.emit(pick)
