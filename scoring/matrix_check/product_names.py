"""Wording that names products, brands or proprietary formats without "oder gleichwertig"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from core.errors import pointer
from core.parameters import DatedParameter, ParameterSet
from scoring.checks.tree import criterion_pointer
from scoring.matrix_check.document import Finding
from scoring.matrix_check.findings import finding
from scoring.model import Criterion, Matrix

_EQUIVALENT = re.compile(r"\boder\s+(?:\w+\s+)?gleichwertig", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;!?](?=\s|$)")


@dataclass(frozen=True, slots=True)
class ProductNames:
    """Dated word lists, one name a line.

    Args:
        clear: Names that can only mean a product; compared without regard to case.
        ambiguous: Names with an everyday meaning too; case counts, and the report only asks.
    """

    clear: DatedParameter
    ambiguous: DatedParameter

    @classmethod
    def on(cls, parameters: ParameterSet, day: date) -> Self:
        """Take the lists valid on ``day``.

        Raises:
            ParameterNotValidError: A list has no entry for the day.
        """
        return cls(parameters.on("product_names", day), parameters.on("product_names_ambiguous", day))


def product_findings(matrix: Matrix, names: ProductNames | None) -> Iterator[Finding]:
    """Yield each text of a criterion that names a product without "oder gleichwertig" later in the same sentence.

    Args:
        matrix: The matrix with all its texts, A and I criteria included.
        names: Word lists; None says in the report that nothing was compared.

    Legal source:
        § 31 Abs. 6 VgV
    """
    if names is None:
        yield finding("product_names_not_checked", pointer("matrix", "criteria"))
        return
    clear, ambiguous = _listed(names.clear), _listed(names.ambiguous)
    for path, node in matrix.walk():
        for place, text in _texts(node, criterion_pointer(path)):
            certain = _named(clear, text, re.IGNORECASE)
            perhaps = [name for name in _named(ambiguous, text, 0) if not any(name in known for known in certain)]
            if certain:
                yield finding("product_named", place, names.clear.source, id=node.id, names=_quoted(certain))
            if perhaps:
                yield finding("product_named_maybe", place, names.ambiguous.source, id=node.id, names=_quoted(perhaps))


def _listed(names: DatedParameter) -> list[str]:
    """Return the names of a list, longest first, so that "MS Teams" is found before "Teams"."""
    return sorted((name.strip() for name in str(names.value).splitlines() if name.strip()), key=len, reverse=True)


def _quoted(names: list[str]) -> str:
    return "“, „".join(names)


def _texts(node: Criterion, place: str) -> Iterator[tuple[str, str]]:
    yield f"{place}/title", node.title
    for field, text in (
        ("expectation", node.expectation),
        ("subject_link", node.subject_link),
        ("evidence", node.evidence),
    ):
        if text:
            yield f"{place}/{field}", text
    for index, degree in enumerate(node.degrees):
        yield f"{place}/degrees/{index}", f"{degree.label}\n{degree.text}"


def _named(names: list[str], text: str, flags: int) -> list[str]:
    """Return the names found in order, each once; those with the saving words later in their sentence left out."""
    searched = text.lower() if flags else text
    present = [re.escape(name) for name in names if (name.lower() if flags else name) in searched]
    if not present:
        return []  # a plain search first: long texts cost a hundred times more as a pattern
    found: dict[str, None] = {}
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(present)})(?!\w)", text, flags):
        end = _SENTENCE_END.search(text, match.end())
        rest = text[match.end() : end.start() if end else len(text)]
        if not _EQUIVALENT.search(rest):
            found[match.group()] = None
    return list(found)
