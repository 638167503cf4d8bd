"""Why this outcome, for staff: rules and answers, sources and grades, what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from magapp.rules import Verdict
from magapp.takehome.report import ExplanationText, GateText, answer_titles, source_title
from ui.kit.base import Arranged, bleed, paint_ring, paint_surface
from ui.kit.parts import (
    Beside,
    Gap,
    Hairline,
    Icon,
    Look,
    Panel,
    Paragraph,
    Part,
    Stack,
    Tag,
    Tags,
    Tone,
)
from ui.kit.roles import Role
from ui.kit.spoken import SpokenItems
from ui.look.theme import RAMP, ThemeHub
from ui.outcome.words import OutcomeWords, stands

_NAMED = 24
"""Products left out for one reason that are named; a large shelf has thousands."""

_HIGHEST = 60_000
"""No widget may be higher; reached only while a word does not fit the width at all."""


class Head(QWidget):
    """What may stand above the reasons; it scrolls with them."""

    def fit(self, width: int) -> int:
        """Place everything in a width; returns the height needed, in pixels."""
        raise NotImplementedError


class _Title(Beside):
    """The heading of a section."""

    heads = True


class _Column(QScrollArea):
    """What scrolls: a list of items."""

    spoken_role = Role.List


class _Sheet(QWidget):
    """One painted column, as high as it needs to be."""

    def __init__(self, hub: ThemeHub, head: Head | None) -> None:
        super().__init__()
        self._hub = hub
        self.part = Stack([], gap=0)
        # Beside the sheets keys have other things to do.
        self.items = SpokenItems(hub, self, stops=head is None)
        self._head = head
        self._top = 0
        self._high: tuple[tuple[object, ...], list[float]] = ((), [])
        if head is not None:
            head.setParent(self)

    def look(self) -> Look:
        """Type as the theme says."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return Look(self._hub, 1.0, rtl)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show these below each other, each an item."""
        self.part = Stack(parts, gap=0)
        self.items.show([part for part in parts if part.said()])

    def fit(self, width: int) -> None:
        """Take the height that the width asks for."""
        pad = self._hub.theme.px("space.lg")
        key = (self.part, width, self._hub.theme, self.layoutDirection())
        if key != self._high[0]:  # above it things change by the key, below only now and then
            look = self.look()
            self._high = key, [part.height(look, width - 2 * pad) for part in self.part.parts]
        highs = self._high[1]
        high = sum(highs)
        if self._head is not None:
            self._top = self._head.fit(width)
            self._head.setGeometry(0, 0, width, self._top)
        self._place_items(width, highs, pad)
        if high or self._head is None:
            high += 2.0 * pad
        self.setGeometry(QRect(0, 0, width, round(min(self._top + high, _HIGHEST))))

    def _place_items(self, width: int, highs: list[float], pad: int) -> None:
        """Each over its words."""
        if inf in highs:  # while a word does not fit the width at all
            return
        top, rects = float(self._top + pad), []
        for part, high in zip(self.part.parts, highs, strict=True):
            if part.said():
                rects.append(QRectF(pad, top, width - 2 * pad, high))
            top += high
        self.items.place(rects)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Everything; what lies outside the view is clipped."""
        pad = self._hub.theme.px("space.lg")
        if event.rect().bottom() < self._top + pad:
            return  # only what stands above the reasons
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(pad, self._top + pad, -pad, -pad)
        self.part.paint(painter, self.look(), rect)
        painter.end()


class ReasonsPane(Arranged):
    """The reasons in a column of their own that scrolls. Never made for customers."""

    def __init__(
        self, hub: ThemeHub, parent: QWidget | None = None, *, head: Head | None = None
    ) -> None:
        super().__init__(hub, parent)
        self.setObjectName("reasons:pane")
        self._sheet = _Sheet(hub, head)
        self._area = _Column(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._sheet)
        self._area.setAccessibleName(self.tr("Reasons"))
        self._area.installEventFilter(self)

    def changeEvent(self, event: QEvent) -> None:
        """Another language: its name is said anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._area.setAccessibleName(self.tr("Reasons"))

    def clear(self) -> None:
        """Forget everything that was shown."""
        self._show([])

    def scrolled(self) -> int:
        """How far down the reader is, in pixels."""
        return self._area.verticalScrollBar().value()

    def leaf(self, by: int) -> None:
        """A page on, or with a negative number back."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + by * bar.pageStep())

    def scroll_to(self, down: int) -> None:
        """Go so far down, in pixels, or to the end."""
        self._area.verticalScrollBar().setValue(down)

    def fill(self, told: OutcomeWords, explained: ExplanationText) -> None:
        """The reasons for an outcome."""
        sections = (
            self._gates(told),
            self._cleared(told),
            self._decides(explained),
            self._undecided(told),
            self._article(told),
            self._forms(told),
            self._fired(told),
            self._other_forms(explained),
            self._excluded(told),
            self._sources(told),
        )
        parts: list[Part] = []
        for section in sections:
            if section:
                if parts:
                    parts += [Gap("space.lg"), Hairline(), Gap("space.lg")]
                parts += section
        self._show(parts)

    def stops(self) -> list[QWidget]:
        """Where keys go, in the order in which it is read."""
        return [self._area, *self._sheet.items.all]

    def _show(self, parts: Sequence[Part]) -> None:
        self._sheet.show_parts(parts)
        self.arrange()
        self._area.verticalScrollBar().setValue(0)

    # -- sections ---------------------------------------------------------------------------

    def _title(self, icon: str, text: str) -> list[Part]:
        title = Paragraph(text, "title", bold=True)
        return [_Title(Icon(icon, 1.6), title, "space.sm", middle=True), Gap("space.md")]

    def _entry(self, parts: list[Part]) -> list[Part]:
        return [Stack(parts, "space.xs"), Gap("space.md")]

    def _source_line(self, told: OutcomeWords, ids: list[str] | tuple[str, ...]) -> Part:
        return Paragraph(" · ".join(told.sources(ids)), "small", colour="ink_faint")

    def _answers(self, told: OutcomeWords, verdict: Verdict) -> list[Part]:
        """The answers a rule reads, and the questions that are open."""
        titles = answer_titles(told.pack, verdict.because, told.language)
        tags = [Tag(title, "check", "met") for title in dict.fromkeys(titles)]
        return [Tags(tags)] if tags else []

    def _gates(self, told: OutcomeWords) -> list[Part]:
        """What stands in the way; what only an open question holds up is said apart."""
        verdicts = {verdict.rule: verdict for verdict in told.advice.trace}
        standing = [
            each for each in told.said.gates if stands(each.outcome, verdicts[f"gate.{each.id}"])
        ]
        parts: list[Part] = []
        for icon, title, gates in (
            (
                "help_circle_outline",
                self.tr("Still to be answered"),
                [each for each in told.said.gates if each not in standing],
            ),
            ("shield_outline", self.tr("Gates that stand"), standing),
        ):
            if gates:
                parts += self._title(icon, title)
            for gate in gates:
                parts += self._entry(self._gate(told, gate, verdicts[f"gate.{gate.id}"]))
        return parts

    def _gate(self, told: OutcomeWords, gate: GateText, verdict: Verdict) -> list[Part]:
        tone: Tone = RAMP[gate.urgency] if gate.urgency else "accent"
        return [
            Beside(
                Tags([Tag(self._outcome(gate.outcome, gate.urgency), "", tone)]),
                Paragraph(gate.title, "body", bold=True),
                "space.sm",
                trail=True,
                middle=True,
            ),
            Paragraph(gate.staff, "body"),
            *self._answers(told, verdict),
            self._source_line(told, gate.sources),
        ]

    def _outcome(self, outcome: str, urgency: str | None) -> str:
        """What a gate leads to, in one or two words."""
        return {
            "refer/now": self.tr("Refer: now"),
            "refer/today": self.tr("Refer: today"),
            "refer/soon": self.tr("Refer: soon"),
            "ask_staff": self.tr("Our staff"),
            "food_first": self.tr("Food first"),
        }[f"{outcome}/{urgency}" if urgency else outcome]

    def _cleared(self, told: OutcomeWords) -> list[Part]:
        if not told.said.cleared:
            return []
        parts = self._title("lock_open_variant_outline", self.tr("Cleared by staff"))
        for each in told.said.cleared:
            parts += self._entry(
                [
                    Paragraph(told.text(f"gate.{each.gate}.title"), "body", bold=True),
                    Paragraph(told.text(f"gate.{each.gate}.staff"), "body", colour="ink_soft"),
                    Paragraph(self.tr("Reason: {text}").format(text=each.reason), "body"),
                ]
            )
        return parts

    def _decides(self, explained: ExplanationText) -> list[Part]:
        """The fewest answers that decide, and the smallest changes that lead elsewhere."""
        parts: list[Part] = []
        for icon, title, lines in (
            ("key_outline", self.tr("What decides this"), explained.decides),
            (
                "podium_gold",
                self.tr("What puts this form first"),
                [line.text for line in explained.form_because],
            ),
            (
                "swap_horizontal",
                self.tr("What would change it"),
                [line.text for line in explained.changes],
            ),
        ):
            if lines:
                parts += self._title(icon, title)
                parts += self._entry([Paragraph(line, "body") for line in lines])
        return parts

    def _other_forms(self, explained: ExplanationText) -> list[Part]:
        """Why each other form is not the one that comes first."""
        names: dict[str, list[str]] = {}  # many share one reason
        for line in explained.other_forms:
            names.setdefault(line.text, []).append(line.name)
        if not names:
            return []
        entries = [
            Stack(
                [
                    Paragraph(", ".join(forms), "body", bold=True),
                    Paragraph(text, "small", colour="ink_soft"),
                ],
                2,
            )
            for text, forms in names.items()
        ]
        return [
            *self._title("help_circle_outline", self.tr("Why not another form")),
            Stack(list(entries), "space.sm"),
        ]

    def _undecided(self, told: OutcomeWords) -> list[Part]:
        """Rules that an open question could still make true, by question."""
        rules: dict[str, list[str]] = {}
        for verdict in told.advice.trace:
            if verdict.holds is None and not verdict.rule.startswith("condition."):
                for question in verdict.open:
                    rules.setdefault(question, []).append(verdict.rule)
        if not rules:
            return []
        parts = self._title("help_circle_outline", self.tr("Undecided"))
        for question, names in rules.items():
            title = told.text(f"question.{question}.title")
            open_text = self.tr("Still open: {question}").format(question=title)
            tags = dict.fromkeys(self._rule(told, name) for name in names)
            parts += self._entry(
                [Paragraph(open_text, "body", bold=True), Tags([Tag(tag) for tag in tags])]
            )
        return parts

    def _rule(self, told: OutcomeWords, rule: str) -> str:
        """What a rule is called: by its title, else by what it says, a weight by its forms."""
        kind, _, name = rule.partition(".")
        if kind == "weight":
            forms = next(each.forms for each in told.pack.weights if each.id == name)
            return ", ".join(told.text(f"form.{form}.name") for form in forms)
        return told.text(f"{rule}.title") or told.text(f"{rule}.text")

    def _forms(self, told: OutcomeWords) -> list[Part]:
        """Every weight that fired: its forms, the answers, what the article says, the grade."""
        if not told.advice.forms:
            return []
        scores = [
            Tag(f"{told.text(f'form.{each.form}.name')}  {each.score}", "", "met")
            for each in told.advice.forms
        ]
        parts = self._title("scale_balance", self.tr("Forms and why"))
        parts += [Tags(scores), Gap("space.md")]
        verdicts = {verdict.rule: verdict for verdict in told.advice.trace}
        grades = {each.id: each.grade for each in told.pack.article}
        for weight in told.pack.weights:
            verdict = verdicts[f"weight.{weight.id}"]
            if verdict.holds is not True:
                continue
            forms = ", ".join(told.text(f"form.{form}.name") for form in weight.forms)
            entry: list[Part] = [
                Beside(
                    Paragraph(f"{weight.score:+d}", "title", bold=True, colour="brand"),
                    Paragraph(forms, "body", bold=True),
                    "space.sm",
                    trail=True,
                ),
                *self._answers(told, verdict),
            ]
            if weight.article:
                entry.append(Tags([self._grade(grades[weight.article])]))
            entry.append(self._source_line(told, weight.sources))
            parts += self._entry(entry)
        return parts

    def _grade(self, grade: str) -> Tag:
        return Tag(self.tr("Grade {grade}").format(grade=grade), "", "accent")

    def _article(self, told: OutcomeWords) -> list[Part]:
        """What the article says about these answers, and what is really known about it."""
        parts: list[Part] = []
        every = [set(each.sources) for each in told.pack.article]
        quoted = set.intersection(*every) if every else set()  # the article itself: said once
        for each in told.said.article:
            tone: Tone = "urgent" if each.judged in ("unsafe", "unlawful", "wrong") else "met"
            marks = [self._grade(each.grade), Tag(each.text, "", tone)]
            known = Paragraph(each.verdict, "small", colour="ink_soft")
            entry = [
                Paragraph(f"“{each.says}”", "body"),
                Tags(marks),
                known,
                self._source_line(
                    told, [source for source in each.sources if source not in quoted]
                ),
            ]
            parts += [Panel(Stack(entry, "space.xs"), pad="space.md"), Gap("space.sm")]
        if not parts:
            return []
        title = self._title(
            "newspaper_variant_outline", self.tr("What the article says about this")
        )
        named = " · ".join(source_title(told.pack, each, told.language) for each in quoted)
        which = Paragraph(named, "small", colour="ink_soft")
        return [*title, which, Gap("space.md"), *parts]

    def _fired(self, told: OutcomeWords) -> list[Part]:
        """Cautions, hours and claims that the answers brought."""
        parts: list[Part] = []
        for verdict in told.advice.trace:
            kind = verdict.rule.partition(".")[0]
            if verdict.holds is not True or kind not in ("caution", "spacing", "claim"):
                continue
            title = self._rule(told, verdict.rule)
            answers = answer_titles(told.pack, verdict.because, told.language)
            line = " · ".join([*dict.fromkeys(answers), *told.sources(verdict.sources)])
            parts += [
                Stack([Paragraph(title, "body"), Paragraph(line, "small", colour="ink_faint")], 2),
                Gap("space.sm"),
            ]
        if not parts:
            return []
        return self._title("format_list_checks", self.tr("Other rules that fired")) + parts

    def _excluded(self, told: OutcomeWords) -> list[Part]:
        """Products left out, by reason; of many those that come first."""
        eans: dict[str, list[str]] = {}
        for each in told.suggestion.excluded:
            eans.setdefault(each.reason, []).append(each.ean)
        if not eans:
            return []
        parts = self._title("filter_remove_outline", self.tr("Left out"))
        for reason, products in eans.items():
            count = Paragraph(
                told.amounts.number(len(products)), "title", bold=True, colour="brand"
            )
            head = Paragraph(told.text(f"exclusion.{reason}.text"), "body", bold=True)
            names = [told.product_name(ean) for ean in products[:_NAMED]]
            if more := len(products) - len(names):
                names.append(self.tr("and {number} more").format(number=told.amounts.number(more)))
            parts += self._entry(
                [
                    Beside(count, head, "space.sm", trail=True),
                    Paragraph("\u2002·\u2002".join(names), "small", colour="ink_soft"),
                ]
            )
        return parts

    def _sources(self, told: OutcomeWords) -> list[Part]:
        """Every source behind a rule that holds, with how sure it is."""
        used: dict[str, None] = {}
        for verdict in told.advice.trace:
            if verdict.holds and verdict.rule.partition(".")[0] != "condition":
                used.update(dict.fromkeys(verdict.sources))
        sure = {
            "high": self.tr("high confidence"),
            "medium": self.tr("medium confidence"),
            "low": self.tr("low confidence"),
        }
        parts: list[Part] = []
        for each in used:
            if source := told.pack.sources.get(each):
                own = told.text(f"source.{each}.title")
                line = f"{source.issuer} · {source.year} · {sure[source.confidence]}"
                said = (own, sure[source.confidence]) if own else (source.title, line)
                parts += [
                    Stack(
                        [
                            Paragraph(said[0], "body"),
                            Paragraph(said[1], "small", colour="ink_soft"),
                        ],
                        2,
                    ),
                    Gap("space.sm"),
                ]
        if not parts:
            return []
        return self._title("book_open_variant", self.tr("Sources")) + parts

    # -- placing ----------------------------------------------------------------------------

    def arrange(self) -> None:
        """The scrolling column within the card."""
        theme = self.hub.theme
        inset = bleed(theme) + theme.px(6)
        self._area.setGeometry(self.rect().adjusted(inset, inset, -inset, -inset))
        self.refit()
        self._sheet.update()
        self.update()

    def refit(self) -> None:
        """The column as high as what it holds."""
        bar = self._area.verticalScrollBar()
        self._sheet.fit(max(10, self._area.width() - bar.sizeHint().width()))
        scrolls = self._sheet.height() > self._area.maximumViewportSize().height()
        policy = Qt.FocusPolicy
        self._area.setFocusPolicy(policy.StrongFocus if scrolls else policy.NoFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The focus came to the column or went: the ring is painted around it."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card it lies on."""
        theme = self.hub.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        out = bleed(theme)
        body = QRectF(self.rect()).adjusted(out, out, -out, -out)
        line = float(theme.px("stroke.thin"))
        radius = float(theme.px("radius.lg"))
        if self._area.hasFocus() and self.hub.keyboard:
            paint_ring(painter, theme, body, radius)
        paint_surface(painter, body, radius, theme.colour("surface"), theme.colour("line"), line)
        painter.end()
