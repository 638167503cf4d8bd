"""Reminders that a phone takes into its calendar from a QR code (RFC 5545)."""

from collections.abc import Sequence
from datetime import date


def reminders(
    first: date, last: date, daily: Sequence[tuple[float, str]], review: date, review_text: str
) -> str:
    """A calendar: from the day after `first` on, `daily` texts at an hour, and one on `review`.

    Hours are the phone's own, whatever its time zone; the days are `last` and all before it.
    """
    events = []
    for number, (hour, text) in enumerate(daily):
        hours, minutes = divmod(round(hour * 60) % (24 * 60), 60)
        start = first.toordinal() + 1
        begin = date.fromordinal(start)
        events += [
            "BEGIN:VEVENT",
            f"UID:{first:%Y%m%d}-{number}",
            f"DTSTAMP:{first:%Y%m%d}T000000Z",
            f"DTSTART:{begin:%Y%m%d}T{hours:02}{minutes:02}00",
            "DURATION:PT5M",
            f"RRULE:FREQ=DAILY;COUNT={last.toordinal() - first.toordinal()}",
            f"SUMMARY:{_escaped(text)}",
            "END:VEVENT",
        ]
    events += [
        "BEGIN:VEVENT",
        f"UID:{first:%Y%m%d}-review",
        f"DTSTAMP:{first:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{review:%Y%m%d}",
        f"SUMMARY:{_escaped(review_text)}",
        "END:VEVENT",
    ]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Magapp//EN", *events, "END:VCALENDAR"]
    return "\r\n".join(lines) + "\r\n"


def _escaped(text: str) -> str:
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text
