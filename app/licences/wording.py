"""German sentences for files that cannot be read."""

from typing import Any

from core.errors import Fault
from core.wording import FILE_FAULTS
from licensing.policy.wording import policy_sentence
from licensing.sbom.wording import SENTENCES

OF_THE_COMMAND = {
    "files_missing": "Bitte mindestens eine Datei angeben, oder Lizenztexte mit --texts.",
    "licence_unknown": "„{id}“ steht nicht auf der SPDX-Lizenzliste. Bitte die Schreibweise prüfen.",
}
_UNREADABLE = "Die Datei gibt es nicht oder sie ist nicht lesbar. Bitte Namen und Rechte prüfen."


def refusal_sentence(fault: Fault) -> str:
    """Return the sentence of a fault at the gate or in a reader."""
    if fault.type == "file_unreadable":
        return _UNREADABLE
    if fault.type in OF_THE_COMMAND:
        return OF_THE_COMMAND[fault.type].format_map(fault.properties)
    if fault.type.startswith(("policy_", "format_")) or fault.type == "object_expected":
        return policy_sentence(fault)
    sentence = SENTENCES.get(fault.type) or FILE_FAULTS[fault.type]
    return sentence.format_map({"part": "–", "detail": "–", "line": "–", "column": "–", **fault.properties})


def fault_values(fault: Fault) -> dict[str, Any]:
    """Return a fault as JSON values, in the words of the interface."""
    return {
        "type": fault.type,
        "pointer": fault.pointer,
        "severity": fault.severity.value,
        "text": refusal_sentence(fault),
        **{name: fault.properties[name] for name in ("line", "column") if name in fault.properties},
    }
