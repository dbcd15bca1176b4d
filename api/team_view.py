"""Teams, declarations and what waits for evaluators as the interface shows them."""

from dataclasses import dataclass

from procurement.services.examination import Declarations, Task, TaskKind, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluatorView:
    """Somebody who scores a lot.

    Args:
        person: Id of the person.
        name: Name of the person.
        lot: Number of the lot.
        undeclared: Number of bidders about whom nothing was declared yet.
        has_conflict: A conflict was declared: the person has no access.
        handed_in: The own sheet was handed in.
    """

    person: str
    name: str
    lot: int
    undeclared: int
    has_conflict: bool
    handed_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TendererView:
    """A bidder about whom somebody declares.

    Args:
        bid: Id of the bid.
        lot: Number of the lot.
        tenderer: Name of the bidder.
        has_conflict: What was declared last; null for nothing yet.
        text: Which conflict; empty without one.
    """

    bid: str
    lot: int
    tenderer: str
    has_conflict: bool | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationsView:
    """What somebody has to declare.

    Args:
        undeclared: Number of bidders about whom nothing was declared yet.
        lots_with_access: Lots whose bids are open to the person.
        tenderers: All bidders of the person's lots.
    """

    undeclared: int
    lots_with_access: list[int]
    tenderers: list[TendererView]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskView:
    """Something that waits for the reader.

    Args:
        kind: What there is to do.
        procedure: Name of the procedure.
        reference: Its reference number.
        title: What is bought.
        lots: Lots that it is about.
    """

    kind: TaskKind
    procedure: str
    reference: str
    title: str
    lots: list[int]


def team_view(team: Team) -> list[EvaluatorView]:
    """Return everybody who scores."""
    return [
        EvaluatorView(
            person=one.person,
            name=team.names.get(one.person, ""),
            lot=one.lot,
            undeclared=one.undeclared,
            has_conflict=one.has_conflict,
            handed_in=one.handed_in,
        )
        for one in team.sheets
    ]


def declarations_view(found: Declarations) -> DeclarationsView:
    """Return what somebody has to declare."""
    tenderers = [
        TendererView(
            bid=bid,
            lot=lot.number,
            tenderer=tenderer,
            has_conflict=found.last[bid].has_conflict if bid in found.last else None,
            text=found.last[bid].text if bid in found.last else "",
        )
        for lot in found.lots
        for bid, tenderer in lot.tenderers.items()
    ]
    return DeclarationsView(
        undeclared=found.undeclared,
        lots_with_access=[lot.number for lot in found.lots if lot.has_access],
        tenderers=tenderers,
    )


def task_view(task: Task) -> TaskView:
    """Return something that waits."""
    return TaskView(
        kind=task.kind, procedure=task.slug, reference=task.reference, title=task.title, lots=list(task.lots)
    )
