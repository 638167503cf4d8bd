"""The pace of tapping: what follows a page turn too closely is the same tap, not a new one."""

from __future__ import annotations

from time import monotonic

HOLD_MS = 250
"""So long after a page turn a press does not count, where mice are at work."""

FINGER_MS = 400
"""The same where fingers are: a double tap of theirs is slower."""

SEEN_MS = 1_500
"""So long a screen is in sight before what ends everything on it counts."""


class Pace:
    """Knows when the last tap was and whether another one is meant.

    Times are those of the events, so a slow machine judges a double tap like a fast one.
    """

    def __init__(self, hold_ms: int = HOLD_MS) -> None:
        self._hold_ms = hold_ms
        self._tapped: int | None = None
        self._held: int | None = None

    def tap(self, timestamp: int) -> None:
        """A tap ended at this time (ms, as the event says)."""
        self._tapped = timestamp

    def hold(self) -> None:
        """The last tap turned the page: what comes right after it does not count."""
        self._held = self._tapped

    def takes(self, timestamp: int) -> bool:
        """Whether a press at this time counts."""
        return self._held is None or not 0 <= timestamp - self._held < self._hold_ms


class Seen:
    """Knows whether a screen has been in sight long enough to know what one presses there.

    By the clock of this machine when the press is handled, not by the time of the event: no event
    says when a screen was painted, and a press that had to wait while the screen was being made
    is handled right after it was painted, whatever its own time.
    """

    def __init__(self) -> None:
        self._since: float | None = None

    def anew(self) -> None:
        """The screen comes to the front: nobody has seen it yet."""
        self._since = None

    def painted(self) -> None:
        """The screen was painted; only the first time counts."""
        if self._since is None:
            self._since = monotonic()

    def takes(self) -> bool:
        """Whether a press that is handled now counts."""
        return self._since is not None and 1000 * (monotonic() - self._since) >= SEEN_MS
