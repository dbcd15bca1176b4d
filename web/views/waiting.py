"""What waits for somebody at the start: how many requests and checks, each with the way to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from litestar.di import NamedDependency

from capacity.model import Party, RequestQuery
from capacity.rules.course.wording import PARTIES
from capacity.services.desk import RequestDesk
from digitalcheck.model import CheckQuery, CheckStatus
from digitalcheck.services.checks import Checks
from infra.policy.decision import decide
from infra.policy.model import Actor, Role
from infra.policy.table import Action
from procurement.services.examination import Waiting
from web import addresses
from web.formats import count
from web.views.team import TaskLine, task_lines

_PARTY_OF: Mapping[Role, Party] = {
    Role.DEPARTMENT: Party.FACHAMT,
    Role.ADIT: Party.ADIT,
    Role.DIGITALDEZERNAT: Party.DEZERNAT,
    Role.DATA_PROTECTION: Party.DATENSCHUTZ,
    Role.INFORMATION_SECURITY: Party.SICHERHEIT,
    Role.PROCUREMENT_OFFICER: Party.VERGABE,
}
_NEXT: Mapping[Role, tuple[CheckStatus, str]] = {
    Role.DEPARTMENT: (CheckStatus.RUECKFRAGE, "auf Ihre Antwort"),
    Role.ADIT: (CheckStatus.GEZEICHNET, "auf die Mitzeichnung"),
    Role.DIGITALDEZERNAT: (CheckStatus.MITGEZEICHNET, "auf die Freigabe"),
}


@dataclass(frozen=True, slots=True)
class Desk:
    """Finds everything that waits for somebody.

    Args:
        scoring: Knows which declarations and sheets of points are missing.
        requests: Knows the requests for IT capacity.
        checks: Knows the Digital-Checks.
    """

    scoring: Waiting
    requests: RequestDesk
    checks: Checks

    def of(self, actor: Actor) -> list[TaskLine]:
        """Return what waits for somebody and their roles; nothing where nothing does."""
        tasks = task_lines(self.scoring.of(actor))
        return [*tasks, *_requests(actor, self.requests), *_checks(actor, self.checks)]


def desk(
    waiting: NamedDependency[Waiting], request_desk: NamedDependency[RequestDesk], checks: NamedDependency[Checks]
) -> Desk:
    """Return the desk over the services of the application."""
    return Desk(waiting, request_desk, checks)


def _requests(actor: Actor, desk: RequestDesk) -> Iterator[TaskLine]:
    if decide(actor, Action.READ_CAPACITY) is not None:
        return
    for role in sorted(actor.roles & _PARTY_OF.keys()):
        party = _PARTY_OF[role]
        if total := desk.count(actor, RequestQuery(turn=party)):
            number = count(total, "IT-Anforderung wartet", "IT-Anforderungen warten")
            yield TaskLine(
                address=addresses.capacity_requests(turn=party), text=f"{number} auf Ihre Stelle: {PARTIES[party]}"
            )


def _checks(actor: Actor, checks: Checks) -> Iterator[TaskLine]:
    if decide(actor, Action.READ_CHECK) is not None:
        return
    for role in sorted(actor.roles & _NEXT.keys()):
        status, what = _NEXT[role]
        if total := checks.page(actor, CheckQuery(status=status), size=1).total:
            number = count(total, "Digital-Check wartet", "Digital-Checks warten")
            yield TaskLine(address=addresses.digital_checks(status=status), text=f"{number} {what}")
