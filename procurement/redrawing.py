"""Draw the papers of a bundle anew. What draws them is loaded with the first paper only."""

from infra.versions import drawn_with, program_version
from procurement.paper_length import is_too_long
from scoring.bundle.manifest import SCORE_SHEET
from scoring.bundle.papers import Redrawing
from scoring.evaluate import Outcome
from scoring.result import Result


def redrawing(*, most_characters: int | None = None) -> Redrawing:
    """Return what draws the papers of bundles anew.

    Args:
        most_characters: Leave out papers of evaluations that are longer as JSON, where somebody waits for the answer.
    """

    def draw(name: str, outcome: Outcome, result: Result) -> bytes | None:
        if name not in _papers(outcome):
            return None
        if most_characters is not None and len(outcome.evaluation.model_dump_json()) > most_characters:
            return None
        from procurement.exports import sheet_of  # noqa: PLC0415 - fonts are loaded with the first paper only

        return sheet_of(outcome, result)

    return Redrawing(program_version(), drawn_with(), draw, _papers)


def _papers(outcome: Outcome | None) -> frozenset[str]:
    return frozenset() if outcome is not None and is_too_long(outcome) else frozenset({SCORE_SHEET})
