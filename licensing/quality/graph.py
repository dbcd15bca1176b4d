"""The graph of dependencies: which way it goes, circles in it, what can be reached."""

from collections.abc import Collection, Iterable

from licensing.model import Relationship

Graph = dict[str, list[str]]

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


class Network:
    """All relationships of a file, by where they lead.

    Args:
        relationships: As the file states them.
    """

    def __init__(self, relationships: Iterable[Relationship]) -> None:
        self.needs: Graph = {}
        """What each element directly depends on. Containing is none of it: a package in a package needs nothing."""
        self.leads: Graph = {}
        """What else leads on from each element: parts, what a document describes."""
        needs, leads = self.needs, self.leads
        for one in relationships:
            kind = one.kind
            if kind == "DEPENDS_ON":
                if one.source in needs:
                    needs[one.source].append(one.target)
                else:
                    needs[one.source] = [one.target]
            elif kind.endswith("DEPENDENCY_OF"):
                needs.setdefault(one.target, []).append(one.source)
            elif kind in _FORWARD:
                leads.setdefault(one.source, []).append(one.target)
            elif kind in _BACKWARD:
                leads.setdefault(one.target, []).append(one.source)

    def reachable(self, starts: Collection[str]) -> set[str]:
        """Return every element that can be reached, the starts included; circles do no harm."""
        found = set(starts)
        waiting = list(found)
        for element in waiting:  # grows while it is walked
            for targets in (self.needs.get(element), self.leads.get(element)):
                for target in targets or ():
                    if target not in found:
                        found.add(target)
                        waiting.append(target)
        return found


def some_cycle(graph: Graph) -> list[str]:
    """Return the elements of one circle in order, the first again at its end; empty where there is none."""
    left = _in_circles(graph)
    if not left:
        return []
    path: dict[str, None] = {}
    at = next(key for key in graph if key in left)
    while at not in path:
        path[at] = None
        at = next(target for target in graph[at] if target in left)
    keys = list(path)
    return [*keys[keys.index(at) :], at]


def _in_circles(graph: Graph) -> set[str]:
    """Return what is left after taking away, again and again, all that depends on nothing left."""
    users: Graph = {}
    open_targets: dict[str, int] = {}
    for source, targets in graph.items():
        held = [target for target in targets if target in graph]
        if held:
            open_targets[source] = len(held)
            for target in held:
                users.setdefault(target, []).append(source)
    waiting = [key for key in graph if key not in open_targets]
    while waiting:
        for user in users.get(waiting.pop(), ()):
            open_targets[user] -= 1
            if not open_targets[user]:
                del open_targets[user]
                waiting.append(user)
    return set(open_targets)
