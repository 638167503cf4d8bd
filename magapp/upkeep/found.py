"""What is seen of the till's folder, as it is shown; nothing here reads anything."""

from typing import TYPE_CHECKING, Literal, NamedTuple

from magapp.language.saying import Saying

if TYPE_CHECKING:
    from magapp.store import Imported

State = Literal["waits", "held", "columns", "refused", "done"]


class Found(NamedTuple):
    """A file that is not imported, or not any more, and why.

    It `waits` until it rests, or is `held` by another program; its `columns` are to be said;
    it was `refused` as a whole; or it is `done`.
    """

    name: str
    state: State
    why: Saying | None = None


class Look(NamedTuple):
    """What one look found: files that were not imported, and those that just were.

    With a `fault` there was nothing to be seen, and why.
    """

    found: tuple[Found, ...] = ()
    taken: "tuple[Imported, ...]" = ()
    fault: Saying | None = None


class TillState(NamedTuple):
    """What there is to say of the till: the folder (empty: none is set), and what was seen there.

    `unseen` counts the files of which rows were refused that nobody looked at yet; `known` are
    those refused as a whole that somebody looked at.
    """

    folder: str = ""
    look: Look = Look()
    unseen: int = 0
    known: frozenset[Found] = frozenset()

    @property
    def asks(self) -> int:
        """How many things wait for somebody in the office."""
        new = [each for each in self.look.found if each not in self.known]
        waiting = sum(each.state in ("columns", "refused") for each in new)
        return self.unseen + waiting + (self.look.fault is not None)

    def seen(self) -> "TillState":
        """The same once somebody looked at it: what is to be done still waits, as columns do."""
        refused = frozenset(each for each in self.look.found if each.state == "refused")
        return self._replace(unseen=0, known=refused)
