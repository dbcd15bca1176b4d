"""Answers to changes of a tender procedure."""

from litestar.status_codes import HTTP_201_CREATED

from api.etag import etag_of
from api.once import presented
from api.procedure_view import receipt
from infra.once.model import KeptAnswer
from procurement.model import Procedure


def changed(procedure: Procedure) -> KeptAnswer:
    """Return the answer to a change."""
    return presented(receipt(procedure), etag=etag_of(procedure.version))


def created(procedure: Procedure) -> KeptAnswer:
    """Return the answer to a procedure that was begun."""
    location = f"/api/v1/procedures/{procedure.slug}"
    return presented(receipt(procedure), status=HTTP_201_CREATED, location=location, etag=etag_of(procedure.version))
