"""Reading the order of requests with every factor, and setting a rank by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from capacity.errors import RankTakenError, RequestNotRankedError
from capacity.model import (
    CapacityRequest,
    PriorityCriterion,
    RequestPriority,
    SetRank,
)
from capacity.repository import PriorityRepository, SupplyRepository
from capacity.rules.priority.factors import PriorityFigures, priority_figures, varied_weights
from capacity.rules.priority.order import places, rank_of, rank_set_for
from capacity.rules.priority.supply import Shortage, UrgentShare, fitting, load_line
from capacity.rules.role_weeks import Cell
from capacity.services.gathering import LONGEST_REASON
from capacity.services.prioritising import left_to_plan, urgent_share
from capacity.services.reviewing import checked_text
from capacity.services.role_weeks import weeks_ahead
from capacity.services.shared import found, readable, require, resource, subject_of
from core.errors import Fault, InputError
from core.listing import Page
from core.parameters import ParameterSet
from infra.audit.model import Event
from infra.clock import official_day
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions

MOST_SERVED = 300
"""Ranks from the first down to which it is worked out what fits; capacity ends long before."""

LARGEST_RANK = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPriority:
    """The priority of a request as somebody sees it.

    Args:
        priority: All factors.
        figures: Weights and limits of the day it was computed.
        rank: Its rank; where it is still being assessed, the one it would take.
        total: How many requests wait for the decision.
        best: Best rank when weights vary, ranks set by hand left aside.
        worst: Worst rank likewise.
        set_rank: The rank set by hand; None where it follows from the index.
        set_by: Name of who set it.
        may_set: The reader may set or lift it.
    """

    priority: RequestPriority
    figures: PriorityFigures
    rank: int
    total: int
    best: int
    worst: int
    set_rank: SetRank | None
    set_by: str
    may_set: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedRequest:
    """A request at its rank.

    Args:
        rank: The rank.
        request: The request, without person-days.
        priority: All factors.
        is_set: The rank was set by hand.
        lacks: What is missing for it when all before it are served; None where that was not worked out.
    """

    rank: int
    request: CapacityRequest
    priority: RequestPriority
    is_set: bool
    lacks: tuple[Shortage, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedRequests:
    """A part of the ranked list.

    Args:
        page: The part.
        offices: Names of offices by their id.
        has_supply: Somebody has entered what roles can work.
        line: Last rank before the first request that does not fit; None where that is not known or all fit.
        skipped: Numbers of requests that are left out on trial.
        urgent: What classes A and B ask for; None where nobody has entered what roles can work from now on.
    """

    page: Page[RankedRequest]
    offices: Mapping[str, str]
    has_supply: bool
    line: int | None
    skipped: frozenset[int]
    urgent: UrgentShare | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankDesk:
    """Reads and sets ranks.

    Args:
        transactions: Opens them to those who may.
        figures: Weights and limits.
    """

    transactions: Transactions
    figures: ParameterSet

    def see(self, actor: Actor, number: int) -> SeenPriority:
        """Return the priority of a request with every factor.

        Raises:
            RequestNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
            RequestNotRankedError: It is not being assessed and waits for no decision.
        """
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            request = readable(reading, number)
            seen = self._seen(reading, request)
            if seen is None:
                raise RequestNotRankedError
            return seen

    def find(self, actor: Actor, number: int) -> SeenPriority | None:
        """Return the same, or None where it has no priority; errors as for reading the request."""
        with self.transactions.read(actor, Action.READ_CAPACITY) as reading:
            return self._seen(reading, readable(reading, number))

    def _seen(self, reading: Reading, request: CapacityRequest) -> SeenPriority | None:
        repository, number = PriorityRepository(reading.session), request.number
        priority = repository.find(number)
        if priority is None:
            return None
        figures, set_ranks = priority_figures(self.figures, priority.as_of), repository.set_ranks()
        by_rank, count = {one.rank: one.request for one in set_ranks}, repository.count_by_index()
        mine = next((one for one in set_ranks if one.request == number), None)
        rank = rank_set_for(by_rank, count, number)
        unknown = figures.unknown_anchor
        best, worst = repository.rank_range(number, priority, varied_weights(figures), unknown)
        names = IdentityRepository(reading.session).names({mine.person}) if mine else {}
        return SeenPriority(
            priority=priority,
            figures=figures,
            rank=rank or rank_of(by_rank, count, repository.index_of(number, priority)),
            total=count + len(set_ranks),
            best=best,
            worst=worst,
            set_rank=mine,
            set_by=names.get(mine.person, "–") if mine else "",
            may_set=decide(reading.actor, Action.SET_RANK, resource(reading, request)) is None,
        )

    def part(
        self, actor: Actor, first: int = 1, size: int = 25, skipped: frozenset[int] = frozenset()
    ) -> RankedRequests:
        """Return a part of the ranked list; ranked and paged in the database.

        Args:
            actor: Who reads it.
            first: First rank of the part, from 1.
            size: Most requests of the part, from 1.
            skipped: Numbers of requests to leave out on trial when it is worked out what fits.
        """
        with self.transactions.read(actor, Action.READ_RANKING) as reading:
            day = official_day(self.transactions.clock.now())
            ahead, cap = weeks_ahead(reading, self.figures, day), int(self.figures.on("urgent_cap_percent", day).number)
            found = ranked_part(reading, left_to_plan(reading, ahead), skipped, first=first, size=size)
            return replace(found, urgent=urgent_share(reading, ahead, cap))

    def set(self, actor: Actor, number: int, rank: int, reason: str, once: Once | None = None) -> SetRank:
        """Set the rank of a request by hand.

        Raises:
            RequestNotFoundError: There is none of this number.
            RequestClosedError: It does not wait for the decision.
            AccessDeniedError: It is not theirs to set.
            RankTakenError: Another request was set to this rank.
            InputError: The rank is none, or the reason is missing or too long.
        """
        with self.transactions.write(actor, Action.SET_RANK, once) as writing:
            request = found(writing, number)
            require(writing, Action.SET_RANK, request)
            if not 0 < rank <= LARGEST_RANK:
                raise InputError([Fault("capacity_rank", "/rank", properties={"maximum": str(LARGEST_RANK)})])
            repository = PriorityRepository(writing.session)
            if any(one.rank == rank and one.request != number for one in repository.set_ranks()):
                raise RankTakenError(rank=str(rank))
            text = checked_text(reason, "reason", longest=LONGEST_REASON)
            wish = SetRank(request=number, rank=rank, reason=text, person=str(writing.actor.person), at=writing.now)
            repository.put_set_rank(wish)
            writing.record(Event.RANK_SET, subject_of(request), after={"rank": rank, "reason": text})
            return writing.done(wish)

    def lift(self, actor: Actor, number: int, reason: str, once: Once | None = None) -> None:
        """Let the rank of a request follow from its index again; one that was not set stays as it is.

        Raises:
            InputError: The reason is missing or too long. Else as ``set``.
        """
        with self.transactions.write(actor, Action.SET_RANK, once) as writing:
            request = found(writing, number)
            require(writing, Action.SET_RANK, request)
            text = checked_text(reason, "reason", longest=LONGEST_REASON)
            repository = PriorityRepository(writing.session)
            if any(one.request == number for one in repository.set_ranks()):
                repository.drop_set_rank(number)
                writing.record(Event.RANK_LIFTED, subject_of(request), after={"reason": text})
            writing.done(None)


def ranked_numbers(repository: PriorityRepository, first: int, size: int) -> tuple[dict[int, int], frozenset[int], int]:
    """Return the requests of a part of the list by rank, those set by hand, and the length of the list.

    Args:
        repository: The order.
        first: First rank of the part, from 1.
        size: Most ranks of the part.
    """
    set_ranks = {one.rank: one.request for one in repository.set_ranks()}
    count = repository.count_by_index()
    part = list(places(set_ranks, count, first, size))
    indexes = [one.index for one in part if one.index is not None]
    numbers = iter(repository.by_index(indexes[0], len(indexes)) if indexes else ())
    ranked = {one.rank: one.request if one.request is not None else next(numbers) for one in part}
    return ranked, frozenset(set_ranks.values()), count + len(set_ranks)


def ranked_part(
    reading: Reading, left: Mapping[Cell, Decimal], skipped: frozenset[int], *, first: int, size: int
) -> RankedRequests:
    """Return a part of the ranked list for a reader whom the policy was asked about.

    Args:
        reading: The transaction.
        left: What can still be planned; nothing where no capacity is entered.
        skipped: Numbers of requests to leave out on trial.
        first: First rank of the part, from 1.
        size: Most requests of the part.
    """
    repository = PriorityRepository(reading.session)
    ranked, set_by_hand, total = ranked_numbers(repository, first, size)
    known, fit = repository.of(ranked.values()), _fit(reading, left, skipped)
    items = tuple(
        RankedRequest(
            rank=rank,
            request=known[number][0],
            priority=known[number][1],
            is_set=number in set_by_hand,
            lacks=fit.lacks.get(number),
        )
        for rank, number in ranked.items()
    )
    return RankedRequests(
        page=Page(items=items, page=(first - 1) // size + 1, size=size, total=total),
        offices={one.id: one.name for one in IdentityRepository(reading.session).offices()},
        has_supply=fit.has_supply,
        line=fit.line,
        skipped=skipped,
        urgent=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    lacks: Mapping[int, tuple[Shortage, ...]] = field(default_factory=dict)
    line: int | None = None
    has_supply: bool = False


def _fit(reading: Reading, left: Mapping[Cell, Decimal], skipped: frozenset[int]) -> _Fit:
    """Return what the first requests of the list lack; nothing where nobody has entered what roles can work."""
    if not left:
        return _Fit()
    ranked, _, _ = ranked_numbers(PriorityRepository(reading.session), 1, MOST_SERVED)
    efforts = SupplyRepository(reading.session).efforts(list(ranked.values()))
    lacks = fitting(((number, efforts[number]) for number in ranked.values()), left, skipped)
    short = load_line(lacks)
    line = next((rank - 1 for rank, number in ranked.items() if number == short), None)
    return _Fit(lacks=lacks, line=line, has_supply=True)


def contribution(seen: SeenPriority, criterion: PriorityCriterion) -> int:
    """Return the tenths of a point that a criterion gives."""
    anchor = seen.priority.anchors.get(criterion)
    return seen.figures.weights[criterion] * (seen.figures.unknown_anchor if anchor is None else anchor)
