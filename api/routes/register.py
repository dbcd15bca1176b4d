"""``/register-entries``: the register of contracts and systems, its alternative checks, and tables of it."""

from datetime import date
from typing import Annotated, Any

from litestar import Request, Response, get, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED
from pydantic import BaseModel, ConfigDict, Field

from api.content import content_of
from api.etag import etag_of_view, expected_version
from api.listing import Cursor, Limit, Listing, listed, number_in
from api.once import answer_once
from api.problems import responses
from api.register_view import (
    AlternativeCheckView,
    RegisterEntryView,
    SeenRegisterEntryView,
    TakenTableView,
    added_entry,
    changed_entry,
    decided_check,
    listed_entry,
    seen_entry,
    taken_table,
)
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.model import BrowserUse, CheckOutcome, LicenceKind, RegisterFacts, RegisterView
from procurement.rules.register.checking import LONGEST, LONGEST_REASON, MOST_NOTICE_MONTHS
from procurement.services.register import RegisterDesk, RegisterKeeping, RegisterTables
from procurement.services.register.keeping import CheckWish
from procurement.services.register.tables import MOST_WRITTEN, RegisterTableKind

Call = Request[Any, Any, Any]
Search = Annotated[str, QueryParameter(max_length=200, description="Wörter aus Produkt, Zweck, Auftragnehmer, Nummer")]
View = Annotated[RegisterView | None, QueryParameter(description="nur diese; ohne Angabe alles, was in Betrieb ist")]
Browser = Annotated[BrowserUse | None, QueryParameter(description="nur mit dieser Angabe zum Browser")]
Office = Annotated[str | None, QueryParameter(max_length=36, description="nur dieses Amts")]
_LONGEST_TABLE = 12_000_000


class RegisterEntryInput(BaseModel):
    """What an entry says, whole."""

    model_config = ConfigDict(extra="forbid")

    product: str = Field(max_length=LONGEST["product"], description="Produkt")
    purpose: str = Field(default="", max_length=LONGEST["purpose"], description="Wofür es da ist")
    office: str | None = Field(default=None, max_length=36, description="Verantwortliches Amt")
    supplier: str = Field(default="", max_length=LONGEST["supplier"], description="Auftragnehmer")
    contract: str = Field(default="", max_length=LONGEST["contract"], description="Vertragsnummer")
    licence_kind: LicenceKind = Field(default=LicenceKind.UNKNOWN, description="Art der Nutzung")
    licence: str = Field(default="", max_length=LONGEST["licence"], description="Lizenz, möglichst als SPDX-Ausdruck")
    browser: BrowserUse = Field(default=BrowserUse.UNKNOWN, description="Läuft im Browser")
    product_version: str = Field(default="", max_length=LONGEST["product_version"], description="Version")
    support_end: date | None = Field(default=None, description="Letzter Tag der Unterstützung durch den Hersteller")
    contract_end: date | None = Field(default=None, description="Letzter Tag des Vertrags")
    notice_months: int | None = Field(
        default=None, ge=0, le=MOST_NOTICE_MONTHS, description="Kündigungsfrist in Monaten vor dem Ende des Vertrags"
    )
    is_legacy: bool = Field(default=False, description="Altsystem, das abgeschaltet werden soll")
    switch_off: date | None = Field(default=None, description="Tag der Abschaltung")
    out_of_use: date | None = Field(default=None, description="Außer Betrieb seit")
    note: str = Field(default="", max_length=LONGEST["note"], description="Bemerkung")

    def facts(self) -> RegisterFacts:
        """Return what it says."""
        return RegisterFacts(**dict(self))


class CheckInput(BaseModel):
    """What an alternative check comes to."""

    model_config = ConfigDict(extra="forbid")

    outcome: CheckOutcome = Field(description="Was daraus folgt")
    reason: str = Field(max_length=LONGEST_REASON, description="Warum")


class TableInput(BaseModel):
    """A table of entries."""

    model_config = ConfigDict(extra="forbid")

    content: str = Field(max_length=_LONGEST_TABLE, description="XLSX, ODS oder CSV, base64")


@get(
    "/register-entries",
    operation_id="list_register_entries",
    summary="Das Vertragsregister auflisten und suchen",
    sync_to_thread=True,
    action=Action.READ_REGISTER,
)
def list_entries(  # noqa: PLR0913, PLR0917 - what Litestar hands in
    request: Call,
    actor: NamedDependency[Actor],
    register_desk: NamedDependency[RegisterDesk],
    search: Search = "",
    view: View = None,
    browser: Browser = None,
    office: Office = None,
    cursor: Cursor = None,  # noqa: ARG001 - described and measured here, read by `number_in`
    limit: Limit = 25,
) -> Response[Listing[RegisterEntryView]]:
    """Return a part of the list, newest first."""
    query = register_desk.query(search, view=view, browser=browser, office=office)
    found, _ = register_desk.stretch(actor, query, after=number_in(request), size=limit)
    return listed(request, map(listed_entry, found.items), None if found.last is None else int(found.last))


