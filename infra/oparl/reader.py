"""Reading a council system page by page. Always all of it: not every system can say what has changed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from infra.oparl.cursor import Cursor, Ending, ListCursor, ListKind
from infra.oparl.errors import CouncilUnreadableError, Unreadable
from infra.oparl.links import followed
from infra.oparl.server import Answer, CouncilServer, Object, type_of

MOST_PAGES = 5_000
"""Of one list. At one page a second this is more than an hour; no council has so many papers."""
_MOST_IDLE = 3
"""Pages in a row without anything new; two may come from something inserted meanwhile."""
_MOST_BODY_PAGES = 20


@dataclass(frozen=True, slots=True)
class Step:
    """One page.

    Args:
        kind: What it lists.
        objects: What stands on it, as the system wrote it.
        cursor: Where to go on.
    """

    kind: ListKind
    objects: tuple[Object, ...]
    cursor: Cursor


@dataclass(frozen=True, slots=True)
class _Page:
    objects: tuple[Object, ...]
    next: str | None
    foreign: bool
    total: int | None


class CouncilReader:
    """Reads organizations, meetings and papers of one body.

    Args:
        server: The council system.
        most_pages: Most pages of one list, over all attempts.
    """

    def __init__(self, server: CouncilServer, *, most_pages: int = MOST_PAGES) -> None:
        self._server = server
        self._most_pages = most_pages
        self._visited: set[str] = set()
        self._known: set[str] = set()
        self._idle = 0

    def start(self, system: str, body: str | None = None) -> Cursor:
        """Return where to begin.

        Args:
            system: Address of the system.
            body: Name or id of the body; may be left out where the system has one.

        Raises:
            FetchRefusedError: Nothing could be fetched.
            CouncilUnreadableError: It is no OParl system, or has no such body.
        """
        given, at = self._server.object(system, "System")
        found = self._bodies(given.get("body"), at)
        wanted = [one for one in found if body is None or body in {one.get("name"), one.get("id")}]
        if len(wanted) != 1:
            names = ", ".join(str(one.get("name", "")) for one in found)
            raise CouncilUnreadableError(Unreadable.BODY_UNKNOWN, system, names)
        chosen = wanted[0]
        lists = tuple(_first(kind, chosen, at) for kind in ListKind)
        if lists[-1].ended is not None:
            raise CouncilUnreadableError(Unreadable.LIST_MISSING, system, ListKind.PAPER.value)
        return Cursor(followed(chosen.get("id"), at) or at, str(chosen.get("name", ""))[:200], lists)

    def step(self, cursor: Cursor) -> Step:
        """Read one page.

        Args:
            cursor: Where to go on; it has a list that has not ended.

        Raises:
            FetchRefusedError: Nothing could be fetched; the same cursor may be tried again.
            CouncilUnreadableError: The page is none; the same.
        """
        current = cursor.current
        if current is None:
            raise ValueError("nothing left to read")
        self._visited.add(current.next)
        page = _page(self._server.answer(current.next), current.next)
        self._count_new(current.kind, page)
        after = replace(current, pages=current.pages + 1, next=page.next or "")
        ended = self._ending(after, page)
        if ended is not None:
            after, self._idle = replace(after, next="", ended=ended), 0
        lists = tuple(after if one.kind is current.kind else one for one in cursor.lists)
        return Step(current.kind, page.objects, replace(cursor, lists=lists))

    def _bodies(self, given: object, at: str) -> list[Object]:
        """Return the bodies of a system, whether it lists them or names the address of a list."""
        if isinstance(given, list):
            return [one for one in given if isinstance(one, Mapping)]
        found: dict[str, Object] = {}
        url, visited = followed(given, at), set[str]()
        while url and url not in visited and len(visited) < _MOST_BODY_PAGES:
            visited.add(url)
            answer = self._server.answer(url)
            if isinstance(answer.value, Mapping) and type_of(answer.value) == "Body":
                return [answer.value]
            page = _page(answer, url)
            found |= {str(one.get("id")): one for one in page.objects}
            url = page.next
        return list(found.values())

    def _count_new(self, kind: ListKind, page: _Page) -> None:
        names = {f"{kind.value} {one.get('id')}" for one in page.objects}
        self._idle = self._idle + 1 if names <= self._known else 0
        self._known |= names

    def _ending(self, after: ListCursor, page: _Page) -> Ending | None:
        """Tell why a list ends after a page; None where it goes on."""
        if page.foreign:
            return Ending.FOREIGN_LINK
        if page.next is None:
            return Ending.SHORT if (page.total or 0) > after.pages else Ending.COMPLETE
        if page.next in self._visited:
            return Ending.LOOP
        if self._idle >= _MOST_IDLE:
            return Ending.NOTHING_NEW
        return Ending.TOO_LONG if after.pages >= self._most_pages else None


def _first(kind: ListKind, body: Object, at: str) -> ListCursor:
    url = followed(body.get(kind.value), at)
    return ListCursor(kind, url or "", ended=None if url else Ending.NOT_OFFERED)


def _page(answer: Answer, url: str) -> _Page:
    """Return what is on a page; a bare list is a page of its own."""
    value = answer.value
    if isinstance(value, list):
        return _Page(_objects(value), None, foreign=False, total=None)
    data = value.get("data") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(data, list):
        detail = type_of(value) if isinstance(value, Mapping) else ""
        raise CouncilUnreadableError(Unreadable.LIST_MISSING, url, detail)
    links, pagination = value.get("links"), value.get("pagination")
    link = links.get("next") if isinstance(links, Mapping) else None
    following = followed(link, answer.url)
    total = pagination.get("totalPages") if isinstance(pagination, Mapping) else None
    foreign = bool(link) and following is None
    return _Page(_objects(data), following, foreign=foreign, total=total if isinstance(total, int) else None)


def _objects(values: list[object]) -> tuple[Object, ...]:
    return tuple(one for one in values if isinstance(one, Mapping))
