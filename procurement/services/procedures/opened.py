"""A procedure opened for reading, with everything that a page about it needs."""

from collections.abc import Mapping
from dataclasses import dataclass

from infra.fields.model import FieldValue
from infra.policy.decision import Denial
from procurement.model import Procedure, ProcedureStage, Publication
from procurement.rules.need import Need
from procurement.rules.procedure.changes import Change
from procurement.rules.procedure.facts import Facts, Reason, TextField
from procurement.rules.procedure.publication import Composed
from procurement.rules.procedure.stages import Step, seal_of
from procurement.rules.report import ProcedureKindReport
from scoring.model import Evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOffer:
    """A step that the present stage knows.

    Args:
        step: The step.
        target: Stage it leads to.
        needs_reason: It is taken only with a written reason.
        needs_deadline: It is taken only with a deadline for bids.
        denial: Why the actor may not take it at all; None where they may.
        hindrances: Everything that stands against it now.
    """

    step: Step
    target: ProcedureStage
    needs_reason: bool
    needs_deadline: bool
    denial: Denial | None
    hindrances: tuple[Reason, ...]

    @property
    def is_possible(self) -> bool:
        """The actor can take it now."""
        return self.denial is None and not self.hindrances


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedProcedure:
    """A procedure with everything that a page about it needs.

    Args:
        procedure: As it stands.
        office_name: Name of its office; empty without one.
        texts: What its fields hold.
        need: The need as it was saved; None until then.
        report: What the rules say about the need on its planned day; None where they cannot say anything.
        matrices: The evaluation without bids of each lot that has one, by the lot's number.
        facts: What guards decide on.
        composed: What would be published now; None while something is missing for that.
        publications: Published versions, oldest first.
        steps: Every step that the stage knows.
        names: Names of the people who take part, by their id.
        is_editable: The actor may change its content now.
    """

    procedure: Procedure
    office_name: str
    texts: Mapping[TextField, FieldValue]
    need: Need | None
    report: ProcedureKindReport | None
    matrices: Mapping[int, Evaluation]
    facts: Facts
    composed: Composed | None
    publications: tuple[Publication, ...]
    steps: tuple[StepOffer, ...]
    names: Mapping[str, str]
    is_editable: bool

    @property
    def changes(self) -> tuple[Change, ...]:
        """How the present state differs from what is published."""
        return self.facts.changes

    def offer(self, step: Step) -> StepOffer | None:
        """Return a step; None where the stage does not know it."""
        return next((one for one in self.steps if one.step is step), None)

    def seal_for(self, step: Step) -> str | None:
        """Return the seal of what whoever takes a step agrees to; None for steps that agree to nothing."""
        return seal_of(self.facts, step)
