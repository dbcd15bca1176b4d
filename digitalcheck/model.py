"""Words the Digital-Check decides in: lights, headlines, depths, states."""

from dataclasses import dataclass
from enum import StrEnum


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


class CapacityState(StrEnum):
    """What the queue says about the IT capacity. It is read there and never answered."""

    KEINE = "keine"
    GESTELLT = "gestellt"
    TEILWEISE = "teilweise"
    VORBEHALT = "vorbehalt"
    ZUGESAGT = "zugesagt"


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
