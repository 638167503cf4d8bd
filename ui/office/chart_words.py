"""The figures in words: what each chart is called, what its rows are, what can be said of it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO
from itertools import repeat
from typing import NamedTuple

from PySide6.QtCore import QObject

from magapp.products.product import guarded
from magapp.records.record import NO_ADVICE, OWN_WORDS
from magapp.records.views import ADVICE, Chart, Line, Overview, Period
from magapp.showing import shown
from magapp.takehome.look_back import look_back_text
from ui.frame.setting import Setting
from ui.input.language import native_name
from ui.office.charts import Bars, Drawn
from ui.office.labels import OfficeWords

COLUMNS = ("days", "weeks", "hours")
"""The charts that follow in time."""
EFFECTS = ("second_forms", "second_situations")
"""Those of how it went, a row for each answer to that."""
TOLD = 3
"""So many rows are named in a summary."""


class SaidChart(NamedTuple):
    """A chart in words: its title, its content in a sentence, its rows as a table."""

    name: str
    title: str
    summary: str
    drawn: Drawn
    heads: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]


class ChartWords(QObject):
    """In the language of the moment. `product` says what a product is called."""

    def __init__(
        self,
        setting: Setting,
        words: OfficeWords,
        product: Callable[[str], str],
        in_stock: Callable[[str], int | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.setting, self._words = setting, words
        self._product, self._in_stock = product, in_stock

    # -- names ------------------------------------------------------------------------------------

    def title(self, name: str) -> str:
        """What a chart is called."""
        return {
            "days": self.tr("Consultations by day"),
            "weeks": self.tr("Consultations by week"),
            "hours": self.tr("Consultations by hour of the day"),
            "channel": self.tr("Where"),
            "language": self.tr("Language"),
            "minutes": self.tr("How long"),
            "outcome": self.tr("How they ended"),
            "way": self.tr("How far kiosk customers come"),
            "gates": self.tr("Reasons to ask first, and which of them staff opened"),
            "reasons": self.tr("Why staff opened them"),
            "forms": self.tr("Forms that fitted best, and whether they were on the shelf"),
            "products": self.tr("Products shown, and taken"),
            "second_forms": self.tr("How it went, by the form that was advised"),
            "second_situations": self.tr("How it went, by situation"),
            "second_steps": self.tr("What followed"),
        }[name]

    def part(self, name: str) -> str:
        """What the part of a bar is."""
        return {
            "way": self.tr("stopped there"),
            "gates": self.tr("opened by staff"),
            "forms": self.tr("none on the shelf then"),
            "products": self.tr("taken"),
        }.get(name, "")

    def label(self, name: str, key: str) -> str:
        """What a row of a chart is called; its id where the pack no longer knows it."""
        amounts = self._words.amounts
        match name:
            case "days" | "weeks":
                return amounts.short_day(date.fromordinal(int(key)))
            case "hours":
                return amounts.time(int(key))
            case "language":
                return native_name(key)
            case "forms":
                return self._text(f"form.{key}.name", key)
            case "products":
                return self._product(key)
            case "gates":
                return self._text(f"gate.{key}.title", key)
            case "reasons":
                gate, _, why = key.partition(":")
                said = self._text(f"clearing.{why}.text", why)
                if why == OWN_WORDS:
                    said = self.tr("in words of their own")
                return f"{self._text(f'gate.{gate}.title', gate)}: {said}"
            case _ if name in EFFECTS:
                what, _, effect = key.partition(":")
                return f"{self._for_what(name, what)}: {self._effect(effect)}"
            case "second_steps":
                return self._step(key)
            case "way":
                if key == ADVICE:
                    return self.tr("The advice")
                return self._text(f"question.{key}.title", key)
            case _:
                return self._fixed().get(f"{name}.{key}", key)

    def _fixed(self) -> dict[str, str]:
        return {
            "channel.kiosk": self.tr("At the kiosk"),
            "channel.staff": self.tr("At the counter"),
            "minutes.1": self.tr("Less than a minute"),
            "minutes.2": self.tr("1 to 2 minutes"),
            "minutes.5": self.tr("2 to 5 minutes"),
            "minutes.10": self.tr("5 to 10 minutes"),
            "minutes.0": self.tr("10 minutes or longer"),
            "outcome.suggest": self.tr("Products shown"),
            "outcome.food_first": self.tr("Food first"),
            "outcome.ask_staff": self.tr("Ask first"),
            "outcome.refer.soon": self.tr("To the doctor, soon"),
            "outcome.refer.today": self.tr("To the doctor, today"),
            "outcome.refer.now": self.tr("Help at once"),
            f"outcome.{NO_ADVICE}": self.tr("Left before the advice"),
        }

    def _for_what(self, name: str, what: str) -> str:
        if name == "second_forms":
            return self._text(f"form.{what}.name", what)
        asked = self.setting.pack.roles.get("situations", "")
        return self._text(f"option.{asked}.{what}.title", what)

    def _effect(self, effect: str) -> str:
        asked = (each.id for each in self.setting.pack.look_back if each.role == "effect")
        if not effect:
            return self.tr("not asked")
        return self._looked_back(f"look_back_option.{next(asked, '')}.{effect}.title", effect)

    def _step(self, step: str) -> str:
        """What followed: in the words of the next step, or of the outcome that stood above it."""
        if step.startswith("."):
            outcome = self._fixed().get(f"outcome{step}", step[1:])
            return self.tr("By a reason to ask first: {outcome}").format(outcome=outcome)
        return self._looked_back(f"next_step.{step}.title", step)

    def _looked_back(self, key: str, instead: str) -> str:
        if not self.setting.has_text(key):
            return shown(instead)
        said = look_back_text(self.setting.pack, self.setting.language.code, key)
        return shown(said.replace("\u00ad", ""))

    def _text(self, key: str, instead: str) -> str:
        text = self.setting.text(key) if self.setting.has_text(key) else instead
        return shown(text.replace("\u00ad", ""))

    def _briefly(self, period: Period) -> str:
        """The same, cut short, for the head of a column."""
        day = self._words.amounts.short_day
        first, last = date.fromordinal(period.first), date.fromordinal(period.last + 6)
        return f"{day(first)} – {day(last)}"

    def period(self, period: Period) -> str:
        """From when to when."""
        day = self._words.amounts.day
        first, last = date.fromordinal(period.first), date.fromordinal(period.last + 6)
        return self.tr("{first} to {last}").format(first=day(first), last=day(last))

    # -- charts -----------------------------------------------------------------------------------

    def say(self, overview: Overview, name: str) -> SaidChart:
        """A chart of an overview in words."""
        chart = overview.charts[name]
        periods = tuple(map(self.period, overview.periods))
        part = self.part(name)
        labels = self._labels(chart)
        rows = tuple(map(self._row, repeat(chart), chart.lines, labels, repeat(part)))
        has_part = bool(part) and any(cell.part for line in chart.lines for cell in line.cells)
        drawn = Drawn(
            "columns" if name in COLUMNS else "bars",
            rows,
            periods,
            part if has_part else "",
            self.tr("Nothing, or fewer than five in that week")
            if name == "weeks"
            else self.tr("Fewer than five, or hidden beside those: only in the week"),
            self._words.amounts.number,
        )
        heads, table = self._table(chart, tuple(map(self._briefly, overview.periods)), part)
        return SaidChart(name, self.title(name), self._summary(chart), drawn, heads, table)

    def _labels(self, chart: Chart) -> list[str]:
        """What the rows are called; two of one name have their ids behind it."""
        labels = [self.label(chart.name, line.key) for line in chart.lines]
        return [
            f"{label} ({line.key})" if labels.count(label) > 1 else label
            for label, line in zip(labels, chart.lines, strict=True)
        ]

    def _row(self, chart: Chart, line: Line, label: str, part: str) -> Bars:
        told = tuple(self._told(chart, line, at) for at in range(len(line.cells)))
        of_parts = [
            self.tr("{what}: {count}").format(what=part, count=self._number(cell.part))
            if cell.part
            else ""
            for cell in line.cells
        ]
        full = [
            ", ".join(filter(None, (each, more))) for each, more in zip(told, of_parts, strict=True)
        ]
        now = self.tr("{label}: {count}").format(label=label, count=full[0])
        if len(full) > 1:
            now += ". " + self.tr("Compared with: {count}").format(count=full[1])
        return Bars(label, line.cells, told if chart.name in COLUMNS else tuple(full), now)

    def _number(self, number: int | None) -> str:
        return "–" if number is None else self._words.amounts.number(number)

    def _told(self, chart: Chart, line: Line, period: int) -> str:
        number = line.cells[period].number
        if number is None:
            return self.tr("not shown")
        said = self._number(number)
        share = self._share(line.whole or chart.whole, number, period)
        return f"{said} ({share})" if share else said

    def _share(self, wholes: tuple[int, ...], number: int, period: int) -> str:
        whole = wholes[period] if wholes else 0
        return self._words.amounts.with_unit(round(100 * number / whole), "%") if whole else ""

    def _summary(self, chart: Chart) -> str:
        """What a chart says first, in a sentence or two."""
        if not any(cell.number for line in chart.lines for cell in line.cells[:1]):
            said = [self.tr("Nothing in this period.")]
        elif chart.name in COLUMNS:
            best = max(chart.lines, key=lambda line: line.cells[0].number or 0)
            said = [
                self.tr("Most at {label}: {count}.").format(
                    label=self.label(chart.name, best.key), count=self._number(best.cells[0].number)
                )
            ]
        elif chart.name == "way":
            said = [self._most_stops(chart)]
        elif chart.name in EFFECTS:
            said = [self._how_it_went(chart)]
        else:
            lines = sorted(chart.lines, key=lambda line: -(line.cells[0].number or 0))[:TOLD]
            each = [
                f"{self.label(chart.name, line.key)} {self._told(chart, line, 0)}"
                for line in lines
                if line.cells[0].number
            ]
            said = [self.tr("Most: {rows}.").format(rows=self._words.amounts.listed(each))]
        if chart.name == "forms":
            said += self._lacking(chart)
        if chart.name == "second_forms":
            said.append(
                self.tr(
                    "Second visits are counted by four weeks, shown once these are over, lie in the"
                    " period (choose one of 13 weeks or longer) and had five or more."
                )
            )
        if chart.unplaced and chart.unplaced[0]:
            text = {
                "hours": self.tr(
                    "{count} are in no column: an hour with fewer than five is counted in its day."
                ),
            }.get(
                chart.name,
                self.tr(
                    "{count} are in no column: a day with fewer than five is counted in its week."
                ),
            )
            said.append(text.format(count=self._number(chart.unplaced[0])))
        return " ".join(said)

    def _most_stops(self, chart: Chart) -> str:
        worst = max(chart.lines, key=lambda line: line.cells[0].part or 0)
        return self.tr("To the advice: {share}. Most stop at “{question}”: {count}.").format(
            share=self._told(chart, chart.lines[-1], 0),
            question=self.label("way", worst.key),
            count=self._number(worst.cells[0].part),
        )

    def _how_it_went(self, chart: Chart) -> str:
        """Of the most frequent ones the first that can be said of how it went."""
        firsts: dict[str, Line] = {}
        for line in chart.lines:
            if line.cells[0].number:
                firsts.setdefault(line.key.partition(":")[0], line)
        rows = [
            f"{self.label(chart.name, line.key)} {self._told(chart, line, 0)}"
            for line in [*firsts.values()][:TOLD]
        ]
        return self.tr("{rows}.").format(rows=self._words.amounts.listed(rows))

    def _lacking(self, chart: Chart) -> list[str]:
        return [
            self.tr("{form}: asked for {count} times with none on the shelf.").format(
                form=self.label("forms", line.key), count=self._number(line.cells[0].part)
            )
            for line in chart.lines
            if line.cells[0].part
        ]

    # -- tables -----------------------------------------------------------------------------------

    def _table(
        self, chart: Chart, periods: tuple[str, ...], part: str
    ) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        heads = [self.title(chart.name)]
        for period in periods:
            heads.append(period)
            if part:
                heads.append(part)
        stock = chart.name == "forms"
        if stock:
            heads.append(self.tr("products in stock now"))
        table = []
        for line, label in zip(chart.lines, self._labels(chart), strict=True):
            row = [label]
            for at, cell in enumerate(line.cells):
                row.append(self._told(chart, line, at))
                if part:
                    row.append(self._number(cell.part))
            if stock:
                row.append(self._number(self._in_stock(line.key)))
            table.append(tuple(row))
        return tuple(heads), tuple(table)

    def as_csv(self, overview: Overview, name: str) -> str:
        """A chart as CSV: what is shown, and nothing that is hidden."""
        chart, part = overview.charts[name], self.part(name)
        said = StringIO()
        writer = csv.writer(said, lineterminator="\n")
        heads = [self.title(name)]
        for period in map(self.period, overview.periods):
            heads += [period, *([f"{period}: {part}"] if part else [])]
        writer.writerow(heads)
        for line, label in zip(chart.lines, self._labels(chart), strict=True):
            dated = name in ("days", "weeks")
            row = [date.fromordinal(int(line.key)).isoformat() if dated else guarded(label)]
            for cell in line.cells:
                row.append("" if cell.number is None else str(cell.number))
                if part:
                    row.append("" if cell.part is None else str(cell.part))
            writer.writerow(row)
        return said.getvalue()
