"""German sentences for what a verification finds."""

from scoring.bundle.findings import Finding, Verification

_SENTENCES = {
    "damaged": "Das Paket ist beschädigt und lässt sich nicht öffnen.",
    "broken": "Die Datei ist beschädigt: Mindestens ein Byte wurde verändert.",
    "exchanged": "Die Datei wurde ausgetauscht: Aus den Eingaben neu erzeugt ergibt sich eine andere.",
    "packing": "Die Verpackung des Pakets wurde verändert (Verzeichnis, Zeitangaben oder Reihenfolge der Dateien).",
    "repacked": "Das Paket wurde neu verpackt (Verzeichnis, Zeitangaben, Reihenfolge, Kompression); der Inhalt aller "
    "Dateien ist unverändert.",
    "foreign": "Die Datei gehört nicht in ein Prüfpaket dieses Programms; aus den Eingaben folgt sie nicht.",
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


def verdict(verification: Verification) -> str:
    """Return what a verification comes to in a word or two."""
    if not verification.holds:
        return "Stimmt nicht"
    return "Stimmt" if verification.complete else "Stimmt, soweit nachgerechnet"


def remark_sentences(verification: Verification) -> list[str]:
    """Return in German what must be said although it is no difference: numbers, rules and papers."""
    lines = []
    if verification.remarks:
        lines.append("Nicht im Paket, aus dem Programm genommen: " + ", ".join(verification.remarks) + ".")
    if verification.manifest is not None and not verification.manifest.rules:
        lines.append("Das Paket nennt den Stand der Regeln nicht.")
    if verification.other_rules:
        lines.append(
            "Regeln mit anderem Stand als in diesem Programm: "
            + "; ".join(
                f"{other.rule} – im Paket {other.stated}, hier {other.own or 'unbekannt'}"
                for other in verification.other_rules
            )
            + "."
        )
    if drawn := [paper.name for paper in verification.papers if paper.redrawn]:
        lines.append("Neu erzeugt und Byte für Byte gleich: " + ", ".join(drawn) + ".")
    if unproved := [paper.name for paper in verification.papers if not paper.redrawn]:
        lines.append(
            "Nicht nachgerechnet, nur die Prüfsumme verglichen: " + ", ".join(unproved) + ". Eine Prüfsumme lässt sich "
            "erneuern; ob der Inhalt zum Ergebnis gehört, ist damit nicht gesagt."
        )
    return lines
