"""The pace of tapping: what follows a page turn too closely is the same tap, not a new one."""

HOLD_MS = 250


class Pace:
    """Knows when the last tap was and whether another one is meant.

    Times are those of the events, so a slow machine judges a double tap like a fast one.
    """

    def __init__(self) -> None:
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
        return self._held is None or not 0 <= timestamp - self._held < HOLD_MS
