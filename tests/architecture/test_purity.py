"""The pure rooms neither read nor write nor ask the time; import-linter cannot see the built-in ways to do so."""

import ast
from pathlib import Path

from tests.architecture.sources import ROOT, package_modules, shown, tree_of

PURE_ROOMS = ("core", "licensing", "scoring")
PURE_INSIDE = "rules"
BUILT_IN = {"__import__", "eval", "exec", "input", "open", "print"}
CLOCK = {"now", "today", "utcnow"}


def impure_calls(tree: ast.Module) -> list[tuple[int, str]]:
    """Return line and name of each call that reads, writes or asks the time."""
    called = [(node.lineno, node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = [(line, func.id) for line, func in called if isinstance(func, ast.Name) and func.id in BUILT_IN]
    clocks = [(line, func.attr) for line, func in called if isinstance(func, ast.Attribute) and func.attr in CLOCK]
    return names + clocks


def test_the_search_finds_impure_calls() -> None:
    assert impure_calls(ast.parse("open('x')\ndate.today()")) == [(1, "open"), (2, "today")]


def is_pure(path: Path) -> bool:
    first, *inside = path.relative_to(ROOT).parts
    return first in PURE_ROOMS or inside[0] == PURE_INSIDE


def test_pure_rooms_make_no_impure_call() -> None:
    modules = [path for path in package_modules() if is_pure(path)]
    found = [f"{shown(path)}:{line} {name}" for path in modules for line, name in impure_calls(tree_of(path))]

    assert {path.relative_to(ROOT).parts[0] for path in modules} >= {*PURE_ROOMS, "procurement"}
    assert found == []
