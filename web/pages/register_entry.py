"""One entry of the register: entered, seen with its ends, changed, its alternative check decided."""

import asyncio
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from core.errors import InputError, VersionConflictError
from infra.policy.table import Action
from procurement.errors import AlternativeCheckDecidedError, AlternativeCheckNotFoundError
from procurement.model import CheckOutcome, RegisterFacts
from procurement.rules.register.checking import LONGEST, LONGEST_REASON
from procurement.rules.register.wording import FAULTS
from procurement.rules.wording import fault_sentence
from procurement.services.register import RegisterDesk, RegisterKeeping
from procurement.services.register.keeping import CheckWish
from web import addresses, register_words
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of
from web.versions import number_in, version_in
from web.views import register as view
from web.views.typed import NOTHING, Typed, values_in

_LARGEST_BODY, _CONFLICT = 50_000, 409
_SAVED = "?geaendert=ja"
_STALE = (
    "Jemand hat den Eintrag inzwischen geändert. Unten steht, was Sie eingegeben haben; den gespeicherten Stand zeigt "
    "der Eintrag. Speichern Sie noch einmal, wenn Ihre Angaben gelten sollen."
)
_DECIDED = "Über diese Prüfung hat inzwischen jemand entschieden. Das bleibt."
_CHECK = "pruefung"
_OUTCOME, _REASON = "folge", "grund"

Words = Annotated[str, QueryParameter(name="suche", max_length=200)]
Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vertragsregister/neu", sync_to_thread=True, action=Action.KEEP_REGISTER)
def show_new_entry(request: Connection, register_desk: NamedDependency[RegisterDesk]) -> Response[str]:
    """Show the form of a new entry."""
    return _form(request, register_desk, view.stored_form(RegisterFacts(product="")))


@post(
    "/vertragsregister/neu",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.KEEP_REGISTER,
)
async def add_entry(
    request: Connection,
    register_desk: NamedDependency[RegisterDesk],
    register_keeping: NamedDependency[RegisterKeeping],
) -> Answer:
    """Enter a product."""
    values = values_in(await form_of(request), tuple(view.FIELDS))

    def call() -> Answer:
        facts, faults = view.read_form(values)
        if faults:
            return _form(request, register_desk, view.EntryForm(values=values, faults=faults))
        try:
            one = register_keeping.add(request.user, facts)
        except InputError as error:
            return _form(request, register_desk, view.EntryForm(values=values, faults=_faults(error)))
        return Redirect(addresses.register_entry(one.number) + _SAVED, status_code=SEE_OTHER)

    return await asyncio.to_thread(call)


@get("/vertragsregister/{register_entry:int}", sync_to_thread=True, action=Action.READ_REGISTER)
def show_entry(
    request: Connection, register_desk: NamedDependency[RegisterDesk], register_entry: FromPath[int], words: Words = ""
) -> Response[str]:
    """Show an entry."""
    return _page(request, register_desk, register_entry, words)


@get("/vertragsregister/{register_entry:int}/aendern", sync_to_thread=True, action=Action.KEEP_REGISTER)
def show_change(
    request: Connection, register_desk: NamedDependency[RegisterDesk], register_entry: FromPath[int]
) -> Response[str]:
    """Show the form of an entry."""
    entry = register_desk.see(request.user, register_entry).entry
    return _form(request, register_desk, view.stored_form(entry.facts), entry.number, entry.version)


@post(
    "/vertragsregister/{register_entry:int}/aendern",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.KEEP_REGISTER,
)
async def change_entry(
    request: Connection,
    register_desk: NamedDependency[RegisterDesk],
    register_keeping: NamedDependency[RegisterKeeping],
    register_entry: FromPath[int],
) -> Answer:
    """Change an entry."""
    form = await form_of(request)
    values, seen = values_in(form, tuple(view.FIELDS)), version_in(form, "fassung")

    def call() -> Answer:
        facts, faults = view.read_form(values)
        try:
            if not faults:
                register_keeping.change(request.user, register_entry, seen, facts)
                return Redirect(addresses.register_entry(register_entry) + _SAVED, status_code=SEE_OTHER)
        except InputError as error:
            faults = _faults(error)
        except VersionConflictError as error:
            kept = view.EntryForm(values=values, faults={"": _STALE})
            return _form(request, register_desk, kept, register_entry, error.current_version, status=_CONFLICT)
        return _form(request, register_desk, view.EntryForm(values=values, faults=faults), register_entry, seen)

    return await asyncio.to_thread(call)


@post(
    "/vertragsregister/{register_entry:int}/pruefung",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.KEEP_REGISTER,
)
async def decide_check(
    request: Connection,
    register_desk: NamedDependency[RegisterDesk],
    register_keeping: NamedDependency[RegisterKeeping],
    register_entry: FromPath[int],
) -> Answer:
    """Decide what an alternative check comes to."""
    form = await form_of(request)
    values, check = values_in(form, (_OUTCOME, _REASON)), number_in(form, _CHECK)

    def call() -> Answer:
        wrong = Typed(form=str(check), values=values)
        if values[_OUTCOME] not in set(CheckOutcome):
            typed = _refused(wrong, _OUTCOME, FAULTS["register_outcome"])
            return _page(request, register_desk, register_entry, typed=typed)
        try:
            wish = CheckWish(outcome=CheckOutcome(values[_OUTCOME]), reason=values[_REASON])
            register_keeping.decide(request.user, register_entry, check, wish)
        except InputError as error:
            typed = _refused(wrong, _REASON, fault_sentence(error.faults[0]))
            return _page(request, register_desk, register_entry, typed=typed)
        except (AlternativeCheckDecidedError, AlternativeCheckNotFoundError):
            typed = Typed(form="", values=values, sentence=_DECIDED, status=_CONFLICT)
            return _page(request, register_desk, register_entry, typed=typed)
        return Redirect(addresses.register_entry(register_entry) + _SAVED, status_code=SEE_OTHER)

    return await asyncio.to_thread(call)


def _refused(typed: Typed, field: str, sentence: str) -> Typed:
    return Typed(form=typed.form, values=typed.values, faults={field: sentence})


def _faults(error: InputError) -> dict[str, str]:
    return {view.NAMES[one.pointer.removeprefix("/")]: fault_sentence(one) for one in error.faults}


def _page(
    request: Connection, desk: RegisterDesk, number: int, words: str = "", typed: Typed = NOTHING
) -> Response[str]:
    seen = desk.see(request.user, number, words)
    return render(
        request,
        "vertragsregister/eintrag.html",
        status=typed.status,
        seen=seen,
        entry=seen.entry,
        fact=seen.entry.facts,
        typed=typed,
        search=words.strip(),
        words=register_words,
        changed_words=view.changed_words,
        longest_reason=LONGEST_REASON,
    )


def _form(
    request: Connection,
    desk: RegisterDesk,
    form: view.EntryForm,
    number: int = 0,
    version: int = 0,
    status: int = 0,
) -> Response[str]:
    return render(
        request,
        "vertragsregister/formular.html",
        status=status or (UNREADABLE if form.faults else 200),
        form=form,
        number=number,
        version=version,
        offices=[(one.id, one.name) for one in desk.offices(request.user)],
        fields=view.FIELDS,
        labels=register_words.LABELS,
        hints=view.HINTS,
        choices=view.CHOICES,
        longest=LONGEST,
        ids=view.IDS,
    )


HANDLERS = (show_new_entry, add_entry, show_entry, show_change, change_entry, decide_check)
