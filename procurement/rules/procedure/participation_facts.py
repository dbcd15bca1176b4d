"""What is known about the Teilnahmewettbewerb of a procedure at one moment."""

from dataclasses import dataclass

from core.parameters import DatedParameter


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationFacts:
    """What guards of the Teilnahmewettbewerb look at.

    Args:
        is_needed: The kind of procedure that was chosen begins with requests to participate.
        least: Least number of candidates to invite in the eligibility matrix; None while there is none.
        minimum: The lowest that the law lets it be; None where the kind has no requests to participate.
        is_published: The published version has an eligibility matrix.
        is_opened: The opening of the requests is recorded.
        undecided: Names of candidates whose valid request is neither found suitable nor excluded.
        suitable: Number of suitable candidates.
        open_places: Places among equal candidates that are to be decided by lot; below 0 where too many were drawn.
        digest: Seal of the choice as it follows now; None before requests are open.
    """

    is_needed: bool = False
    least: int | None = None
    minimum: DatedParameter | None = None
    is_published: bool = False
    is_opened: bool = False
    undecided: tuple[str, ...] = ()
    suitable: int = 0
    open_places: int = 0
    digest: str | None = None
