"""The award of a tender procedure: what to check, the decision, the Vergabevermerk and its papers."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from infra.fields.model import Conflict, Edit, FieldTooLongError, FieldValue, Saved
from infra.policy.table import Action
from procurement.errors import ProcedureFrozenError
from procurement.model import LetterKind, ProcedureStage
from procurement.rules.award.vermerk import gaps
from procurement.services.awarding import AwardDesk, AwardPaper, AwardPapers, OpenedAward
from procurement.services.awarding.fields import EVIDENCE, REASON, RESOLUTION, STATE
from web import addresses, award_words
from web.downloads import attachment
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of
from web.views.fields import TOO_LONG, FieldForm, edits_in, stored_fields, typed_fields

FROZEN = "Über den Zuschlag wird gerade entschieden, oder es ist schon entschieden. Es ist nichts gespeichert."
_CONFLICT = 409
_LARGEST_BODY = 400_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect
Saving = Callable[[Sequence[Edit]], Mapping[str, Saved | Conflict]]


@get("/vergabeverfahren/{procedure:str}/zuschlag", sync_to_thread=True, action=Action.READ_AWARD)
def show_award(
    request: Connection,
    award_desk: NamedDependency[AwardDesk],
    award_papers: NamedDependency[AwardPapers],
    procedure: FromPath[str],
) -> Answer:
    """Show what is to be checked and what was decided; of an annulled procedure there is the Vergabevermerk alone."""
    opened = award_desk.open(request.user, procedure)
    if opened.procedure.stage is ProcedureStage.ANNULLED:
        return Redirect(addresses.vermerk(procedure), status_code=SEE_OTHER)
    return _award(request, opened, award_papers)


@post(
    "/vergabeverfahren/{procedure:str}/zuschlag",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_AWARD,
)
async def save_award(
    request: Connection,
    award_desk: NamedDependency[AwardDesk],
    award_papers: NamedDependency[AwardPapers],
    procedure: FromPath[str],
) -> Answer:
    """Save what two people decide on, for those who have no script."""
    form = await form_of(request)

    def save() -> Answer:
        opened = award_desk.open(request.user, procedure)
        edits = edits_in(form, _names(opened))
        fields, status, sentence = saved(
            lambda wanted: award_desk.save(request.user, procedure, wanted), opened.known.held, edits
        )
        if fields is None:
            return Redirect(f"{addresses.award(procedure)}?geaendert=ja", status_code=SEE_OTHER)
        opened = award_desk.open(request.user, procedure)
        return _award(request, opened, award_papers, fields, status, sentence)

    return await asyncio.to_thread(save)


@get("/vergabeverfahren/{procedure:str}/zuschlag/vermerk", sync_to_thread=True, action=Action.READ_AWARD)
def show_vermerk(
    request: Connection,
    award_desk: NamedDependency[AwardDesk],
    award_papers: NamedDependency[AwardPapers],
    procedure: FromPath[str],
) -> Response[str]:
    """Show the twelve items of the Vergabevermerk with what is missing."""
    return _vermerk(request, award_desk.open(request.user, procedure), award_papers)


@post(
    "/vergabeverfahren/{procedure:str}/zuschlag/vermerk",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_AWARD,
)
async def save_vermerk(
    request: Connection,
    award_desk: NamedDependency[AwardDesk],
    award_papers: NamedDependency[AwardPapers],
    procedure: FromPath[str],
) -> Answer:
    """Save what is written for the Vergabevermerk, for those who have no script."""
    form = await form_of(request)

    def save() -> Answer:
        opened = award_desk.open(request.user, procedure)
        edits = edits_in(form, list(opened.notes))
        fields, status, sentence = saved(
            lambda wanted: award_desk.note(request.user, procedure, wanted), opened.notes, edits
        )
        if fields is None:
            return Redirect(f"{addresses.vermerk(procedure)}?geaendert=ja", status_code=SEE_OTHER)
        return _vermerk(request, award_desk.open(request.user, procedure), award_papers, fields, status, sentence)

    return await asyncio.to_thread(save)


@get(
    "/vergabeverfahren/{procedure:str}/zuschlag/dateien/{award_paper:str}",
    sync_to_thread=True,
    action=Action.READ_AWARD,
)
def download_paper(
    request: Connection,
    award_papers: NamedDependency[AwardPapers],
    procedure: FromPath[str],
    award_paper: FromPath[AwardPaper],
) -> Response[bytes]:
    """Return a paper, or everything for the E-Akte."""
    return attachment(award_papers.paper(request.user, procedure, award_paper))


def saved(
    save: Saving, held: Mapping[str, FieldValue], edits: Sequence[Edit]
) -> tuple[list[FieldForm] | None, int, str]:
    """Save fields; return None where all is saved, else the fields as they were typed, a status and a sentence."""
    try:
        outcomes = save(edits)
    except FieldTooLongError as error:
        faults = {error.field: TOO_LONG.format(longest=error.longest)}
        return typed_fields(held, edits, {}, faults), UNREADABLE, ""
    except ProcedureFrozenError:
        return typed_fields(held, edits, {}, {}), _CONFLICT, FROZEN
    if any(isinstance(one, Conflict) for one in outcomes.values()):
        return typed_fields(held, edits, outcomes, {}), _CONFLICT, ""
    return None, SEE_OTHER, ""


def _names(opened: OpenedAward) -> list[str]:
    gates = [one.gate.id for one in opened.known.gates]
    return [*(name for gate in gates for name in (gate + STATE, gate + EVIDENCE)), REASON, RESOLUTION]


def _award(
    request: Connection,
    opened: OpenedAward,
    papers: AwardPapers,
    typed: list[FieldForm] | None = None,
    status: int = 200,
    sentence: str = "",
) -> Response[str]:
    fields = typed or stored_fields(opened.known.held)
    labels = dict(award_words.LABELS)
    for one in opened.known.gates:
        labels[one.gate.id + STATE] = (f"{one.gate.title}: Stand", one.gate.text)
        labels[one.gate.id + EVIDENCE] = (
            f"{one.gate.title}: Beleg oder Grund",
            "Wo steht es, oder warum gilt es nicht?",
        )
    return render(
        request,
        "vergabeverfahren/zuschlag.html",
        status=status,
        opened=opened,
        known=opened.known,
        procedure=opened.procedure,
        fields=fields,
        by_name={one.name: one for one in fields},
        labels=labels,
        words=award_words,
        missing=gaps(papers.entries(request.user, opened.procedure.slug)),
        sentence=sentence,
        form_name=uuid4().hex,
        saving=f"/api/v1/procedures/{opened.procedure.slug}/award/",
        letter_kinds=LetterKind,
    )


def _vermerk(
    request: Connection,
    opened: OpenedAward,
    papers: AwardPapers,
    typed: list[FieldForm] | None = None,
    status: int = 200,
    sentence: str = "",
) -> Response[str]:
    entries = papers.entries(request.user, opened.procedure.slug)
    return render(
        request,
        "vergabeverfahren/vergabevermerk.html",
        status=status,
        opened=opened,
        procedure=opened.procedure,
        entries=entries,
        missing=gaps(entries),
        fields=typed or stored_fields(opened.notes),
        labels=award_words.LABELS,
        sentence=sentence,
        form_name=uuid4().hex,
        saving=f"/api/v1/procedures/{opened.procedure.slug}/vergabevermerk/",
    )


HANDLERS = (show_award, save_award, show_vermerk, save_vermerk, download_paper)
