"""What can stand in the way of the council system and of agendas: status and German sentence."""

from collections.abc import Mapping

from core.errors import Fault, PruefstandError
from digitalcheck.errors import AgendaNotFoundError, CouncilMissingError, CouncilPaperNotFoundError
from digitalcheck.rules.council.wording import agenda_sentence
from digitalcheck.rules.service_words import services_sentence
from procurement.rules.wording import fault_sentence

COUNCIL: Mapping[type[PruefstandError], tuple[int, str, str]] = {
    CouncilMissingError: (
        409,
        CouncilMissingError.type,
        "Für diese Stadt ist kein Ratsinformationssystem eingestellt.",
    ),
    CouncilPaperNotFoundError: (
        409,
        CouncilPaperNotFoundError.type,
        "Im Ratsinformationssystem wurde keine Vorlage mit der Nummer dieses Digital-Checks gelesen.",
    ),
    AgendaNotFoundError: (404, AgendaNotFoundError.type, "Diese Tagesordnung gibt es hier nicht."),
}


def input_sentence(fault: Fault) -> str:
    """Return the German sentence for a fault of an agenda or a list of services, else that of all else."""
    return agenda_sentence(fault) or services_sentence(fault) or fault_sentence(fault)
