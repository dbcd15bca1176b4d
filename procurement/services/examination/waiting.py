"""What waits for an evaluator: declarations, and the own sheet."""

from dataclasses import dataclass
from enum import StrEnum

from infra.policy.decision import decide
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from procurement.model import Evaluator, Procedure, ProcedureStage
from procurement.repository import BidRepository, EvaluatorRepository, ProcedureRepository
from procurement.rules.examination.team import DECLARING
from procurement.services.gathering import sheets


class TaskKind(StrEnum):
    """What there is to do."""

    DECLARATION = "declaration"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that waits for somebody.

    Args:
        kind: What there is to do.
        slug: Name of the procedure.
        reference: Its reference number.
        title: What is bought.
        lots: Numbers of the lots it is about.
    """

    kind: TaskKind
    slug: str
    reference: str
    title: str
    lots: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Tells people what waits for them.

    Args:
        transactions: Opens what is theirs.
    """

    transactions: Transactions

    def of(self, actor: Actor) -> tuple[Task, ...]:
        """Return what waits for the actor, by procedure; nothing for whoever scores nothing."""
        if decide(actor, Action.DECLARE_CONFLICTS) is not None or actor.person is None:
            return ()
        with self.transactions.read(actor, Action.USE_OWN_ACCOUNT) as reading:
            own = EvaluatorRepository(reading.session).of_person(actor.person)
            slugs = dict.fromkeys(slug for slug, _ in own)
            return tuple(
                task for slug in slugs for task in _tasks(reading, slug, [one for at, one in own if at == slug])
            )


def _tasks(reading: Reading, slug: str, appointments: list[Evaluator]) -> tuple[Task, ...]:
    procedure = ProcedureRepository(reading.session).find(slug)
    if procedure is None or procedure.stage not in DECLARING:
        return ()
    place = (procedure.publications, procedure.round)
    now = tuple(one for one in appointments if (one.publication, one.round) == place)
    bids = BidRepository(reading.session).bids(slug, *place)
    facts = sheets(bids, now, EvaluatorRepository(reading.session).declarations(slug))
    with_bids = {bid.place.lot for bid in bids if bid.is_scored}
    undeclared = tuple(one.lot for one in facts if one.undeclared and not one.has_conflict)
    unscored = tuple(
        one.lot
        for one in facts
        if not one.undeclared and not one.has_conflict and not one.handed_in and one.lot in with_bids
    )
    found = [_task(TaskKind.DECLARATION, procedure, undeclared)] if undeclared else []
    if unscored and procedure.stage is ProcedureStage.SCORING:
        found.append(_task(TaskKind.SHEET, procedure, unscored))
    return tuple(found)


def _task(kind: TaskKind, procedure: Procedure, lots: tuple[int, ...]) -> Task:
    return Task(kind=kind, slug=procedure.slug, reference=procedure.reference, title=procedure.plan.title, lots=lots)
