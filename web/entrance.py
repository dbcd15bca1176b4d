"""The sign-in page as other pages need it: when a session has ended, the form that was sent goes along."""

from typing import Any

from litestar import Request, Response

from infra.identity.demo import DEMO_PASSWORD, DEMO_PEOPLE
from infra.identity.model import City
from infra.identity.wording import ROLES
from web.kept import Kept
from web.rendering import actor_of, render

SESSION_ENDED = "Pruefstand-Anmeldung"
"""Header of an answer to a script: the session has ended, and where to sign in."""

CITIES = "cities"
"""Where the door leaves the cities of the instance: the answer to an error cannot look them up."""

Connection = Request[Any, Any, Any]


def session_ended(request: Connection, kept: Kept | None) -> Response[str]:
    """Return the sign-in page in answer to a form that was sent without a session."""
    return sign_in_page(request, request.state.get(CITIES, ()), status=401, kept=kept)


def sign_in_page(  # noqa: PLR0913 - what the page shows
    request: Connection,
    cities: tuple[City, ...],
    *,
    status: int = 200,
    fault: str = "",
    typed: dict[str, str] | None = None,
    back: str = "",
    kept: Kept | None = None,
) -> Response[str]:
    """Return the sign-in page. Demo people are offered only where all cities are invented."""
    only_demo = bool(cities) and all(city.is_demo for city in cities)
    people = [
        (account, person.name, ", ".join(sorted(ROLES[role] for role in person.roles)))
        for account, person in (DEMO_PEOPLE.items() if only_demo else ())
    ]
    return render(
        request,
        "anmelden/seite.html",
        status=status,
        cities=cities,
        people=people,
        demo_password=DEMO_PASSWORD,
        fault=fault,
        typed=typed or {},
        back=back,
        kept=kept,
    )


def kept_page(request: Connection, kept: Kept) -> Response[str]:
    """Return the page that shows what was kept, to be sent once more."""
    return render(request, "anmelden/gemerkt.html", kept=kept, is_own=kept.is_of(actor_of(request).person or ""))


def password_due_page(request: Connection, account: str, kept: Kept) -> Response[str]:
    """Return the form for a password that is due; it carries on what was kept."""
    return render(request, "konto/passwort.html", account=account, faults={}, kept=kept)
