"""What only staff see while answering: what is still open, what stands, what the advice would be.

The upper part follows every key. The reasons below it are there when staff unfold them, and for as
long as they leave them so. They take longer to work out: that is done whenever the keys rest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from math import ceil, inf
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from magapp.pack.model import Gate, Pack
from magapp.rules import Advice
from magapp.shelf.suggest import Suggestion
from magapp.takehome.report import heading_key, staff_title
from magapp.visit.picks import Picks
from ui.kit.base import Control, bleed, mirror, paint_ring, paint_surface, painter_on, turned
from ui.kit.button import Button
from ui.kit.cap import KeyMark, split_key
from ui.kit.parts import Beside, Either, Icon, Look, Paragraph, Part, Stack, Tag, Tags, Tone
from ui.kit.roles import Role
from ui.kit.text import Block, lay_out_shrunk, paint_block
from ui.look.theme import RAMP, ThemeHub
from ui.outcome.art import MARKS
from ui.outcome.reasons import Head, ReasonsPane
from ui.outcome.words import OutcomeWords, stands

if TYPE_CHECKING:
    from ui.outcome.outcome import Explain

REST_MS = 600
"""After so long without a change the reasons are worked out."""
SHOWN = 4
"""Open questions named, at most; the rest are counted."""
LINE = 28
"""From so many ems of body type on what it would be stands on the line of its title."""
WIDE = 46
"""From so many ems of body type on it stands in two columns."""

_TONES: dict[str, Tone] = {
    "ask_staff": "accent",
    "food_first": "met",
    "suggest": "brand",
    "suggest_none": "accent",
}
_ICONS = {
    "ask_staff": "account_tie_voice_outline",
    "food_first": "food_apple_outline",
    "suggest": "check",
    "suggest_none": "store_search_outline",
}


class LineRow(Control):
    """One line to press: an icon, a text, and at the end what pressing does.

    Without a word for that it is only read, and nothing happens when it is pressed.
    """

    def __init__(self, hub: ThemeHub, parent: QWidget | None = None) -> None:
        super().__init__(hub, parent=parent)
        self.subject = ""
        """The id of what it is about."""
        self._icon = self._does = ""
        self._tone = "brand"
        self._said: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_line(self, name: str, icon: str, text: str, does: str, tone: str = "brand") -> None:
        """Say something else. `name` is the object's, its subject after the colon.

        `does` is what pressing does, `tone` the colour of the icon.
        """
        said = (name, icon, text, does, tone)
        if said == self._said:
            return  # painted already: a key must not repaint every line
        self._said = said
        self.setObjectName(name)
        self.subject = name.partition(":")[2]
        self._icon, self._does, self._tone = icon, does, tone
        self.setText(text)
        self.setAccessibleName(f"{text}: {does}" if does else text)
        self.setEnabled(bool(does))
        self.update()

    def _cap(self) -> KeyMark:
        """The key after the word at the end."""
        return KeyMark(self.hub, split_key(self._does)[1], self.hub.theme.px("type.small"))

    def _measures(self, width: float) -> tuple[Block, Block, float]:
        """The text, the word at the end, and the side of the icon."""
        theme = self.hub.theme
        pixels = theme.px("type.body")
        side = pixels * 1.3
        pad = theme.px("space.sm")
        least = round(pixels * 0.7)
        end = lay_out_shrunk(
            self.hub,
            split_key(self._does)[0],
            width * 0.4,
            1e6,
            theme.px("type.small"),
            least,
            bold=True,
        )
        room = width - side - 4 * pad - (end.width if self._does else 0)
        room -= self._cap().width + pad if self._cap().key else 0
        text = lay_out_shrunk(
            self.hub, self.text(), max(room, 20.0), 1e6, pixels, least, leading=1.2
        )
        return text, end, side

    def heightForWidth(self, width: int) -> int:
        """The lines of the text; at least a target."""
        theme = self.hub.theme
        out = bleed(theme)
        text, end, _ = self._measures(width - 2 * out)
        tall = max(text.height, end.height) + 2 * theme.px("space.xs")
        return round(max(theme.px("target") if self._does else 0, tall)) + 2 * out

    def sizeHint(self) -> QSize:
        """As wide as a narrow column."""
        width = self.hub.theme.px(320)
        return QSize(width, self.heightForWidth(self.width() or width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width asks for another height."""
        super().resizeEvent(event)
        if event.oldSize().width() != self.width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground when it can be pressed, icon, text, word."""
        theme = self.hub.theme
        painter = painter_on(self)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        radius = float(theme.px("radius.sm"))
        pad = theme.px("space.sm")
        if self.focus_shown:
            paint_ring(painter, theme, body, radius)
        if self._does:
            over = self.isDown() or self.hovered or self.isChecked()
            ground = theme.colour("brand_soft" if over else "surface_sunken")
            border = theme.colour("brand" if over else "line_strong")
            line = theme.px("stroke.thick" if self.isChecked() else "stroke.thin")
            paint_surface(painter, body, radius, ground, border, line)
        text, end, side = self._measures(body.width())
        middle = body.center().y()
        icon = QRectF(body.left() + pad, middle - side / 2, side, side)
        tone, box = theme.colour(self._tone), mirror(self, icon, body)
        theme.paint_icon(painter, self._icon, box, tone, turned(self, self._icon))
        left = icon.right() + pad
        cap = self._cap()
        last = body.right() - pad - (cap.width + pad if cap.key else 0)
        right = last - (end.width + pad if self._does else 0)
        box = QRectF(left, middle - text.height / 2, right - left, text.height)
        paint_block(painter, theme, text, mirror(self, box, body), theme.colour("ink"))
        if self._does:
            box = QRectF(last - end.width, middle - end.height / 2, end.width, end.height)
            ink = theme.colour("brand_strong")
            paint_block(painter, theme, end, mirror(self, box, body), ink)
            box = QRectF(body.right() - pad - cap.width, body.top(), cap.width, body.height())
            cap.paint(painter, mirror(self, box, body), ink)
        painter.end()


def _with_names(title: str, because: Collection[str], picks: Picks | None) -> str:
    """A gate's title with the medicines that brought it, as they were named or typed."""
    if picks is None:
        return title
    names = [
        pick.label
        for pick in picks.chosen
        if pick.label and any(f"{picks.question}:{each}" in because for each in pick.groups)
    ]
    return f"{title}: {', '.join(names)}" if names else title


