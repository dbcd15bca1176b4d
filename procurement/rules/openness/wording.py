"""German sentences of openness: signals, states, why, and what is wrong with what somebody wrote."""

from collections.abc import Mapping

from licensing.assess.evidence import EvidenceState, Signal

SIGNALS: Mapping[Signal, str] = {
    Signal.LICENCE: "Lizenz des angebotenen Produkts",
    Signal.SOURCE: "Quelltext der angebotenen Fassung",
    Signal.OPEN_CORE: "Keine Abhängigkeit von verschlossenen Teilen",
    Signal.COHERENCE: "Lizenzen der Bestandteile passen zur Lizenz des Produkts",
    Signal.REUSE: "Vorbereitet für die Nachnutzung",
    Signal.SUSTAINABILITY: "Dauerhafte Pflege, im Vertrag zugesagt",
}
STATES: Mapping[EvidenceState, str] = {
    EvidenceState.PROVEN: "belegt",
    EvidenceState.DECLARED: "nur erklärt",
    EvidenceState.ABSENT: "nicht gegeben",
    EvidenceState.UNKNOWN: "offen",
}
WHY: Mapping[str, str] = {
    "nothing_said": "Zu diesem Signal ist aus dem Angebot nichts festgehalten.",
    "licence_unknown": "Ob die genannte Lizenz eine OSI-Lizenz ist, geht aus den Listen nicht hervor.",
    "not_osi": "Die genannte Lizenz ist keine OSI-Lizenz.",
    "text_contradicts": "Der Lizenztext ist ein anderer als der genannte.",
    "text_agrees": "Das Angebot nennt die Lizenz, der Lizenztext stimmt überein.",
    "only_stated": "Das Angebot sagt es; ein Nachweis, der es bestätigt, liegt nicht vor.",
    "snapshot_agrees": "Das Angebot nennt Adresse und Fassung, der Stand des Repositoriums stimmt überein.",
    "not_all_said": "Das Angebot lässt Funktionen offen, die den Ausschlag geben.",
    "confirmed": "Eine Person hat die Angaben mit dem Produkt verglichen.",
    "contradiction": "Mindestens eine Lizenz der Bestandteile passt nicht.",
    "all_unclear": "Die Stückliste beantwortet es nicht, oder es liegt keine aus dem Angebot vor.",
    "some_unclear": "Kein Widerspruch; einzelne Antworten sind unklar und zählen nicht.",
    "all_fit": "Alle Lizenzen der Bestandteile passen.",
    "publiccode_missing": "Eine publiccode.yml fehlt.",
    "publiccode_invalid": "Die publiccode.yml ist ungültig.",
    "denied": "Das Angebot sagt, dass es das nicht gibt.",
    "promised": "Das Angebot sagt es verbindlich zu; die Zusage wird Teil des Vertrags.",
    "promise_unknown": "Die zugesagte Stufe steht nicht im veröffentlichten Bewertungsschlüssel.",
    "clarified": "Die Antwort auf eine Aufklärung zeigt es.",
}

FAULTS: Mapping[str, str] = {
    "object_expected": "Der Bewertungsschlüssel muss ein JSON-Objekt sein.",
    "rubric_sum": "Die Gewichte der Signale müssen zusammen genau 100 ergeben, jetzt sind es {sum}.",
    "rubric_percent": "Der Wert muss zwischen 0 und 100 liegen.",
    "rubric_signal_twice": "Das Signal {id} steht mehrfach im Bewertungsschlüssel.",
    "rubric_anchor_twice": "Die Stufe „{id}“ steht mehrfach bei diesem Signal.",
    "rubric_anchor_order": "Die Stufe „{id}“ ist mehr wert als die davor. Die höchste Stufe steht zuerst.",
    "rubric_anchor_ends": "Die erste Stufe von {id} muss 100 Prozent wert sein, die letzte 0.",
    "rubric_promise_only": "{id} zählt nur mit Stufen, die eine verbindliche Zusage verlangen. Sonst hat es Gewicht 0.",
    "rubric_counted_elsewhere": "Diese Stufe nennt etwas, das anderswo gewertet wird ({topic}). Nichts zählt doppelt.",
    "rubric_anchor_missing": "Bei {signal} fehlt die Stufe „{id}“: Ohne sie lässt sich kein Vorschlag machen.",
    "rubric_criterion": "„{id}“ ist kein gewertetes Kriterium der Hauptgruppe Open Source dieses Loses.",
    "statement_signal": "{signal} steht nicht im Bewertungsschlüssel oder wird aus der Stückliste gelesen.",
    "statement_file": "Das Angebot hat keine Datei „{name}“, auf die sich die Angabe stützen kann.",
    "statement_place": "Bitte nennen, wo es in der Datei steht, zum Beispiel „Abschnitt 3.2“.",
    "statement_both": "Entweder sagt das Angebot, dass es das nicht gibt, oder es sagt etwas zu.",
    "statement_promise": "Eine Zusage „{id}“ steht nicht im veröffentlichten Bewertungsschlüssel.",
    "statement_licence": "Bitte die Lizenz nennen, die im Angebot steht, zum Beispiel EUPL-1.2.",
    "statement_promise_only": "Dieses Signal zählt nur, wenn das Angebot etwas verbindlich zusagt.",
    "statement_count": "Die Anzahl muss zwischen 0 und {maximum} liegen.",
    "statement_counts_missing": "Bitte nennen, wie viele geforderte Funktionen das Angebot auflistet.",
    "effect_anchor": "Die Stufe „{id}“ steht nicht im veröffentlichten Bewertungsschlüssel.",
    "decision_points": "Bitte Punkte der veröffentlichten Skala angeben.",
    "decision_reason": "Wer andere Punkte gibt als vorgeschlagen, schreibt bitte den Grund dazu.",
}
"""Sentence of each fault of a rubric, a statement, an effect or a decision."""
