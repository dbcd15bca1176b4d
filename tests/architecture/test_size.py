"""A room that outgrows these limits is two rooms. Complexity and statements are ruff's to check."""

import ast

from tests.architecture.sources import package_modules, shown, tree_of

MODULE_LINES = 300
FUNCTION_LINES = 40


def test_no_module_is_longer_than_300_lines() -> None:
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in package_modules()}

    assert lengths, "no module was found"
    assert {name: lines for name, lines in lengths.items() if lines > MODULE_LINES} == {}


MIGRATIONS = "app/migrations/versions/"  # one statement a table, in the order of the tables


def test_no_function_is_longer_than_40_lines() -> None:
    too_long = {
        f"{shown(path)}:{node.lineno} {node.name}": lines
        for path in package_modules()
        if not shown(path).startswith(MIGRATIONS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }

    assert too_long == {}
