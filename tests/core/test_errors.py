"""Faults, their severity and their place."""

import pytest

from core.errors import Fault, InputError, PruefstandError, Severity, pointer


def forbidding(kind: str = "rule") -> Fault:
    return Fault(kind, "/x", Severity.FORBIDDEN, legal_source="§ 1")


@pytest.mark.parametrize("source", [None, ""])
def test_a_rule_without_a_source_forbids_nothing(source: str | None) -> None:
    with pytest.raises(ValueError, match="band: a forbidding fault needs its legal source"):
        Fault("band", "/x", Severity.FORBIDDEN, legal_source=source)


def test_an_invalid_value_needs_no_source() -> None:
    fault = Fault("number", "/x")

    assert (fault.severity, fault.legal_source, fault.properties) == (Severity.INVALID, None, {})


def test_invalid_wins_over_forbidden() -> None:
    assert InputError([forbidding(), forbidding()]).severity is Severity.FORBIDDEN
    assert InputError([forbidding(), Fault("number", "")]).severity is Severity.INVALID
    assert InputError([Fault("number", "")]).severity is Severity.INVALID


def test_the_message_names_the_first_three() -> None:
    error = InputError([Fault("a", ""), Fault("b", "/b"), forbidding("c"), Fault("d", "/d")], omitted=7)

    assert str(error) == "a at /, b at /b, c at /x"
    assert error.omitted == 7
    assert len(error.faults) == 4
    assert isinstance(error, PruefstandError)
    assert InputError([Fault("a", "")]).omitted == 0


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), ""),
        (("a",), "/a"),
        (("a", 0, "b"), "/a/0/b"),
        (("a/b", "c~d"), "/a~1b/c~0d"),
        (("~1",), "/~01"),
        (("",), "/"),
    ],
)
def test_pointers_follow_rfc_6901(parts: tuple[str | int, ...], expected: str) -> None:
    assert pointer(*parts) == expected
