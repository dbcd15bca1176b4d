"""Gathering evidence: make an analysis, say what it is judged by, take a draft away."""

from dataclasses import dataclass, field, replace

from infra.audit.model import Event
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.errors import AnalysisKeptError, TenderBidNotFoundError
from procurement.model import Analysis, AnalysisChoice, HouseRulesVersion
from procurement.repository import AnalysisRepository, AnalysisResultRepository
from procurement.services.evidence.house_rules import rules_named
from procurement.services.evidence.shared import bid_of, holding, require_open, resource, subject_of
from procurement.services.procedures.editing import named

LONGEST_TITLE, LONGEST_OUTBOUND = 200, 400


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnalysis:
    """An analysis that is to be made.

    Args:
        title: What it is called.
        choice: What it is judged by.
        slug: Procedure of the bid; None for a free-standing one.
        bid: Id of the bid; None likewise.
    """

    title: str
    choice: AnalysisChoice = field(default_factory=AnalysisChoice)
    slug: str | None = None
    bid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceGathering:
    """Makes and changes analyses.

    Args:
        transactions: Opens analyses to those who may change them.
        shipped: The rules of the house that ship.
    """

    transactions: Transactions
    shipped: HouseRulesVersion

    def create(self, actor: Actor, new: NewAnalysis, once: Once | None = None) -> Analysis:
        """Make an analysis of a bid, or a free-standing one, and return it.

        Raises:
            InputError: Title or rules of the house cannot be used.
            ProcedureNotFoundError: There is no procedure of this name.
            TenderBidNotFoundError: It has no such bid.
            AccessDeniedError: The bid is not theirs to gather evidence on.
            EvidenceClosedError: Its quality evaluation is fixed, or its round is over.
        """
        title = named(new.title, "/title", LONGEST_TITLE)
        with self.transactions.write(actor, Action.GATHER_EVIDENCE, once) as writing:
            choice, owner = self._checked(writing, new.choice), actor.person
            if (new.slug is None) != (new.bid is None):
                raise TenderBidNotFoundError(new.bid or "")
            if new.slug is not None and new.bid is not None:
                owner = bid_of(writing, new.slug, new.bid)[2]
            writing.require(Action.GATHER_EVIDENCE, resource(writing, owner, is_free=new.bid is None))
            require_open(writing, new.slug, new.bid)
            made = Analysis(
                id=0,
                slug=new.slug,
                bid=new.bid,
                title=title,
                choice=choice,
                created_by=str(actor.person),
                created_at=writing.now,
                version=1,
            )
            stored = AnalysisRepository(writing.session).add(made)
            writing.record(Event.ANALYSIS_CREATED, subject_of(stored), before={}, after=_told(stored))
            return writing.done(stored)

    def change(
        self, actor: Actor, number: int, version: int, title: str, choice: AnalysisChoice, once: Once | None = None
    ) -> Analysis:
        """Change what an analysis is called and what its next result is judged by; results that are there stay.

        Raises:
            InputError: Title or rules of the house cannot be used.
            AnalysisNotFoundError: There is none of this number.
            VersionConflictError: Somebody else has changed it.
            EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
            AnalysisRunningError: A result is being made.
        """
        title = named(title, "/title", LONGEST_TITLE)
        with holding(self.transactions, actor, number, version, once) as (writing, before):
            after = AnalysisRepository(writing.session).save(before, title, self._checked(writing, choice))
            writing.record(Event.ANALYSIS_CHANGED, subject_of(after), before=_told(before), after=_told(after))
            return writing.done(after)

    def delete(self, actor: Actor, number: int, version: int, once: Once | None = None) -> None:
        """Take a free-standing draft away, with its files.

        Raises:
            AnalysisNotFoundError: There is none of this number.
            VersionConflictError: Somebody else has changed it.
            AnalysisKeptError: It belongs to a bid, or there is a result.
            AnalysisRunningError: A result is being made.
        """
        with holding(self.transactions, actor, number, version, once) as (writing, analysis):
            results = AnalysisResultRepository(writing.session)
            made = results.results(analysis.id)
            if not analysis.is_free or any(one.finished_at for one in made):
                raise AnalysisKeptError
            for one in made:
                results.remove(one.id)
            AnalysisRepository(writing.session).delete(analysis)
            writing.record(Event.ANALYSIS_DELETED, subject_of(analysis), before=_told(analysis), after={})
            writing.done(None)

    def _checked(self, writing: Writing, choice: AnalysisChoice) -> AnalysisChoice:
        rules_named(writing, self.shipped, choice.rules)
        outbound = " ".join(choice.outbound.split())[:LONGEST_OUTBOUND]
        return replace(choice, outbound=outbound)


def _told(analysis: Analysis) -> dict[str, object]:
    """Return what the audit log keeps of an analysis."""
    choice = analysis.choice
    return {
        "title": analysis.title,
        "procedure": analysis.slug,
        "bid": analysis.bid,
        "outbound": choice.outbound,
        "use": choice.use.value,
        "scenario": choice.scenario.value,
        "rules": choice.rules,
    }
