"""What belongs to a file is found, or held against a list: a new table or a new kind of field is not forgotten."""

import ast
import importlib
from collections.abc import Iterator, Mapping

import pytest
from sqlmodel import SQLModel

from procurement.repository.whole_file import FIELD_KINDS, OF_EVALUATION, _reference, tables_of_file
from procurement.tables import EvaluationRow, ProcedureRow
from tests.architecture.sources import ROOT, package_modules, tree_of

ELSEWHERE: Mapping[str, str] = {
    "bench": "measures, of no city",
    "capacity-request": "a Bedarfsmeldung, with an end of its own",
    "check-questions": "a catalogue of questions, of no procedure",
    "criteria-*": "a catalogue of criteria, of no procedure",
    "digital-check": "a check, with an end of its own",
    "digital-check-office": "what an office fills in for all its checks",
    "short-assessment": "a Kurzbewertung, without a procedure",
}
"""Kinds of fields that do not go with the file of a procedure, and why."""
BELOW = [row for row in tables_of_file() if row not in {ProcedureRow, EvaluationRow}]


def kinds() -> Iterator[str]:
    """Yield the kind of every store of fields in the project's own code; a part that is computed is a star."""
    for path in package_modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "FieldStore":
                module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                yield kind_of(module, node.args[0])


def kind_of(module: str, given: ast.expr) -> str:
    if isinstance(given, ast.Name):
        return str(getattr(importlib.import_module(module), given.id))
    if isinstance(given, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in given.values)
    assert isinstance(given, ast.Constant), f"{module}: kind of a store of fields"
    return str(given.value)


def test_every_kind_of_field_goes_with_its_file_or_says_why_not() -> None:
    found = set(kinds())
    assert len(FIELD_KINDS) > 5
    assert found == FIELD_KINDS | {OF_EVALUATION} | (ELSEWHERE.keys() & found)
    assert FIELD_KINDS.isdisjoint(ELSEWHERE)


@pytest.mark.parametrize("row", BELOW, ids=lambda row: str(row.__tablename__))
def test_rows_are_found_by_what_each_of_them_has(row: type[SQLModel]) -> None:
    """By the procedure itself where a table knows it; never by something that a row of a procedure may lack."""
    own, parent, _ = _reference(row)
    table = SQLModel.metadata.tables[str(row.__tablename__)]
    straight = {one.referred_table.name for one in table.foreign_key_constraints} & {ProcedureRow.__tablename__}
    assert parent is ProcedureRow or not straight
    constraint = next(one for one in table.foreign_key_constraints if one.referred_table.name == parent.__tablename__)
    lacking = {one.parent.name for one in constraint.elements if one.parent.nullable}
    assert not lacking or own in lacking, "a row of a procedure without this would stay"
