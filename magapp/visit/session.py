"""One customer's consultation, from hello to forgotten: the flow, and the product in the hand."""

from typing import NamedTuple

from magapp.rules import Rules
from magapp.visit.flow import Flow, Stand
from magapp.visit.picks import Picks


class State(NamedTuple):
    """All of a consultation at one moment; nothing in it changes."""

    stand: Stand
    held: str = ""


class Session:
    """Owns the consultation. Whoever wants to go back to a moment keeps its `state` and sets it.

    One earlier state is kept at most, by the scanner and for as long as keys may yet be a scan.
    """

    def __init__(self, rules: Rules, picks: Picks | None = None) -> None:
        self.flow = Flow(rules, picks)
        self.held = ""
        """The EAN of the product that the customer holds; empty without one."""

    @property
    def state(self) -> State:
        """The consultation as it is."""
        return State(self.flow.stand, self.held)

    @state.setter
    def state(self, state: State) -> None:
        self.flow.stand = state.stand
        self.held = state.held
