"""German sentences about what is wrong with letters and objections."""

from collections.abc import Mapping

FAULTS: Mapping[str, str] = {
    "letter_leak_name": "{bid}: Das Schreiben nennt ein anderes Unternehmen. Bitte ändern Sie die Gründe.",
    "letter_leak_price": "{bid}: Das Schreiben nennt den Preis eines anderen Angebots. Bitte ändern Sie die Gründe.",
    "letter_leak_points": "{bid}: Das Schreiben nennt Punkte eines anderen Angebots. Bitte ändern Sie die Gründe.",
    "letter_leak_reason": (
        "{bid}: Das Schreiben gibt wieder, was zu einem anderen Angebot begründet ist. Bitte ändern Sie die Gründe."
    ),
    "letter_advantages": "{bid}: Die Merkmale und Vorteile des erfolgreichen Angebots fehlen.",
    "letter_day": "Bitte geben Sie einen Tag von der Entscheidung bis heute an.",
    "objection_day": "Bitte geben Sie einen Tag an, der nicht in der Zukunft und nicht vor dem Eingang liegt.",
    "objection_outcome": "Bitte wählen Sie, wie es ausgegangen ist.",
}