@post(
    "/register-entries",
    operation_id="add_register_entry",
    summary="Ein Produkt in das Vertragsregister eintragen",
    status_code=HTTP_201_CREATED,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.KEEP_REGISTER,
)
def add_entry(
    request: Call,
    actor: NamedDependency[Actor],
    register_keeping: NamedDependency[RegisterKeeping],
    data: JSONBody[RegisterEntryInput],
) -> Response[RegisterEntryView]:
    """Enter a product."""
    return answer_once(request, lambda once: register_keeping.add(actor, data.facts(), once), added_entry)


@get(
    "/register-entries/{register_entry:int}",
    operation_id="get_register_entry",
    summary="Ein Eintrag mit Verlauf, Erinnerungen und Prüfungen von Alternativen",
    sync_to_thread=True,
    action=Action.READ_REGISTER,
)
def get_entry(
    actor: NamedDependency[Actor], register_desk: NamedDependency[RegisterDesk], register_entry: FromPath[int]
) -> Response[SeenRegisterEntryView]:
    """Return an entry."""
    view = seen_entry(register_desk.see(actor, register_entry))
    return Response(view, headers={"ETag": etag_of_view(view.entry.version, view)})


@put(
    "/register-entries/{register_entry:int}",
    operation_id="change_register_entry",
    summary="Einen Eintrag ändern",
    description="„If-Match“ nennt die Fassung, die zu sehen war; was fehlt, gilt als leer.",
    sync_to_thread=True,
    responses=responses(409, 412, 428),
    action=Action.KEEP_REGISTER,
)
def change_entry(
    request: Call,
    actor: NamedDependency[Actor],
    register_keeping: NamedDependency[RegisterKeeping],
    register_entry: FromPath[int],
    data: JSONBody[RegisterEntryInput],
) -> Response[RegisterEntryView]:
    """Change an entry."""
    seen, facts = expected_version(request), data.facts()
    return answer_once(
        request, lambda once: register_keeping.change(actor, register_entry, seen, facts, once), changed_entry
    )


@post(
    "/register-entries/{register_entry:int}/checks/{check_number:int}/decision",
    operation_id="decide_alternative_check",
    summary="Entscheiden, was aus einer Prüfung von Alternativen folgt",
    description="Eine Entscheidung bleibt.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.KEEP_REGISTER,
)
def decide_check(
    request: Call,
    actor: NamedDependency[Actor],
    register_keeping: NamedDependency[RegisterKeeping],
    register_entry: FromPath[int],
    check_number: FromPath[int],
    data: JSONBody[CheckInput],
) -> Response[AlternativeCheckView]:
    """Decide on a check."""
    wish = CheckWish(outcome=data.outcome, reason=data.reason)
    return answer_once(
        request, lambda once: register_keeping.decide(actor, register_entry, check_number, wish, once), decided_check
    )


@post(
    "/register-tables",
    operation_id="take_register_table",
    summary="Einträge aus einer Tabelle übernehmen",
    description="Zeilen mit Nummer und Fassung ändern einen Eintrag, andere sind neu. Alles oder nichts.",
    status_code=HTTP_200_OK,
    sync_to_thread=True,
    responses=responses(409),
    action=Action.KEEP_REGISTER,
)
def take_table(
    request: Call,
    actor: NamedDependency[Actor],
    register_tables: NamedDependency[RegisterTables],
    data: JSONBody[TableInput],
) -> Response[TakenTableView]:
    """Take a table."""
    content = content_of(data.content, "/content")
    return answer_once(request, lambda once: register_tables.take(actor, content, once), taken_table)


@get(
    "/register-tables/{table_kind:str}",
    operation_id="get_register_table",
    summary="Das Vertragsregister als Tabelle, die neuesten Einträge zuerst",
    description=f"XLSX, ODS oder CSV, höchstens {MOST_WRITTEN} Einträge.",
    media_type="application/octet-stream",
    sync_to_thread=True,
    action=Action.READ_REGISTER,
)
def get_table(  # noqa: PLR0913 - what Litestar hands in
    actor: NamedDependency[Actor],
    register_tables: NamedDependency[RegisterTables],
    register_desk: NamedDependency[RegisterDesk],
    table_kind: FromPath[RegisterTableKind],
    *,
    search: Search = "",
    view: View = None,
    browser: Browser = None,
    office: Office = None,
) -> Response[bytes]:
    """Return the entries that a search finds as a file."""
    query = register_desk.query(search, view=view, browser=browser, office=office)
    file = register_tables.written(actor, query, table_kind)
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.data, media_type="application/octet-stream", headers=headers)


HANDLERS = (list_entries, add_entry, get_entry, change_entry, decide_check, take_table, get_table)
