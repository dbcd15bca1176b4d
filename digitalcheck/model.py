"""Words the Digital-Check decides in, lights, headlines, depths, states; and a check as it is worked on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from capacity.model import CapacityState

__all__ = [
    "WORST_FIRST",
    "CapacityState",
    "CheckFinding",
    "CheckQuery",
    "CheckStatus",
    "CheckStep",
    "Depth",
    "Headline",
    "Light",
    "Part",
    "PreCheck",
    "PublishedQuestions",
    "StoredCheck",
]


class Light(StrEnum):
    """What a finding says. There is none over the whole check, and no score."""

    GRUEN = "gruen"
    GELB = "gelb"
    ROT = "rot"
    OFFEN = "offen"
    ENTFAELLT = "entfaellt"


WORST_FIRST = (Light.ROT, Light.GELB, Light.OFFEN, Light.GRUEN, Light.ENTFAELLT)


class PreCheck(StrEnum):
    """Result of the Vorprüfung."""

    VOLLPRUEFUNG = "vollpruefung"
    KLAERUNG = "klaerung"
    KEIN_DIGITALBEZUG = "kein_digitalbezug"


class Depth(StrEnum):
    """How much is asked: one sentence, the Kurz-Check, or everything."""

    NEGATIV = "negativ"
    KURZ = "kurz"
    VOLL = "voll"


class Headline(StrEnum):
    """The line that counts: whether the proposal is agreed."""

    ABGESTIMMT = "abgestimmt"
    ABGESTIMMT_VORBEHALTLICH = "abgestimmt_vorbehaltlich"
    ABSTIMMUNG_LAEUFT = "abstimmung_laeuft"
    NICHT_ABGESTIMMT = "nicht_abgestimmt"


class CheckStatus(StrEnum):
    """How far a check has come; only a released one is no draft."""

    ENTWURF = "entwurf"
    GEZEICHNET = "gezeichnet"
    RUECKFRAGE = "rueckfrage"
    MITGEZEICHNET = "mitgezeichnet"
    FREIGEGEBEN = "freigegeben"
    ERSETZT = "ersetzt"


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """What an answer means.

    Args:
        question: Id of the question.
        rule: Id of the rule that said so.
        light: Its light.
        sentence: Its sentence on the sheet.
        basis: Citations of what the question rests on.
    """

    question: str
    rule: str
    light: Light
    sentence: str
    basis: tuple[str, ...]


class Part(StrEnum):
    """Whose part of a check something is; who may fill it in is the policy's to say."""

    FACHAMT = "fachamt"
    ADIT = "adit"
    DATENSCHUTZ = "datenschutz"
    SICHERHEIT = "sicherheit"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCheck:
    """A check as it is worked on. What was typed stands in its fields, each with a version of its own.

    Args:
        number: Its number; 0 before it is stored.
        office: Id of the office that proposes.
        title: What it is about, as the field of that name says.
        reference: Number of the Magistratsvorlage likewise; empty while there is none.
        catalogue: Name of the catalogue it was begun with and keeps.
        status: How far it has come.
        copied_from: Number of the earlier check its answers were taken over from, if any.
        prefilled: Names of the fields that were filled in beforehand and that nobody has confirmed.
        request: Number of its capacity request; None before it was handed in.
        created_by: Id of the person who began it.
        created_at: When, UTC.
        changed_at: When it was changed last, UTC.
        version: Counts every change, those of fields too, from 1.
    """

    number: int
    office: str
    title: str
    reference: str
    catalogue: str
    status: CheckStatus
    copied_from: int | None
    prefilled: frozenset[str]
    request: int | None
    created_by: str
    created_at: datetime
    changed_at: datetime
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckStep:
    """A check went from one state to the next. It never changes.

    Args:
        number: Counts the steps of the check, from 1.
        before: The state it was in.
        after: The state it came into.
        reason: Why; empty where none is needed.
        person: Id of the person.
        at: When, UTC.
    """

    number: int
    before: CheckStatus
    after: CheckStatus
    reason: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckQuery:
    """Which checks somebody wants to see; what is None is not asked for.

    Args:
        text: Every word stands in title or reference.
        status: Only in this state.
        office: Only of this office.
    """

    text: str = ""
    status: CheckStatus | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedQuestions:
    """A catalogue of questions that a city published. It never changes.

    Args:
        name: Id and version, as answers name it.
        title: What it is called.
        digest: Of its canonical form.
        document: The catalogue as JSON.
        published_by: Id of the person; ``operator`` for the command line.
        published_at: When, UTC.
    """

    name: str
    title: str
    digest: str
    document: str
    published_by: str
    published_at: datetime
