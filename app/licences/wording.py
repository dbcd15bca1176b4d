"""German sentences for files that cannot be read."""

from core.errors import Fault
from core.wording import FILE_FAULTS
from licensing.sbom.wording import SENTENCES

_UNREADABLE = "Die Datei gibt es nicht oder sie ist nicht lesbar. Bitte Namen und Rechte prüfen."


def refusal_sentence(fault: Fault) -> str:
    """Return the sentence of a fault at the gate or in a reader."""
    if fault.type == "file_unreadable":
        return _UNREADABLE
    sentence = SENTENCES.get(fault.type) or FILE_FAULTS[fault.type]
    return sentence.format_map({"part": "–", "detail": "–", "line": "–", "column": "–", **fault.properties})
