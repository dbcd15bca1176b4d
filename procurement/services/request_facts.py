"""What is known about the requests to participate of a procedure, for the guards of its steps."""

import json
from collections.abc import Sequence

from infra.transactions import Reading
from procurement.model import PARTICIPATION_ROUND, Decision, Procedure, Publication
from procurement.repository import BidRepository, ParticipationRepository
from procurement.rules.participation.matrix import EligibilityMatrix, parse_eligibility
from procurement.rules.participation.ranking import ranking_of, selection_digest
from procurement.rules.procedure.participation_facts import ParticipationFacts


def published_eligibility(publications: Sequence[Publication]) -> EligibilityMatrix | None:
    """Return the eligibility matrix of the last published version; None where it has none."""
    document = json.loads(publications[-1].document) if publications else {}
    return parse_eligibility(document["eligibility"]) if "eligibility" in document else None


def about_requests(reading: Reading, procedure: Procedure, publications: Sequence[Publication]) -> ParticipationFacts:
    """Return what is known about the requests to the last published version."""
    matrix = published_eligibility(publications)
    if matrix is None:
        return ParticipationFacts()
    slug, number = procedure.slug, procedure.publications
    requests = ParticipationRepository(reading.session).requests(slug, number)
    place = (number, PARTICIPATION_ROUND)
    openings = BidRepository(reading.session).openings(slug)
    is_opened = any((one.publication, one.round) == place for one in openings)
    ranking = ranking_of(matrix, requests)
    return ParticipationFacts(
        is_published=True,
        is_opened=is_opened,
        undecided=tuple(one.candidate for one in requests if one.is_valid and one.decision is Decision.UNDECIDED),
        suitable=len(ranking.ranked),
        open_places=ranking.open_places,
        digest=selection_digest(matrix, requests) if is_opened else None,
    )
