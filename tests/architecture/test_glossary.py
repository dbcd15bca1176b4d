"""docs/glossary.md and the code say the same: one German word, one identifier."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.architecture.sources import ROOT, package_modules, shown, tree_of

GLOSSARY = ROOT / "docs" / "glossary.md"
HEADER = ["German", "Identifier", "Source", "Where", "Note"]
PLANNED = "planned"


@dataclass(frozen=True)
class Entry:
    """One row of the glossary."""

    german: str
    identifiers: tuple[str, ...]
    where: str


def entries() -> list[Entry]:
    rows = [
        line.strip("|").split("|") for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("|")
    ]
    cells = [[cell.strip() for cell in row] for row in rows]
    assert all(len(row) == len(HEADER) for row in cells), "a row has more or fewer cells than the header"
    body = [row for row in cells if row != HEADER and not set(row[0]) <= {"-"}]
    return [Entry(row[0], tuple(re.findall(r"`([^`]+)`", row[1])), row[3]) for row in body]


def model_modules() -> list[Path]:
    return [path for path in package_modules() if path.name in {"model.py", "models.py"} or path.parent.name == "model"]


def public_classes(path: Path) -> set[str]:
    return {
        node.name for node in tree_of(path).body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


def names_in(node: ast.AST) -> Iterator[str]:
    """Yield what a node defines: a class, function, argument, field or constant."""
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.arg(arg=name):
            yield name
        case ast.AnnAssign(target=ast.Name(id=name)):
            yield name
        case ast.Assign(targets=targets):
            yield from (target.id for target in targets if isinstance(target, ast.Name))


@cache
def defined_in(place: str) -> set[str]:
    """Return all names that a module or a package defines; members of a class also with its name in front."""
    base = ROOT / place.replace(".", "/")
    return {
        name
        for path in package_modules()
        if path == base.with_suffix(".py") or path.is_relative_to(base)
        for name in defined_by(path)
    }


@cache
def defined_by(path: Path) -> frozenset[str]:
    """Return all names that one file defines."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        found.update(names_in(node))
        if isinstance(node, ast.ClassDef):
            found.update(f"{node.name}.{name}" for member in node.body for name in names_in(member))
    return frozenset(found)


def test_every_model_class_stands_in_the_glossary() -> None:
    known = {name for entry in entries() for name in entry.identifiers}
    missing = {f"{shown(path)}: {name}" for path in model_modules() for name in public_classes(path) - known}

    assert model_modules()
    assert missing == set()


def test_every_identifier_is_found_where_the_glossary_says() -> None:
    built = [entry for entry in entries() if entry.where != PLANNED]
    wrong = [
        f"{entry.where}: {name}" for entry in built for name in entry.identifiers if name not in defined_in(entry.where)
    ]

    assert built
    assert wrong == []


def test_what_is_planned_is_not_yet_built() -> None:
    planned = {name for entry in entries() if entry.where == PLANNED for name in entry.identifiers}
    built = {name for path in model_modules() for name in public_classes(path)}

    assert planned & built == set(), "built by now: give its place in the glossary"


def test_every_row_has_a_word_and_an_identifier_of_its_own() -> None:
    german = Counter(entry.german for entry in entries())
    identifiers = Counter(name for entry in entries() for name in entry.identifiers)

    assert all(entry.german and entry.identifiers and entry.where for entry in entries())
    assert [name for counted in (german, identifiers) for name, times in counted.items() if times > 1] == []
