"""The services of open standards, and the job that holds files against them."""

from typing import Any

from app.artefacts.stored import GatedArtefacts
from app.artefacts.validators import installed
from app.standards_wiring import openness_definitions, standard_clauses, standards_catalogue, standards_criteria
from infra.jobs.services import Jobs
from infra.secrets import Secrets
from infra.settings import Settings
from infra.transactions import Transactions
from infra.uploads.services import Uploads
from procurement.services.evidence import EvidenceBox
from procurement.services.standards import (
    ClauseTaking,
    StandardExamining,
    StandardProbes,
    StandardProbing,
    Standards,
    StandardsShelf,
)


def standard_examining(secrets: Secrets, settings: Settings) -> StandardExamining:
    """Return what carries out the job."""
    return StandardExamining(box=EvidenceBox(secrets), reader=GatedArtefacts(installed(settings)))


def about_standards(
    transactions: Transactions, examining: StandardExamining, jobs: Jobs, uploads: Uploads, others: dict[str, Any]
) -> Standards:
    """Build the services of open standards.

    Args:
        transactions: Opens everything.
        examining: Looks at files.
        jobs: Work in the background.
        uploads: Files that arrive in pieces.
        others: Services of procurement, by the name of their field in ``House``.
    """
    shelf = StandardsShelf(
        transactions=transactions,
        catalogue=standards_catalogue(),
        definitions=openness_definitions,
        clauses=standard_clauses(),
    )
    return Standards(
        shelf=shelf,
        taking=ClauseTaking(
            criteria=others["criteria"], entry_taking=others["entry_taking"], shipped=standards_criteria()
        ),
        probes=StandardProbes(transactions=transactions),
        probing=StandardProbing(
            transactions=transactions, jobs=jobs, box=examining.box, bids=others["bids"], uploads=uploads
        ),
    )
