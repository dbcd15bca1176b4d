"""Papers of the award as files: letters, Vergabevorschlag, Vergabevermerk, and everything for the E-Akte."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.german import german_date
from core.numbers import decimal_string
from core.parameters import ParameterSet
from infra.audit.model import Event
from infra.clock import official_day
from infra.exported_file import ExportedFile
from infra.identity.repository import IdentityRepository
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from procurement.errors import BidNotFoundError, LetterNotFoundError
from procurement.model import AwardEntry, AwardKind, LetterKind, Procedure, ProcedureStage
from procurement.papers.vergabevermerk import VermerkPaper
from procurement.papers.vergabevorschlag import ProposalFacts, ProposedLot
from procurement.repository import (
    AwardRepository,
    EvaluationRepository,
    ProcedureRepository,
)
from procurement.rules.award.vermerk import ITEMS, VermerkEntry, vermerk_entries
from procurement.rules.procedure.wording import OFFICES, STAGES
from procurement.services.awarding.desk import known_of, seen
from procurement.services.awarding.extract import FORMAT as EXTRACT_FORMAT
from procurement.services.awarding.extract import public_facts, public_parts, public_stage
from procurement.services.awarding.fields import REASON, RESOLUTION, VERMERK, award_id
from procurement.services.awarding.file_end import end_of
from procurement.services.awarding.known import AwardGathering, AwardKnown
from procurement.services.awarding.letters import Letters, LettersWish, draft, said
from procurement.services.awarding.lots import AwardLot
from procurement.services.awarding.vermerk_facts import vermerk_facts
from procurement.services.finding import subject_of
from procurement.services.linked_checks import check_of
from procurement.services.naming import plain_name

_GONE = "unbekannt"


class AwardPaper(StrEnum):
    """What can be had as a file."""

    PROPOSAL = "vergabevorschlag"
    VERMERK = "vergabevermerk"
    FILE = "e-akte"
    EXTRACT = "auszug"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardPapers:
    """Makes files about awards, each with a line in the audit log.

    Args:
        transactions: Opens awards.
        gathering: Gathers what is known.
        check_figures: The dated figures of the Digital-Check.
    """

    transactions: Transactions
    gathering: AwardGathering
    check_figures: ParameterSet

    def entries(self, actor: Actor, slug: str) -> tuple[VermerkEntry, ...]:
        """Return the twelve items of the Vergabevermerk as they would be printed now.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: Its result is not fixed yet, or the reader has no right.
        """
        with self.transactions.read(actor, Action.READ_AWARD) as reading:
            return self._vermerk(reading, known_of(reading, seen(reading, slug), self.gathering)).entries

    def paper(self, actor: Actor, slug: str, paper: AwardPaper) -> ExportedFile:
        """Return a paper as PDF, or the whole file as ZIP.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: Its result is not fixed yet, or the reader has no right.
        """
        if paper is AwardPaper.EXTRACT:
            return self._extract(actor, slug)
        with self.transactions.write(actor, Action.READ_AWARD) as writing:
            procedure = seen(writing, slug)
            known = known_of(writing, procedure, self.gathering)
            proposal, vermerk = self._proposal(writing, known), self._vermerk(writing, known)
            parts = dict(_parts(writing, procedure, known)) if paper is AwardPaper.FILE else {}
            letters = AwardRepository(writing.session).letters(slug) if paper is AwardPaper.FILE else ()
            writing.record(Event.AWARD_PAPER_EXPORTED, subject_of(procedure), before={}, after={"paper": paper.value})
        from procurement import award_exports  # noqa: PLC0415 - fonts and writers are loaded with the first file only

        name = plain_name(procedure.reference, paper.value)
        if paper is AwardPaper.PROPOSAL:
            return ExportedFile(f"{name}.pdf", award_exports.proposal_of(proposal))
        if paper is AwardPaper.VERMERK:
            return ExportedFile(f"{name}.pdf", award_exports.vermerk_of(vermerk))
        is_annulled = procedure.stage is ProcedureStage.ANNULLED
        drawn = {
            **({} if is_annulled else {"vergabevorschlag.pdf": award_exports.proposal_of(proposal)}),
            "vergabevermerk.pdf": award_exports.vermerk_of(vermerk),
            **{f"schreiben-{one.number}.pdf": award_exports.letter_of(said(one)) for one in letters},
        }
        head = {"reference": procedure.reference, "title": known.document["title"], "stage": procedure.stage.value}
        return ExportedFile(f"{name}.zip", award_exports.file_of(head, known.today, {**parts, **drawn}))

    def letter(self, actor: Actor, slug: str, number: int) -> ExportedFile:
        """Return a letter as it was sent, as PDF.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: Its result is not fixed yet, or the reader has no right.
            LetterNotFoundError: There is no such letter.
        """
        with self.transactions.write(actor, Action.READ_AWARD) as writing:
            procedure = seen(writing, slug)
            sent = next((one for one in AwardRepository(writing.session).letters(slug) if one.number == number), None)
            if sent is None:
                raise LetterNotFoundError(number)
            told = {"paper": "letter", "letter": number}
            writing.record(Event.AWARD_PAPER_EXPORTED, subject_of(procedure), before={}, after=told)
        from procurement import award_exports  # noqa: PLC0415 - fonts and writers are loaded with the first file only

        name = plain_name(procedure.reference, "schreiben", str(number))
        return ExportedFile(f"{name}.pdf", award_exports.letter_of(said(sent)))

    def letter_draft(self, actor: Actor, slug: str, bid: str, kind: LetterKind) -> ExportedFile:
        """Return a letter as it would be sent electronically today, as PDF that says it is a draft.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            AccessDeniedError: Its result is not fixed yet, or the reader has no right.
            BidNotFoundError: No letter goes to the bidder of this bid.
        """
        with self.transactions.write(actor, Action.READ_AWARD) as writing:
            procedure = seen(writing, slug)
            known = known_of(writing, procedure, self.gathering)
            lot = known.lot_of(bid)
            if lot is None:
                raise BidNotFoundError(bid)
            about = draft(writing, known, lot, next(one for one in lot.others if one.id == bid))
            wish = LettersWish(kind=kind, sent_on=known.today, is_electronic=True)
            letters = Letters(transactions=self.transactions, gathering=self.gathering)
            content = letters.content(known, about, wish)
            told = {"paper": "letter-draft", "bid": bid}
            writing.record(Event.AWARD_PAPER_EXPORTED, subject_of(procedure), before={}, after=told)
        from procurement import award_exports  # noqa: PLC0415 - fonts and writers are loaded with the first file only

        name = plain_name(procedure.reference, "schreiben", "entwurf", bid)
        return ExportedFile(f"{name}.pdf", award_exports.letter_of(content, is_draft=True))

    def _extract(self, actor: Actor, slug: str) -> ExportedFile:
        """Return what everybody may know, as ZIP for people outside the file."""
        with self.transactions.write(actor, Action.READ_AWARD) as writing:
            procedure = seen(writing, slug)
            known = known_of(writing, procedure, self.gathering)
            facts, parts = public_facts(writing, known, self._kind(known)), dict(public_parts(writing, procedure))
            told = {"paper": AwardPaper.EXTRACT.value}
            writing.record(Event.AWARD_PAPER_EXPORTED, subject_of(procedure), before={}, after=told)
        from procurement import award_exports  # noqa: PLC0415 - fonts and writers are loaded with the first file only

        stage = public_stage(procedure)
        head = {"format": EXTRACT_FORMAT, "reference": facts.reference, "title": facts.title, "stage": stage}
        drawn = {"auszug.pdf": award_exports.extract_of(facts)}
        name = f"{plain_name(procedure.reference, AwardPaper.EXTRACT.value)}.zip"
        return ExportedFile(name, award_exports.file_of(head, known.today, {**parts, **drawn}))

    def _proposal(self, reading: Reading, known: AwardKnown) -> ProposalFacts:
        check = check_of(reading, known.procedure.slug, self.check_figures, known.today)
        return ProposalFacts(
            reference=known.procedure.reference,
            title=known.document["title"],
            kind=self._kind(known),
            value=decimal_string(known.value),
            day=known.today,
            signs=OFFICES[known.power.office] if known.power else _GONE,
            resolution=known.text(RESOLUTION),
            reason=known.text(REASON),
            gates=known.gates,
            lots=[_proposed(lot) for lot in known.lots],
            check=check.told if check else (),
        )

    def _vermerk(self, reading: Reading, known: AwardKnown) -> VermerkPaper:
        procedure = known.procedure
        held = VERMERK.values(reading, VERMERK.record(award_id(procedure)))
        entries = AwardRepository(reading.session).entries(procedure.slug)
        people = {one for entry in entries for one in (entry.asked_by, entry.decided_by) if one}
        names = IdentityRepository(reading.session).names(people)
        texts = {item.number: held[item.field].value for item in ITEMS}
        end = end_of(reading, procedure, known.today, self.gathering.book.parameters)
        return VermerkPaper(
            reference=procedure.reference,
            title=known.document["title"],
            kind=self._kind(known),
            stage=STAGES[procedure.stage],
            regime=known.regime,
            day=known.today,
            entries=vermerk_entries(vermerk_facts(reading, known, texts)),
            steps=[_step(one, names) for one in entries],
            keep_until=end.until.last if end.until else None,
            is_over=end.facts.ended_on is not None,
        )

    def _kind(self, known: AwardKnown) -> str:
        return next(one.title for one in self.gathering.kinds if one.kind.value == known.document["procedure_type"])


def _proposed(lot: AwardLot) -> ProposedLot:
    results = sorted(lot.results.values(), key=lambda one: (one.rank is None, one.rank or 0, one.bid))
    return ProposedLot(title=lot.title, winner=lot.winner.tenderer if lot.winner else "", results=results)


def _step(entry: AwardEntry, names: Mapping[str, str]) -> str:
    day = german_date(official_day(entry.decided_at))
    who = names.get(entry.decided_by, _GONE)
    if entry.kind is AwardKind.AWARD:
        return f"{day}: Zuschlag erteilt durch {who}"
    asked = names.get(str(entry.asked_by), _GONE)
    return f"{day}: über den Zuschlag entschieden durch {who}, erbeten von {asked}; Prüfsumme {entry.digest}"


def _parts(reading: Reading, procedure: Procedure, known: AwardKnown) -> Iterator[tuple[str, bytes]]:
    """Yield what is stored about a procedure, as it is stored."""
    for one in ProcedureRepository(reading.session).publications(procedure.slug):
        yield f"fassung-{one.number}.json", one.document.encode()
        yield f"fassung-{one.number}-intern.json", one.internal.encode()
    awards = AwardRepository(reading.session)
    for entry in awards.entries(procedure.slug):
        yield f"entscheidung-{entry.number}.json", entry.document.encode()
    for letter in awards.letters(procedure.slug):
        yield f"schreiben-{letter.number}.json", letter.content.encode()
    for lot in known.lots:
        if record := EvaluationRepository(reading.session).find(lot.evaluation):
            yield f"los-{lot.number}-wertung.json", record.document.encode()
            yield f"los-{lot.number}-ergebnis.json", record.result.encode()
    objections = [
        {
            "number": one.number,
            "kind": one.kind.value,
            "tenderer": one.tenderer,
            "subject": one.subject,
            "text": one.text,
            "received_on": one.received_on.isoformat(),
            "outcome": one.outcome.value,
            "answer": one.answer,
        }
        for one in known.objections
    ]
    yield "ruegen.json", (json.dumps(objections, ensure_ascii=False, indent=1) + "\n").encode()
