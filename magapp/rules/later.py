"""What is rarely looked at, and worked out when it is."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar, overload

Item = TypeVar("Item")


class Later(Sequence[Item]):
    """Items that are worked out when they are first looked at. It equals the same in a tuple."""

    def __init__(self, work: Callable[[], tuple[Item, ...]]) -> None:
        self._work = work

    @cached_property
    def _all(self) -> tuple[Item, ...]:
        return self._work()

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Item]:
        return iter(self._all)

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Item, ...]: ...
    def __getitem__(self, index: int | slice) -> Item | tuple[Item, ...]:
        return self._all[index]

    def __eq__(self, other: object) -> bool:
        return self._all == (other._all if isinstance(other, Later) else other)

    def __hash__(self) -> int:
        return hash(self._all)
