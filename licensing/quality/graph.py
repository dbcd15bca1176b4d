"""The graph of dependencies: which way it goes, circles in it, what can be reached."""

from collections.abc import Collection, Iterable, Sequence
from itertools import count, islice
from operator import attrgetter

from licensing.model import Component, Relationship

_Graph = dict[int, list[int]]
_SOURCE, _TARGET = attrgetter("source"), attrgetter("target")

_FORWARD = frozenset(
    {
        "CONTAINS",
        "DESCRIBES",
        "PROVIDES",
        "HAS_PREREQUISITE",
        "DYNAMIC_LINK",
        "STATIC_LINK",
        "GENERATED_FROM",
        "ANCESTOR_OF",
    }
)
_BACKWARD = frozenset({"CONTAINED_BY", "DESCRIBED_BY", "PREREQUISITE_FOR", "PACKAGE_OF", "PATCH_FOR"})


class _Numbers(dict[str, int]):
    """Numbers by key; who asks for a new key is given the next number."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number


class Network:
    """All relationships of a file, by where they lead.

    Elements are numbered in the order in which they come: to walk a hundred thousand numbers takes half as long as to
    look up as many texts.

    Args:
        components: Of the file, in their order.
        relationships: As the file states them.
    """

    def __init__(self, components: Iterable[Component], relationships: Sequence[Relationship]) -> None:
        own = [one.key for one in components]
        self._numbers = _Numbers(zip(own, count()))
        self.is_unambiguous = len(self._numbers) == len(own)
        """Whether no two components share a key."""
        if not self.is_unambiguous:
            self._numbers = _Numbers(zip(dict.fromkeys(own), count()))
        self._first_other = len(self._numbers)
        number = self._numbers.__getitem__
        self._own: Sequence[int] = range(len(own)) if self.is_unambiguous else list(map(number, own))
        self._sources = list(map(number, map(_SOURCE, relationships)))
        self._targets = list(map(number, map(_TARGET, relationships)))
        self._needs: _Graph = {}
        """What each element directly depends on. Containing is none of it: a package in a package needs nothing."""
        self._leads: _Graph = {}
        """What else leads on from each element: parts, what a document describes."""
        self._users = [0] * len(self._numbers)
        """How often something depends on each element."""
        self._sort(relationships)

    def _sort(self, relationships: Sequence[Relationship]) -> None:
        needs, leads, users = self._needs, self._leads, self._users
        for one, source, target in zip(relationships, self._sources, self._targets, strict=True):
            kind = one.kind
            if kind == "DEPENDS_ON":
                users[target] += 1
                if source in needs:
                    needs[source].append(target)
                else:
                    needs[source] = [target]
            elif kind.endswith("DEPENDENCY_OF"):
                users[source] += 1
                needs.setdefault(target, []).append(source)
            elif kind in _FORWARD:
                leads.setdefault(source, []).append(target)
            elif kind in _BACKWARD:
                leads.setdefault(target, []).append(source)

    @property
    def others(self) -> Iterable[str]:
        """Keys that only relationships name."""
        return islice(self._numbers, self._first_other, None)

    def __contains__(self, key: str) -> bool:
        """Tell whether a component has this key."""
        return self._numbers.get(key, self._first_other) < self._first_other

    def of_ends(self, relationships: Sequence[Relationship], keys: Collection[str]) -> Iterable[Relationship]:
        """Return the relationships that name one of these keys, in their order."""
        asked = {self._numbers[key] for key in keys}
        ends = zip(relationships, self._sources, self._targets, strict=True)
        return [one for one, source, target in ends if source in asked or target in asked] if asked else ()

    def depending(self, others: Collection[str]) -> int:
        """Return how many components state what they depend on, or are among others."""
        return self._components_in({*self._needs, *self._numbered(others)})

    def related(self, others: Collection[str]) -> int:
        """Return how many components have any relationship, or are among others."""
        return self._components_in({*self._sources, *self._targets, *self._numbered(others)})

    def reachable(self, starts: Collection[str]) -> int:
        """Return how many components can be reached, the starts included; circles do no harm."""
        waiting = list(dict.fromkeys(self._numbered(starts)))
        found, needs, leads = bytearray(len(self._numbers)), self._needs, self._leads
        for element in waiting:
            found[element] = 1
        for element in waiting:  # grows while it is walked
            for graph in (needs, leads):
                if element in graph:
                    for target in graph[element]:
                        if not found[target]:
                            found[target] = 1
                            waiting.append(target)
        return sum(map(found.__getitem__, self._own))

    def _numbered(self, keys: Iterable[str]) -> Iterable[int]:
        return (self._numbers[key] for key in keys if key in self._numbers)

    def _components_in(self, numbers: set[int]) -> int:
        return sum(map(numbers.__contains__, self._own))

    def _is_free_of_circles(self) -> bool:
        """Tell whether all can be taken away, each after whatever depends on it: quicker than to look for a circle."""
        needs, users = self._needs, self._users.copy()
        waiting = [element for element in needs if not users[element]]
        for element in waiting:  # grows while it is walked
            for target in needs[element]:
                users[target] -= 1
                if not users[target] and target in needs:
                    waiting.append(target)
        return len(waiting) == len(needs)

    def some_cycle(self) -> list[str]:
        """Return the elements of one circle of dependencies in order, the first again at its end; empty without one."""
        graph = self._needs
        if self._is_free_of_circles():
            return []
        left = _in_circles(graph)
        path: dict[int, None] = {}
        at = next(number for number in graph if number in left)
        while at not in path:
            path[at] = None
            at = next(target for target in graph[at] if target in left)
        circle = list(path)[list(path).index(at) :]
        keys = list(self._numbers)
        return [keys[number] for number in (*circle, at)]


def _in_circles(graph: _Graph) -> set[int]:
    """Return what is left after taking away, again and again, all that depends on nothing left."""
    users: _Graph = {}
    open_targets: dict[int, int] = {}
    for source, targets in graph.items():
        held = [target for target in targets if target in graph]
        if held:
            open_targets[source] = len(held)
            for target in held:
                if target in users:
                    users[target].append(source)
                else:
                    users[target] = [source]
    waiting = [number for number in graph if number not in open_targets]
    while waiting:
        for user in users.get(waiting.pop(), ()):
            open_targets[user] -= 1
            if not open_targets[user]:
                del open_targets[user]
                waiting.append(user)
    return set(open_targets)
