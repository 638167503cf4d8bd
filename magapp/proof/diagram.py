"""Sets of answer sets as reduced ordered decision diagrams.

A set is a number (a node); 0 is the empty set and 1 the set of all. Two sets are equal when their
numbers are, so a question about every answer set at once is a comparison of two numbers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

EMPTY, EVERY = 0, 1
NOTHING: Mapping[int, bool] = {}
_LAST = 1 << 30  # the level of the two constants: below every variable


class Diagrams:
    """Sets over boolean variables 0, 1, 2, …; the variables are asked in this order."""

    def __init__(self) -> None:
        self._nodes: list[tuple[int, int, int]] = [(_LAST, 0, 0), (_LAST, 1, 1)]
        self._known: dict[tuple[int, int, int], int] = {}
        self._chosen: dict[tuple[int, int, int], int] = {}
        # What two sets have in common is asked most of all. The keys are whole numbers, as the
        # collector of garbage would look through millions of pairs.
        self._common: dict[int, int] = {}
        self._apart: set[int] = set()

    def __len__(self) -> int:
        """How many nodes there are: a measure of the work done."""
        return len(self._nodes)

    def _node(self, variable: int, without: int, given: int) -> int:
        if without == given:
            return without
        key = (variable, without, given)
        node = self._known.get(key)
        if node is None:
            node = self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return node

    def variable(self, variable: int) -> int:
        """The set of all in which this variable is true."""
        return self._node(variable, EMPTY, EVERY)

    def choose(self, test: int, then: int, other: int) -> int:
        """What is in `then` where `test` holds, and in `other` where it does not."""
        if test == EVERY or then == other:
            return then
        if test == EMPTY:
            return other
        if then == EVERY and other == EMPTY:
            return test
        key = (test, then, other)
        known = self._chosen.get(key)
        if known is not None:
            return known
        nodes = self._nodes
        top, test_low, test_high = nodes[test]
        at_then, then_low, then_high = nodes[then]
        at_other, other_low, other_high = nodes[other]
        if at_then < top:
            top, test_low, test_high = at_then, test, test
        if at_other < top:
            top, test_low, test_high = at_other, test, test
        if at_then > top:
            then_low = then_high = then
        if at_other > top:
            other_low = other_high = other
        low = self.choose(test_low, then_low, other_low)
        high = self.choose(test_high, then_high, other_high)
        made = self._chosen[key] = self._node(top, low, high)
        return made

    def both(self, *sets: int) -> int:
        """What is in every one of these."""
        made = EVERY
        for each in sets:
            made = self._both(made, each)
        return made

    def _both(self, one: int, other: int) -> int:
        """What two sets have in common."""
        if one > other:
            one, other = other, one
        if one in (other, EMPTY):
            return one
        if one == EVERY:
            return other
        key = one << 32 | other
        made = self._common.get(key)
        if made is None:
            nodes = self._nodes
            at, low, high = nodes[one]
            level, other_low, other_high = nodes[other]
            if at == level:
                made = self._node(at, self._both(low, other_low), self._both(high, other_high))
            elif at < level:
                made = self._node(at, self._both(low, other), self._both(high, other))
            else:
                made = self._node(level, self._both(one, other_low), self._both(one, other_high))
            self._common[key] = made
        return made

    def less(self, of: int, *sets: int) -> int:
        """What is in the first and in none of these."""
        for each in sets:
            of = self.choose(each, EMPTY, of)
        return of

    def overlap(self, one: int, other: int) -> bool:
        """Whether two sets have a member in common: `both` leaves more than the empty set.

        Nothing is built for it, and it ends at the first that is found.
        """
        if one > other:
            one, other = other, one
        if one == EMPTY:
            return False
        if one in (other, EVERY):
            return True
        key = one << 32 | other
        if key in self._apart:
            return False
        nodes = self._nodes
        at, low, high = nodes[one]
        level, other_low, other_high = nodes[other]
        if at < level:
            other_low = other_high = other
        elif at > level:
            low = high = one
        if self.overlap(low, other_low) or self.overlap(high, other_high):
            return True
        self._apart.add(key)
        return False

    def either(self, *sets: int) -> int:
        """What is in any of these."""
        made = EMPTY
        for each in sets:
            made = self.choose(made, EVERY, each)
        return made

    def outside(self, of: int) -> int:
        """What is not in this set."""
        return self.choose(of, EMPTY, EVERY)

    def at_least(self, least: int, sets: Sequence[int]) -> int:
        """What is in at least so many of these."""
        row = [EVERY] + [EMPTY] * least  # by how many are still wanted
        for each in reversed(sets):
            row = [EVERY] + [
                self.choose(each, row[want - 1], row[want]) for want in range(1, least + 1)
            ]
        return row[least]

    def fixed(self, node: int, values: Mapping[int, bool]) -> int:
        """The set with these variables set: it no longer depends on them."""
        done: dict[int, int] = {}

        def walk(node: int) -> int:
            variable, low, high = self._nodes[node]
            if variable == _LAST:
                return node
            if node not in done:
                value = values.get(variable)
                if value is None:
                    done[node] = self._node(variable, walk(low), walk(high))
                else:
                    done[node] = walk(high if value else low)
            return done[node]

        return walk(node)

    def meets(self, node: int, values: Mapping[int, bool]) -> bool:
        """Whether the set has a member with these values: `fixed` leaves more than the empty set.

        Nothing is built for it, so it is quick to ask often.
        """
        seen: set[int] = set()
        left = [node]
        nodes = self._nodes
        while left:
            each = left.pop()
            if each == EVERY:
                return True
            if each == EMPTY or each in seen:
                continue
            seen.add(each)
            variable, low, high = nodes[each]
            value = values.get(variable)
            if value is not True:
                left.append(low)
            if value is not False:
                left.append(high)
        return False

    def without(self, node: int, variables: Iterable[int]) -> int:
        """What is in the set for some value of these variables."""
        gone = frozenset(variables)
        done: dict[int, int] = {}

        def walk(node: int) -> int:
            variable, low, high = self._nodes[node]
            if variable == _LAST:
                return node
            if node not in done:
                low, high = walk(low), walk(high)
                done[node] = (
                    self.either(low, high) if variable in gone else self._node(variable, low, high)
                )
            return done[node]

        return walk(node)

    def reads(self, node: int) -> set[int]:
        """The variables that it depends on whether something is in the set."""
        seen: set[int] = set()
        found: set[int] = set()
        left = [node]
        while left:
            each = left.pop()
            variable, low, high = self._nodes[each]
            if each not in seen and variable != _LAST:
                seen.add(each)
                found.add(variable)
                left += (low, high)
        return found

    def count(self, node: int, variables: int) -> int:
        """How many members the set has, over so many variables."""
        done: dict[int, int] = {EMPTY: 0, EVERY: 1}

        def level(node: int) -> int:
            return min(self._nodes[node][0], variables)

        def walk(node: int) -> int:
            if node not in done:
                variable, low, high = self._nodes[node]
                done[node] = (walk(low) << (level(low) - variable - 1)) + (
                    walk(high) << (level(high) - variable - 1)
                )
            return done[node]

        return walk(node) << level(node)

    def nearest(
        self, node: int, true: Collection[int] = (), fixed: Mapping[int, bool] = NOTHING
    ) -> set[int]:
        """The true variables of the member that differs least from the one with these true.

        Of those with the values that are `fixed`, which has to agree with `true`. Raises
        ValueError where there is none.
        """
        nodes = self._nodes
        cost: dict[int, float] = {EMPTY: float("inf"), EVERY: 0}

        def walk(node: int) -> float:
            if node not in cost:
                variable, low, high = nodes[node]
                value = fixed.get(variable)
                if value is None:
                    given = variable in true
                    cost[node] = min(walk(low) + given, walk(high) + (not given))
                else:
                    cost[node] = walk(high if value else low)
            return cost[node]

        if walk(node) == cost[EMPTY]:
            raise ValueError("the set has no such members")
        found = set(true)
        while node != EVERY:
            variable, low, high = nodes[node]
            value, given = fixed.get(variable), variable in true
            if value is None:
                value = cost[low] + given > cost[high] + (not given)
                (found.add if value else found.discard)(variable)
            node = high if value else low
        return found
