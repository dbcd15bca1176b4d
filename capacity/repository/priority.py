"""The order of requests within one transaction: ranked, counted and paged in the database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, delete, func, or_, select
from sqlmodel import Session, col

from capacity.model import CapacityRequest, PriorityCriterion, RequestPriority, SetRank
from capacity.repository.requests import REQUESTS, request_of
from capacity.rules.priority.factors import FINE
from capacity.tables.priority import PriorityRow, SetRankRow
from capacity.tables.requests import CapacityRequestRow
from infra.rows import city_of

Weighting = Mapping[PriorityCriterion, int]

_PLAIN = tuple(one.name for one in fields(RequestPriority) if one.name != "anchors")
_SET = tuple(one.name for one in fields(SetRank) if one.name != "request")
_ANCHOR = "anchor_"
_PROPOSED = (col(PriorityRow.is_proposed).is_(True),)


class PriorityRepository:
    """The order of the requests of the city.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, request: int, priority: RequestPriority, *, is_proposed: bool) -> None:
        """Store the priority of a request as it became.

        Args:
            request: Its number.
            priority: Its priority.
            is_proposed: It waits for the decision; one that is still being assessed takes no rank.
        """
        self._delete(PriorityRow, request)
        row = {
            "city_id": city_of(self._session),
            "request_id": request,
            "is_proposed": is_proposed,
            **{name: getattr(priority, name) for name in _PLAIN},
            **{_ANCHOR + one.value: points for one, points in priority.anchors.items()},
            "tier": priority.tier,
            "drive": priority.drive,
            "value": priority.value,
        }
        self._add(PriorityRow.model_validate(row))

    def drop(self, request: int) -> None:
        """Forget the priority of a request, and the rank that was set for it."""
        self._delete(PriorityRow, request)
        self._delete(SetRankRow, request)

    def find(self, request: int) -> RequestPriority | None:
        """Return the priority of a request; None where none was computed."""
        row = self._session.execute(select(PriorityRow).where(col(PriorityRow.request_id) == request)).scalar()
        return None if row is None else _priority(row)

    def set_ranks(self) -> tuple[SetRank, ...]:
        """Return the ranks set by hand, the first rank first."""
        rows = self._session.execute(select(SetRankRow).order_by(col(SetRankRow.rank))).scalars()
        return tuple(SetRank(request=row.request_id, **{name: getattr(row, name) for name in _SET}) for row in rows)

    def put_set_rank(self, wish: SetRank) -> None:
        """Store a rank set by hand; the caller has made sure that it is free."""
        self._delete(SetRankRow, wish.request)
        values = {name: getattr(wish, name) for name in _SET}
        row = {"city_id": city_of(self._session), "request_id": wish.request, **values}
        self._add(SetRankRow.model_validate(row))

    def drop_set_rank(self, request: int) -> None:
        """Let the rank of a request follow from its index again."""
        self._delete(SetRankRow, request)

    def count_by_index(self) -> int:
        """Return how many requests wait for the decision for which no rank was set."""
        counted = select(func.count()).select_from(PriorityRow).where(*_PROPOSED, _not_set())
        return int(self._session.execute(counted).scalar_one())

    def index_of(self, request: int, priority: RequestPriority) -> int:
        """Return how many of those stand before a request, by index."""
        counted = select(func.count()).select_from(PriorityRow)
        before = _before(priority.tier, col(PriorityRow.value), priority.value, request)
        return int(self._session.execute(counted.where(*_PROPOSED, _not_set(), before)).scalar_one())

    def by_index(self, offset: int, size: int) -> tuple[int, ...]:
        """Return the numbers of those requests from a place on, the highest index first."""
        wanted = select(col(PriorityRow.request_id)).where(*_PROPOSED, _not_set())
        wanted = wanted.order_by(
            col(PriorityRow.tier).desc(), col(PriorityRow.value).desc(), col(PriorityRow.request_id)
        )
        return tuple(self._session.execute(wanted.limit(size).offset(offset)).scalars())

    def of(self, numbers: Collection[int]) -> dict[int, tuple[CapacityRequest, RequestPriority]]:
        """Return requests with their priorities by number; person-days are left out."""
        joined = REQUESTS.add_columns(PriorityRow).join(
            PriorityRow, col(PriorityRow.request_id) == col(CapacityRequestRow.id)
        )
        rows = self._session.execute(joined.where(col(CapacityRequestRow.id).in_(numbers)))
        return {int(row[0].id or 0): (request_of(row[0], row[1], ()), _priority(row[2])) for row in rows}

    def rank_range(
        self,
        request: int,
        priority: RequestPriority,
        weightings: Iterable[Weighting],
        unknown: int,
    ) -> tuple[int, int]:
        """Return the best and the worst rank of a request under several weightings, ranks set by hand left aside.

        Args:
            request: Its number.
            priority: Its priority.
            weightings: Weights in ten-thousandths of a percent.
            unknown: Anchor that counts where a criterion is unknown.
        """
        counts = [_varied_count(request, priority, weights, unknown) for weights in weightings]
        others = (*_PROPOSED, col(PriorityRow.request_id) != request)
        found = self._session.execute(select(*counts).select_from(PriorityRow).where(*others)).one()
        ranks = [int(one or 0) + 1 for one in found]
        return min(ranks), max(ranks)

    def _add(self, row: PriorityRow | SetRankRow) -> None:
        self._session.add(row)
        self._session.flush()
        self._session.expunge(row)  # read anew where somebody asks again

    def _delete(self, table: type[PriorityRow | SetRankRow], request: int) -> None:
        self._session.execute(delete(table).where(col(table.request_id) == request))


def _not_set() -> ColumnElement[bool]:
    return col(PriorityRow.request_id).not_in(select(col(SetRankRow.request_id)))


def _before(tier: int, value: SQLColumnExpression[int], mine: int, request: int) -> ColumnElement[bool]:
    same = and_(value == mine, col(PriorityRow.request_id) < request)
    other = col(PriorityRow.tier)
    return or_(other > tier, and_(other == tier, or_(value > mine, same)))


def _varied_count(request: int, priority: RequestPriority, weights: Weighting, unknown: int) -> ColumnElement[int]:
    points: Any = col(PriorityRow.ageing_tenths) * FINE
    mine = priority.ageing_tenths * FINE
    for one, weight in weights.items():
        anchor = priority.anchors.get(one)
        mine += weight * (unknown if anchor is None else anchor)
        points += func.coalesce(getattr(PriorityRow, _ANCHOR + one.value), unknown) * weight
    before = _before(priority.tier, points * col(PriorityRow.drive), mine * priority.drive, request)
    return func.sum(case((before, 1), else_=0))


def _priority(row: PriorityRow) -> RequestPriority:
    anchors = {one: getattr(row, _ANCHOR + one.value) for one in PriorityCriterion}
    return RequestPriority(anchors=anchors, **{name: getattr(row, name) for name in _PLAIN})
