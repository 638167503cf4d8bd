"""The screens that staff open beside asking: clearing, comparing, a product, looking back.

Each is made on its first visit, and shows what the session has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from magapp.assistant import Assistant
from magapp.errors import StoreError
from magapp.rules import Clearance
from magapp.visit.session import Session
from ui.counter.keys import ScreenKey
from ui.frame.screen import Screen
from ui.frame.setting import Setting
from ui.frame.stack import ScreenStack

if TYPE_CHECKING:
    from ui.counter.clearing import ClearingScreen
    from ui.counter.compare import CompareScreen
    from ui.counter.in_hand import ProductScreen
    from ui.counter.look_back import LookBackScreen


class BesideScreens(QObject):
    """Makes them, and leads from one to the other."""

    opened = Signal(Screen)
    """A screen is to be brought to the front."""
    closed = Signal()
    """Staff are ready: back to the advice that is shown, or to the questions."""
    asked = Signal(str)
    """Back to this question."""
    begun = Signal(str)
    """A consultation begins about this product."""
    given_up = Signal()
    """No product was chosen to begin with."""
    lost = Signal()
    """There is no shelf to look at."""
    anew = Signal()
    """After looking back: advise anew."""
    referred = Signal()
    """After looking back: to the advice, which is a referral."""
    looked_back = Signal()
    """Staff are done with looking back."""
    not_looked_back = Signal()
    """They leave it."""

    def __init__(
        self, deck: ScreenStack, setting: Setting, assistant: Assistant, session: Session
    ) -> None:
        super().__init__(deck)
        self._deck = deck
        self._setting = setting
        self._assistant = assistant
        self._session = session
        self._side = ""
        """The side of the table that a product is chosen for; empty to begin with it."""
        self._clearing: ClearingScreen | None = None
        self._product: ProductScreen | None = None
        self._compare: CompareScreen | None = None
        self.look_back: LookBackScreen | None = None

    @property
    def made(self) -> list[Screen]:
        """Those that were visited and are about the advice on the screen.

        Who is asked how it went sees no product meanwhile.
        """
        made = (self._clearing, self._compare, self._product)
        return [each for each in made if each is not None]

    def key_table(self, screen: QWidget | None) -> tuple[ScreenKey, ...]:
        """The keys of one of them; none where it is another screen."""
        for each in (self._clearing, self._compare, self._product, self.look_back):
            if each is not None and each is screen:
                return each.key_table()
        return ()

    def kept(self) -> Callable[[], None]:
        """What a product is chosen for."""
        side = self._side

        def again() -> None:
            self._side = side

        return again

    def forget(self) -> None:
        """Keep nothing of the consultation."""
        for screen in (self._clearing, self._product, self._compare, self.look_back):
            if screen is not None:
                screen.forget()

    # -- clearing ---------------------------------------------------------------------------------

    def show_clearing(self, gate: str = "") -> None:
        """Clear a gate, or take a clearance back; from the outcome or from beside the sheets."""
        if self._clearing is None:
            from ui.counter.clearing import ClearingScreen

            self._clearing = ClearingScreen(self._setting)
            self._clearing.cleared.connect(self._cleared)
            self._clearing.taken_back.connect(self._taken_back)
            self._clearing.wanted.connect(self.asked)
            self._clearing.closed.connect(self.closed)
            self._deck.addWidget(self._clearing)
        self._show_gates(gate)
        self.opened.emit(self._clearing)

    def _show_gates(self, gate: str = "") -> None:
        if self._clearing is not None:
            flow = self._session.flow
            self._clearing.show_gates(self._session.advice, gate, flow.named, flow.typed)

    def _cleared(self, clearance: Clearance) -> None:
        """One was cleared: on to the next that may be, and after the last back."""
        from magapp.visit.clearing import standing

        self._session.flow.clear(clearance)
        found = standing(self._setting.pack, self._session.advice)
        if any(each.by == "clear" and not each.cleared for each in found):
            self._show_gates()
        else:
            self.closed.emit()

    def _taken_back(self, gate: str) -> None:
        self._session.flow.take_back(gate)
        self._show_gates(gate)

    # -- the product in the hand ------------------------------------------------------------------

    def show_product(self, ean: str = "") -> None:
        """Begin with the product that the customer holds; `ean` when it was scanned."""
        self._side = ""
        if self._choose() and ean and self._product is not None:
            self._product.take_scan(ean)

    def _choose(self) -> bool:
        """Bring the choice to the front; False where there is nothing to choose from."""
        if not self._has_shelf():
            return False
        if self._product is None:
            from ui.counter.in_hand import ProductScreen

            self._product = ProductScreen(self._setting, self._assistant)
            self._product.chosen.connect(self._chosen)
            self._product.closed.connect(self._unchosen)
            self._product.lost.connect(self.lost)
            self._deck.addWidget(self._product)
        self._product.begin()
        self.opened.emit(self._product)
        return True

    def _has_shelf(self) -> bool:
        """Whether there is a shelf to look at; without one it is `lost`."""
        try:
            _ = self._assistant.shelf
        except StoreError:
            self.lost.emit()
            return False
        return True

    def _chosen(self, ean: str) -> None:
        """A product was found: for the table, or to begin with."""
        if self._side and self._compare is not None and self._session.shown is not None:
            self._compare.show_products(**{**self._compare.eans, self._side: ean})
            self.opened.emit(self._compare)
        else:
            self.begun.emit(ean)

    def _unchosen(self) -> None:
        if self._side and self._compare is not None:
            self.opened.emit(self._compare)
        else:
            self.given_up.emit()

    # -- a second visit ---------------------------------------------------------------------------

    def show_look_back(self) -> None:
        """Ask who comes back how it went."""
        if self.look_back is None:
            from ui.counter.look_back import LookBackScreen

            self.look_back = LookBackScreen(self._setting, self._session)
            self.look_back.closed.connect(self.not_looked_back)
            self.look_back.anew.connect(self.anew)
            self.look_back.referral.connect(self.referred)
            self.look_back.done.connect(self.looked_back)
            self._deck.addWidget(self.look_back)
        self.look_back.begin()
        self.opened.emit(self.look_back)

    # -- comparing --------------------------------------------------------------------------------

    def show_compare(self) -> None:
        """Two products side by side: the one in the hand and the first, or the first two."""
        from magapp.shelf.compare import pairs

        shown = self._session.shown
        if shown is None or not self._has_shelf():
            return
        if self._compare is None:
            from ui.counter.compare import CompareScreen

            self._compare = CompareScreen(self._setting, self._assistant, self._session)
            self._compare.other.connect(self._another)
            self._compare.closed.connect(self.closed)
            self._deck.addWidget(self._compare)
        self._compare.show_products(*pairs(shown.suggestion, self._session.held))
        self.opened.emit(self._compare)

    def _another(self, side: str) -> None:
        self._side = side
        self._choose()
