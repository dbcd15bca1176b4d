"""What is known of the end of a file, read once: for its page, for whoever deletes it, and for the Vergabevermerk."""

from dataclasses import dataclass
from datetime import date

from core.german import read_day
from core.parameters import ParameterSet
from infra.clock import official_day
from infra.transactions import Reading
from procurement.model import AwardKind, Hold, Procedure, ProcedureStage
from procurement.repository import AwardRepository, DisposalRepository
from procurement.rules.award.disposal import Blocker, DisposalFacts, blockers, kept
from procurement.rules.award.retention import Retention
from procurement.services.awarding.fields import CONTRACT_END, VERMERK, award_id


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOfFile:
    """The end of a file at one moment.

    Args:
        facts: What the rules look at.
        until: Until when it is kept; None while that cannot be said.
        blockers: What keeps it from being deleted.
        holds: All holds, oldest first.
    """

    facts: DisposalFacts
    until: Retention | None
    blockers: tuple[Blocker, ...]
    holds: tuple[Hold, ...]


def end_of(reading: Reading, procedure: Procedure, today: date, parameters: ParameterSet) -> EndOfFile:
    """Return what is known of the end of a procedure's file."""
    ends, repository = DisposalRepository(reading.session), AwardRepository(reading.session)
    holds = ends.holds(procedure.slug)
    awarded = procedure.stage is ProcedureStage.AWARDED
    given = [one.decided_at for one in repository.entries(procedure.slug) if one.kind is AwardKind.AWARD]
    annulled = procedure.stage is ProcedureStage.ANNULLED
    held_fields = VERMERK.values(reading, VERMERK.record(award_id(procedure)))
    facts = DisposalFacts(
        today=today,
        awarded_on=official_day(given[-1]) if awarded and given else None,
        annulled_on=official_day(procedure.changed_at) if annulled else None,
        contract_ends=read_day(held_fields[CONTRACT_END].value),
        open_holds=sum(one.is_open for one in holds),
        open_objections=sum(one.is_open for one in repository.objections(procedure.slug)),
        disposition=ends.disposition(procedure.slug),
    )
    return EndOfFile(facts=facts, until=kept(facts, parameters), blockers=blockers(facts, parameters), holds=holds)
