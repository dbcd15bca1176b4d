"""Frozen points, presentations and decisions by lot within one transaction."""

import json
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select, update
from sqlmodel import Session, col

from infra.rows import city_of
from procurement.model import CONSENSUS, FrozenScore, LotDraw, Presentation
from procurement.tables import FrozenScoreRow, LotDrawRow, PresentationRow


class ScoreRepository:
    """Points that nobody changes any more. Drafts are fields (``infra.fields``) and for their owner's eyes only.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def freeze(self, slug: str, scores: Iterable[FrozenScore]) -> None:
        """Store points for good."""
        city = str(city_of(self._session))
        rows = [
            FrozenScoreRow(
                city_id=city,
                slug=slug,
                bid=score.bid,
                criterion=score.criterion,
                person_id=score.person,
                points=str(score.points),
                reason=score.reason,
                source=score.source,
                frozen_at=score.frozen_at,
            )
            for score in scores
        ]
        self._session.add_all(rows)
        self._session.flush()

    def scores(self, slug: str, *, person: str | None = None, criterion: str | None = None) -> tuple[FrozenScore, ...]:
        """Return frozen points of a procedure, of every publication and round.

        Args:
            slug: Name of the procedure.
            person: Only of this evaluator, or the joint ones (``CONSENSUS``); None for all.
            criterion: Only for this criterion; None for all.
        """
        found = select(FrozenScoreRow).where(col(FrozenScoreRow.slug) == slug)
        if person is not None:
            found = found.where(col(FrozenScoreRow.person_id) == person)
        if criterion is not None:
            found = found.where(col(FrozenScoreRow.criterion) == criterion)
        ordered = found.order_by(col(FrozenScoreRow.bid), col(FrozenScoreRow.criterion), col(FrozenScoreRow.person_id))
        return tuple(map(_score, self._session.execute(ordered).scalars()))

    def joint(self, slug: str) -> tuple[FrozenScore, ...]:
        """Return the points that all evaluators agreed on and that were fixed."""
        return self.scores(slug, person=CONSENSUS)

    def put_presentation(self, slug: str, presentation: Presentation) -> None:
        """Store a presentation; the caller has compared versions in the same transaction."""
        values = {name.name: getattr(presentation, name.name) for name in fields(presentation)}
        values["criteria"] = json.dumps(presentation.criteria, separators=(",", ":"))
        row = {"city_id": city_of(self._session), "slug": slug, **values}
        self._session.merge(PresentationRow.model_validate(row))
        self._session.flush()

    def presentations(self, slug: str) -> tuple[Presentation, ...]:
        """Return the presentations of a procedure."""
        found = select(PresentationRow).where(col(PresentationRow.slug) == slug).order_by(col(PresentationRow.bid))
        return tuple(map(_presentation, self._session.execute(found).scalars()))

    def plan_draw(self, slug: str, draw: LotDraw) -> None:
        """Store how a tie is to be decided, before it is."""
        values = {name.name: getattr(draw, name.name) for name in fields(draw)}
        self._session.add(LotDrawRow.model_validate({"city_id": city_of(self._session), "slug": slug, **values}))
        self._session.flush()

    def record_draw(self, slug: str, draw: LotDraw, outcome: str, at: datetime) -> None:
        """Store what was drawn; what is there stays."""
        change = (
            update(LotDrawRow)
            .where(
                col(LotDrawRow.slug) == slug,
                col(LotDrawRow.publication) == draw.publication,
                col(LotDrawRow.round) == draw.round,
                col(LotDrawRow.lot) == draw.lot,
                col(LotDrawRow.outcome).is_(None),
            )
            .values(outcome=outcome, drawn_at=at)
        )
        self._session.execute(change.execution_options(synchronize_session=False))

    def draws(self, slug: str, publication: int, bid_round: int) -> tuple[LotDraw, ...]:
        """Return the decisions by lot of a round."""
        found = (
            select(LotDrawRow)
            .where(
                col(LotDrawRow.slug) == slug,
                col(LotDrawRow.publication) == publication,
                col(LotDrawRow.round) == bid_round,
            )
            .order_by(col(LotDrawRow.lot))
        )
        rows = self._session.execute(found.execution_options(populate_existing=True)).scalars()
        return tuple(LotDraw(**{name.name: getattr(row, name.name) for name in fields(LotDraw)}) for row in rows)


def _score(row: FrozenScoreRow) -> FrozenScore:
    return FrozenScore(
        bid=row.bid,
        criterion=row.criterion,
        person=row.person_id,
        points=Decimal(row.points),
        reason=row.reason,
        source=row.source,
        frozen_at=row.frozen_at,
    )


def _presentation(row: PresentationRow) -> Presentation:
    kept = {name.name: getattr(row, name.name) for name in fields(Presentation) if name.name != "criteria"}
    return Presentation(criteria=tuple(json.loads(row.criteria)), **kept)
