"""``/cities/{city}/agreement-exceptions``: what went on without agreement, for everybody."""

from dataclasses import dataclass
from datetime import date, datetime

from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath

from capacity.model import LiftGround
from capacity.services.gates import PublicLifts
from infra.policy.table import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionView:
    """A decision that a request goes on although it is not agreed.

    Args:
        request: Number of the request.
        ground: Decision of the Digitaldezernat, or resolution of the Magistrat.
        line: What everybody may read about it.
        until: Last day on which it holds; null for a resolution without end.
        decided_at: When it was entered.
        holds: It holds today.
    """

    request: int
    ground: LiftGround
    line: str
    until: date | None
    decided_at: datetime
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionsView:
    """The latest of them, newest first, at most 200."""

    items: list[ExceptionView]


@get(
    "/cities/{city:str}/agreement-exceptions",
    operation_id="list_agreement_exceptions",
    summary="Ausnahmen von der Abstimmung, ohne Anmeldung",
    sync_to_thread=True,
    action=Action.USE_PUBLIC_TOOLS,
)
def list_agreement_exceptions(public_lifts: NamedDependency[PublicLifts], city: FromPath[str]) -> ExceptionsView:
    """Return the latest lifts of a city."""
    found = public_lifts.of(city)
    return ExceptionsView(
        items=[
            ExceptionView(
                request=one.request,
                ground=one.lift.ground,
                line=one.lift.line,
                until=one.lift.until,
                decided_at=one.lift.at,
                holds=one.holds,
            )
            for one in found
        ]
    )


HANDLERS = (list_agreement_exceptions,)
