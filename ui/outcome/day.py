"""The customer's day as a picture: magnesium, and the medicines that it must keep from."""

from __future__ import annotations

from magapp.takehome.slip import PlanMoment
from ui.kit.parts import Beside, Columns, Fitting, Gap, Icon, Listed, Panel, Paragraph, Part, Stack


def day(moments: tuple[PlanMoment, ...], upright: bool = False, framed: bool = True) -> Part:
    """The day as a picture: each moment with its medicines and the magnesium.

    `upright` puts the moments below each other, where the room is narrow; on narrow paper they
    are not `framed`, and what is taken stands below its moment where there is no room beside it.
    """
    if not upright:
        parts = [
            _framed(Stack([_head(each), Gap("space.xs"), *_all_taken(each)], "space.xs"), each)
            for each in moments
        ]
        return Columns(parts, gap="space.sm")
    beside = [
        Columns([_head(each), Stack(_all_taken(each), "space.xs")], (2, 3), "space.sm", framed)
        for each in moments
    ]
    if framed:
        return Listed(map(_framed, beside, moments), "space.sm")
    below = [Stack([_head(each, line=True), *_all_taken(each)], "space.xs") for each in moments]
    return Fitting([Stack(beside, "space.sm"), Stack(below, "space.sm")])


def _head(moment: PlanMoment, line: bool = False) -> Part:
    """The moment's name and time below each other, or on one line."""
    name = Paragraph(moment.name, "body", bold=True)
    time = Paragraph(moment.time, "small", colour="ink_soft")
    said = Beside(time, name, "space.sm", trail=True) if line else Stack([name, time], gap=0)
    return Beside(Icon(moment.icon, 1.8, "brand"), said, "space.xs", middle=True)


def _framed(part: Part, moment: PlanMoment) -> Part:
    quiet = not (moment.medicines or moment.taken)
    return Panel(
        part,
        ground="paper" if quiet else "surface",
        border="line" if quiet else "line_strong",
        pad="space.sm",
        stretch=1,
    )


def _all_taken(moment: PlanMoment) -> list[Part]:
    taken: list[Part] = [
        _taken(text, "pill", "accent_soft", "accent_ink") for text in moment.medicines
    ]
    taken += [_taken(text, "leaf", "brand", "on_brand", bold=True) for text in moment.taken]
    return taken


def _taken(text: str, icon: str, ground: str, ink: str, bold: bool = False) -> Part:
    words = Paragraph(text, "small", bold=bold, colour=ink)
    return Panel(Beside(Icon(icon, 1.2, ink), words, "space.xs"), ground, pad="space.xs")
