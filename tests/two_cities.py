"""A second city beside the demo city, full of words that nobody of the demo city may ever read."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self
from uuid import uuid4

import pytest
from litestar.types import ASGIApp
from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Integer, LargeBinary, Table, func, insert, select
from sqlalchemy import Enum as EnumColumn
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session
from sqlmodel.sql.sqltypes import UTCDateTime

from app.demo import demo_person, load_demo
from app.house import House
from app.licences.house_rules import GatedRules
from app.migrations import upgrade
from app.openness_wiring import openness_rubric
from app.wiring import build_house
from capacity.rules.round import digest_of, written_basis, written_minutes
from digitalcheck.rules.catalogue.reading import document_of as document_of_questions
from digitalcheck.services.shipped import load_catalogue
from infra.database import Database
from infra.fields.model import Edit
from infra.identity.demo import DEMO_CITY, DEMO_PASSWORD, DEMO_PEOPLE
from infra.identity.passwords import Cost, Passwords
from infra.identity.repository import CredentialsRepository, IdentityRepository
from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.rules.criteria.draft import DraftBase, DraftPart
from procurement.rules.digest import canonical
from procurement.rules.openness.rubric_document import document_of
from procurement.rules.procedure.facts import TextField
from procurement.rules.procedure.stages import Step
from procurement.services.pruefvermerk import EVIDENCE, FINDING
from tests.clients import TestClient
from tests.documents import as_bytes, catalogue, demo
from tests.every_route import CITY_COLUMN, Route, tables_of_cities
from tests.fakes import StoppedClock
from tests.procedures import TEXTS, prepared, take
from tests.rounds import round_minutes
from tests.templates import Templates

Door = Callable[[House], tuple[Sequence[Route], TestClient[ASGIApp]]]
"""Makes an application on a house, with a client that was not yet entered."""

CHEAP = Cost(passes=1, memory_kibibytes=8, lanes=1)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OTHER = "andernorts"
CANARY = "Kanarienvogel"
DIGEST_LENGTH = 64
NAMED_DIGEST_LENGTH = 71

DAY = "2026-11-23"
SHORT_ASSESSMENT = canonical(
    {
        **dict.fromkeys(("office", "asked_by", "signed_by"), CANARY),
        "format": "pruefstand/short-assessment/1",
        "asked_on": DAY,
        "number": 1,
        "day": DAY,
        "values": {"titel": CANARY},
    }
)
PROOF = canonical(
    {
        **dict.fromkeys(("reference", "offer", "answer_note", "asked_by", "decided_by", "grounds"), CANARY),
        **dict.fromkeys(
            ("ended_on", "contract_ended_on", "kept_until", "offered_on", "answered_on", "deleted_on"), DAY
        ),
        "stage": "annulled",
        "answer": "declined",
        "holds": [],
        "rows": {},
        "digests": [],
    }
)
QUEUE_PLAN = json.dumps(
    {
        "made_at": "2026-11-23T09:00:00Z",
        "monday": "2026-11-23",
        "roles": [{"role": CANARY, "plannable": [4] * 104, "booked": [2] * 104}],
        "planned": 1,
        "refused": [],
        "unestimated": [],
        "runs": 1,
        "seed": 1,
        "rule_version": CANARY,
    }
)
PLAN_ENTRY = json.dumps(
    {
        "request": 1,
        "kind": "weich",
        "start": "2026-11-30",
        "finish": "2026-12-21",
        "earliest": "2026-11-23",
        "p50": "2026-12-21",
        "p85": "2027-01-04",
        "lost": [{"role": CANARY, "weeks": 1}],
        "helps": [{"role": CANARY, "weeks_earlier": 0}],
    }
)
PLAN_BASIS = json.dumps(
    {
        "requests": [
            {
                "number": 1,
                "efforts": [{"role": CANARY, "quarter": "2026-Q4", "days_from": "1", "days_to": "2"}],
            }
        ],
        "plannable": {CANARY: [4] * 104},
        "monday": "2026-11-23",
        "weeks": 104,
        "unfinished": [],
    }
)
_MEASURES = dict.fromkeys(("planned", "finish_weeks", "missed_deadlines", "missed_wishes", "cost"), 1)
SCENARIO = json.dumps(
    {
        **dict.fromkeys(("number", "moved", "displaced", "seed", "iterations"), 1),
        "aim": "wartezeit",
        "state": "offen",
        "made_at": "2026-11-23T09:00:00Z",
        "now": _MEASURES,
        "then": _MEASURES,
    }
)
# What a collection says of a product, where nothing is of importance.
PRODUCT: Mapping[str, Any] = (
    dict.fromkeys(
        (
            "name",
            "url",
            "licence",
            "summary",
            "description",
            "status",
            "maintenance",
            "version",
            "source",
            "sha256",
            "place",
        ),
        "",
    )
    | dict.fromkeys(("features", "categories", "platforms", "languages", "used_by"), ())
    | {"released": None}
)

# What a letter to a bidder says, where nothing is of importance.
LETTER: Mapping[str, str] = dict.fromkeys(
    ("reference", "title", "lot", "tenderer", "bid", "winner", "grounds", "advantages", "earliest"), ""
) | {"kind": "before-award", "law": "eu", "sent_on": "2026-11-20"}

# Values that a table wants where the plainest ones do not fit.
ROWS: Mapping[str, Mapping[str, Any]] = {
    "procurement_catalogue_release": {"released_by": "niemand"},
    "notice": {"kind": "roles-changed", "properties": {}, "link": "/konto"},
    "procurement_bid": {"exclusion_code": ""},
    "procurement_award_entry": {"asked_by": "jemand", "decided_by": "niemand", "document": "{}"},
    "procurement_award_letter": {"content": json.dumps(LETTER)},
    "procurement_objection": {"answered_on": None},
    "procurement_lot_draw": {"plan": "{}", "outcome": None, "drawn_at": None},
    "procurement_disposal": {"asked_by": "jemand", "decided_by": "niemand", "document": PROOF},
    "procurement_price_correction": {"decided_by": None, "decided_at": None, "is_accepted": None},
    "procurement_presentation": {"criteria": "[]"},
    "procurement_score": {"points": "1"},
    "procurement_house_rules": {"document": GatedRules().shipped.document},
    "procurement_rubric": {"document": canonical(document_of(openness_rubric()))},
    "procurement_bid_statement": {"said": "{}"},
    "procurement_points_decision": {"least": "1", "most": "1", "points": "1"},
    "procurement_participation_request": {"exclusion_code": "", "findings": "{}", "outcome_reason": ""},
    "procurement_analysis_result": {"lists": "{}"},
    "procurement_alternative_search": {"sources": "{}"},
    "procurement_product_import": {"left_out": "[]"},
    "procurement_product": {"document": json.dumps(PRODUCT)},
    "procurement_repository_snapshot": {"problem": "no_forge", "facts": None},
    "procurement_evidence_file": {"columns": None},
    "procurement_evidence_verdict": {"counts": "{}", "columns": None, "document": "{}"},
    "procurement_standard_probe": {"document": "null"},
    "capacity_calendar": {"text": "2026-01-01 2031-01-01", "digest": "0" * DIGEST_LENGTH},
    "capacity_clock": {"calendar": "0" * DIGEST_LENGTH, "ended_on": date(2026, 11, 24)},
    "capacity_effort": {"days_from": "1", "days_to": "2"},
    "capacity_lift": {"until": date(2027, 3, 31)},
    "capacity_priority": {"effort_centi": 100},
    "capacity_supply": {"period": "2027-Q1", "days": "120"},
    "capacity_plan": {"document": QUEUE_PLAN},
    "capacity_plan_entry": {"document": PLAN_ENTRY},
    "capacity_plan_basis": {"document": PLAN_BASIS, "fits": "[]"},
    "capacity_scenario": {"document": SCENARIO},
    "capacity_scenario_place": {"weeks": '["2026-12-07"]', "is_moved": True},
    "capacity_place": {"weeks": '["2026-12-07"]', "scenario": None},
    "capacity_rate": {"eur_per_day": "640"},
    "capacity_staffing": {"fte": "2.5", "base_percent": 65},
    "capacity_pool": {"begins": date(2027, 1, 1), "ends": date(2027, 12, 31), "days": "60", "budget_eur": "45000"},
    "capacity_round": {"basis": written_basis(round_minutes().basis)},
    "capacity_round_record": {
        "document": written_minutes(round_minutes()),
        "digest": digest_of(written_minutes(round_minutes())),
    },
    "procurement_short_assessment_record": {"document": SHORT_ASSESSMENT},
    "procurement_seal_presence": {"partner": "jemand anderes"},
    "procurement_seal_wrap": {"second_person": "jemand anderes"},
    "procurement_sealed_opening": {"second_person": "jemand anderes"},
    "capacity_request": {"cost_once_eur": "1", "cost_yearly_eur": "2", "cost_total_eur": "3"},
    "digitalcheck_questions": {"document": json.dumps(document_of_questions(load_catalogue("digital-check/1.1")))},
    "digitalcheck_check": {"catalogue": "digital-check/1.1", "prefilled": ""},
    "digitalcheck_council_object": {"document": "{}"},
    "digitalcheck_council_paper": {"document": "{}"},
    "digitalcheck_council_publication": {"state": "unverglichen"},
    "digitalcheck_council_reading": {"cursor": "{}", "failure": ""},
    "procurement_opening": {"second_person": "Zweite Person"},
    "procurement_pruefvermerk": {"digest": "sha256:" + DIGEST_LENGTH * "0"},
}


# Answers repeat their address: what stands in addresses is no word of the city. By column, ours and the other's.
ADDRESSED: Mapping[str, tuple[str, str]] = {
    "procurement_bid.bid": ("8-1-1-1", "9-1-1-1"),
    "procurement_bid_file.name": ("hier.pdf", "dort.pdf"),
    "procurement_disposal.slug": ("hier-geloescht", "dort-geloescht"),
    "procurement_participation_file.name": ("hier.pdf", "dort.pdf"),
}


@dataclass(frozen=True)
class Cities:
    """Two filled cities in one house.

    Args:
        house: The house.
    """

    house: House
    _running: ExitStack = field(default_factory=ExitStack)
    _doors: dict[Door, tuple[Sequence[Route], TestClient[ASGIApp]]] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._running.close()

    def door(self, opened: Door) -> tuple[Sequence[Route], TestClient[ASGIApp]]:
        """Return the one application that all visitors share; making one takes as long as 100 requests."""
        if opened not in self._doors:
            routes, client = opened(self.house)
            self._doors[opened] = routes, self._running.enter_context(client)
        return self._doors[opened]

    def cookies(self, account: str | None, city: str = DEMO_CITY) -> dict[str, str]:
        """Sign a person of the demo city in, or nobody."""
        if account is None:
            return {}
        return {"pruefstand": self.house.sessions.open(city, person_of(account, city))}

    def fill(self) -> None:
        """Put at least one row of each city into every table that holds rows of cities."""
        load_demo(self.house)
        self._add_other_city()
        self._import_criteria(DEMO_CITY, "Wort")
        self._import_criteria(OTHER, CANARY)
        self._write_pruefvermerke(DEMO_CITY, "Wort")
        self._write_pruefvermerke(OTHER, CANARY)
        for city in (DEMO_CITY, OTHER):
            with self.house.transactions.database.write(city) as session:
                for table in tables_of_cities():
                    if not _rows(session, table, city):
                        self._fill_table(session, table, city)

    def _add_other_city(self) -> None:
        now = self.house.transactions.clock.now()
        with self.house.transactions.database.write(OTHER) as session:
            identity = IdentityRepository(session)
            identity.add_city(OTHER, "Andernorts", is_demo=False, at=now)  # public: whoever signs in chooses a city
            for account, person in DEMO_PEOPLE.items():
                identity.add_person(person_of(account, OTHER), account, f"{CANARY} {account}", person.roles, at=now)
        officer = actor_of("vergabestelle", OTHER)
        for reference, is_draft in (("ANDERE-1", False), ("ANDERE-2", True)):
            self.house.procurement.store_evaluation(officer, foreign_document(reference, is_draft=is_draft))
        self.cookies("vergabestelle", OTHER)
        self._publish_in_other_city()

    def _publish_in_other_city(self) -> None:
        """Publish a procedure in which every free text is a word of the other city."""
        asker, releaser = (actor_of(account, OTHER) for account in ("vergabestelle", "vergabestelle2"))
        slug = prepared(self.house, "ANDERE-3", asker).slug
        seen = self.house.procedures.open(asker, slug).procedure
        titled = replace(seen.plan, title=f"{CANARY} Titel")
        self.house.drafting.save_plan(asker, slug, seen.version, titled)
        edits = [Edit(field=name, value=f"{CANARY} {name}", base_version=int(name in TEXTS)) for name in TextField]
        self.house.drafting.save_texts(asker, slug, edits)
        take(self.house, slug, Step.REQUEST_RELEASE, asker)
        take(self.house, slug, Step.RELEASE, releaser)

    def _import_criteria(self, city: str, word: str) -> None:
        document = as_bytes(catalogue(f"katalog-{word.lower()}", word=word))
        officer = actor_of("vergabestelle", city)
        stored = self.house.criteria.import_catalogue(officer, document)
        draft = f"entwurf-{word.lower()}"
        self.house.catalogue_drafting.start(officer, draft, DraftBase(catalogue=stored.catalogue, number=1))
        edit = Edit(field="titel", value=f"{word} Entwurf", base_version=1)
        self.house.catalogue_drafting.change_text(officer, draft, DraftPart.HEAD, "", edit)

    def _write_pruefvermerke(self, city: str, word: str) -> None:
        """Let the auditor complete one and begin another."""
        auditor = actor_of("revision", city)
        slugs = [one.slug for one in self.house.procurement.list_evaluations(auditor).items]
        edits = [Edit(field=name, value=f"{word} {name}", base_version=0) for name in (FINDING, EVIDENCE)]
        self.house.audit_desk.complete(auditor, max(slugs), edits)
        self.house.audit_desk.save(auditor, min(slugs), edits)

    def _fill_table(self, session: Session, table: Table, city: str) -> None:
        values = {column.name: self._value(column, city) for column in table.columns if not _is_counted(column)}
        for constraint in table.foreign_key_constraints:
            if constraint.referred_table.name != "identity_city":
                values |= _referred(session, constraint, city)
        told = {
            name: one.replace(CANARY, "Wort") if isinstance(one, str) and city != OTHER else one
            for name, one in ROWS.get(table.name, {}).items()
        }
        try:
            session.connection().execute(insert(table).values(values | told))
        except DBAPIError as error:
            pytest.fail(f"tests/two_cities.py cannot fill {table.name}; tell its values in ROWS. {error.orig}")

    def _value(self, column: Column[Any], city: str) -> object:
        kind, word = column.type, CANARY if city == OTHER else "Wort"
        if column.name == CITY_COLUMN:
            return city
        if names := ADDRESSED.get(str(column)):
            return names[city == OTHER]
        plain = {
            Boolean: False,
            Integer: 1,
            Date: self.house.transactions.clock.now().date(),
            DateTime: self.house.transactions.clock.now() + timedelta(days=1),
            UTCDateTime: self.house.transactions.clock.now() + timedelta(days=1),
            JSON: {"text": word},
            LargeBinary: word.encode(),
        }
        if isinstance(kind, EnumColumn):
            return kind.enums[0]
        if found := [value for one, value in plain.items() if isinstance(kind, one)]:
            return found[0]
        return _text(column.name, getattr(kind, "length", None), word)


@contextmanager
def two_cities(database: Database, templates: Templates) -> Iterator[Cities]:
    """Yield two filled cities on a database that was empty."""
    templates.copy("two_cities", _filled, database)
    with Cities(build_house(database, clock=StoppedClock(NOW), cost=CHEAP)) as cities:
        yield cities


def _filled(database: Database) -> None:
    upgrade(database)
    Cities(build_house(database, clock=StoppedClock(NOW), cost=CHEAP)).fill()
    cheap = Passwords(CHEAP).hash(DEMO_PASSWORD)  # the real ones cost a quarter of a second each, in some ten requests
    for city in (DEMO_CITY, OTHER):
        with database.write(city) as session:
            for account in DEMO_PEOPLE:
                CredentialsRepository(session).set_password(person_of(account, city), cheap)


def _text(name: str, length: int | None, word: str) -> str:
    if name in {"id", "bid"} or name.endswith("_id"):  # answers may say again what somebody asked for by its id
        return str(uuid4())
    return word.ljust(length, "0") if length in {DIGEST_LENGTH, NAMED_DIGEST_LENGTH} else word[:length]


def person_of(account: str, city: str) -> str:
    """Return the id of a person of one of the two cities."""
    return demo_person(account) if city == DEMO_CITY else demo_person(f"{OTHER}/{account}")


def actor_of(account: str, city: str) -> Actor:
    """Return a person of one of the two cities as an actor."""
    return Actor(city=city, person=person_of(account, city), roles=DEMO_PEOPLE[account].roles)


def foreign_document(reference: str, *, is_draft: bool) -> bytes:
    """Return an evaluation in which every free text is a word of the other city."""
    content = demo()
    content["procedure"] |= {"reference": reference, "title": f"{CANARY} Titel", "authority": f"{CANARY} Amt"}
    content["procedure"] = {key: value for key, value in content["procedure"].items() if key in demo()["procedure"]}
    content["draft"] = is_draft
    for bid in content["bids"]:
        bid["tenderer"] = f"{CANARY} GmbH {bid['id']}"
        for score in bid["scores"].values():
            score["reason"] = f"{CANARY} Begründung"
    return json.dumps(content).encode()


def can(account: str | None, action: Action) -> bool:
    """Tell whether somebody of the demo city may do this at all."""
    if account is None:
        return False
    return decide(actor_of(account, DEMO_CITY), action) is None


def _rows(session: Session, table: Table, city: str) -> int:
    count = select(func.count()).select_from(table).where(table.c[CITY_COLUMN] == city)
    return int(session.connection().execute(count).scalar_one())


def _is_counted(column: Column[Any]) -> bool:
    return column.primary_key and isinstance(column.type, Integer) and column.table.autoincrement_column is column


def _referred(session: Session, constraint: Any, city: str) -> dict[str, Any]:  # noqa: ANN401 - a foreign key of any table
    table = constraint.referred_table
    row = session.connection().execute(select(table).where(table.c[CITY_COLUMN] == city)).mappings().first()
    assert row is not None, f"{table.name} is empty: {constraint.table.name} refers to it"
    return {element.parent.name: row[element.column.name] for element in constraint.elements}
