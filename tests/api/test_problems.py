import logging

import pytest
from litestar.exceptions import HTTPException

from api.problems import _PROCUREMENT, to_problem
from core.errors import Fault, InputError, PruefstandError, Severity
from infra.database import DatabaseUnavailableError
from procurement import errors
from procurement.errors import ProcedureAlreadyStoredError, ProcedureNotFoundError, ProcurementError


def test_facts_get_status_type_and_sentence() -> None:
    problem = to_problem(ProcedureNotFoundError("abc"))
    assert (problem.status, problem.type) == (404, "/errors/procurement/procedure-not-found")
    assert "abc" in problem.title


def test_a_conflict_names_both_sides() -> None:
    problem = to_problem(ProcedureAlreadyStoredError("VG-1", "vg-1"))
    assert problem.status == 409
    assert "VG-1" in problem.title
    assert "vg-1" in problem.title


def test_every_procurement_error_has_its_translation() -> None:
    declared = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ProcurementError)}
    assert set(_PROCUREMENT) == declared - {ProcurementError}


def test_a_mixed_input_is_invalid_before_it_is_forbidden() -> None:
    forbidden = Fault("method_unlawful", "/a", Severity.FORBIDDEN, legal_source="§ 1")
    assert to_problem(InputError([forbidden])).status == 409
    assert to_problem(InputError([forbidden])).legal_source == "§ 1"
    mixed = to_problem(InputError([forbidden, Fault("weights_sum", "/b", properties={"sum": "99"})], omitted=3))
    assert (mixed.status, mixed.legal_source, mixed.omitted) == (422, None, 3)
    assert [fault.legal_source for fault in mixed.faults] == ["§ 1", None]


def test_text_from_outside_is_not_a_template() -> None:
    assert "{reference}" in to_problem(ProcedureNotFoundError("{reference}")).title


def test_a_silent_database_is_a_matter_of_waiting() -> None:
    assert to_problem(DatabaseUnavailableError("x")).status == 503


@pytest.mark.parametrize("error", [ZeroDivisionError("geheim"), PruefstandError("geheim"), RecursionError("geheim")])
def test_a_defect_tells_only_where_to_look(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        problem = to_problem(error)
    assert (problem.status, problem.type) == (500, "/errors/internal")
    assert "geheim" not in repr(problem)
    assert problem.instance is not None
    assert problem.instance in caplog.text
    assert type(error).__name__ in caplog.text
    assert "geheim" not in caplog.text


@pytest.mark.parametrize(("status", "kind"), [(404, "not-found"), (405, "method-not-allowed"), (418, "bad-request")])
def test_plain_statuses(status: int, kind: str) -> None:
    problem = to_problem(HTTPException(status_code=status, detail="geheim"))
    assert (problem.status, problem.type) == (status, f"/errors/http/{kind}")
    assert "geheim" not in repr(problem)
