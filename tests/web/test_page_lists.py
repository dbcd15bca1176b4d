"""No page is forgotten where all pages are looked at: the lists are compared with the routes."""

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from litestar.types import ASGIApp

from app.house import House
from app.main import build
from infra.settings import Settings
from tests.clients import TestClient
from tests.every_route import all_routes, route_fits
from tests.pages import ANSWERS, EVERYDAY, NO_PAGES, OF_PEOPLE, ON_THE_WAY
from tests.people import cookies
from tests.web.page import parse
from web.kept import is_never_kept
from web.rendering import SEE_OTHER
from web.wording import FIELDS

APART = ("/api/", "/health/")
NO_ANSWERS = {
    "/pruefprotokoll/export",  # a file
    "/digital-checks/{check}/ratsinformation",  # asks a council system, which no test in a browser has
}


def addresses() -> list[str]:
    return [*EVERYDAY.values(), *(address for some in OF_PEOPLE.values() for address in some)]


def application(house: House) -> Litestar:
    return build(house, Settings())


def test_every_page_is_in_a_list() -> None:
    templates = {route.template for route in all_routes() if route.method == "GET"}
    pages = {one for one in templates if not one.startswith(APART)} - {*NO_PAGES, *ON_THE_WAY}

    assert {one for one in pages if not any(route_fits(one, address) for address in addresses())} == set()
    assert templates >= {*NO_PAGES, *ON_THE_WAY}


def test_every_form_that_is_answered_by_a_page_is_in_a_list(house: House) -> None:
    answering = {
        route.path_format
        for route in application(house).routes
        if isinstance(route, HTTPRoute) and not route.path.startswith(APART)
        for method, (handler, _) in route.route_handler_map.items()
        if method == "POST" and handler.status_code != SEE_OTHER
    }

    assert answering - NO_ANSWERS == set(ANSWERS)


@pytest.mark.parametrize("account", ["vergabestelle", "verwaltung", "revision"])
def test_every_field_in_which_people_write_has_its_label_after_the_session_has_ended(
    house: House, running: TestClient[ASGIApp], account: str
) -> None:
    running.cookies.clear()
    running.cookies.update(cookies(house, account))
    seen = {
        control.attrs["name"]
        for address in OF_PEOPLE[account]
        for form in parse(running.get(address).text).one("main").all("form", method="post")
        for control in form
        if control.tag == "textarea" or (control.tag == "input" and control.attrs["type"] == "text")
    }

    assert {name for name in seen if not is_never_kept(name)} <= FIELDS.keys()
