"""What was decided while a round was open: read from the course of the requests, told once with whom it displaced."""

from capacity.model import CapacityRound, RequestEvent, RoundBasis, RoundDecision, RoundKind
from capacity.repository import CapacityRepository, RoundRepository, SupplyRepository
from capacity.rules.round import DECIDING, GIVING, TAKING_BACK, cells_of, displaced_by
from infra.identity.repository import IdentityRepository
from infra.transactions import Reading


def decisions_in(reading: Reading, one: CapacityRound, basis: RoundBasis) -> tuple[RoundDecision, ...]:
    """Return the decisions since a round was opened that still count; of each request the last.

    A weekly round has those of its own requests; a monthly one also those beside the order.
    """
    steps = sorted(step.value for step in DECIDING | TAKING_BACK)
    events = dict(RoundRepository(reading.session).events_since(one.opened_at, steps))
    rows = {row.number: row for row in basis.rows}
    last = {
        number: event
        for number, event in events.items()
        if event.step in DECIDING and (one.kind is RoundKind.MONAT or number in rows)
    }
    given = {number for number, event in last.items() if event.step in GIVING}
    names = IdentityRepository(reading.session).names({event.person for event in last.values() if event.person})
    efforts = SupplyRepository(reading.session).efforts([number for number in last if number not in rows])

    def told(number: int, event: RequestEvent) -> RoundDecision:
        row = rows.get(number)
        cells = cells_of(row.efforts if row else efforts[number])
        request = CapacityRepository(reading.session).find(number)
        return RoundDecision(
            number=number,
            title=request.demand.title if request else "–",
            rank=row.rank if row else None,
            step=event.step,
            reason=event.reason,
            person=names.get(event.person or "", "–"),
            at=event.at.isoformat(),
            displaced=displaced_by(row, cells, basis, given) if number in given else (),
        )

    return tuple(told(number, event) for number, event in sorted(last.items(), key=lambda each: (each[1].at, each[0])))
