"""Every route of the application, discovered from itself, with something to fill its address and body with.

A new route is covered by the tests that walk all routes without a word. Only a new name of a path parameter, or a body
that cannot be guessed, has to be told here; the tests say so.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from sqlalchemy import Table, select

from api.contract import complete
from app.doors import STATIC_PREFIX
from app.licences.house_rules import GatedRules
from app.main import build
from app.migrations import METADATA
from app.openness_wiring import openness_rubric
from app.wiring import build_house
from digitalcheck.rules.catalogue.reading import document_of
from digitalcheck.services.shipped import load_catalogue
from infra.database import Database
from infra.identity.demo import DEMO_CITY, DEMO_PASSWORD
from infra.policy.table import Action
from infra.settings import Settings
from procurement.rules.openness.rubric_document import document_of as rubric_document
from procurement.services import ExportKind
from tests.documents import catalogue, demo
from tests.web.page import Node, parse

CITY_COLUMN = "city_id"

# Path parameters that name nothing a city owns, by template or by name alone.
COMMON: Mapping[str, str] = {
    "bid_id": "A",
    "criterion_id": "F1",
    "field": "feststellung",
    "joint_field": "punkte",
    "kind": "evaluation",
    "table_kind": "csv",
    "calendar_key": "unbekannt",
    "number": "1",
    "result_number": "1",
    "snapshot_number": "1",
    "alternative_number": "1",
    "alternative_field": "grund",
    "light_field": "bedarf",
    "check_number": "1",
    "file_number": "1",
    "attachment_number": "1",
    "place": "1",
    "offer_round": "1",
    "component_number": "1",
    "path": "openapi.json",
    "city": DEMO_CITY,
    "access_link": "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA",
    "code": "0000-0000-0000",
    "sheet": "public.pdf",
    "score_field": "punkte",
    "signal": "S1",
    "openness_file": "json",
    "draft_field": "titel",
    "part": "kriterien",
    "part_id": "S1",
    "text": "klauseln",
    "award_field": "begruendung",
    "vermerk_field": "vermerk-1",
    "letter_field": "gruende",
    "award_paper": "vergabevermerk",
    "standard": "odf",
    "check_field": "C1",
    "request_field": "klasse",
    "request_page": "steckbrief",
    "check_page": "kopf",
    "question": "V1",
    "question_set": "digital-check",
    "question_version": "1.1",
    "/methoden/{name}": "preis_quotient",
    "/hilfe/{name}": "wertung-lesen",
    "/vergaben/{slug}/dateien/{name}": ExportKind.BUNDLE.value,
}
# Fields of bodies whose plainest value is not accepted, by name, whatever the route.
FIELDS: Mapping[str, Callable[[], Any]] = {
    "answered_at": lambda: "2026-11-22T08:00:00Z",
    "held_at": lambda: "2026-11-22T08:00:00Z",
    "account": lambda: f"konto-{uuid4().hex[:12]}",
    "password": lambda: DEMO_PASSWORD,
    "old": lambda: DEMO_PASSWORD,
    "new": lambda: "ein-anderes-gutes-kennwort",
    "reference": lambda: f"VG-{uuid4().hex[:12]}",
    "title": lambda: f"Titel {uuid4().hex[:12]}",
}
# What single routes want besides.
ROLE_TABLE = b64encode(b"Rolle;Zeitraum;Personentage\nWort;2027-W05;3,5\n").decode()
COLLECTION = b64encode(
    b"publiccodeYmlVersion: '0.4'\nname: Loswerk\nurl: https://example.org/loswerk\nlegal:\n  license: EUPL-1.2\n"
).decode()
NO_DAYS: Mapping[str, Any] = {"day": None, "until": None, "other": None}
BODIES: Mapping[str, Mapping[str, Any]] = {
    "/api/v1/session": {"account": "vergabestelle", "city": DEMO_CITY},
    "/api/v1/procedures/{procedure}/need": {
        "publication_day": "2026-11-23",
        "purchase": "cloud",
        "lots": [{"name": "Wort", "lines": [{"kind": "one-off", "amount_net_eur": "1"}]}],
    },
    "/api/v1/procedures/{procedure}/lots/{number}/matrix": {"bids": []},
    "/api/v1/procedures/{procedure}/lots/{number}/contract": {"name": "EVB-IT Cloud"},
    "/api/v1/procedures/{procedure}/lots/{number}/variants": {"allowed": False},
    "/api/v1/procedures/{procedure}/lots/{number}/catalogue-matrix": {
        "reference": "VG-1",
        "title": "Titel",
        "method": {"name": "richtwert_einfach"},
        "groups": [{"group": "S", "weight_percent": "90"}, {"group": "O", "weight_percent": "10"}],
        "criteria": [{"entry": "S1", "weight_percent": "100"}, {"entry": "O1", "weight_percent": "100"}],
    },
    "/api/v1/procedures/{procedure}/lots/{number}/rubric": {"rubric": None},
    "/api/v1/procedures/{procedure}/participation-opening": {"opened_at": "2026-11-10T12:05:00+01:00"},
    "/api/v1/procedures/{procedure}/participation-requests": {"received_at": "2026-11-10T11:05:00+01:00"},
    "/api/v1/procedures/{procedure}/next-round": {"bid_deadline": "2026-12-30T12:00:00+01:00"},
    "/api/v1/procedures/{procedure}/selection-request": {"bid_deadline": "2026-12-30T12:00:00+01:00"},
    "/api/v1/procedures/{procedure}/opening": {"opened_at": "2026-11-10T12:05:00+01:00"},
    "/api/v1/procedures/{procedure}/bids": {"received_at": "2026-11-10T11:05:00+01:00"},
    "/api/v1/procedures/{procedure}/bid-import": {"file": "TG9z"},
    "/api/v1/procedures/{procedure}/bid-import-preview": {"file": "TG9z"},
    "/api/v1/procedures/{procedure}/lots/{number}/draw": {"drawn_at": "2026-11-20T12:00:00+01:00"},
    "/api/v1/procedures/{procedure}/bids/{bid}/presentation": {"held_at": "2026-11-20T10:00:00+01:00"},
    "/api/v1/cities/{city}/sheet-verification": {"content": "JVBERi0="},
    "/api/v1/digital-checks/{check}/replacement": {"successor": 1},
    "/api/v1/analyses/{analysis}/files": {"content": "TG9z"},
    "/api/v1/public-services": {
        "name": "Leistungskatalog",
        "dated": "2026-10-01",
        "file": "leika.csv",
        "content": "TGVpS2EtSUQ7TmFtZQo5OTAwMDAwMDAwMDAwMTtNYXJrdHN0YW5kCg==",
    },
    "/api/v1/agendas": {
        "name": "Sitzung",
        "day": "2026-12-09",
        "text": "3.1 Vorlage 2026-0417 Parkticket",
        "file": "",
        "content": "",
    },
    "/api/v1/procedures/{procedure}/letters": {"kind": "before-award", "sent_on": "2026-11-20"},
    "/api/v1/procedures/{procedure}/objections": {"received_on": "2026-11-20", "known_on": None},
    "/api/v1/procedures/{procedure}/objections/{objection}/answer": {"outcome": "refused", "answered_on": "2026-11-20"},
    "/api/v1/product-imports": {"dated": "2026-11-01", "files": [{"name": "a.yml", "content": COLLECTION}]},
    "/api/v1/procedures/{procedure}/bids/{bid}/repositories": {"url": "https://example.org/a/b"},
    "/api/v1/repositories/{repository}/correction": {"url": "https://example.org/a/b"},
    "/api/v1/repositories/{repository}/snapshots": {"content": "TG9z"},
    "/api/v1/analyses/{analysis}/files/{file_number}/columns": {"columns": {"name": 0, "licence": 1}},
    "/api/v1/standard-probes": {"content": "TG9z"},
    "/api/v1/procedures/{procedure}/bids/{bid}/standard-probes": {"content": "TG9z"},
    "/api/v1/procedures/{procedure}/lots/{number}/standard-criteria": {"clause": "STD-DOKUMENTE"},
    "/api/v1/digital-checks": {"earlier": None},
    "/api/v1/capacity-requests/{capacity_request}/decision": {"state": "gestellt", "until": None, "reason": "So."},
    "/api/v1/capacity-requests/{capacity_request}/department-steps": {"step": "withdraw", **NO_DAYS},
    "/api/v1/capacity-requests/{capacity_request}/adit-steps": {"step": "receive", **NO_DAYS},
    "/api/v1/capacity-requests/{capacity_request}/dezernat-steps": {"step": "reject", **NO_DAYS},
    "/api/v1/capacity-requests/{capacity_request}/reviews": {"kind": "datenschutz", "light": "gelb"},
    "/api/v1/capacity-requests/{capacity_request}/attachments": {"name": "a.txt", "content": "TG9z"},
    "/api/v1/capacity-requests/{capacity_request}/spent-effort": {
        "roles": [{"role": "Projektleitung", "person_days": "12,5"}]
    },
    "/api/v1/capacity-requests/{capacity_request}/questions": {"party": "fachamt"},
    "/api/v1/capacity-rounds": {"kind": "woche"},
    "/api/v1/capacity-requests/{capacity_request}/slot-moves": {"week": "2027-04-05"},
    "/api/v1/plan-scenarios": {"aim": "termine"},
    "/api/v1/capacity-requests/{capacity_request}/place": {"week": "2027-02-01"},
    "/api/v1/short-assessments": {"route": "efa"},
    "/api/v1/register-entries": {"product": "Wort"},
    "/api/v1/procedures/{procedure}/archive-offer": {"day": "2026-11-20"},
    "/api/v1/procedures/{procedure}/archive-reply": {"day": "2026-11-22"},
    "/api/v1/register-entries/{register_entry}": {"product": "Wort"},
    "/api/v1/register-entries/{register_entry}/checks/{check_number}/decision": {"outcome": "ersetzen"},
    "/api/v1/register-tables": {"content": b64encode(b"Produkt\nWort\n").decode()},
    "/api/v1/house-rules": {"text": GatedRules().shipped.text.replace('version: "1"', 'version: "2026-12"')},
    "/api/v1/role-supply": {"period": "2027-Q1", "person_days": "120"},
    "/api/v1/role-supply/removals": {"period": "2027-Q1"},
    "/api/v1/role-supply/tables": {"content": ROLE_TABLE},
    "/api/v1/role-rates": {"eur_per_day": "612,50", "valid_from": "2027-01-01"},
    "/api/v1/role-rates/removals": {"valid_from": "2027-01-01"},
    "/api/v1/role-staffing": {"fte": "2,5", "base_percent": 65, "valid_from": "2027-01-01"},
    "/api/v1/role-staffing/removals": {"valid_from": "2027-01-01"},
    "/api/v1/external-pools": {
        "begins": "2027-01-01",
        "ends": "2027-12-31",
        "person_days": "60",
        "budget_eur": "45.000",
    },
    "/api/v1/external-pools/removals": {"begins": "2027-01-01"},
    "/api/v1/request-choices": {"list": "dezernat", "since": None, "until": None},
    "/api/v1/request-choices/removals": {"list": "dezernat"},
    "/api/v1/queue-subscription/mail": {"address": "amt@musterstadt.de"},
    "/api/v1/closing-days": {"day": "2026-12-24", "reason": "Heiligabend"},
    "/api/v1/closing-days/removals": {"day": "2026-11-24"},
    "/api/v1/criteria-drafts": {"catalogue": "entwurf-neu", "base": None},
    "/api/v1/criteria-drafts/{draft}/{part}": {"id": "S9"},
    "/api/v1/criteria-matrix": {
        "method": {"name": "richtwert_einfach"},
        "groups": [{"group": "S", "weight_percent": "90"}, {"group": "O", "weight_percent": "10"}],
        "criteria": [{"entry": "S1", "weight_percent": "100"}, {"entry": "O1", "weight_percent": "100"}],
    },
}
# Bodies that are documents of a format of their own; other documents are evaluations.
DOCUMENTS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "/api/v1/rubrics": lambda: rubric_document(openness_rubric()) | {"version": f"fassung-{uuid4().hex[:12]}"},
    "/api/v1/criteria-catalogues": lambda: catalogue(f"katalog-{uuid4().hex[:12]}"),
    "/api/v1/check-questions": lambda: {
        **document_of(load_catalogue("digital-check/1.1")),
        "id": f"fragen-{uuid4().hex[:12]}",
    },
    "/api/v1/procedures/{procedure}/eligibility": lambda: {
        "format": "pruefstand/eligibility/1",
        "least": 3,
        "scale": {"minimum": "0", "maximum": "10"},
        "criteria": [{"id": "E1", "kind": "A", "title": "Wort"}],
    },
}
# What writes want in their address besides names.
ASKED: Mapping[str, Mapping[str, str]] = {
    "/api/v1/capacity-requests/{capacity_request}/place-trial": {"week": "2027-02-01"},
    "/api/v1/procedures/{procedure}/bids/{bid}/examination-drafts/note": {"point": "admission"},
    "/api/v1/criteria-matrix": {"catalogue": "katalog-wort"},
    "/api/v1/procedures/{procedure}/lots/{number}/catalogue-matrix": {"catalogue": "katalog-wort"},
    "/api/v1/procedures/{procedure}/lots/{number}/consensus/{joint_field}": {"bid": "1-1-1-1", "criterion": "F1"},
    "/api/v1/procedures/{procedure}/lots/{number}/sheet/{score_field}": {"bid": "1-1-1-1", "criterion": "F1"},
}
# Columns that path parameters name things by; others are found by themselves: `office_id` is `id` of `…_office`.
NAMED_BY: Mapping[str, tuple[str, str]] = {
    "procedure": ("procurement_procedure", "slug"),
    "slug": ("procurement_evaluation", "slug"),
    "subject_id": ("procurement_evaluation", "slug"),
    "analysis": ("procurement_analysis", "id"),
    "plan_scenario": ("capacity_scenario", "id"),
    "check": ("digitalcheck_check", "id"),
    "agenda": ("digitalcheck_agenda", "id"),
    "capacity_request": ("capacity_request", "id"),
    "capacity_round": ("capacity_round", "id"),
    "short_assessment": ("procurement_short_assessment", "id"),
    "register_entry": ("procurement_register_entry", "id"),
    "job": ("job", "id"),
    "upload": ("upload", "id"),
    "notice": ("notice", "id"),
    "catalogue": ("procurement_catalogue_version", "catalogue"),
    "number": ("procurement_catalogue_version", "number"),
    "entry": ("procurement_catalogue_entry", "entry_key"),
    "draft": ("procurement_catalogue_draft", "catalogue"),
    "bid": ("procurement_bid", "bid"),
    "file_name": ("procurement_bid_file", "name"),
    "request_number": ("procurement_participation_request", "number"),
    "inquiry": ("procurement_inquiry", "number"),
    "objection": ("procurement_objection", "number"),
    "hold": ("procurement_hold", "number"),
    "disposal": ("procurement_disposal", "slug"),
    "letter": ("procurement_award_letter", "number"),
    "rubric": ("procurement_rubric", "number"),
    "house_rules_number": ("procurement_house_rules", "number"),
}
QUERY: Mapping[str, str] = {"bid": "A", "criterion": "F1", "before": "1", "after": "1", "von": "1", "bis": "1"}


def evaluation(reference: str) -> dict[str, Any]:
    """Return an evaluation that nobody has stored yet."""
    content = demo()
    content["procedure"]["reference"] = reference
    return content


@dataclass(frozen=True, eq=False)
class Route:
    """One method of one address.

    Args:
        method: HTTP method.
        template: Its address.
        action: What it carries out.
        schema: JSON schema of its body, where the interface describes one.
    """

    method: str
    template: str
    action: Action
    schema: dict[str, Any] | None = None

    @property
    def parameters(self) -> list[str]:
        return [part.partition("}")[0] for part in self.template.split("{")[1:]]

    def __str__(self) -> str:
        return f"{self.method} {self.template}"


def routes_of(application: Litestar) -> list[Route]:
    """Return all routes but static files and Litestar's own answer to OPTIONS."""
    described = complete(application)
    return [
        Route(str(method), route.path_format, handler.opt["action"], _schema(described, route.path_format, str(method)))
        for route in application.routes
        if isinstance(route, HTTPRoute) and not route.path.startswith(STATIC_PREFIX)
        for method, (handler, _) in route.route_handler_map.items()
        if method != "OPTIONS"
    ]


