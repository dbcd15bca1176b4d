"""A request for IT capacity."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class CapacityState(StrEnum):
    """Where a request stands in the queue; ``KEINE`` is none, or one that was refused."""

    KEINE = "keine"
    GESTELLT = "gestellt"
    TEILWEISE = "teilweise"
    VORBEHALT = "vorbehalt"
    ZUGESAGT = "zugesagt"


class RequestStage(StrEnum):
    """How far a request has come."""

    ENTWURF = "entwurf"
    EINGEREICHT = "eingereicht"
    VORPRUEFUNG = "vorpruefung"
    PRUEFUNG = "pruefung"
    BEWERTUNG = "bewertung"
    PRIORISIERT = "priorisiert"
    VORBEHALT = "vorbehalt"
    FREIGEGEBEN = "freigegeben"
    EINGEPLANT = "eingeplant"
    BLOCKIERT = "blockiert"
    IN_UMSETZUNG = "in-umsetzung"
    ABNAHME = "abnahme"
    ABGESCHLOSSEN = "abgeschlossen"
    ZURUECKGESTELLT = "zurueckgestellt"
    ABGELEHNT = "abgelehnt"
    ZURUECKGEZOGEN = "zurueckgezogen"
    ZUSAMMENGEFUEHRT = "zusammengefuehrt"
    ABGEBROCHEN = "abgebrochen"


class Party(StrEnum):
    """A party that acts on requests, and whose turn it can be."""

    FACHAMT = "fachamt"
    ADIT = "adit"
    DEZERNAT = "dezernat"
    DATENSCHUTZ = "datenschutz"
    SICHERHEIT = "sicherheit"
    VERGABE = "vergabe"


class ReviewKind(StrEnum):
    """A parallel check of a request."""

    DATENSCHUTZ = "datenschutz"
    SICHERHEIT = "sicherheit"
    ORGANISATION = "organisation"
    ARCHITEKTUR = "architektur"
    VERGABEWEG = "vergabeweg"


class ReviewLight(StrEnum):
    """What a party says about a request; ``FEHLT``: it has not said anything in time."""

    GRUEN = "gruen"
    GELB = "gelb"
    ROT = "rot"
    FEHLT = "fehlt"


class ProofKind(StrEnum):
    """What must be there before something goes live (Produktivsetzung)."""

    VVT = "vvt"
    AVV = "avv"
    DSFA = "dsfa"
    SCHULUNG = "schulung"
    UEBERGABE = "uebergabe"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedEffort:
    """Person-days of a role in a quarter that somebody asks for.

    Args:
        role: Code of the role.
        quarter: As ``2027-Q1``.
        days_from: At least, from 0.
        days_to: At most, not below ``days_from``.
    """

    role: str
    quarter: str
    days_from: Decimal
    days_to: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What is asked for: all that another room hands in.

    Args:
        title: What it is about.
        office: Id of the office that asks.
        efforts: Person-days by role and quarter.
        cost_once_eur: One-off cost; None where it was not stated.
        cost_yearly_eur: Running cost a year likewise.
        cost_total_eur: Sum over five years likewise.
        begins: First day of the work; None where it was not stated.
        go_live: Day of the start of operation likewise.
    """

    title: str
    office: str
    efforts: tuple[RequestedEffort, ...] = ()
    cost_once_eur: Decimal | None = None
    cost_yearly_eur: Decimal | None = None
    cost_total_eur: Decimal | None = None
    begins: date | None = None
    go_live: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityRequest:
    """A request for IT capacity.

    Args:
        number: Its number; 0 before it is stored.
        demand: What is asked for.
        state: Where it stands.
        since: Day on which it was handed in first.
        until: Last day of the promised capacity; None while nothing is promised.
        reason: Why it was decided so; empty while nothing is decided.
        decided_by: Id of the person; None likewise.
        decided_at: When, UTC; None likewise.
        handed_in_by: Id of the person who handed it in last.
        changed_at: When it was changed last, UTC.
        version: Counts its changes, from 1.
        stage: How far it has come in the queue.
        created_at: When it was begun, UTC.
        proposed_by: Id of the person who put it before the Digitaldezernat last; None while nobody has.
        window_from: First day of the slot that is booked; None while none is.
        resubmit_on: Day on which a deferred request comes back; None for others.
        merged_into: Number of the request that it became part of; None for others.
    """

    number: int
    demand: Demand
    state: CapacityState
    since: date
    until: date | None = None
    reason: str = ""
    decided_by: str | None = None
    decided_at: datetime | None = None
    handed_in_by: str
    changed_at: datetime
    version: int = 1
    stage: RequestStage = RequestStage.EINGEREICHT
    created_at: datetime | None = None
    proposed_by: str | None = None
    window_from: date | None = None
    resubmit_on: date | None = None
    merged_into: int | None = None

    @property
    def person_days(self) -> Decimal:
        """Sum of the upper ends."""
        return sum((one.days_to for one in self.demand.efforts), Decimal(0))
