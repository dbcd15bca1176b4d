"""German sentences for what a verification finds."""

from scoring.bundle.verify import Finding

_SENTENCES = {
    "damaged": "Das Paket ist beschädigt und lässt sich nicht öffnen.",
    "packing": "Die Verpackung des Pakets wurde verändert (Verzeichnis, Zeitangaben oder Reihenfolge der Dateien).",
    "missing": "Die Datei fehlt.",
    "unlisted": "Die Datei steht nicht im Verzeichnis des Pakets.",
    "unreadable": "Die Datei ist nicht lesbar oder hat nicht das vorgesehene Format.",
    "manifest_digest": "Das Verzeichnis des Pakets wurde verändert.",
    "checksum": "Die Datei wurde verändert: Ihre Prüfsumme stimmt nicht.",
    "not_computable": "Aus den Eingaben lässt sich kein Ergebnis berechnen.",
    "result_digest": "Die Prüfsumme des Ergebnisses im Verzeichnis stimmt nicht mit dem nachgerechneten überein.",
    "differs": "Im Paket steht {stated}, nachgerechnet ergibt sich {found}.",
    "internal": "Die Stabilität der Wertung ist intern und gehört nicht in ein Paket.",
}


def finding_sentence(finding: Finding) -> str:
    """Return the German sentence for a finding.

    Raises:
        KeyError: The type has no sentence.
    """
    return _SENTENCES[finding.type].format(stated=finding.stated, found=finding.found)