@cache
def all_routes() -> tuple[Route, ...]:
    """Return the routes of the application, which are the same on every database."""
    return tuple(routes_of(_application()))


@cache
def _application() -> Litestar:
    """Return an application that is only asked what it has."""
    return build(build_house(Database("sqlite:///nowhere.db")), Settings())


def all_addresses() -> dict[str, frozenset[str]]:
    """Return the template of every address but static files, with the methods that a route answers there by itself."""
    return {
        route.path_format: frozenset(map(str, route.route_handler_map)) - {"OPTIONS"}
        for route in _application().routes
        if isinstance(route, HTTPRoute) and not route.path.startswith(STATIC_PREFIX)
    }


def _schema(described: dict[str, Any], path: str, method: str) -> dict[str, Any] | None:
    content = described["paths"].get(path, {}).get(method.lower(), {}).get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema")
    return None if schema is None else _resolved(schema, described["components"]["schemas"])


def route_to(routes: Iterable[Route], address: str) -> Route | None:
    """Return the route that a form leads to: of those that fit, the one with the fewest parameters."""
    steps = address.partition("?")[0].split("/")
    fitting = [route for route in routes if route.method == "POST" and _fits(route.template.split("/"), steps)]
    return min(fitting, key=lambda route: len(route.parameters), default=None)


