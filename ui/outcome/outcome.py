"""The outcome of a consultation, whatever it is: pages, buttons, and for staff the reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from magapp.pack.model import Pack
from magapp.rules import Advice
from magapp.shelf.suggest import Suggestion
from magapp.takehome.report import ExplanationText
from ui.kit.base import bleed
from ui.kit.button import Button, Variant
from ui.kit.roles import Role
from ui.look.pace import Seen
from ui.look.theme import ThemeHub
from ui.outcome.pages import CarePage, Page, SuggestPage
from ui.outcome.words import OutcomeWords

if TYPE_CHECKING:
    from ui.outcome.reasons import ReasonsPane

GIVES = 0.72
"""How much smaller the buttons of a low window may be, to stay on one row."""

PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)

Explain = Callable[[Advice, str, str], ExplanationText]
"""Why an advice is as it is, from the advice, the channel and the language."""


class OutcomeScreen(Page):
    """Shows an advice. It brings its own margins, and keeps nothing after `forget`.

    `product_name` gives the name of a product by its EAN, for the list of what was left out;
    without it the EAN itself is shown. `explain` says why, for the staff's reasons. `change`
    carries the question to go back to, or nothing for all of them. With `bare` it has no buttons:
    it is looked at only. What ends it all takes no finger until a customer can have seen it: the
    second tap on the button that led here lands there.
    """

    spoken_role = Role.Grouping

    change = Signal(str)
    restart = Signal()
    turned = Signal(str)
    """Another tab is in front, where the outcome has tabs: as `show_tab` takes it."""

    def __init__(
        self,
        hub: ThemeHub,
        pack: Pack,
        channel: str,
        *,
        product_name: Callable[[str], str] = str,
        explain: Explain | None = None,
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(hub, parent)
        self.setObjectName("outcome")
        self._bare = bare
        self._note: QWidget | None = None
        self._pack = pack
        self._channel = channel
        self._product_name = product_name
        self._explain = explain
        self._given: tuple[Advice, Suggestion, str, tuple[str, ...]] | None = None
        self._told: OutcomeWords | None = None
        self._suggest: SuggestPage | None = None
        self._care: CarePage | None = None
        self._pane: ReasonsPane | None = None
        self._open = False
        self._keyed: list[bool] = []
        """Of all that keys go through on the page, what they reach now."""
        self._change = Button(hub, name="change", icon="pencil_outline", role="frame", parent=self)
        self._restart = Button(hub, name="restart", variant="primary", role="frame", parent=self)
        self._restart.set_icon("restart" if self._staff else "check")
        self._change.clicked.connect(self._go_back)
        self._restart.clicked.connect(self.restart)
        self._seen = Seen()
        if not self._staff:
            self._restart.installEventFilter(self)
        self._actions: list[Button] = []
        self._lead: Button | None = None
        self._reasons: Button | None = None
        if self._staff:
            self._reasons = Button(
                hub, name="reasons", icon="format_list_checks", role="frame", parent=self
            )
            self._reasons.setCheckable(True)
            self._reasons.clicked.connect(self.toggle_reasons)
            self._actions.append(self._reasons)
        for button in (self._change, self._restart):
            button.setVisible(not bare)
        self.retranslate()

    @property
    def _staff(self) -> bool:
        return self._channel == "staff"

    @property
    def _coded(self) -> bool:
        """Whether whom staff are to help is shown a code for the counter."""
        return self._channel == "kiosk" and not self._bare

    def add_action(self, button: Button) -> None:
        """Put a further button in the row at the foot; a hidden one leaves no gap.

        It is the caller's: its words, its visibility and what it does. Call `arrange` after a
        change of either.
        """
        button.setParent(self)
        button.setVisible(not self._bare)
        self._actions.append(button)
        self._order_tabs()
        self.arrange()

    def lead_with(self, button: Button | None) -> None:
        """Make this the first button and the one that leads on; with None that is the last again.

        The button is one of this screen's. Call `arrange` after it.
        """
        if self._lead is not None:
            self._lead.set_variant("secondary")
        self._lead = button
        if button is not None:
            button.set_variant("primary")
        self._dress_restart()
        self._order_tabs()

    def _dress_restart(self) -> None:
        """Nothing that ends it all is the loudest while something else leads on, or is urgent."""
        urgent = self._given is not None and self._given[0].urgency == "now"
        loud: Variant = "secondary" if urgent else "primary"
        self._restart.set_variant("quiet" if self._lead is not None else loud)

    def set_note(self, note: QWidget | None) -> None:
        """Put a widget with a height for its width above the page, or with None nothing.

        While it is hidden it takes no room; call `arrange` after a change.
        """
        self._note = note
        if note is not None:
            note.setParent(self)
        self.arrange()

    def show_outcome(
        self, advice: Advice, suggestion: Suggestion, language: str, named: Sequence[str] = ()
    ) -> None:
        """Show an advice in a language of the pack; again for another language.

        `named` are the medicines of the pack by name.
        """
        fresh = self._given is None or self._given[0] != advice
        self._given = (advice, suggestion, language, tuple(named))
        self._fill(fresh)

    def to_say(self) -> list[str]:
        """What a screen reader says, line by line, when the outcome comes to the front."""
        page = self._page
        return page.to_say(self._told) if page is not None and self._told is not None else []

    def _say(self, lines: Sequence[str]) -> None:
        """Be called by the heading; the rest is read where announcements are not."""
        first, *rest = lines or [""]
        self.setAccessibleName(first.replace("\u00ad", ""))
        self.setAccessibleDescription("\n".join(rest).replace("\u00ad", ""))

    @property
    def urgent(self) -> bool:
        """Whether that breaks in on what is being read."""
        return self._told is not None and self._told.advice.urgency == "now"

    @property
    def _page(self) -> SuggestPage | CarePage | None:
        """The page that shows the outcome."""
        pages = (self._suggest, self._care)
        return next((each for each in pages if each is not None and not each.isHidden()), None)

    def kept(self) -> Callable[[], None]:
        """How to turn to the tab of this moment again, and unfold the reasons or not."""
        tab, unfolded = self.tab, self._open

        def again() -> None:
            if tab != self.tab:
                self.show_tab(tab)
            if unfolded != self._open:
                self.toggle_reasons()

        return again

    @property
    def tab(self) -> str:
        """The tab in front, or `product:1` with a product opened; empty without tabs."""
        on = self._suggest is not None and self._suggest.isVisibleTo(self)
        return self._suggest.tab if on and self._suggest is not None else ""

    def forget(self) -> None:
        """Keep nothing of the consultation."""
        self._given = self._told = None
        self._say([])
        self._open = False
        for page in (self._suggest, self._care):
            if page is not None:
                page.clear()
                page.hide()
        if self._pane is not None:
            self._pane.clear()
            self._pane.hide()
        if self._reasons is not None:
            self._reasons.setChecked(False)

    def show_tab(self, key: str) -> None:
        """Turn to "products", "know", "food" or "facts", or open a product as `product:1`."""
        if self._suggest is not None and self._suggest.isVisibleTo(self):
            self._suggest.show_tab(key)

    def fold(self) -> bool:
        """Go back from an opened product to all of them; whether one was opened."""
        on = self._suggest is not None and self._suggest.isVisibleTo(self)
        return on and self._suggest is not None and self._suggest.fold()

    def press_key(self, sign: str) -> bool:
        """A letter or digit was typed, at the counter; whether it meant something here."""
        deeds = {
            "a": self._change.click,
            "n": self._restart.click,
            "r": self.toggle_reasons,
        }
        if sign in deeds:
            deeds[sign]()
            return True
        on = self._suggest if self._suggest is not None and self._suggest.isVisible() else None
        return on is not None and sign.isdecimal() and on.press_tab(int(sign))

    def leaf_reasons(self, by: int) -> bool:
        """Leaf through the reasons, a page on or back; whether they are unfolded."""
        if self._pane is None or not self._open:
            return False
        self._pane.leaf(by)
        return True

    def toggle_reasons(self) -> None:
        """Unfold or fold the reasons; staff only."""
        if not self._staff or self._told is None:
            return
        self._open = not self._open
        self._fill_pane()
        self._order_tabs()
        self.arrange()

    @property
    def reasons(self) -> Button | None:
        """The button that unfolds the reasons; staff only."""
        return self._reasons

    def retranslate(self) -> None:
        """Texts of the buttons; everything else is filled anew."""
        change, restart = self.tr("Change an answer"), self.tr("Done")
        if self._staff:
            change, restart = self.tr("Change an answer (A)"), self.tr("Start again (N)")
        self._change.set_text(change)
        self._restart.set_text(restart)
        if self._reasons is not None:
            self._reasons.set_text(self.tr("Reasons (R)"))
        self._fill(False)

    def showEvent(self, event: QShowEvent) -> None:
        """In front, and not yet seen."""
        super().showEvent(event)
        self._seen.anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing to paint; but from now on it is in sight."""
        self._seen.painted()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press on the button that ends it all, too early to be meant, does not reach it."""
        return event.type() in PRESSES and not self._seen.takes()

    def changeEvent(self, event: QEvent) -> None:
        """Another language or direction: fill anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.arrange()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._fill(False)

    def _go_back(self) -> None:
        if self._told is not None:
            self.change.emit(self._told.question_behind())

    def _fill(self, fresh: bool) -> None:
        """Words for the advice of the moment, on the page it belongs to."""
        if self._given is None:
            return
        advice, suggestion, language, named = self._given
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._told = OutcomeWords(
            self._pack, advice, suggestion, language, self._channel, rtl, self._product_name, named
        )
        shown: SuggestPage | CarePage
        other: SuggestPage | CarePage | None
        if advice.outcome == "suggest":
            if self._suggest is None:
                self._suggest = SuggestPage(self.hub, self, coded=self._coded, opens=not self._bare)
                self._suggest.turned.connect(self.turned)
            self._suggest.fill(self._told, fresh)
            shown, other = self._suggest, self._care
        else:
            if self._care is None:
                self._care = CarePage(self.hub, self, coded=self._coded)
            self._care.fill(self._told)
            shown, other = self._care, self._suggest
        if other is not None:
            other.clear()
            other.hide()
        shown.show()
        self._say(self.to_say())
        if fresh:
            self._open = False
        self._fill_pane()
        self._dress_restart()
        self._order_tabs()
        self.arrange()

    def _order_tabs(self) -> None:
        """Tab goes from the page to the buttons as they stand."""
        page = self._page.stops() if self._page is not None else []
        self._keyed = [bool(each.focusPolicy()) for each in page]
        pane = self._pane.stops() if self._pane is not None and self._open else []
        row = [self, *page, *pane, self._lead, self._change, *self._actions, self._restart]
        stops = list(dict.fromkeys(each for each in row if each is not None))
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _fill_pane(self) -> None:
        """The reasons, made when staff first unfolds them."""
        if self._reasons is None or self._told is None:
            return
        self._reasons.setChecked(self._open)
        if self._open:
            if self._pane is None:
                from ui.outcome.reasons import ReasonsPane

                self._pane = ReasonsPane(self.hub, self)
            told = self._told
            nothing = ExplanationText((), (), (), ())
            explain = self._explain or (lambda *_: nothing)
            self._pane.fill(told, explain(told.advice, self._channel, told.language))
        if self._pane is not None:
            self._pane.setVisible(self._open)

    def arrange(self) -> None:
        """The page, the reasons beside or below it, the buttons at the foot."""
        wide, high = self.width(), self.height()
        if wide < 50 or high < 50:
            return
        theme = self.hub.theme
        out = bleed(theme)
        side = theme.px("space.xl") - out
        above = theme.px("space.md") - out
        inner = wide - 2 * side
        gap = self.gap("space.md")
        rows = [] if self._bare else self._rows(inner)
        each = self._change.sizeHint().height()
        bottom = high - above - len(rows) * each
        for number, row in enumerate(rows):
            at = bottom + number * each
            self._place_buttons(row, side, at, inner, each, fill=len(rows) > 1)
        if self._bare:
            bottom += gap
        top = above + self._place_note(side, above, inner, high)
        room = bottom - gap - top
        width, height = float(inner), float(room)
        if self._open and self._pane is not None:
            if wide >= high:
                pane = min(inner * 0.46, theme.px(760))
                width = inner - pane - self.gap("space.xl")
                self.put(self._pane, side + inner - pane, top, pane, room)
            else:
                height = room * 0.6
                self.put(self._pane, side, top + height + gap, inner, room - height - gap)
        for page in (self._suggest, self._care):
            if page is not None and not page.isHidden():
                self.put(page, side, top, width, height)
        if self._page is not None:
            keyed = [bool(each.focusPolicy()) for each in self._page.stops()]
            if keyed != self._keyed:  # Qt passes over what keys did not reach a moment ago
                self._order_tabs()

    def _place_note(self, left: float, top: float, wide: float, high: float) -> float:
        """The note above the page; how much of the height it takes."""
        note = self._note
        if note is None or note.isHidden():
            return 0.0
        most = high * (0.17 if self._bare else 0.12)
        tall = float(min(note.heightForWidth(round(wide)), most))
        self.put(note, left, top, wide, tall)
        return tall + self.gap("space.md")

    def _rows(self, wide: float) -> list[list[Button]]:
        """The buttons in their order, which is the same everywhere, on as few rows as they need."""
        actions = [each for each in self._actions if not each.isHidden()]
        row = [self._change, *actions, self._restart]
        if self._lead is not None:
            row = list(dict.fromkeys([self._lead, *row]))
        spare = self._spare()
        gives = GIVES if self.width() > self.height() and self._lead is None else 1.0
        if sum(self._wide(each) - spare for each in row) * gives <= wide:
            return [row]
        count = 2
        while True:
            most = ceil(len(row) / count)
            rows = [row[at : at + most] for at in range(0, len(row), most)]
            if most == 1 or all(sum(map(self._wide, each)) <= wide for each in rows):
                return rows
            count += 1

    def _spare(self) -> int:
        """Room at the ends of the text of a button that it can do without."""
        return 2 * (self.hub.theme.px("space.xl") - self.hub.theme.px("space.md"))

    def _wide(self, button: Button) -> int:
        """The width that a button would like."""
        least = self.hub.theme.px(200) if button is self._restart else 0
        return max(button.sizeHint().width(), least)

    def _place_buttons(
        self, row: list[Button], left: float, top: float, wide: float, high: float, fill: bool
    ) -> None:
        """From the start on, and the end of it all at the end; several rows `fill` their width."""
        wides = [float(self._wide(button)) for button in row]
        if fill:
            even = wide / len(row)
            wides = [even] * len(row) if max(wides) - self._spare() <= even else wides
        share = wide / sum(wides)
        share = share if fill else min(1.0, share)
        at = left
        for button, natural in zip(row, wides, strict=True):
            width = natural * share
            start = left + wide - width if button is self._restart else at
            self.put(button, start, top, width, high)
            at += width
