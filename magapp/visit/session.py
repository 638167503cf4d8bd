"""One customer's consultation, from hello to forgotten: the middle of the house.

It owns the way through the questions, what staff cleared, the medicines by name, the product in
the hand, and the advice: worked out once for each change, when it is first asked for. Screens show
it and keep none of it. All of it is one value, which a change replaces by another: to go back is
to set an earlier one, to forget is to drop it.

What cannot be undone stands outside: printing, the office, letting staff out.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from time import monotonic
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple

from magapp.errors import StoreError
from magapp.rules import Advice, Answers, Clearance, Rules
from magapp.visit.flow import Flow, Stand
from magapp.visit.picks import Picks

if TYPE_CHECKING:
    from magapp.rules.look_back import LookBack, LookedBack, Said
    from magapp.shelf.shelf import Shelf
    from magapp.shelf.suggest import Suggestion

End = Literal["finished", "restarted", "left", "idle", "replaced", "fault"]
"""How a consultation ends: `finished` after an advice was seen or looked back at, `restarted` by
somebody who begins anew, `left` at a question, `idle` when nobody is there any more, `replaced` by
the answers of a code, `fault` when the program itself went wrong."""


class Advised(NamedTuple):  # noqa: PLW1641 - nothing in it has a hash
    """An advice, and the products of the shelf that went with it at that moment.

    It equals another one with the same products; those left out are not gone through for that.
    """

    advice: Advice
    suggestion: "Suggestion"

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Advised)
            and (
                self.suggestion is other.suggestion
                or self.suggestion.products == other.suggestion.products
            )
            and self.advice == other.advice
        )

    def __ne__(self, other: object) -> bool:
        return not self == other


class State(NamedTuple):
    """All of a consultation at one moment; nothing in it changes.

    `held` is the EAN of the product that the customer holds, `taken` of the one that the slip is
    made for; empty without one. `shown` is the advice that is on the screen. `begun` is the
    moment it began, by the session's clock; None before. `handed` says that the answers came with a
    code, `back` is what was said since at a second visit.
    """

    stand: Stand
    held: str = ""
    taken: str = ""
    shown: Advised | None = None
    begun: float | None = None
    handed: bool = False
    back: "Said" = MappingProxyType({})


class Ending(NamedTuple):
    """How a consultation ends: with what, where, and after how many seconds.

    `advice` is that for its last answers; None where a fault came before it was shown. `where` is
    the question it was at, empty where the advice was on the screen or looked back at. `language`
    is that of the screen at that moment.
    """

    how: End
    state: State
    advice: Advice | None
    where: str
    seconds: float
    language: str


class SecondVisit(NamedTuple):
    """How a second visit ended, coarsely: all that somebody who counts may know of it.

    `weeks` is the option that says how long ago the first was, `effect` the one that says how it
    goes now; `form` is the one that was advised before others then, and `situations` for what. Each
    is empty where that is not known.
    """

    looked: "LookedBack"
    weeks: str
    effect: str
    form: str
    situations: tuple[str, ...]


class Session:
    """The consultation, and whoever listens to it.

    `shelf` gives the shop's shelf as it is now, and raises StoreError when it cannot be read;
    `language` that of the screen.
    """

    def __init__(
        self,
        rules: Rules,
        picks: Picks | None = None,
        channel: str = "kiosk",
        shelf: "Callable[[], Shelf] | None" = None,
        clock: Callable[[], float] = monotonic,
        language: Callable[[], str] = lambda: "",
    ) -> None:
        self.channel = channel
        self.flow = Flow(rules, picks, self._changed)
        self._rules = rules
        self._shelf = shelf
        self._clock = clock
        self._language = language
        self._blank = self._state = State(self.flow.stand)
        self._earlier: State | None = None
        self._judged: tuple[Answers, tuple[Clearance, ...], Advice] | None = None
        self._suggested: tuple[Advice, Shelf, int, Suggestion] | None = None
        self._endings: list[Callable[[], None]] = []
        """What is to be told of endings since the moment that is kept."""
        self._listeners: list[Callable[[], None]] = []
        self._at_end: list[Callable[[Ending], None]] = []
        self._at_second: list[Callable[[SecondVisit], None]] = []
        self._quiet = 0

    # -- listening --------------------------------------------------------------------------------

    def listen(self, told: Callable[[], None]) -> None:
        """Call this after every change."""
        self._listeners.append(told)

    def listen_at_end(self, told: Callable[[Ending], None]) -> None:
        """Call this when a consultation has ended and cannot come back."""
        self._at_end.append(told)

    def listen_at_second_visit(self, told: Callable[[SecondVisit], None]) -> None:
        """Call this when a second visit has led somewhere and cannot come back."""
        self._at_second.append(told)

    @contextmanager
    def one_change(self) -> Iterator[Flow]:
        """What is done to the flow in here is one change: who listens is told once, after it."""
        before = self.state
        self._quiet += 1
        try:
            yield self.flow
        finally:
            self._quiet -= 1
        if self.state != before:
            self._tell()

    def _changed(self) -> None:
        self._state = self._state._replace(stand=self.flow.stand)
        self._tell()

    def _put(self, state: State) -> None:
        if state != self.state:
            self._state = state
            self._tell()

    def _tell(self) -> None:
        if self._quiet:
            return
        # To look back alone is no consultation.
        if self._state.begun is None and self.state._replace(back=self._blank.back) != self._blank:
            self._state = self._state._replace(begun=self._clock())
        for told in self._listeners:
            told()

    # -- states -----------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """The consultation as it is."""
        return self._state._replace(stand=self.flow.stand)

    @state.setter
    def state(self, state: State) -> None:
        with self.one_change():
            self._state = state
            self.flow.stand = state.stand

    def keep(self) -> None:
        """Keep the consultation of this moment: what comes may have to be undone."""
        self.settle()
        self._earlier = self.state

    def go_back(self) -> bool:
        """Back to the moment that is kept, if any; whether anything was otherwise since."""
        self._endings.clear()
        earlier = self._earlier
        if earlier is None or earlier == self.state:
            return False
        self.state = earlier
        return True

    def settle(self) -> None:
        """What was done since the moment that is kept stays so: that one is dropped."""
        self._earlier = None
        endings, self._endings = self._endings, []
        for tell in endings:
            tell()

    @property
    def held(self) -> str:
        """The EAN of the product that the customer holds; empty without one."""
        return self._state.held

    def hold(self, ean: str) -> None:
        """Go on about this product in the customer's hand; empty: it does not matter any more."""
        self._put(self.state._replace(held=ean))

    @property
    def taken(self) -> str:
        """The EAN of the product that the slip is made for; empty for all of them."""
        return self._state.taken

    def take(self, ean: str) -> None:
        """Make the slip for this product; empty: for all."""
        self._put(self.state._replace(taken=ean))

    # -- advice -----------------------------------------------------------------------------------

    @property
    def advice(self) -> Advice:
        """The advice for the answers of the moment and what staff cleared."""
        answers, cleared = self.flow.answers(), self.flow.cleared
        if self._judged is None or self._judged[:2] != (answers, cleared):
            advice = self._rules.advise(answers, self.channel, cleared)
            self._judged = answers, cleared, advice
        return self._judged[2]

    @property
    def ceiling(self) -> float:
        """The most a day from supplements, for the answers of the moment."""
        return self._rules.ceiling(self._rules.facts(self.flow.answers()))

    def advised(self) -> Advised:
        """That advice and the products that go with it, from the shelf as it is now.

        Raises StoreError when the shelf cannot be read, unless this advice is on the screen: then
        its products are those.
        """
        from magapp.shelf.suggest import Suggestion

        advice = self.advice
        if not advice.suggests or self._shelf is None:
            return Advised(advice, Suggestion())
        try:
            shelf = self._shelf()
        except StoreError:
            if self.shown is not None and self.shown.advice == advice:
                return self.shown
            raise
        last = self._suggested
        if last is None or last[0] is not advice or last[1] is not shelf or last[2] != shelf.writes:
            last = self._suggested = advice, shelf, shelf.writes, shelf.suggest(advice)
        return Advised(advice, last[3])

    @property
    def shown(self) -> Advised | None:
        """What stands on the screen as the advice; None while asking."""
        return self._state.shown

    def show(self, advised: Advised) -> None:
        """This is on the screen from now on."""
        self._put(self.state._replace(shown=advised))

    def ask(self) -> None:
        """No advice is on the screen any more: somebody is asked."""
        self._put(self.state._replace(shown=None))

    # -- a second visit ---------------------------------------------------------------------------

    @cached_property
    def look_back(self) -> "LookBack":
        """What is asked at a second visit, and what follows."""
        from magapp.rules.look_back import LookBack

        return LookBack(self._rules.pack)

    @property
    def handed(self) -> bool:
        """Whether the answers came with a code, as of a slip."""
        return self._state.handed

    def take_handed(self) -> None:
        """The answers of the moment came with a code."""
        self._put(self.state._replace(handed=True))

    @property
    def back(self) -> "Said":
        """What was said at a second visit so far."""
        return self._state.back

    def say_back(self, question: str, option: str) -> None:
        """Somebody answers a question of a second visit."""
        said = MappingProxyType({**self.back, question: option})
        self._put(self.state._replace(back=said))

    def looked_back(self) -> "LookedBack | None":
        """How it goes on after what was said; None while that is open."""
        return self.look_back.judge(self.back, self.advice)

    def finish_look_back(self) -> None:
        """The second visit is over: tell how, if it led somewhere, and keep none of it."""
        looked = self.looked_back()
        if looked is not None:
            visit = self._second_visit(looked)
            self._endings += [partial(told, visit) for told in self._at_second]
        self._put(self.state._replace(back=self._blank.back))
        if self._earlier is None:
            self.settle()

    def _second_visit(self, looked: "LookedBack") -> SecondVisit:
        roles = {each.role: self.back.get(each.id, "") for each in self.look_back.questions}
        form = next((each.form for each in self.advice.forms), "")
        chosen = self.advice.answers.get(self._rules.pack.roles.get("situations", ""), ())
        situations = tuple(chosen) if isinstance(chosen, list | tuple) else ()
        return SecondVisit(looked, roles["weeks"], roles["effect"], form, situations)

    def advise_anew(self) -> None:
        """On with the first answers: what was of that day alone is open, a next step adds its own.

        The second visit is over with it.
        """
        looked = self.looked_back()
        with self.one_change() as flow:
            self.finish_look_back()
            flow.fill(self.look_back.anew(flow.drafts, looked.step if looked else ""))

    # -- begin and end ----------------------------------------------------------------------------

    def begin(self) -> None:
        """Somebody is there: from now on there is a consultation."""
        self.end("restarted")
        self._put(self.state._replace(begun=self._clock()))

    def end(self, how: End) -> None:
        """It is over, if one goes on: drop the value, and say so.

        Who begins anew or leaves with the advice on the screen has finished. It is said once it
        cannot be undone any more: at once, unless an earlier moment is kept.
        """
        try:
            if self._at_end and self._state.begun is not None:
                ending = self._ending(how)
                self._endings += [partial(told, ending) for told in self._at_end]
        finally:
            self._judged = self._suggested = None
            self.state = self._blank
        if self._earlier is None:
            self.settle()

    def _ending(self, how: End) -> Ending:
        state, shown = self.state, self.shown
        if shown is not None and how in ("restarted", "left"):
            how = "finished"
        advice = shown.advice if shown else None if how == "fault" else self.advice
        begun = state.begun or 0.0
        where = "" if shown or how == "finished" else state.stand.current
        seconds = self._clock() - begun
        return Ending(how, state, advice, where, seconds, self._language())
