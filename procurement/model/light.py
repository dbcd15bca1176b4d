"""What this package tells about light routes: buying without a tender procedure, on one page, by two people."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LightRoute(StrEnum):
    """Ways to software that is not tendered."""

    DIREKTAUFTRAG = "direktauftrag"
    IN_HOUSE = "in-house"
    CALL_OFF = "abruf"
    EFA = "efa"
    RENEWAL = "verlaengerung"


class ShortAssessmentStage(StrEnum):
    """Where a Kurzbewertung stands."""

    DRAFT = "entwurf"
    ASKED = "vorgelegt"
    SIGNED = "gezeichnet"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAssessment:
    """A Kurzbewertung; what stands on it are fields that save themselves, until somebody hands it to a second person.

    Args:
        number: Its number; 0 before it is stored.
        title: What is bought, as in its form.
        office: Id of the office that buys.
        stage: Where it stands.
        version: Counts steps from 1.
        created_by: Id of the person who began it.
        created_at: When, UTC.
        changed_at: When it last went a step, UTC.
        asked_by: Id of the person who handed it in; None in a draft.
        asked_at: When, UTC.
        handed_back: Why it was handed back last; empty where it was not.
    """

    number: int
    title: str
    office: str
    stage: ShortAssessmentStage
    version: int
    created_by: str
    created_at: datetime
    changed_at: datetime
    asked_by: str | None = None
    asked_at: datetime | None = None
    handed_back: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAssessmentRecord:
    """What was signed; it never changes.

    Args:
        number: Number of the Kurzbewertung.
        document: What stood on it, as canonical JSON.
        digest: ``sha256:…`` of the document.
        signed_by: Id of the second person.
        signed_at: When, UTC.
    """

    number: int
    document: str
    digest: str
    signed_by: str
    signed_at: datetime
