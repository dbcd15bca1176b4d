"""German words of the course of a request."""

from collections.abc import Mapping

from capacity.model import Party, ProofKind, RequestStage, ReviewKind, ReviewLight
from capacity.rules.course.facts import Reason
from capacity.rules.course.steps import RequestStep

STAGES: Mapping[RequestStage, str] = {
    RequestStage.ENTWURF: "Entwurf",
    RequestStage.EINGEREICHT: "eingereicht",
    RequestStage.VORPRUEFUNG: "in der Vorprüfung",
    RequestStage.PRUEFUNG: "in den Prüfungen",
    RequestStage.BEWERTUNG: "in der Bewertung",
    RequestStage.PRIORISIERT: "zur Entscheidung vorgeschlagen",
    RequestStage.VORBEHALT: "abgestimmt, vorbehaltlich Beschluss",
    RequestStage.FREIGEGEBEN: "freigegeben durch das Digitaldezernat",
    RequestStage.EINGEPLANT: "eingeplant",
    RequestStage.BLOCKIERT: "blockiert",
    RequestStage.IN_UMSETZUNG: "in Umsetzung",
    RequestStage.ABNAHME: "in der Abnahme",
    RequestStage.ABGESCHLOSSEN: "abgeschlossen",
    RequestStage.ZURUECKGESTELLT: "zurückgestellt",
    RequestStage.ABGELEHNT: "abgelehnt",
    RequestStage.ZURUECKGEZOGEN: "zurückgezogen",
    RequestStage.ZUSAMMENGEFUEHRT: "mit einer anderen Anforderung zusammengeführt",
    RequestStage.ABGEBROCHEN: "abgebrochen",
}
STEPS: Mapping[RequestStep, str] = {
    RequestStep.SUBMIT: "Einreichen",
    RequestStep.WITHDRAW: "Zurückziehen",
    RequestStep.RECEIVE: "Annehmen",
    RequestStep.FORWARD: "In die Prüfungen geben",
    RequestStep.REJECT_FORMALLY: "Aus formalen Gründen ablehnen",
    RequestStep.MERGE: "Mit einer anderen Anforderung zusammenführen",
    RequestStep.ASSESS: "In die Bewertung geben",
    RequestStep.PROPOSE: "Zur Entscheidung vorschlagen",
    RequestStep.APPROVE: "Freigeben",
    RequestStep.RESERVE: "Vorbehaltlich Beschluss zusagen",
    RequestStep.CONFIRM: "Beschluss eintragen und freigeben",
    RequestStep.LAPSE: "Reservierung abgelaufen",
    RequestStep.DEFER: "Zurückstellen",
    RequestStep.RESUME: "Wieder aufnehmen",
    RequestStep.REJECT: "Ablehnen",
    RequestStep.SCHEDULE: "Einplanen",
    RequestStep.MOVE: "Zeitfenster verschieben",
    RequestStep.UNSCHEDULE: "Einplanung zurücknehmen",
    RequestStep.BLOCK: "Als blockiert kennzeichnen",
    RequestStep.UNBLOCK: "Neu einplanen",
    RequestStep.START: "Mit der Umsetzung beginnen",
    RequestStep.DELIVER: "Zur Abnahme geben",
    RequestStep.REWORK: "Nachbessern lassen",
    RequestStep.ACCEPT: "Abnehmen und produktiv setzen",
    RequestStep.CANCEL: "Abbrechen",
    RequestStep.RULE: "Einzelentscheidung: zusagen",
    RequestStep.RULE_RESERVED: "Einzelentscheidung: vorbehaltlich Beschluss zusagen",
    RequestStep.RULE_PART: "Einzelentscheidung: teilweise zusagen",
    RequestStep.REOPEN: "Entscheidung zurücknehmen und neu beginnen",
    RequestStep.LIFT: "Ausnahme ohne Abstimmung zulassen",
    RequestStep.LIFT_RESOLVED: "Beschluss des Magistrats als Ausnahme eintragen",
    RequestStep.TENDER_FAILED: "Vergabeverfahren aufgehoben",
}
PARTIES: Mapping[Party, str] = {
    Party.FACHAMT: "Fachamt",
    Party.ADIT: "Amt für Digitalisierung und IT (ADIT)",
    Party.DEZERNAT: "Digitaldezernat",
    Party.DATENSCHUTZ: "behördliche Datenschutzbeauftragte",
    Party.SICHERHEIT: "Informationssicherheit",
    Party.VERGABE: "Vergabestelle",
}
REVIEWS: Mapping[ReviewKind, str] = {
    ReviewKind.DATENSCHUTZ: "Stellungnahme der behördlichen Datenschutzbeauftragten",
    ReviewKind.SICHERHEIT: "Informationssicherheit",
    ReviewKind.ORGANISATION: "Organisation und Beteiligung des Personalrats",
    ReviewKind.ARCHITEKTUR: "Architektur und Open Source",
    ReviewKind.VERGABEWEG: "Vergabeweg",
}
LIGHTS: Mapping[ReviewLight, str] = {
    ReviewLight.GRUEN: "keine Bedenken",
    ReviewLight.GELB: "mit Auflage",
    ReviewLight.ROT: "Bedenken",
    ReviewLight.FEHLT: "Stellungnahme fehlt",
}
PROOFS: Mapping[ProofKind, str] = {
    ProofKind.VVT: "Verzeichnis von Verarbeitungstätigkeiten (VVT)",
    ProofKind.AVV: "Vertrag zur Auftragsverarbeitung",
    ProofKind.DSFA: "Datenschutz-Folgenabschätzung (DSFA)",
    ProofKind.SCHULUNG: "Schulung",
    ProofKind.UEBERGABE: "Übergabe an den Betrieb",
}
_SENTENCES: Mapping[str, str] = {
    "wrong-stage": "Die Anforderung steht auf „{stage}“; „{step}“ geht dort nicht.",
    "fields-missing": "Im Formular fehlen noch Angaben, oder sie sind nicht lesbar ({count}). Bitte ergänzen.",
    "questions-open": "Rückfragen warten noch auf Antwort ({count}).",
    "review-awaited": "Noch nicht da: {review}. Die Stellungnahme wird innerhalb ihrer Frist erwartet.",
    "review-missing": "Offene Auflage vor der Produktivsetzung, es fehlt: {review}.",
    "proof-missing": "Vor der Produktivsetzung fehlt: {proof}.",
    "reason-missing": "Bitte schreiben Sie eine Begründung. Sie bleibt bei der Anforderung stehen.",
    "effort-missing": "Der Aufwand ist noch nicht geschätzt. Bitte tragen Sie Personentage je Rolle ein.",
    "same-person": "Sie haben die Anforderung selbst eingereicht oder vorgeschlagen. Entscheiden muss jemand anderes.",
    "slot-missing": "Bitte nennen Sie den ersten und den letzten Tag des Zeitfensters.",
    "slot-reversed": "Der letzte Tag des Zeitfensters liegt vor dem ersten oder in der Vergangenheit. Bitte ändern.",
    "place-untried": "Verschoben wird das Zeitfenster unter „Platz im Plan“: Dort steht sofort, ob es passt.",
    "until-missing": "Bitte nennen Sie den letzten Tag, bis zu dem die Zusage gilt.",
    "until-past": "Der letzte Tag der Zusage liegt in der Vergangenheit. Bitte nennen Sie einen späteren.",
    "resubmission-missing": "Bitte nennen Sie den Tag der Wiedervorlage.",
    "resubmission-outside": "Der Tag der Wiedervorlage muss in der Zukunft liegen, spätestens am {latest}.",
    "other-missing": "Bitte nennen Sie die Nummer der Anforderung, mit der zusammengeführt wird.",
    "other-same": "Das ist dieselbe Anforderung. Bitte nennen Sie eine andere Nummer.",
    "other-over": "Die andere Anforderung läuft nicht mehr. Bitte nennen Sie eine, die noch bearbeitet wird.",
    "reservation-over": "Die Reservierung ist abgelaufen, das Zeitfenster ist frei. Bitte neu entscheiden.",
    "waits-for": "Erst müssen diese Anforderungen abgeschlossen sein: {numbers}.",
    "not-agreed": (
        "Die IT-Anforderung ist nicht abgestimmt. Beginnen kann sie mit einem Zeitfenster oder einer Ausnahme: "
        "Das Digitaldezernat lässt sie zu, oder es trägt einen Beschluss des Magistrats ein."
    ),
    "promise-missing": (
        "Die Umsetzung hat mit einer Ausnahme begonnen; ein Zeitfenster hat niemand zugesagt. Zusagen kann es das "
        "Digitaldezernat mit einer Einzelentscheidung; solange eine Ausnahme gilt, geht es auch mit „{step}“ weiter."
    ),
    "already-promised": "Die IT-Anforderung ist abgestimmt; eine Ausnahme braucht sie nicht.",
    "budget-open": (
        "Die Haushaltsmittel für {year} sind noch nicht bestätigt. Bis dahin sind {year} und die Jahre davor gesperrt. "
        "Den Stand trägt ADIT in der Einordnung ein."
    ),
    "budget-early": "Die Haushaltsmittel stehen erst ab dem 01.01.{year} bereit. Bitte beginnen Sie nicht früher.",
    "lift-line-missing": "Bitte schreiben Sie den Satz, der öffentlich über die Ausnahme zu lesen ist.",
    "lift-until-missing": "Bitte nennen Sie den letzten Tag, an dem die Ausnahme gilt.",
    "lift-until-past": "Der letzte Tag der Ausnahme liegt in der Vergangenheit. Bitte nennen Sie einen späteren.",
    "slot-not-come": "Das zugesagte Zeitfenster hat noch nicht begonnen. Für einen früheren Beginn neu einplanen.",
}


def reason_sentence(reason: Reason) -> str:
    """Return why a step is not possible, and what to do."""
    return _SENTENCES[reason.type].format_map({name: _word(name, value) for name, value in reason.properties.items()})


def _word(name: str, value: str) -> str:
    words = _WORDS.get(name)
    return value if words is None else words[value]


_WORDS: Mapping[str, Mapping[str, str]] = {
    "stage": {one.value: text for one, text in STAGES.items()},
    "step": {one.value: text for one, text in STEPS.items()},
    "review": {one.value: text for one, text in REVIEWS.items()},
    "proof": {one.value: text for one, text in PROOFS.items()},
}
