"""The customer's day as a picture: magnesium, and the medicines that it must keep from."""

from __future__ import annotations

from magapp.slip import PlanMoment
from ui.outcome.parts import Beside, Columns, Gap, Icon, Panel, Part, Stack, Words

_LIGHT = {
    "breakfast": "weather_sunset_up",
    "lunch": "weather_sunny",
    "dinner": "weather_sunset_down",
    "bedtime": "weather_night",
}


def day(moments: tuple[PlanMoment, ...], upright: bool = False, framed: bool = True) -> Part:
    """The day as a picture: each moment with its medicines and the magnesium.

    `upright` puts the moments below each other, where the room is narrow; on narrow paper they
    are not `framed`.
    """
    parts = [_moment(each, upright, framed) for each in moments]
    return Stack(parts, "space.sm") if upright else Columns(parts, gap="space.sm")


def _moment(moment: PlanMoment, upright: bool, framed: bool) -> Part:
    name = Stack(
        [
            Words(moment.name, "body", bold=True),
            Words(moment.time, "small", colour="ink_soft"),
        ],
        gap=0,
    )
    icon = _LIGHT.get(moment.slot, "clock_outline")
    head = Beside(Icon(icon, 1.8, "brand"), name, "space.xs", middle=True)
    taken: list[Part] = [
        _taken(text, "pill", "accent_soft", "accent_ink") for text in moment.medicines
    ]
    if moment.magnesium:
        taken.append(_taken(moment.magnesium, "leaf", "brand", "on_brand", bold=True))
    if upright:
        part: Part = Columns([head, Stack(taken, "space.xs")], (2, 3), "space.sm", middle=framed)
    else:
        part = Stack([head, Gap("space.xs"), *taken], "space.xs")
    if not framed:
        return part
    quiet = not taken
    return Panel(
        part,
        ground="paper" if quiet else "surface",
        border="line" if quiet else "line_strong",
        pad="space.sm",
        stretch=1,
    )


def _taken(text: str, icon: str, ground: str, ink: str, bold: bool = False) -> Part:
    words = Words(text, "small", bold=bold, colour=ink)
    return Panel(Beside(Icon(icon, 1.2, ink), words, "space.xs"), ground, pad="space.xs")
