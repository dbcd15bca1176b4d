"""What a plan of the queue was made of, kept with it: trials and scenarios begin from the same state."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic import TypeAdapter

from capacity.model import QueueRule
from capacity.planning.queue_problem import Queue, QueuedRequest, build_queue


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueBasis:
    """What a plan is made of.

    Args:
        requests: Requests in the order of ranks.
        plannable: What may be planned of each role in each week, in quarters of a person-day.
        monday: Monday of the first week.
        rule: By what it is planned.
        unfinished: Numbers of requests that others wait for and that are neither planned nor finished.
    """

    requests: tuple[QueuedRequest, ...]
    plannable: dict[str, tuple[int, ...]]
    monday: date
    rule: QueueRule
    unfinished: frozenset[int]

    def queue(
        self,
        places: Mapping[int, tuple[date, ...]] | None = None,
        slots: Mapping[int, tuple[date, date]] | None = None,
    ) -> Queue:
        """Return the problem.

        Args:
            places: Mondays of the phases that somebody has set since, by number of the request; None: as they were.
            slots: First and last days of the slots that are booked by now, likewise.
        """
        requests = self.requests
        if places is not None:
            requests = tuple(replace(one, held=places.get(one.number, ())) for one in requests)
        if slots is not None:
            requests = tuple(replace(one, slot=slots.get(one.number)) for one in requests)
        return build_queue(requests, self.plannable, self.monday, self.rule, self.unfinished)


_BASIS = TypeAdapter(QueueBasis)


def written_queue(basis: QueueBasis) -> str:
    """Return a basis as it is stored."""
    return _BASIS.dump_json(basis, exclude_defaults=True).decode()


def read_queue(text: str) -> QueueBasis:
    """Return a stored basis."""
    return _BASIS.validate_json(text)
