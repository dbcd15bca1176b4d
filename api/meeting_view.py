"""A meeting of the Magistrat as the interface shows it."""

from dataclasses import dataclass
from datetime import date

from api.check_course_view import ReleaseView, release_view
from digitalcheck.model import CheckStatus
from digitalcheck.rules.council.kept import AgendaPlace
from digitalcheck.services.meetings import ReadMeeting


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingView:
    """A proposal of an agenda whose check is not released.

    Args:
        item: Number of the item of the agenda; may be empty.
        reference: Number of the proposal.
        title: What it is about; may be empty.
        check: Number of its check; null where there is none.
        status: How far that has come; null likewise.
    """

    item: str
    reference: str
    title: str
    check: int | None
    status: CheckStatus | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """A meeting of the Magistrat.

    Args:
        day: Its day; null where neither an agenda nor a released check names one.
        days: Days of meetings there are, the latest first.
        waiting: Proposals of the agenda without a released check, in its order.
        total: How many proposals the filters find.
        releases: One page of them.
    """

    day: date | None
    days: list[date]
    waiting: list[WaitingView]
    total: int
    releases: list[ReleaseView]


def waiting_view(place: AgendaPlace) -> WaitingView:
    """Return a proposal whose check is not released."""
    return WaitingView(
        item=place.entry.number,
        reference=place.entry.reference,
        title=place.entry.title,
        check=place.check.number if place.check else None,
        status=CheckStatus(place.check.status) if place.check else None,
    )


def meeting_view(read: ReadMeeting) -> MeetingView:
    """Return a meeting as it is shown."""
    return MeetingView(
        day=read.day,
        days=list(read.days),
        waiting=[waiting_view(one) for one in read.waiting],
        total=read.releases.total,
        releases=[release_view(one) for one in read.releases.items],
    )
