"""Letters to bidders: to whom, with which reasons, and the record of what was sent."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Redirect

from core.errors import InputError
from core.german import read_day
from infra.policy.table import Action
from procurement.errors import BidNotFoundError, ProcedureFrozenError
from procurement.model import LetterKind
from procurement.rules.award.informing import next_letter
from procurement.rules.wording import fault_sentence
from procurement.services.awarding import AwardDesk, AwardPapers, LetterDraft, Letters, LettersWish
from web import addresses, award_words
from web.downloads import attachment
from web.local_time import NO_DAY
from web.pages.award import saved
from web.rendering import SEE_OTHER, render
from web.upload import UNREADABLE, form_of, text_in
from web.views.fields import FieldForm, edits_in, stored_fields

NOT_NOW = "Schreiben dieser Art gehen jetzt nicht heraus. Es ist nichts festgehalten."
NO_KIND = "Bitte wählen Sie, welche Schreiben versandt sind."
_DAY, _WAY, _KIND = "versandt", "weg", "art"
_CONFLICT = 409
_LARGEST_BODY = 200_000

Connection = Request[Any, Any, Any]
Answer = Response[str] | Redirect


@get("/vergabeverfahren/{procedure:str}/zuschlag/schreiben", sync_to_thread=True, action=Action.READ_AWARD)
def show_letters(
    request: Connection,
    award_desk: NamedDependency[AwardDesk],
    letters: NamedDependency[Letters],
    procedure: FromPath[str],
) -> Response[str]:
    """Show to whom letters go and what was sent."""
    return _list(request, award_desk, letters, procedure)


@post(
    "/vergabeverfahren/{procedure:str}/zuschlag/schreiben",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_AWARD,
)
async def send_letters(
    request: Connection,
    award_desk: NamedDependency[AwardDesk],
    letters: NamedDependency[Letters],
    procedure: FromPath[str],
) -> Answer:
    """Record letters as sent."""
    form = await form_of(request)
    typed = {name: text_in(form, name) for name in (_DAY, _WAY, _KIND)}
    bids = tuple(str(one) for one in form.getall("angebot", []))

    def send() -> Answer:
        day = read_day(typed[_DAY])
        if day is None or typed[_KIND] not in set(LetterKind):
            fault = NO_DAY if day is None else NO_KIND
            return _list(request, award_desk, letters, procedure, typed, (fault,), UNREADABLE)
        is_electronic = typed[_WAY] != "post"
        wish = LettersWish(kind=LetterKind(typed[_KIND]), sent_on=day, is_electronic=is_electronic, bids=bids)
        try:
            letters.send(request.user, procedure, wish)
        except InputError as error:
            sentences = tuple(dict.fromkeys(map(fault_sentence, error.faults)))
            return _list(request, award_desk, letters, procedure, typed, sentences, UNREADABLE)
        except ProcedureFrozenError:
            return _list(request, award_desk, letters, procedure, typed, (NOT_NOW,), _CONFLICT)
        return Redirect(f"{addresses.letters(procedure)}?geaendert=ja", status_code=SEE_OTHER)

    return await asyncio.to_thread(send)


@get("/vergabeverfahren/{procedure:str}/zuschlag/schreiben/{bid:str}", sync_to_thread=True, action=Action.READ_AWARD)
def show_letter(
    request: Connection,
    award_desk: NamedDependency[AwardDesk],
    letters: NamedDependency[Letters],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> Response[str]:
    """Show what is written to one bidder."""
    return _one(request, award_desk, letters, procedure, bid)


@post(
    "/vergabeverfahren/{procedure:str}/zuschlag/schreiben/{bid:str}",
    status_code=SEE_OTHER,
    request_max_body_size=_LARGEST_BODY,
    action=Action.PREPARE_AWARD,
)
async def save_letter(
    request: Connection,
    award_desk: NamedDependency[AwardDesk],
    letters: NamedDependency[Letters],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> Answer:
    """Save what is written to one bidder, for those who have no script."""
    form = await form_of(request)

    def save() -> Answer:
        held = _draft(letters.drafts(request.user, procedure), bid).fields
        edits = edits_in(form, list(held))
        fields, status, sentence = saved(lambda wanted: letters.save(request.user, procedure, bid, wanted), held, edits)
        if fields is None:
            return Redirect(f"{addresses.letter(procedure, bid)}?geaendert=ja", status_code=SEE_OTHER)
        return _one(request, award_desk, letters, procedure, bid, (fields, status, sentence))

    return await asyncio.to_thread(save)


@get(
    "/vergabeverfahren/{procedure:str}/zuschlag/schreiben/{bid:str}/entwurf",
    sync_to_thread=True,
    action=Action.READ_AWARD,
)
def download_draft(
    request: Connection,
    award_desk: NamedDependency[AwardDesk],
    award_papers: NamedDependency[AwardPapers],
    procedure: FromPath[str],
    bid: FromPath[str],
) -> Response[bytes]:
    """Return a letter as it would be sent today."""
    known = award_desk.open(request.user, procedure).known
    kind = next_letter(known.procedure.stage, known.duties)
    return attachment(award_papers.letter_draft(request.user, procedure, bid, kind))


@get(
    "/vergabeverfahren/{procedure:str}/zuschlag/schreiben/dateien/{letter:int}",
    sync_to_thread=True,
    action=Action.READ_AWARD,
)
def download_letter(
    request: Connection, award_papers: NamedDependency[AwardPapers], procedure: FromPath[str], letter: FromPath[int]
) -> Response[bytes]:
    """Return a letter as it was sent."""
    return attachment(award_papers.letter(request.user, procedure, letter))


def _draft(drafts: tuple[LetterDraft, ...], bid: str) -> LetterDraft:
    found = next((one for one in drafts if one.bid.id == bid), None)
    if found is None:
        raise BidNotFoundError(bid)
    return found


def _list(  # noqa: PLR0913, PLR0917 - what a form leaves on the page
    request: Connection,
    award_desk: AwardDesk,
    letters: Letters,
    slug: str,
    typed: Mapping[str, str] | None = None,
    faults: tuple[str, ...] = (),
    status: int = 200,
) -> Response[str]:
    opened = award_desk.open(request.user, slug)
    known = opened.known
    return render(
        request,
        "vergabeverfahren/schreiben.html",
        status=status,
        opened=opened,
        known=known,
        procedure=known.procedure,
        drafts=letters.drafts(request.user, slug),
        kinds=known.letters_now if opened.may_send else (),
        typed=typed or {},
        faults=faults,
        words=award_words,
    )


def _one(
    request: Connection,
    award_desk: AwardDesk,
    letters: Letters,
    slug: str,
    bid: str,
    typed: tuple[list[FieldForm], int, str] | None = None,
) -> Response[str]:
    opened = award_desk.open(request.user, slug)
    letter = _draft(letters.drafts(request.user, slug), bid)
    fields, status, sentence = typed or (stored_fields(letter.fields), 200, "")
    return render(
        request,
        "vergabeverfahren/schreiben_bieter.html",
        status=status,
        opened=opened,
        procedure=opened.procedure,
        letter=letter,
        fields=fields,
        labels=award_words.LABELS,
        words=award_words,
        sentence=sentence,
        form_name=uuid4().hex,
        saving=f"/api/v1/procedures/{slug}/bids/{bid}/letter/",
    )


HANDLERS = (show_letters, send_letters, show_letter, save_letter, download_draft, download_letter)
