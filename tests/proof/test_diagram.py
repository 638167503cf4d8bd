"""The diagrams against truth tables: every operation, over every assignment of a few variables."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from magapp.proof.diagram import EMPTY, EVERY, Diagrams

SIZE = 5
ROWS = list(product((False, True), repeat=SIZE))

Table = frozenset[tuple[bool, ...]]
Expr = tuple[Any, ...]

expressions: st.SearchStrategy[Expr] = st.recursive(
    st.one_of(
        st.tuples(st.just("is"), st.integers(0, SIZE - 1)),
        st.sampled_from([("every",), ("empty",)]),
    ),
    lambda inner: st.one_of(
        st.tuples(st.just("both"), st.lists(inner, max_size=3)),
        st.tuples(st.just("either"), st.lists(inner, max_size=3)),
        st.tuples(st.just("outside"), inner),
        st.tuples(st.just("choose"), inner, inner, inner),
        st.tuples(st.just("at_least"), st.integers(0, 4), st.lists(inner, max_size=4)),
    ),
    max_leaves=12,
)
variables = st.sets(st.integers(0, SIZE - 1))


def table(each: Expr) -> Table:
    """The rows in which an expression is true."""
    return frozenset(row for row in ROWS if _true(each, row))


def _true(each: Expr, row: tuple[bool, ...]) -> bool:
    word, *rest = each
    if word == "at_least":
        return bool(sum(_true(part, row) for part in rest[1]) >= rest[0])
    if word == "choose":
        test, then, other = rest
        return _true(then if _true(test, row) else other, row)
    made: dict[str, Callable[[], bool]] = {
        "is": lambda: bool(row[rest[0]]),
        "every": lambda: True,
        "empty": lambda: False,
        "both": lambda: all(_true(part, row) for part in rest[0]),
        "either": lambda: any(_true(part, row) for part in rest[0]),
        "outside": lambda: not _true(rest[0], row),
    }
    return made[word]()


def node(sets: Diagrams, each: Expr) -> int:
    """An expression as a diagram."""
    word, *rest = each
    if word == "is":
        return sets.variable(rest[0])
    if word in ("every", "empty"):
        return EVERY if word == "every" else EMPTY
    if word == "outside":
        return sets.outside(node(sets, rest[0]))
    if word == "choose":
        return sets.choose(*(node(sets, part) for part in rest))
    if word == "at_least":
        return sets.at_least(rest[0], [node(sets, part) for part in rest[1]])
    parts = [node(sets, part) for part in rest[0]]
    return sets.both(*parts) if word == "both" else sets.either(*parts)


def members(sets: Diagrams, of: int) -> Table:
    """The rows that are in a diagram, each looked up by itself."""
    return frozenset(row for row in ROWS if sets.fixed(of, dict(enumerate(row))) == EVERY)


@given(each=expressions)
def test_a_diagram_has_the_members_of_the_truth_table(each: Expr) -> None:
    sets = Diagrams()
    made = node(sets, each)
    assert members(sets, made) == table(each)
    assert sets.count(made, SIZE) == len(table(each))
    assert sets.count(made, SIZE + 3) == 8 * len(table(each))


@given(one=expressions, two=expressions)
def test_equal_sets_are_the_same_number(one: Expr, two: Expr) -> None:
    sets = Diagrams()
    assert (node(sets, one) == node(sets, two)) == (table(one) == table(two))


@given(one=expressions, two=expressions, three=expressions)
def test_two_sets_overlap_or_leave_each_other_whole(one: Expr, two: Expr, three: Expr) -> None:
    sets = Diagrams()
    here, there, also = (node(sets, each) for each in (one, two, three))
    common = table(one) & table(two)
    for _ in range(2):  # what was found once is kept
        assert sets.overlap(here, there) == sets.overlap(there, here) == bool(common)
    assert members(sets, sets.both(here, there)) == common
    assert sets.both(there, here) == sets.both(here, there)
    rest = table(one) - table(two) - table(three)
    assert members(sets, sets.less(here, there, also)) == rest


@given(each=expressions, true=variables, held=variables)
def test_the_nearest_member_differs_least(each: Expr, true: set[int], held: set[int]) -> None:
    """Of all members, and of those that agree with `true` in what is held."""
    sets = Diagrams()
    made = node(sets, each)
    for near in (true, set()):
        fixed = {place: place in near for place in held}
        rows = [
            row
            for row in ({place for place, on in enumerate(each) if on} for each in table(each))
            if row & held == near & held
        ]
        assert sets.meets(made, fixed) == bool(rows)
        if not rows:
            with pytest.raises(ValueError, match="no such members"):
                sets.nearest(made, near, fixed)
            continue
        found = sets.nearest(made, near, fixed)
        assert found in rows
        assert len(found ^ near) == min(len(row ^ near) for row in rows)
    if made != EMPTY:
        assert sets.nearest(made) == sets.nearest(made, set())


@given(each=expressions, gone=variables)
def test_without_is_for_some_value(each: Expr, gone: set[int]) -> None:
    sets = Diagrams()

    def seen(row: tuple[bool, ...]) -> tuple[bool, ...]:
        return tuple(given for place, given in enumerate(row) if place not in gone)

    some = {seen(row) for row in table(each)}
    found = sets.without(node(sets, each), gone)
    assert members(sets, found) == {row for row in ROWS if seen(row) in some}


@given(each=expressions, values=st.dictionaries(st.integers(0, SIZE - 1), st.booleans()))
def test_fixed_no_longer_depends_on_what_is_fixed(each: Expr, values: dict[int, bool]) -> None:
    sets = Diagrams()
    rows = table(each)
    expected = {
        row
        for row in ROWS
        if tuple(values.get(place, given) for place, given in enumerate(row)) in rows
    }
    assert members(sets, sets.fixed(node(sets, each), values)) == expected
