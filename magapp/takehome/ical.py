"""Reminders that a phone takes into its calendar from a QR code (RFC 5545)."""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

_REVIEW_ALARM = "PT9H"
"""When on the review's day the phone speaks up: hours from its midnight."""


def reminders(
    first: date,
    last: date,
    daily: Sequence[tuple[float, str]],
    review: date,
    review_text: str,
    alarm: str,
) -> str:
    """A calendar: from the day after `first` on, `daily` texts at an hour, and one on `review`.

    Hours are the phone's own, whatever its time zone; the days are `last` and all before it. Each
    event rings, with `alarm` as its few words: a code has little room. An event is named after
    what the calendar says anyway, which tells nothing more of whose it is: the same calendar
    scanned twice is one to the phone.
    """
    begin = date.fromordinal(first.toordinal() + 1)
    events = []
    for hour, text in daily:
        hours, minutes = divmod(round(hour * 60) % (24 * 60), 60)
        when = [
            f"DTSTART:{begin:%Y%m%d}T{hours:02}{minutes:02}00",
            "DURATION:PT5M",
            f"RRULE:FREQ=DAILY;COUNT={last.toordinal() - first.toordinal()}",
        ]
        events.append(_event(first, when, text, alarm, "PT0S"))
    when = [f"DTSTART;VALUE=DATE:{review:%Y%m%d}"]
    events.append(_event(first, when, review_text, alarm, _REVIEW_ALARM))
    name = sha256("\n".join(line for event in events for line in event).encode()).hexdigest()[:12]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Magapp//EN"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{name}-{number}", *event, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n"


def _event(first: date, when: Sequence[str], text: str, alarm: str, after: str) -> list[str]:
    """An event but for its name; it rings so long `after` it begins."""
    return [
        f"DTSTAMP:{first:%Y%m%d}T000000Z",
        *when,
        f"SUMMARY:{_escaped(text)}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(alarm)}",
        f"TRIGGER:{after}",
        "END:VALARM",
    ]


def _escaped(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text