def refers(pack: Pack, advice: Advice) -> bool:
    """Whether it is a referral already, whatever is answered to what is open."""
    verdicts = {verdict.rule: verdict for verdict in advice.trace}
    return any(
        gate.outcome == "refer" and gate.id in advice.gates and not verdicts[f"gate.{gate.id}"].open
        for gate in pack.gates
    )


class _Placed(NamedTuple):
    """A part, and where it is painted."""

    part: Part
    rect: QRect


def _headed(title: Part, tag: Tag) -> Part:
    """A tag under its title; on one line where there is room for it."""
    tags = Tags([tag], "body")
    line = Beside(tags, title, "space.sm", trail=True, middle=True)
    return Either(Stack([title, tags], "space.sm"), line, LINE)


def _newer(shown: Part, wanted: Part) -> Part:
    """The part to show: the one of before, as long as it says the same."""
    return shown if shown.said() == wanted.said() else wanted


class _Now(Head):
    """The upper part: what is missing, what stands, and at last what the advice would be.

    An emergency alone comes before what is missing: nothing that is open makes it wait.
    """

    spoken_role = Role.Grouping

    wanted = Signal(str)
    clearing = Signal(str)
    straight = Signal()
    unfolded = Signal(bool)

    def __init__(self, hub: ThemeHub, pack: Pack) -> None:
        super().__init__()
        self._hub = hub
        self._pack = pack
        self._summary: Part = Part()
        self._title: Part = Part()
        self._way: Part = Part()
        self._first = False
        """Whether the advice cannot wait for what is missing."""
        self._straight = LineRow(hub, self)
        self._straight.clicked.connect(self.straight)
        self._straight.hide()
        self._gates: list[LineRow] = []
        self._open: list[LineRow] = []
        self._placed: list[_Placed] = []
        self._wide = 0
        self._named = 0
        self.room = 0
        """Height in which it is seen whole; 0 while that is not known."""
        self.more = Button(hub, name="pane:reasons", variant="quiet", parent=self)
        self.more.setCheckable(True)
        self.more.toggled.connect(self.unfolded)
        self.more.hide()

    # -- what is shown ----------------------------------------------------------------------------

    def clear(self) -> None:
        """Forget everything that was shown."""
        self._summary = self._title = self._way = Part()
        self._named = 0
        self._first = False
        for row in (self._straight, *self._gates, *self._open):
            row.show_line("", "", "", "")
            row.hide()
        self.more.hide()
        self.setAccessibleName("")
        self.setAccessibleDescription("")

    def show_now(
        self,
        advice: Advice,
        suggestion: Suggestion,
        open_questions: tuple[str, ...],
        code: str,
        picks: Picks | None = None,
    ) -> None:
        """Say what the advice would be; gates that medicines brought say them by name."""
        verdicts = {verdict.rule: verdict for verdict in advice.trace}
        found = [gate for gate in self._pack.gates if gate.id in advice.gates]
        standing = [gate for gate in found if stands(gate.outcome, verdicts[f"gate.{gate.id}"])]
        decided = advice.outcome == "suggest" or any(
            gate.outcome == advice.outcome for gate in standing
        )
        unsafe = {
            atom.partition(":")[0]
            for gate in found
            if gate not in standing
            for atom in verdicts[f"gate.{gate.id}"].because
            if atom.endswith(":unanswered")
        }
        self._first = advice.urgency == "now"
        self._show_open(open_questions, unsafe, code)
        self._show_gates(standing, advice, code, picks)
        self._summary = _newer(self._summary, self._say_now(advice, suggestion, code, decided))
        self._straight.show_line(
            "pane:straight", "arrow_right", self.tr("To the advice"), "F8", "urgent"
        )
        self._straight.setVisible(refers(self._pack, advice))
        why = self.tr("Why, and what would change it (F5)")
        if self.more.text() != why:
            self.more.set_text(why)
        self.more.show()
        parts = [self._title, self._way, self._summary]
        if self._first:
            parts = [self._summary, self._title, self._way]
        said = [line for part in parts for line in part.said()]
        self.setAccessibleName(said[0])
        self.setAccessibleDescription("\n".join(said[1:]))

    def in_words(self, advice: Advice, suggestion: Suggestion, code: str) -> list[str]:
        """What it would be now, line by line."""
        return self._say_now(advice, suggestion, code, True).said()

    def _say_now(self, advice: Advice, suggestion: Suggestion, code: str, decided: bool) -> Part:
        """What it would be now, and for products the first of them."""
        text = self._pack.texts[code]
        title = Paragraph(self.tr("As it stands now"), "small", bold=True, colour="ink_soft")
        if not decided:
            unknown = Tag(self.tr("Not known yet"), "help_circle_outline")
            return _headed(title, unknown)
        heading = heading_key(advice, suggestion)
        outcome = staff_title(self._pack, code, heading)
        if advice.urgency:
            tag = Tag(outcome, MARKS[advice.urgency], RAMP[advice.urgency])
        else:
            tag = Tag(outcome, _ICONS[heading], _TONES[heading])
        parts: list[Part] = [_headed(title, tag), *self._say_calls(advice, code)]
        if advice.forms:
            first = advice.forms[0]
            name = text[f"form.{first.form}.name"]
            score = self.tr("{form}: {score} points").format(form=name, score=first.score)
            parts.append(Paragraph(score, "body", bold=True))
        if suggestion.products:
            best = suggestion.products[0]
            amounts = self._pack.amounts(code)
            dose = self.tr("{units} a day, {mg}, {price} a day").format(
                units=amounts.units(best.units_per_day, best.product.dosage_form),
                mg=amounts.amount(best.daily),
                price=amounts.money(best.price_per_day, best.product.currency),
            )
            words = [
                Paragraph(best.product.name, "body"),
                Paragraph(dose, "small", colour="ink_soft"),
            ]
            parts.append(Beside(Icon("basket_outline", 1.4), Stack(words, 2), "space.sm"))
        return Stack(parts, "space.sm")

    def _say_calls(self, advice: Advice, code: str) -> list[Part]:
        """Whom to call, when it cannot wait."""
        if advice.urgency != "now":
            return []
        amounts = self._pack.amounts(code)
        numbers = [gate.call for gate in self._pack.gates if gate.id in advice.gates and gate.call]
        return [
            Paragraph(
                self.tr("Call {number}").format(number=amounts.code(number)),
                "title",
                bold=True,
                colour="urgent",
            )
            for number in dict.fromkeys(numbers)
        ]

    def _show_gates(
        self, standing: list[Gate], advice: Advice, code: str, picks: Picks | None
    ) -> None:
        """A line for every gate that an answer brought, and for every one that was cleared."""
        text = self._pack.texts[code]
        because = {verdict.rule: verdict.because for verdict in advice.trace}
        count = len(standing) + len(advice.cleared)
        self._make(self._gates, count, self.clearing)
        said = Part()
        if standing:
            title = self.tr("Reasons not to advise")
            said = Paragraph(title, "small", bold=True, colour="ink_soft")
        self._way = _newer(self._way, said)
        words = [self.tr("Clear (F6)")]
        for row, gate in zip(self._gates, standing, strict=False):
            clears = gate.outcome == "ask_staff" and gate.clearable
            does = words.pop(0) if words and clears else self.tr("Clear") if clears else ""
            row.show_line(
                f"clear:{gate.id}",
                "shield_outline",
                _with_names(text[f"gate.{gate.id}.title"], because[f"gate.{gate.id}"], picks),
                does,
                RAMP[gate.urgency] if gate.urgency else "accent_ink",
            )
        for row, each in zip(self._gates[len(standing) :], advice.cleared, strict=False):
            title = text[f"gate.{each.gate}.title"]
            icon = "lock_open_variant_outline"
            row.show_line(f"cleared:{each.gate}", icon, title, self.tr("Cleared"))

    def _show_open(self, questions: tuple[str, ...], unsafe: Collection[str], code: str) -> None:
        """The first open questions by name, those for safety first; above them how many."""
        text = self._pack.texts[code]
        questions = tuple(sorted(questions, key=lambda each: each not in unsafe))
        title = self.tr("Everything is answered")
        if questions and unsafe:
            title = self.tr("Still open: {count} (safety: {safety})").format(
                count=len(questions), safety=len(unsafe)
            )
        elif questions:
            title = self.tr("Still open: {count}").format(count=len(questions))
        icon = Icon("help_circle_outline" if questions else "check", 1.3)
        words = Paragraph(title, "body", bold=True)
        self._title = _newer(self._title, Beside(icon, words, "space.sm", middle=True))
        named = questions[:SHOWN]
        self._named = len(named)
        self._make(self._open, len(named), self.wanted)
        for row, question in zip(self._open, named, strict=False):
            row.show_line(
                f"open:{question}",
                self._pack.question(question).icon,
                text[f"question.{question}.title"],
                self.tr("Ask"),
            )

    def _make(self, rows: list[LineRow], count: int, told: SignalInstance) -> None:
        """So many lines, made once and used again; those left over say nothing."""
        while len(rows) < count:
            row = LineRow(self._hub, self)
            row.clicked.connect(partial(_tell, told, row))
            rows.append(row)
        for number, row in enumerate(rows):
            if number >= count:
                row.show_line("", "", "", "")
            row.setVisible(number < count)

    # -- placing ----------------------------------------------------------------------------------

    def fit(self, width: int) -> int:
        """One column; two where there is room. Open questions are named as there is room, too."""
        before, self._wide = self._placed, width
        top = self._place(self._named, width)
        for named in range(self._named - 1, -1, -1):
            if top <= self.room or not self.room:
                break
            top = self._place(named, width)
        if top > self.room > 0:
            top = self._place(min(1, self._named), width, scrolls=True)  # whatever is named
        for each in (*before, *self._placed):
            if each not in before or each not in self._placed:  # what stays is not painted again
                self.update(each.rect)
        return top

    def _place(self, named: int, width: int, *, scrolls: bool = False) -> int:
        """Place everything, with so many open questions; returns the height.

        Where it `scrolls`, the button comes first: it would be out of sight.
        """
        theme = self._hub.theme
        pad = theme.px("space.lg")
        self._placed = []
        for number, row in enumerate(self._open):
            row.setVisible(number < named)
        missing: list[Part | QWidget] = [
            self._title, *(row for row in self._open if not row.isHidden())
        ]  # fmt: skip
        gates: list[Part | QWidget] = [
            self._way, *(row for row in self._gates if not row.isHidden())
        ]  # fmt: skip
        now: list[Part | QWidget] = [self._summary]
        if not self._straight.isHidden():
            now.append(self._straight)
        more: list[Part | QWidget] = [] if self.more.isHidden() else [self.more]
        inner = width - 2 * pad
        if inner < WIDE * theme.px("type.body"):
            rest = [*now, *missing, *gates] if self._first else [*missing, *gates, *now]
            return self._column([*more, *rest] if scrolls else [*rest, *more], pad, pad, inner)
        half = (inner - pad) // 2
        sides = [*more, *missing] if scrolls else [*missing, *more], [*gates, *now]
        first, second = ([*now, *gates], sides[0]) if self._first else sides
        return max(
            self._column(first, pad, pad, half), self._column(second, 2 * pad + half, pad, half)
        )

    def _column(self, items: list[Part | QWidget], left: int, top: int, width: int) -> int:
        """Place items below each other; returns where the column ends."""
        theme = self._hub.theme
        out = bleed(theme)
        look = self._look()
        rtl = look.rtl
        whole = self._wide
        begins = top
        before: Part | QWidget | None = None
        for item in items:
            if isinstance(item, QWidget):
                high = item.heightForWidth(width + 2 * out) if item is not self.more else 0
                high = high if high > 0 else item.sizeHint().height()
                at = left - out
                if rtl:
                    at = whole - left - width - out
                item.setGeometry(at, top - out, width + 2 * out, high)
                top += high - 2 * out + theme.px("space.xs")
            elif 0 < (tall := item.height(look, width)) < inf:  # else a word is wider than all
                if top > begins and not isinstance(before, Part):
                    top += theme.px("space.md")
                at = whole - left - width if rtl else left
                self._placed.append(_Placed(item, QRect(at, top, width, ceil(tall))))
                top += round(tall) + theme.px("space.sm" if item is self._way else "space.md")
            else:
                continue
            before = item
        return top + theme.px("space.sm")

    def _look(self) -> Look:
        return Look(self._hub, 1.0, self.layoutDirection() == Qt.LayoutDirection.RightToLeft)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The painted parts; lines paint themselves."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for part, rect in self._placed:
            part.paint(painter, self._look(), QRectF(rect))
        painter.end()


