"""Evidence on licences for tests: small files, and analyses taken as far as their name says."""

from collections.abc import Mapping
from typing import Any

from app.house import House
from infra.jobs.runner import Runner
from infra.policy.model import Actor
from procurement.model import Analysis, EvidenceKind
from procurement.services.evidence.files import NewEvidence
from procurement.services.evidence.gathering import NewAnalysis

LICENCE_LIST = b"Komponente;Lizenz;Version\nalpha;MIT;1.0\nbeta;GPL-3.0-only;2\ngamma;BUSL-1.1;3\n"
"""Three components of three classes; the columns are guessed from the headings."""

BROKEN = b'{"bomFormat": nope'


def drafted(house: House, actor: Actor, slug: str | None = None, bid: str | None = None) -> Analysis:
    """Return an analysis without files."""
    return house.evidence_gathering.create(actor, NewAnalysis(title="Nachweise", slug=slug, bid=bid))


def with_list(house: House, actor: Actor, analysis: Analysis, content: bytes = LICENCE_LIST) -> Analysis:
    """Add a licence list."""
    new = NewEvidence(name="liste.csv")
    return house.evidence_files.add(actor, analysis.id, analysis.version, new, content)


def with_text(house: House, actor: Actor, analysis: Analysis) -> Analysis:
    """Add a text that is not the licence it claims to be."""
    new = NewEvidence(name="LICENSE", kind=EvidenceKind.LICENCE_TEXT, licence="MIT")
    return house.evidence_files.add(actor, analysis.id, analysis.version, new, b"Nutzung nur nach Absprache.")


def judged(house: House, actor: Actor, analysis: Analysis) -> Analysis:
    """Start an analysis and do the job."""
    started = house.analysing.start(actor, analysis.id, analysis.version)
    assert Runner(house.jobs).work_once()
    return started.analysis


class PlainReader:
    """Stands in for the child process: verdicts as they are given, the rows numbered.

    Args:
        rows: How many components each file has.
    """

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.read = 0

    def judge(self, _data: bytes, _asked: object) -> list[Mapping[str, Any]]:
        self.read += 1
        expression = {"expression": "MIT", "strength": "permissive", "osi": "yes", "rulings": {}}
        rows = [(f"paket {n:06}", "1", "", "", 0, False, n == 0, f"/components/{n}") for n in range(self.rows)]
        counts = {"permissive": self.rows, "osi": self.rows}
        return [
            {
                "format": "cyclonedx",
                "components": self.rows,
                "licences": counts,
                "expressions": [expression],
                "rows": rows,
            }
        ]

    def compare(self, _data: bytes, _licence: str) -> Mapping[str, Any]:
        raise AssertionError("no text was given")
