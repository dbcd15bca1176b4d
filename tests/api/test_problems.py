import logging

import pytest
from litestar.exceptions import HTTPException, TooManyRequestsException

from api.errors import (
    BrokenCursorError,
    BrokenKeyError,
    NoJsonError,
    PreconditionMissingError,
)
from api.problems import to_problem
from api.procurement_titles import PROCUREMENT
from core.errors import Fault, InputError, PruefstandError, Severity, VersionConflictError
from infra.database import DatabaseUnavailableError
from infra.once.model import KeyReusedError
from infra.policy.decision import AccessDeniedError, Denial
from infra.policy.table import Action
from infra.readiness import SchemaOutdatedError
from procurement import errors
from procurement.errors import EvaluationAlreadyStoredError, EvaluationNotFoundError, ProcurementError


def test_facts_get_status_type_and_sentence() -> None:
    problem = to_problem(EvaluationNotFoundError("abc"))
    assert (problem.status, problem.type) == (404, "/errors/procurement/evaluation-not-found")
    assert "abc" in problem.title


def test_a_conflict_names_both_sides() -> None:
    problem = to_problem(EvaluationAlreadyStoredError("VG-1", "vg-1"))
    assert problem.status == 409
    assert "VG-1" in problem.title
    assert "vg-1" in problem.title


def test_every_procurement_error_has_its_translation() -> None:
    declared = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ProcurementError)}
    assert set(PROCUREMENT) == declared - {ProcurementError}


def test_a_mixed_input_is_invalid_before_it_is_forbidden() -> None:
    forbidden = Fault("method_unlawful", "/a", Severity.FORBIDDEN, legal_source="§ 1")
    assert to_problem(InputError([forbidden])).status == 409
    assert to_problem(InputError([forbidden])).legal_source == "§ 1"
    mixed = to_problem(InputError([forbidden, Fault("weights_sum", "/b", properties={"sum": "99"})], omitted=3))
    assert (mixed.status, mixed.legal_source, mixed.omitted) == (422, None, 3)
    assert [fault.legal_source for fault in mixed.faults] == ["§ 1", None]


def test_text_from_outside_is_not_a_template() -> None:
    assert "{reference}" in to_problem(EvaluationNotFoundError("{reference}")).title


def test_a_silent_database_is_a_matter_of_waiting() -> None:
    assert to_problem(DatabaseUnavailableError("x")).status == 503


@pytest.mark.parametrize("error", [ZeroDivisionError("geheim"), PruefstandError("geheim"), HTTPException("geheim")])
def test_a_defect_tells_only_where_to_look(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        problem = to_problem(error)
    assert (problem.status, problem.type) == (500, "/errors/internal")
    assert "geheim" not in repr(problem)
    assert problem.instance is not None
    assert problem.instance.removeprefix("urn:uuid:") in caplog.text
    assert type(error).__name__ in caplog.text
    assert "geheim" not in caplog.text


@pytest.mark.parametrize(("status", "kind"), [(404, "not-found"), (405, "method-not-allowed"), (418, "bad-request")])
def test_plain_statuses(status: int, kind: str) -> None:
    problem = to_problem(HTTPException(status_code=status, detail="geheim"))
    assert (problem.status, problem.type) == (status, f"/errors/http/{kind}")
    assert "geheim" not in repr(problem)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RecursionError("geheim"), 400),
        (UnicodeDecodeError("utf-8", b"geheim", 0, 1, "geheim"), 400),
        (BrokenCursorError(), 400),
        (BrokenKeyError(), 400),
        (VersionConflictError(3), 412),
        (PreconditionMissingError(), 428),
        (NoJsonError(), 415),
        (KeyReusedError(), 422),
        (TooManyRequestsException(), 429),
        (SchemaOutdatedError(), 503),
    ],
)
def test_the_form_of_requests(error: Exception, status: int) -> None:
    problem = to_problem(error)
    assert problem.status == status
    assert problem.instance is None
    assert "geheim" not in repr(problem)


def test_what_another_city_has_does_not_exist() -> None:
    denied = {denial: to_problem(AccessDeniedError(Action.READ_EVALUATION, denial)).status for denial in Denial}
    assert {denial for denial, status in denied.items() if status == 404} == {Denial.OTHER_CITY}
    assert {denial for denial, status in denied.items() if status == 401} == {Denial.NOT_SIGNED_IN}
    assert set(denied.values()) == {401, 403, 404}
