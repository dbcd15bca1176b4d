"""Deleting a file: asked for by one person, decided on by another, with a proof that stays."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from core.parameters import ParameterSet
from infra.audit.model import Event
from infra.clock import official_day
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.errors import DisposalNotAskedError, DisposalSamePersonError
from procurement.model import DisposalProof, Disposition, Procedure
from procurement.repository import AwardRepository, DisposalRepository, ProcedureRepository, WholeFile
from procurement.rules.award.disposal import grounds
from procurement.rules.digest import canonical, digest_of
from procurement.services.awarding.file_end import EndOfFile, end_of
from procurement.services.disposal.gathering import require_none, require_version, working_on
from procurement.services.finding import subject_of

FORMAT = "pruefstand/disposal/2"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDeleting:
    """Deletes files whose time is over.

    Args:
        transactions: Opens them.
        parameters: Dated entry ``retention_years``.
    """

    transactions: Transactions
    parameters: ParameterSet

    def ask(self, actor: Actor, slug: str, version: int, once: Once | None = None) -> Disposition:
        """Ask for the deletion of a file.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            DisposalBlockedError: Something keeps it.
        """
        with self.transactions.write(actor, Action.PREPARE_DISPOSAL, once) as writing:
            procedure = working_on(writing, Action.PREPARE_DISPOSAL, slug)
            end = self._end(writing, procedure, version)
            require_none(end.blockers)
            after = replace(
                end.facts.disposition,
                version=version + 1,
                asked_by=str(writing.actor.person),
                asked_at=writing.now,
            )
            DisposalRepository(writing.session).put(slug, after)
            writing.record(Event.FILE_DELETION_ASKED, subject_of(procedure), before={}, after={})
            return writing.done(after)

    def hand_back(self, actor: Actor, slug: str, version: int, once: Once | None = None) -> Disposition:
        """Take the wish for the deletion of a file back, be it one's own.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            DisposalNotAskedError: Nobody asked.
        """
        with self.transactions.write(actor, Action.PREPARE_DISPOSAL, once) as writing:
            procedure = working_on(writing, Action.PREPARE_DISPOSAL, slug)
            held = self._end(writing, procedure, version).facts.disposition
            if held.asked_by is None:
                raise DisposalNotAskedError
            after = replace(held, version=version + 1, asked_by=None, asked_at=None)
            DisposalRepository(writing.session).put(slug, after)
            writing.record(Event.FILE_DELETION_HANDED_BACK, subject_of(procedure), before={}, after={})
            return writing.done(after)

    def delete(self, actor: Actor, slug: str, version: int, once: Once | None = None) -> DisposalProof:
        """Delete everything that is stored about a procedure, and return the proof that stays.

        The proof is stored first: from then on triggers of the database let the rows of this one file go. They refuse
        the proof itself as long as a hold is open. Lines of the audit log stay.

        Raises:
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            DisposalNotAskedError: Nobody asked.
            DisposalSamePersonError: The actor asked for it.
            DisposalBlockedError: Something keeps it.
        """
        with self.transactions.write(actor, Action.DISPOSE_FILE, once) as writing:
            procedure = working_on(writing, Action.DISPOSE_FILE, slug)
            end = self._end(writing, procedure, version)
            asked_by = end.facts.disposition.asked_by
            if asked_by is None:
                raise DisposalNotAskedError
            if asked_by == str(writing.actor.person):
                raise DisposalSamePersonError
            require_none(end.blockers)
            file = WholeFile(writing.session, slug, procedure.reference)
            document = canonical(_told(writing, procedure, end, file.rows()))
            proof = DisposalProof(
                slug=slug,
                reference=procedure.reference,
                document=document,
                digest=digest_of(document),
                asked_by=asked_by,
                decided_by=str(writing.actor.person),
                decided_at=writing.now,
            )
            DisposalRepository(writing.session).add_proof(proof)
            file.delete()
            told = {"reference": proof.reference, "digest": proof.digest}
            writing.record(Event.FILE_DELETED, subject_of(procedure), before={}, after=told)
            return writing.done(proof)

    def _end(self, writing: Writing, procedure: Procedure, version: int) -> EndOfFile:
        end = end_of(writing, procedure, official_day(writing.now), self.parameters)
        require_version(end.facts.disposition.version, version)
        return end


def _told(writing: Writing, procedure: Procedure, end: EndOfFile, rows: Mapping[str, int]) -> dict[str, object]:
    """Return what the proof says: which file, on what grounds, by whom, and what was there; nothing of its content."""
    facts, until = end.facts, end.until
    if facts.ended_on is None or until is None:
        raise AssertionError("a file without a day until which it is kept is never deleted")
    held, source = facts.disposition, grounds(facts, until)
    names = IdentityRepository(writing.session).names({str(held.asked_by), str(writing.actor.person)})
    return {
        "format": FORMAT,
        "reference": procedure.reference,
        "stage": procedure.stage.value,
        "ended_on": facts.ended_on.isoformat(),
        "contract_ended_on": facts.contract_ends.isoformat() if facts.awarded_on and facts.contract_ends else None,
        "kept_until": until.last.isoformat(),
        "grounds": source.citation,
        "grounds_status": source.status.value,
        "grounds_as_of": source.as_of.isoformat() if source.as_of else None,
        "offered_on": held.offered_on.isoformat() if held.offered_on else None,
        "offer": held.offer_note,
        "answer": held.answer.value if held.answer else None,
        "answered_on": held.answered_on.isoformat() if held.answered_on else None,
        "answer_note": held.answer_note,
        "holds": [
            {
                "reason": one.reason.value,
                "set_on": official_day(one.set_at).isoformat(),
                "lifted_on": official_day(one.lifted_at).isoformat() if one.lifted_at else None,
            }
            for one in end.holds
        ],
        "asked_by": names.get(str(held.asked_by), "–"),
        "decided_by": names.get(str(writing.actor.person), "–"),
        "deleted_on": facts.today.isoformat(),
        "rows": dict(sorted(rows.items())),
        "digests": _digests(writing, procedure.slug),
    }


def _digests(writing: Writing, slug: str) -> list[str]:
    """Return the checksums of what was published, decided and sent: a copy elsewhere can be told by them."""
    awards = AwardRepository(writing.session)
    published = [one.digest for one in ProcedureRepository(writing.session).publications(slug)]
    decided = [one.digest for one in awards.entries(slug)]
    return [*published, *decided, *(one.digest for one in awards.letters(slug))]
