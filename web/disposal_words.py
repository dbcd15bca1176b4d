"""German words of the end of files, for pages."""

from collections.abc import Mapping

from procurement.rules.award.disposal_wording import ANSWERS, BLOCKERS, HOLDS
from procurement.rules.procedure.wording import STAGES

TABLES: Mapping[str, str] = {
    "field_value": "Felder, in die jemand geschrieben hat",
    "procurement_award_entry": "Entscheidungen über den Zuschlag",
    "procurement_award_letter": "Schreiben an Bieter",
    "procurement_bid": "Angebote",
    "procurement_bid_file": "Dateien der Angebote",
    "procurement_evaluation": "Wertungen",
    "procurement_objection": "Rügen und Nachprüfungen",
    "procurement_procedure": "Vergabeverfahren",
    "procurement_publication": "veröffentlichte Fassungen",
    "procurement_score": "einzelne Punkte der Wertenden",
}
"""What people know of the tables that a proof counts; the others show their code."""

__all__ = ["ANSWERS", "BLOCKERS", "HOLDS", "STAGES", "TABLES"]
