"""Finding requests: lists that page and filter in the database, and requests that are alike."""

from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, Row, Select, and_, desc, false, func, or_, select, true
from sqlmodel import Session, col

from capacity.errors import RequestPlaceNotFoundError
from capacity.model import CapacityRequest, Party, RequestQuery, RequestStage
from capacity.repository.alike import sharing
from capacity.repository.clocks import StoredClock, stored_clocks
from capacity.repository.requests import REQUESTS, request_of
from capacity.rules.words import beginnings_of, folded
from capacity.tables.choices import LabelRow
from capacity.tables.clocks import ClockRow
from capacity.tables.requests import CapacityRequestRow, RequestStandingRow
from core.listing import Page, Stretch, stretch_of
from infra.policy.decision import Scope

_NUMBER = col(RequestStandingRow.request_id)
_NUMBERS = select(_NUMBER).order_by(_NUMBER.desc())
"""Walked first and alone: the rows of a page are read once its numbers are known."""
_NEWEST = REQUESTS.order_by(col(CapacityRequestRow.id).desc())
_MOST_ALIKE, _ENOUGH = 5, 2


class RequestSearch:
    """Finds requests.

    Args:
        session: The transaction.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, query: RequestQuery, scopes: Collection[Scope], *, page: int, size: int) -> Page[CapacityRequest]:
        """Return one page of the requests that a search finds, newest first; person-days are left out.

        Args:
            query: Which.
            scopes: What may be seen.
            page: Number of the page, from 1.
            size: Most requests a page holds, from 1.
        """
        numbers = _NUMBERS.where(*matching(query, scopes)).limit(size).offset((page - 1) * size)
        return Page(items=tuple(self._found(numbers)), page=page, size=size, total=self.count(query, scopes))

    def count(self, query: RequestQuery, scopes: Collection[Scope]) -> int:
        """Return how many requests a search finds."""
        counted = select(func.count()).select_from(RequestStandingRow).where(*matching(query, scopes))
        return int(self._session.execute(counted).scalar_one())

    def stretch(
        self, query: RequestQuery, scopes: Collection[Scope], *, after: int | None, size: int
    ) -> Stretch[CapacityRequest]:
        """Return the requests after a place in the same list as ``page``.

        Raises:
            RequestPlaceNotFoundError: This list has no request of this number.
        """
        where = matching(query, scopes)
        if after is not None:
            if not self._session.execute(_NUMBERS.where(*where, col(RequestStandingRow.request_id) == after)).first():
                raise RequestPlaceNotFoundError
            where.append(col(RequestStandingRow.request_id) < after)
        return stretch_of(self._found(_NUMBERS.where(*where).limit(size + 1)), size, lambda one: str(one.number))

    def _found(self, numbers: Select[int]) -> list[CapacityRequest]:
        rows = self._session.execute(_NEWEST.where(col(CapacityRequestRow.id).in_(numbers)))
        return [_bare(row) for row in rows]

    def awaited(self, requests: Collection[int]) -> dict[int, StoredClock]:
        """Return the clock of each request that is due first, by the number of the request."""
        # All parties are named for the index of running clocks: by request alone, SQLite reads those of the whole city.
        wanted = select(ClockRow).where(*_runs(*Party), col(ClockRow.request_id).in_(requests))
        found = stored_clocks(self._session, wanted)
        return {one.request: one for one in sorted(found, key=lambda one: (one.clock.due, one.number), reverse=True)}

    def alike(self, text: str, besides: int | None, scopes: Collection[Scope]) -> tuple[CapacityRequest, ...]:
        """Return requests that share words with a text, the most alike first; withdrawn and refused ones are left out.

        Args:
            text: What somebody is typing.
            besides: Number of the request it belongs to.
            scopes: What may be seen.
        """
        if not (beginnings := beginnings_of(text)):
            return ()
        found = sharing(self._session, beginnings)
        wanted = REQUESTS.join(found, found.c.request_id == col(CapacityRequestRow.id))
        wanted = wanted.where(*matching(RequestQuery(), scopes), col(RequestStandingRow.stage).not_in(_PAST))
        wanted = wanted.where(found.c.shared >= min(_ENOUGH, len(beginnings)), found.c.request_id != (besides or 0))
        wanted = wanted.order_by(desc(found.c.shared), col(CapacityRequestRow.id).desc()).limit(_MOST_ALIKE)
        return tuple(_bare(row) for row in self._session.execute(wanted))

    def in_stage(self, stage: RequestStage) -> tuple[int, ...]:
        """Return the numbers of the requests in a stage."""
        wanted = select(col(RequestStandingRow.request_id)).where(col(RequestStandingRow.stage) == stage)
        return tuple(self._session.execute(wanted.order_by(col(RequestStandingRow.request_id))).scalars())


_PAST = (RequestStage.ENTWURF, RequestStage.ZURUECKGEZOGEN, RequestStage.ABGELEHNT, RequestStage.ZUSAMMENGEFUEHRT)


def _bare(row: Row[CapacityRequestRow, RequestStandingRow]) -> CapacityRequest:
    return request_of(row[0], row[1], ())


def matching(query: RequestQuery, scopes: Collection[Scope]) -> list[ColumnElement[bool]]:
    """Return what the standing of a request must be like for it to be found and seen.

    All is asked of the standing: so a page is a walk along its numbers, and what is counted is no wider than those.
    """
    seen = [and_(true(), *_within(one)) for one in scopes]
    where: list[ColumnElement[bool]] = [or_(false(), *seen)]
    if query.stage is not None:
        where.append(col(RequestStandingRow.stage) == query.stage)
    if query.office is not None:
        where.append(_is_of(query.office))
    if query.turn is not None:
        where.append(_is_turn_of(query.turn))
    where += [_holds(name, value) for name, value in query.labels.items() if value]
    text = col(RequestStandingRow.search_text)
    return [*where, *(text.contains(word, autoescape=True) for word in folded(query.text).split())]


def _is_of(office: str) -> ColumnElement[bool]:
    return _NUMBER.in_(select(col(CapacityRequestRow.id)).where(col(CapacityRequestRow.office_id) == office))


def _is_turn_of(party: Party) -> ColumnElement[bool]:
    return _NUMBER.in_(select(col(ClockRow.request_id)).where(*_runs(party)))


def _runs(*parties: Party) -> tuple[ColumnElement[bool], ...]:
    return col(ClockRow.ended_on).is_(None), col(ClockRow.paused_on).is_(None), col(ClockRow.party).in_(parties)


def _holds(name: str, value: str) -> ColumnElement[bool]:
    here = (col(LabelRow.field) == name, col(LabelRow.value) == value)
    return _NUMBER.in_(select(col(LabelRow.request_id)).where(*here))


def _within(scope: Scope) -> Iterator[ColumnElement[bool]]:
    if scope.states is not None:
        # Said by what is left out: for a list of stages, SQLite walks once for each and then sorts all.
        yield col(RequestStandingRow.stage).not_in(sorted(set(RequestStage) - scope.states))
    if scope.office is not None:
        yield _is_of(scope.office)
