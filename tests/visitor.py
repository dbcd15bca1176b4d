"""Somebody who walks through all routes: signed in, with addresses filled and forms as the pages show them."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

import httpx
from litestar.types import ASGIApp

from app.house import House
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.settings import Settings
from tests.applications import guarded
from tests.clients import TestClient
from tests.documents import as_bytes
from tests.every_route import (
    ASKED,
    BODIES,
    DOCUMENTS,
    QUERY,
    Form,
    Route,
    all_routes,
    common,
    evaluation,
    example,
    filled,
    forms_in,
    names_in,
    route_to,
)
from tests.two_cities import Cities

SETTINGS = Settings()
NOT_SIGNED_IN, STALE = 401, 412
ORIGIN = "http://127.0.0.1:8000"

Names = Mapping[str, str]


def open_door(house: House) -> tuple[Sequence[Route], TestClient[ASGIApp]]:
    """Return the routes of an application on these services, and a client that keeps it running."""
    client = TestClient(guarded(house, SETTINGS), base_url=ORIGIN, raise_server_exceptions=False)
    client.follow_redirects = False
    return all_routes(), client


class Visitor:
    """Somebody of the demo city at the application.

    Args:
        cities: Where.
        account: Who; None for nobody.
    """

    def __init__(self, cities: Cities, account: str | None) -> None:
        self.account = account
        self.cities = cities
        self.routes, self._client = cities.door(open_door)
        self._session: dict[str, str] | None = None
        self._forms: dict[Route, Form] | None = None

    @property
    def database(self) -> Database:
        return self.cities.house.transactions.database

    def form_to(self, route: Route) -> Form | None:
        """Return the form on a page that leads to a route; what programs call has none: no page is opened."""
        return None if route.template.startswith("/api") else self.forms.get(route)

    @property
    def forms(self) -> Mapping[Route, Form]:
        """The forms on all pages that this person sees, by the route they lead to."""
        if self._forms is None:
            self._forms = {}
            for route in self.routes:
                if route.method == "GET" and not route.template.startswith("/api"):
                    self._forms |= self._forms_on(filled(route, self.own_names(route)))
        return self._forms

    def _forms_on(self, address: str) -> dict[Route, Form]:
        answer = self.request("GET", address)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            return {}
        leading = {form: route_to(self.routes, form.action or address) for form in forms_in(answer.text)}
        return {route: form for form, route in leading.items() if route is not None}

    def own_names(self, route: Route) -> Names:
        """Return names of things of the own city for the address of a route."""
        return {
            name: next(iter(names_in(self.database, DEMO_CITY, name)), "x")
            for name in route.parameters
            if common(route, name) is None
        }

    def send(
        self,
        route: Route,
        names: Names,
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Send what the route expects, with these names in it.

        Args:
            route: Where to.
            names: Names for its address; they also replace the fields of the same name.
            more: Further fields of the body.
            headers: Further headers of a changing request.
        """
        if route.method == "GET":
            return self.request("GET", filled(route, names, {**QUERY, **names, **(more or {})}))
        address, further = filled(route, names, ASKED.get(route.template)), dict(more or {})
        if form := self.form_to(route):
            files = {name: ("wertung.json", as_bytes(evaluation("EIGEN-1"))) for name in form.files} or None
            return self.request("POST", address, data=form.fields | dict(names) | further, files=files)
        if route.schema is None:
            return self.request(route.method, address, json=further or None, headers=headers or {})
        return self.request(route.method, address, json=self.body(route) | further, headers=headers or {})

    def body(self, route: Route) -> dict[str, Any]:
        """Return a body that the route accepts."""
        assert route.schema is not None
        if document := DOCUMENTS.get(route.template):
            return document()
        if "format" in route.schema.get("properties", {}):
            return {**evaluation(f"EIGEN-{uuid4()}"), **BODIES.get(route.template, {})}
        return {**example(route.schema), **BODIES.get(route.template, {})}

    def request(self, method: str, address: str, **parts: Any) -> httpx.Response:  # noqa: ANN401 - as httpx takes them
        """Send anything; sign in anew when what was sent has, or may have, ended the session."""
        is_kept = self._session is not None
        if self._session is None:
            self._session = self.cities.cookies(self.account)
        self._client.cookies.clear()
        self._client.cookies.update(self._session)
        if method != "GET":
            parts["headers"] = {"If-Match": '"1"', "Sec-Fetch-Site": "same-origin"} | parts.get("headers", {})
        answer = self._client.request(method, address, **parts)
        if _asks_to_sign_in(answer) or (method != "GET" and answer.is_success | answer.is_redirect):
            self._session = None
        if _asks_to_sign_in(answer) and is_kept and self.account is not None:
            return self.request(method, address, **parts)  # what was refused before had ended the session
        tag = answer.headers.get("etag")
        if answer.status_code != STALE or tag in (None, parts["headers"]["If-Match"]):
            return answer
        return self.request(method, address, **parts | {"headers": parts["headers"] | {"If-Match": tag}})


def _asks_to_sign_in(answer: httpx.Response) -> bool:
    return answer.status_code == NOT_SIGNED_IN or answer.headers.get("location", "").startswith("/anmelden")
