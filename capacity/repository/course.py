"""What happened to requests, within one transaction."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import delete, func, select
from sqlmodel import Session, col

from capacity.model import Proof, RequestEvent, RequestQuestion, RequestReview
from capacity.tables.course import ProofRow, RequestEventRow, RequestQuestionRow, ReviewRow
from infra.rows import CityOwned, city_of

_NAMES: Mapping[type, tuple[str, ...]] = {
    kind: tuple(one.name for one in fields(kind)) for kind in (Proof, RequestEvent, RequestQuestion, RequestReview)
}


class CourseRepository:
    """The course of requests.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_event(self, request: int, event: RequestEvent) -> None:
        """Store an event for good."""
        self._add(RequestEventRow, request, event)

    def events(self, request: int) -> tuple[RequestEvent, ...]:
        """Return the events of a request, oldest first."""
        wanted = select(RequestEventRow).where(col(RequestEventRow.request_id) == request)
        rows = self._session.execute(wanted.order_by(col(RequestEventRow.number))).scalars()
        return tuple(RequestEvent(**_of(row, RequestEvent)) for row in rows)

    def count_events(self, request: int) -> int:
        """Return how many events a request has."""
        wanted = select(func.count()).select_from(RequestEventRow)
        return int(self._session.execute(wanted.where(col(RequestEventRow.request_id) == request)).scalar_one())

    def reviews(self, request: int) -> tuple[RequestReview, ...]:
        """Return the checks of a request."""
        wanted = select(ReviewRow).where(col(ReviewRow.request_id) == request).order_by(col(ReviewRow.kind))
        return tuple(RequestReview(**_of(row, RequestReview)) for row in self._session.execute(wanted).scalars())

    def put_review(self, request: int, review: RequestReview) -> None:
        """Store a check as it became."""
        here = (col(ReviewRow.request_id) == request, col(ReviewRow.kind) == review.kind)
        self._session.execute(delete(ReviewRow).where(*here))
        self._add(ReviewRow, request, review)

    def questions(self, request: int) -> tuple[RequestQuestion, ...]:
        """Return the questions about a request, oldest first."""
        wanted = select(RequestQuestionRow).where(col(RequestQuestionRow.request_id) == request)
        rows = self._session.execute(wanted.order_by(col(RequestQuestionRow.number))).scalars()
        return tuple(RequestQuestion(**_of(row, RequestQuestion)) for row in rows)

    def put_question(self, request: int, question: RequestQuestion) -> None:
        """Store a question as it became."""
        here = (col(RequestQuestionRow.request_id) == request, col(RequestQuestionRow.number) == question.number)
        self._session.execute(delete(RequestQuestionRow).where(*here))
        self._add(RequestQuestionRow, request, question)

    def proofs(self, request: int) -> tuple[Proof, ...]:
        """Return the proofs of a request."""
        wanted = select(ProofRow).where(col(ProofRow.request_id) == request).order_by(col(ProofRow.kind))
        return tuple(Proof(**_of(row, Proof)) for row in self._session.execute(wanted).scalars())

    def put_proof(self, request: int, proof: Proof) -> None:
        """Store a proof as it became."""
        here = (col(ProofRow.request_id) == request, col(ProofRow.kind) == proof.kind)
        self._session.execute(delete(ProofRow).where(*here))
        self._add(ProofRow, request, proof)

    def _add(self, table: type[CityOwned], request: int, stored: object) -> None:
        values = {name: getattr(stored, name) for name in _NAMES[type(stored)]}
        row = table.model_validate({"city_id": city_of(self._session), "request_id": request, **values})
        self._session.add(row)
        self._session.flush()
        self._session.expunge(row)  # read anew where somebody asks again


def _of(row: CityOwned, kind: type) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _NAMES[kind]}