def route_fits(template: str, address: str) -> bool:
    """Tell whether an address is one of a route."""
    return _fits(template.split("/"), address.partition("?")[0].split("/"))


def _fits(parts: list[str], steps: list[str]) -> bool:
    return len(parts) == len(steps) and all(
        part == step or part.startswith("{") for part, step in zip(parts, steps, strict=True)
    )


def _resolved(schema: Any, components: dict[str, Any], depth: int = 6) -> Any:  # noqa: ANN401 - JSON
    """Put in what the schema refers to, a few levels deep."""
    if isinstance(schema, list):
        return [_resolved(one, components, depth) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _resolved(components[schema["$ref"].rpartition("/")[2]], components, depth - 1) if depth else {}
    return {key: _resolved(value, components, depth) for key, value in schema.items()}


def example(schema: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """Return the plainest value that a schema accepts."""
    if given := {"const", "default"} & schema.keys():
        return schema[given.pop()]
    if choices := [schema[key] for key in ("oneOf", "anyOf", "allOf") if key in schema]:
        return example(choices[0][0])
    kinds = schema.get("type")
    plainest = _PLAINEST.get(kinds[0] if isinstance(kinds, list) else kinds)
    return schema["enum"][0] if "enum" in schema else plainest(schema) if plainest else None


_PLAINEST: Mapping[str | None, Callable[[Mapping[str, Any]], Any]] = {
    "object": lambda schema: {
        name: FIELDS[name]() if name in FIELDS else example(schema["properties"][name])
        for name in schema.get("required", ())
    },
    "array": lambda schema: [example(schema["items"])] * schema.get("minItems", 0),
    "string": lambda schema: "Wort".ljust(schema.get("minLength", 0), "x"),
    "integer": lambda schema: schema.get("minimum", 1),
    "number": lambda schema: schema.get("minimum", 1),
    "boolean": lambda _schema: False,
}


@cache
def tables_of_cities() -> tuple[Table, ...]:
    """Return all tables whose rows belong to a city, those that others refer to first."""
    return tuple(table for table in METADATA.sorted_tables if CITY_COLUMN in table.columns)


@cache
def column_named(parameter: str) -> tuple[Table, str]:
    """Return where things are named as this path parameter names them."""
    if parameter in NAMED_BY:
        table, column = NAMED_BY[parameter]
        return METADATA.tables[table], column
    ending = "_" + parameter.removesuffix("_id")
    found = [table for table in tables_of_cities() if table.name.endswith(ending) and "id" in table.columns]
    if len(found) != 1:
        pytest.fail(
            f"Nobody knows what the path parameter {parameter!r} names. Tell it in tests/every_route.py: in NAMED_BY "
            "the table and column it comes from, or in COMMON a value when it names nothing that a city owns."
        )
    return found[0], "id"


def names_in(database: Database, city: str, parameter: str) -> list[str]:
    """Return what a city calls its things of this kind."""
    table, column = column_named(parameter)
    with database.read(city) as session:
        query = select(table.c[column]).where(table.c[CITY_COLUMN] == city).order_by(table.c[column])
        return [str(name) for name in session.execute(query).scalars()]


def common(route: Route, parameter: str) -> str | None:
    """Return the value of a parameter that names nothing of a city; None where it does."""
    return COMMON.get(route.template, COMMON.get(parameter)) if parameter not in NAMED_BY else None


def filled(route: Route, names: Mapping[str, str], query: Mapping[str, str] | None = None) -> str:
    """Return the address of a route with these names in it."""
    address = route.template
    for parameter in route.parameters:
        value = common(route, parameter) or names[parameter]
        address = address.replace("{" + parameter + "}", quote(quote(value, safe=""), safe=""))
    return f"{address}?{urlencode(query)}" if query else address


@dataclass(eq=False)
class Form:
    """A form as a page shows it.

    Args:
        action: Where it leads to.
        fields: Its fields with what stands in them.
        files: Names of fields for files.
    """

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


def forms_in(html: str) -> Iterator[Form]:
    """Yield the forms of a page that change something."""
    for node in parse(html).all("form", method="post"):
        yield _form(node)


def _form(node: Node) -> Form:
    form = Form(node.attrs.get("action", ""))
    for control in node:
        name = control.attrs.get("name")
        if name and control.attrs.get("type") == "file":
            form.files.append(name)
        elif name and control.tag in {"input", "textarea", "button", "select"}:
            options = [one.attrs.get("value", one.text) for one in control.all("option")]
            shown = control.attrs.get("value") or control.text or "Wort"
            form.fields[name] = options[0] if options else shown
    return form
