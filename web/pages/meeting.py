"""What the Magistrat reads: the next meeting, its proposals with their headline, and all sheets in one file."""

from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from digitalcheck.model import CheckStatus, Headline
from digitalcheck.rules.wording import HEADLINES, STATES
from digitalcheck.services.meetings import MeetingFilter, Meetings
from infra.policy.table import Action
from web import addresses
from web.downloads import attachment
from web.rendering import render

PAGE_SIZE = 50

Connection = Request[Any, Any, Any]


@get("/sitzung", sync_to_thread=True, action=Action.READ_MEETING)
def show_meeting(  # noqa: PLR0913, PLR0917 - the filters of the page
    request: Connection,
    meetings: NamedDependency[Meetings],
    day: Annotated[str, QueryParameter(name="tag", max_length=10)] = "",
    headline: Annotated[str, QueryParameter(name="abstimmung", max_length=40)] = "",
    dezernat: Annotated[str, QueryParameter(name="dezernat", max_length=80)] = "",
    reds: Annotated[str, QueryParameter(name="rot", max_length=2)] = "",
    number: Annotated[int, QueryParameter(name="seite", ge=1, le=1_000_000)] = 1,
) -> Response[str]:
    """Show a meeting: that of a day, else the next one."""
    chosen = headline if headline in set(Headline) else ""
    wanted = MeetingFilter(
        headline=Headline(chosen) if chosen else None, dezernat=dezernat or None, with_reds=reds == "ja"
    )
    read = meetings.read(request.user, _day(day), wanted, page=number, size=PAGE_SIZE)
    filters = {"abstimmung": chosen, "dezernat": dezernat, "rot": "ja" if wanted.with_reds else ""}

    def to(_: str, page: int) -> str:
        return addresses.meeting(read.day, **filters, seite=str(page) if page > 1 else "")

    return render(
        request,
        "freigabe/sitzung.html",
        read=read,
        wanted=wanted,
        filtered=any(filters.values()),
        headlines=HEADLINES,
        states={one.value: STATES[one] for one in CheckStatus},
        to=to,
    )


@get("/sitzung/uebersichten", sync_to_thread=True, action=Action.READ_MEETING)
def get_meeting_sheets(
    request: Connection, meetings: NamedDependency[Meetings], day: Annotated[date, QueryParameter(name="tag")]
) -> Response[bytes]:
    """Return contents and all sheets of a meeting as one file."""
    return attachment(meetings.collection(request.user, day))


def _day(text: str) -> date | None:
    """Return a day of an address; None where it is none: then the next meeting is shown."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


HANDLERS = (show_meeting, get_meeting_sheets)
