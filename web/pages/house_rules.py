"""Rules of the house for licences: the list, one version with what changed, and a new one as text or file."""

import asyncio
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError
from core.numbers import LARGEST_NUMBER
from infra.exported_file import ExportedFile
from infra.policy.table import Action
from licensing.policy.wording import FAULTS, policy_sentence
from procurement.errors import HouseRulesTakenError
from procurement.rules.wording import fault_sentence
from procurement.services.evidence import HouseRulesDesk
from procurement.services.naming import plain_name
from web import addresses
from web import evidence as words
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import NOTHING_SUBMITTED, UNREADABLE, FaultLine, FaultList, form_of, megabytes, one_fault, submitted

PAGE_SIZE = 25
TAKEN = (
    "Die Fassung „{version}“ gibt es schon, und sie sagt etwas anderes. Bitte geben Sie unter „version“ einen anderen "
    "Namen."
)
_LARGEST_BODY = 4_000_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Before = Annotated[int | None, QueryParameter(name="vor", ge=1, le=LARGEST_NUMBER)]
Base = Annotated[int | None, QueryParameter(name="von", ge=0, le=LARGEST_NUMBER)]


@get("/hausregeln", sync_to_thread=True, action=Action.READ_EVIDENCE)
def show_house_rules(
    request: Connection, house_rules: NamedDependency[HouseRulesDesk], before: Before = None
) -> Response[str]:
    """Show the versions of the city, the newest first, and which one holds."""
    page = house_rules.page(request.user, before=before, size=PAGE_SIZE)
    return render(request, "lizenzen/hausregeln.html", page=page, is_first=before is None)


@get("/hausregeln/{house_rules_number:int}", sync_to_thread=True, action=Action.READ_EVIDENCE)
def show_version(
    request: Connection, house_rules: NamedDependency[HouseRulesDesk], house_rules_number: FromPath[int]
) -> Response[str]:
    """Show one version with what changed since the one before."""
    opened = house_rules.open(request.user, house_rules_number)
    return render(request, "lizenzen/hausregeln_fassung.html", opened=opened, words=words)


@get("/hausregeln/{house_rules_number:int}/datei", sync_to_thread=True, action=Action.READ_EVIDENCE)
def save_version(
    request: Connection, house_rules: NamedDependency[HouseRulesDesk], house_rules_number: FromPath[int]
) -> Response[bytes]:
    """Return the text of one version, byte by byte what its checksum is of."""
    stored = house_rules.open(request.user, house_rules_number).stored
    kind = "json" if stored.text.lstrip().startswith("{") else "yaml"
    return attachment(ExportedFile(f"{plain_name('hausregeln', stored.version)}.{kind}", stored.text.encode()))


@get("/hausregeln/neu", sync_to_thread=True, action=Action.MANAGE_CRITERIA)
def show_new_version(
    request: Connection, house_rules: NamedDependency[HouseRulesDesk], base: Base = None
) -> Response[str]:
    """Show the text of a version, by itself the one that holds, to be changed."""
    number = house_rules.page(request.user, size=1).in_force.number if base is None else base
    return _form(request, house_rules.open(request.user, number).stored.text)


@post("/hausregeln/neu", status_code=SEE_OTHER, request_max_body_size=_LARGEST_BODY, action=Action.MANAGE_CRITERIA)
async def add_version(request: Connection, house_rules: NamedDependency[HouseRulesDesk]) -> Answer:
    """Store a new version from the text or a file; what is wrong with it stays in the field."""
    handed_in = await submitted(await form_of(request))

    def add() -> Answer:
        text = handed_in.text or handed_in.data.decode("utf-8", "replace")
        if not handed_in.data:
            return _form(request, text, one_fault(NOTHING_SUBMITTED))
        try:
            stored = house_rules.add(request.user, handed_in.data)
        except InputError as error:
            return _form(request, text, _faults(error))
        except HouseRulesTakenError as error:
            return _form(request, text, one_fault(TAKEN.format(**error.properties)))
        return Redirect(f"{addresses.house_rules_version(stored.number)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(add)


def _faults(error: InputError) -> FaultList:
    """Return faults in the words of the rules, each with its line where it has one."""
    lines = [
        FaultLine(
            ", ".join(filter(None, (_line(one.properties.get("line", ""), one.pointer), one.pointer))),
            policy_sentence(one) if one.type in FAULTS else fault_sentence(one),
        )
        for one in error.faults
    ]
    return FaultList(lines, error.omitted)


def _line(line: str, place: str) -> str:
    return f"Zeile {line}" if line and not place.startswith("Zeile") else ""


def _form(request: Connection, text: str, faults: FaultList | None = None) -> Response[str]:
    return render(
        request,
        "lizenzen/hausregeln_neu.html",
        status=UNREADABLE if faults else 200,
        text=text,
        faults=faults,
        megabytes=megabytes(request),
    )


HANDLERS = (show_house_rules, show_version, save_version, show_new_version, add_version)
