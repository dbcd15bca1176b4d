"""Requests to participate within one transaction."""

import json
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal

from sqlalchemy import func, select
from sqlmodel import Session, col

from infra.rows import city_of
from procurement.model import BidFile, CheckAnswer, Finding, RequestOutcome, RequestToParticipate
from procurement.rules.participation.ranking import written_findings
from procurement.tables import ParticipationFileRow, RequestToParticipateRow


class ParticipationRepository:
    """Requests as seen and changed within one transaction. Whoever writes holds the procedure's row.

    Args:
        session: The transaction; the caller commits it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def requests(self, slug: str, publication: int) -> tuple[RequestToParticipate, ...]:
        """Return the requests that answer a published version, in the order of their numbers."""
        row = RequestToParticipateRow
        here = (col(row.slug) == slug, col(row.publication) == publication)
        rows = self._session.execute(select(row).where(*here).order_by(col(row.number))).scalars()
        return tuple(map(_request, rows))

    def put(self, slug: str, request: RequestToParticipate) -> None:
        """Store a request; the caller has compared versions in the same transaction."""
        values = {name.name: getattr(request, name.name) for name in fields(request)}
        values["findings"] = json.dumps(written_findings(request.findings), ensure_ascii=False)
        row = RequestToParticipateRow.model_validate({"city_id": city_of(self._session), "slug": slug, **values})
        self._session.merge(row)
        self._session.flush()

    def add_file(self, slug: str, request: RequestToParticipate, file: BidFile, sealed: str) -> None:
        """Store a file of a request with its sealed content."""
        place = {"slug": slug, "publication": request.publication, "number": request.number}
        row = {"city_id": city_of(self._session), **place, "name": file.name, "size": file.size, "digest": file.digest}
        added = ParticipationFileRow.model_validate(row | {"sealed": sealed})
        self._session.add(added)
        self._session.flush()
        self._session.expunge(added)

    def files(self, slug: str, publication: int) -> dict[int, tuple[BidFile, ...]]:
        """Return what is known about files, by the number of their request and their name; contents are not read."""
        row = ParticipationFileRow
        columns = (col(row.number), col(row.name), col(row.size), col(row.digest))
        here = (col(row.slug) == slug, col(row.publication) == publication)
        found = dict[int, tuple[BidFile, ...]]()
        for one in self._session.execute(select(*columns).where(*here).order_by(col(row.number), col(row.name))):
            file = BidFile(name=one.name, size=one.size, digest=one.digest, with_price=False)
            found[one.number] = (*found.get(one.number, ()), file)
        return found

    def sealed_file(self, slug: str, publication: int, number: int, name: str) -> str | None:
        """Return the sealed content of a file, or None."""
        row = ParticipationFileRow
        request = (col(row.slug) == slug, col(row.publication) == publication, col(row.number) == number)
        found = select(col(row.sealed)).where(*request, col(row.name) == name)
        return self._session.execute(found).scalar_one_or_none()

    def next_number(self, slug: str, publication: int) -> int:
        """Return the number that the next request to a published version gets."""
        row = RequestToParticipateRow
        here = (col(row.slug) == slug, col(row.publication) == publication)
        last = select(func.max(col(row.number))).where(*here)
        return int(self._session.execute(last).scalar_one() or 0) + 1

    def invited(self, slug: str, publication: int) -> tuple[str, ...]:
        """Return the names of the candidates who were invited."""
        found = self.requests(slug, publication)
        return tuple(one.candidate for one in found if one.outcome is RequestOutcome.INVITED)


def _request(row: RequestToParticipateRow) -> RequestToParticipate:
    values = {name.name: getattr(row, name.name) for name in fields(RequestToParticipate)}
    return RequestToParticipate(**values | {"findings": _findings(row.findings)})


def _findings(written: str) -> Mapping[str, Finding]:
    return {
        name: Finding(
            answer=CheckAnswer(one["answer"]),
            points=Decimal(one["points"]) if "points" in one else None,
            note=one["note"],
        )
        for name, one in json.loads(written).items()
    }