def _tell(told: SignalInstance, row: LineRow, _: bool = False) -> None:
    """Say which line was pressed."""
    told.emit(row.subject)


class LivePane(ReasonsPane):
    """The pane beside the questions. Staff only; it keeps nothing after `clear`.

    `wanted` carries the open question to go to, `clearing` the gate that staff want to clear or
    to take back, `straight` asks for the advice although questions are open.
    """

    wanted = Signal(str)
    clearing = Signal(str)
    straight = Signal()

    def __init__(
        self,
        hub: ThemeHub,
        pack: Pack,
        explain: Explain,
        product_name: Callable[[str], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        self.now = _Now(hub, pack)
        super().__init__(hub, parent, head=self.now)
        self.setObjectName("live:pane")
        self._pack = pack
        self._explain = explain
        self._product_name = product_name
        self._given: tuple[Advice, Suggestion, tuple[str, ...], str] | None = None
        self._picks: Picks | None = None
        self._rest = QTimer(self, interval=REST_MS, singleShot=True)
        self._rest.timeout.connect(self._rested)
        self.now.wanted.connect(self.wanted)
        self.now.clearing.connect(self.clearing)
        self.now.straight.connect(self.straight)
        self.now.unfolded.connect(self._unfold)

    def clear_first(self) -> bool:
        """F6: clear the first gate that may be cleared; whether there is one in sight."""
        for row in self.findChildren(LineRow):
            if row.isVisible() and row.isEnabled() and row.objectName().startswith("clear:"):
                row.click()
                return True
        return False

    def press_reasons(self) -> bool:
        """F5: unfold the reasons, or fold them; whether that can be done now."""
        if self.now.more.isVisible():
            self.now.more.click()
            return True
        return False

    def show_now(
        self,
        advice: Advice,
        suggestion: Suggestion,
        open_questions: tuple[str, ...],
        language: str,
        picks: Picks | None = None,
    ) -> None:
        """Show the advice for the answers of the moment, and the questions that need one.

        The reasons follow when the keys rest, where they are unfolded.
        """
        self._given = (advice, suggestion, open_questions, language)
        self._picks = picks
        self._say()
        if self.now.more.isChecked():
            self._rest.start()

    def stir(self) -> None:
        """Keys go on, though they change nothing here: the reasons wait for them to rest."""
        if self._rest.isActive():
            self._rest.start()

    def clear(self) -> None:
        """Forget everything that was shown."""
        self._given = None
        self._rest.stop()
        self.now.clear()
        super().clear()

    def _rested(self) -> None:
        """The keys rest: bring the reasons up to date."""
        if self._given is not None and self.now.more.isChecked():
            self.fill_reasons()

    def refit(self) -> None:
        """The column as high as what it holds; its upper part seen whole, where that can be."""
        self.now.room = self._area.maximumViewportSize().height()
        super().refit()

    def fill_reasons(self) -> None:
        """Work the reasons out at once."""
        self._rest.stop()
        if self._given is None:
            return
        advice, suggestion, _, language = self._given
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        told = OutcomeWords(
            self._pack, advice, suggestion, language, "staff", rtl, self._product_name
        )
        seen = self.scrolled()
        self.fill(told, self._explain(advice, "staff", language))
        self.scroll_to(seen)

    def changeEvent(self, event: QEvent) -> None:
        """Another language: what it says itself is said anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        if self._given is not None:
            self.now.show_now(*self._given, self._picks)
            self.refit()

    def _unfold(self, on: bool) -> None:
        """Show the reasons, or fold them."""
        if on:
            self.fill_reasons()
        else:
            super().clear()
