"""German sentences of the procedure: one place for pages and interface."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.german import german_date
from procurement.model import ProcedureStage
from procurement.rules.award.book import SigningOffice
from procurement.rules.periods import Stage
from procurement.rules.procedure.changes import Change, ChangeKind
from procurement.rules.procedure.facts import Reason, TextField
from procurement.rules.procedure.stages import Step
from procurement.rules.wording import fault_sentence

STAGES: Mapping[ProcedureStage, str] = {
    ProcedureStage.PREPARATION: "in Vorbereitung",
    ProcedureStage.RELEASE_REQUESTED: "Freigabe durch eine zweite Person der Vergabestelle erbeten",
    ProcedureStage.ABANDONED: "vor der Veröffentlichung eingestellt",
    ProcedureStage.PUBLISHED: "veröffentlicht",
    ProcedureStage.CHANGE: "veröffentlicht, Änderung in Vorbereitung",
    ProcedureStage.CHANGE_REQUESTED: "veröffentlicht, Freigabe der Änderung durch eine zweite Person der Vergabestelle erbeten",
    ProcedureStage.PARTICIPATION: "Teilnahmewettbewerb: Anträge in Prüfung",
    ProcedureStage.SELECTION_REQUESTED: "Auswahl der Bewerber durch eine zweite Person der Vergabestelle erbeten",
    ProcedureStage.INVITED: "zum Angebot aufgefordert",
    ProcedureStage.OPENED: "Angebote geöffnet",
    ProcedureStage.EXAMINATION: "Angebote in Prüfung",
    ProcedureStage.SCORING: "Einzelwertung läuft",
    ProcedureStage.CONSENSUS: "Konsenswertung läuft",
    ProcedureStage.QUALITY_FIXED: "Leistungswertung festgestellt, Preise noch nicht freigegeben",
    ProcedureStage.PRICING: "Preiswertung läuft",
    ProcedureStage.RESULT_REQUESTED: "Feststellung des Ergebnisses durch eine zweite Person der Vergabestelle erbeten",
    ProcedureStage.RESULT_FIXED: "Ergebnis festgestellt",
    ProcedureStage.AWARD_REQUESTED: "Entscheidung über den Zuschlag durch eine zweite Person der Vergabestelle erbeten",
    ProcedureStage.AWARD_DECIDED: "über den Zuschlag entschieden, noch nicht erteilt",
    ProcedureStage.AWARDED: "Zuschlag erteilt",
    ProcedureStage.ANNULLED: "aufgehoben",
}
STEPS: Mapping[Step, str] = {
    Step.REQUEST_RELEASE: "Freigabe erbitten",
    Step.HAND_BACK: "Zurückgeben",
    Step.RELEASE: "Freigeben und veröffentlichen",
    Step.ABANDON: "Vorbereitung einstellen",
    Step.START_CHANGE: "Änderung beginnen",
    Step.WITHDRAW_CHANGE: "Änderung verwerfen",
    Step.ANNUL: "Aufheben",
    Step.OPEN_REQUESTS: "Öffnung der Teilnahmeanträge festhalten",
    Step.REQUEST_SELECTION: "Bestätigung der Auswahl erbitten",
    Step.HAND_BACK_SELECTION: "Auswahl zurückgeben",
    Step.INVITE: "Auswahl bestätigen und zum Angebot auffordern",
    Step.OPEN_BIDS: "Öffnung der Angebote festhalten",
    Step.START_EXAMINATION: "Prüfung beginnen",
    Step.START_SCORING: "Einzelwertung beginnen",
    Step.START_CONSENSUS: "Konsenswertung beginnen",
    Step.FIX_QUALITY: "Leistungswertung feststellen",
    Step.UNLOCK_PRICES: "Preise zur Wertung freigeben",
    Step.NEXT_ROUND: "Nächste Angebotsrunde eröffnen",
    Step.REQUEST_RESULT: "Feststellung des Ergebnisses erbitten",
    Step.HAND_BACK_RESULT: "Ergebnis zurückgeben",
    Step.FIX_RESULT: "Ergebnis feststellen",
    Step.REQUEST_AWARD: "Entscheidung über den Zuschlag erbitten",
    Step.HAND_BACK_AWARD: "Zuschlag zurückgeben",
    Step.DECIDE_AWARD: "Über den Zuschlag entscheiden",
    Step.AWARD: "Zuschlag erteilen",
    Step.RESET: "Rückversetzen",
}
OFFICES: Mapping[SigningOffice, str] = {
    SigningOffice.AMTSLEITUNG: "die Amtsleitung",
    SigningOffice.DEZERNAT: "das Dezernat",
    SigningOffice.MAGISTRAT: "der Magistrat",
}
TEXT_FIELDS: Mapping[TextField, str] = {
    TextField.SUBJECT: "Gegenstand der Beschaffung",
    TextField.KIND_REASON: "Begründung der Verfahrensart",
    TextField.OPEN_SOURCE_CHECK: "Prüfung quelloffener Alternativen",
    TextField.CLAUSES: "Klauseln zu Lizenzen, Stückliste der Software und Standards",
    TextField.TIE_RULE: "Regel bei Gleichstand",
    TextField.PRESENTATION: "Teststellung: Ablauf und Aufgaben",
    TextField.DIGITAL_CHECK: "Digital-Check",
    TextField.CAPACITY: "Zusage von IT-Kapazität",
}

_DEADLINES: Mapping[str, str] = {Stage.PARTICIPATION: "Teilnahmefrist", Stage.BID: "Angebotsfrist"}
_REASONS: Mapping[str, str] = {
    "wrong-stage": "„{step}“ geht im Stand „{stage}“ nicht.",
    "reason-missing": "Bitte geben Sie einen Grund an.",
    "no-lots": "Es gibt noch kein Los. Ein Vergabeverfahren ohne Aufteilung hat genau eines.",
    "matrix-missing": "{lot}: Die Bewertungsmatrix fehlt.",
    "matrix-fault": "{lot}: {fault}",
    "need-missing": "Der Bedarf mit seinen Kosten fehlt; ohne ihn gibt es keinen geschätzten Auftragswert.",
    "threshold-unknown": "Für diesen Tag ist kein EU-Schwellenwert hinterlegt.",
    "value-zero": "Der geschätzte Auftragswert beträgt 0 Euro. Bitte mindestens einen Betrag angeben.",
    "exit-missing": "{lot}: Ausstieg und Datenübernahme haben keinen Preis. Bitte beziffern; wenn nichts anfällt, mit 0 Euro und Begründung.",
    "value-reason-missing": "{lot}: Nicht jeder Betrag ist begründet.",
    "lots-differ-from-value": "Die Lose des Bedarfs ({priced}) sind nicht die des Vergabeverfahrens ({lots}).",
    "kind-missing": "Die Verfahrensart ist noch nicht gewählt.",
    "kind-not-admissible": "Die gewählte Verfahrensart kommt beim geschätzten Auftragswert nicht in Betracht.",
    "kind-reason-missing": "Die gewählte Verfahrensart braucht eine Begründung.",
    "open-source-check-missing": "Die Prüfung quelloffener Alternativen ist noch nicht beschrieben.",
    "tie-rule-missing": "Es ist noch nicht geregelt, was bei Gleichstand gilt.",
    "deadline-missing": "Die {deadline} fehlt.",
    "deadline-over": "Die {deadline} liegt nicht in der Zukunft.",
    "deadline-order": "Die Angebotsfrist muss nach der Teilnahmefrist enden.",
    "deadline-too-early": "Die {deadline} ist zu kurz: Die Mindestfrist läuft bis zum {last}, 24 Uhr.",
    "capacity-not-asked": (
        "Nicht abgestimmt: Der Digital-Check Nr. {check} hat noch keine IT-Anforderung. Bitte dort einreichen lassen."
    ),
    "capacity-missing": (
        "Nicht abgestimmt: Die IT-Anforderung Nr. {request} ist abgelehnt oder beendet. Veröffentlicht wird erst nach einer "
        "Entscheidung des Digitaldezernats oder einem Beschluss des Magistrats."
    ),
    "capacity-awaited": (
        "Noch nicht abgestimmt: Über die IT-Anforderung Nr. {request} ist noch nicht entschieden. Veröffentlicht wird nach der "
        "Freigabe durch das Digitaldezernat; sonst braucht es dessen Ausnahme oder einen Beschluss des Magistrats."
    ),
    "nothing-changed": "Gegenüber der veröffentlichten Fassung ist nichts geändert.",
    "deadline-not-extended": "Wesentliche Änderungen verlängern die Frist: um mindestens {days} Tage, also bis zum {earliest} oder länger.",
    "bids-are-due": "Die veröffentlichte Frist ist abgelaufen. Möglich sind nur noch Rückversetzung oder Aufhebung.",
    "same-person": "Freigeben oder entscheiden muss eine andere Person als die, die darum gebeten hat.",
    "bids-not-due": "Die Angebotsfrist läuft noch. Angebote dürfen erst danach geöffnet werden.",
    "opening-unrecorded": "Geöffnet wird mit einer Niederschrift oder mit den Schlüsseln zweier Personen, nicht als Schritt für sich.",
    "bids-opened": "Die Angebote auf die veröffentlichte Fassung sind geöffnet. Nach der Rückversetzung braucht es eine neue Fassung.",
    "eligibility-missing": "Die Eignungsmatrix fehlt. Ein Teilnahmewettbewerb braucht sie mit der Bekanntmachung.",
    "eligibility-too-few": "Die Eignungsmatrix sieht mindestens {least} Bewerber vor; zulässig sind mindestens {minimum}.",
    "participation-first": (
        "Erst kommt der Teilnahmewettbewerb: Halten Sie dort die Öffnung der Teilnahmeanträge fest. Angebote geben nur "
        "aufgeforderte Bewerber ab; ihre Frist setzt die Aufforderung."
    ),
    "no-participation": "Die veröffentlichte Fassung hat keinen Teilnahmewettbewerb.",
    "requests-not-due": "Die Teilnahmefrist läuft noch. Teilnahmeanträge dürfen erst danach geöffnet werden.",
    "requests-opening-missing": "Die Öffnung der Teilnahmeanträge durch zwei Personen ist noch nicht festgehalten.",
    "request-undecided": "{candidate}: Es ist noch nicht entschieden, ob der Bewerber geeignet oder ausgeschlossen ist.",
    "no-candidates": "Kein Bewerber ist geeignet. Möglich sind Rückversetzung oder Aufhebung.",
    "candidates-tied": "Zwischen gleich bewerteten Bewerbern muss das Los entscheiden. Zu verlosende Plätze: {count}.",
    "selection-changed": "Die Auswahl ist nicht mehr die, um deren Bestätigung gebeten wurde. Bitte zurückgeben.",
    "opening-missing": "Die Öffnung der Angebote durch zwei Personen ist noch nicht festgehalten.",
    "no-bids": "Es ist noch kein gültiges Angebot übernommen.",
    "bid-undecided": "{bid}: Es ist noch nicht entschieden, ob das Angebot zugelassen oder ausgeschlossen wird.",
    "variant-fallen": (
        "{bid}: Das zugelassene Nebenangebot erfüllt nicht mehr, was veröffentlicht ist. Bitte entscheiden Sie neu."
    ),
    "no-admitted-bids": "Kein Angebot ist zugelassen. Möglich sind Rückversetzung oder Aufhebung.",
    "inquiries-open": "Offene Anfragen an Bieter: {count}. Bitte die Antworten festhalten, oder dass keine kam.",
    "evaluators-missing": "{lot}: Es ist niemand zur Wertung bestimmt, der keinen Interessenkonflikt erklärt hat.",
    "sheets-missing": "Noch nicht abgegebene Einzelwertungen: {count}.",
    "consensus-missing": "Noch ohne gemeinsame Punkte oder Begründung: {count}.",
    "no-negotiation": "Die gewählte Verfahrensart kennt keine Verhandlung, also keine weitere Angebotsrunde.",
    "price-missing": "{bid}: Der Preis fehlt oder ist ungültig.",
    "result-fault": "{fault}",
    "low-bid-open": "{bid}: Das Angebot ist ungewöhnlich niedrig. Bitte den Bieter befragen und dann entscheiden.",
    "tie-open": "{lot}: Auf Rang 1 stehen mehrere Angebote gleich. Bitte nach der veröffentlichten Regel entscheiden.",
    "result-changed": "Das Ergebnis ist nicht mehr das, um dessen Feststellung gebeten wurde. Bitte zurückgeben.",
    "award-nobody": "Das Ergebnis nennt niemanden, der den Zuschlag erhalten könnte. Möglich sind Rückversetzung oder Aufhebung.",
    "award-gate-open": "{gate}: Der Prüfpunkt ist noch offen. Bitte belegen oder begründen, warum er nicht gilt.",
    "award-reason-missing": "Die Entscheidung über den Zuschlag ist noch nicht begründet.",
    "award-power-unknown": "Für diesen Tag oder Auftragswert ist keine Zeichnungsordnung hinterlegt.",
    "award-resolution-missing": "Bei diesem Auftragswert entscheidet {office}. Bitte Tag und Zeichen dieser Entscheidung angeben.",
    "award-changed": "Der Zuschlag ist nicht mehr der, um dessen Entscheidung gebeten wurde. Bitte zurückgeben.",
    "letter-missing": "{bid}: Das Schreiben nach § 134 GWB ist noch nicht versandt.",
    "standstill-running": "Die Wartefrist (§ 134 GWB) läuft bis zum {last}, 24 Uhr. Der Vertrag darf frühestens am Tag danach geschlossen werden.",
    "objections-open": "Noch nicht beantwortete Rügen: {count}.",
    "reviews-open": "Laufende Nachprüfungen: {count}. Solange darf der Zuschlag nicht erteilt werden.",
    "content-changed": "Der Inhalt ist nicht mehr der, für den die Freigabe erbeten wurde. Bitte zurückgeben und neu erbitten.",
}
_TOP: Mapping[str, str] = {
    "reference": "Vergabenummer",
    "title": "Titel",
    "subject": "Gegenstand der Beschaffung",
    "procedure_type": "Verfahrensart",
    "legal_basis": "Rechtsgrundlage",
    "bid_deadline": "Angebotsfrist",
    "participation_deadline": "Teilnahmefrist",
    "lots": "Lose",
    "clauses": "Klauseln",
    "tie_rule": "Regel bei Gleichstand",
    "presentation": "Teststellung: Ablauf und Aufgaben",
    "eligibility": "Eignungsmatrix",
    "parameters": "datierte Vorgaben",
    "two_envelopes": "Preise bis zur Leistungswertung verschlossen",
}
_WITHIN: Mapping[str, str] = {
    "matrix": "Bewertungsmatrix",
    "criteria": "Kriterien",
    "children": "darunter",
    "weight_percent": "Gewichtung in Prozent",
    "method": "Methode",
    "scale": "Bewertungsskala",
    "degrees": "Erfüllungsgrade",
    "minimum_points": "Mindestpunktzahl",
    "minimum_leistungspunkte": "Mindestzahl an Leistungspunkten",
    "price": "Preis",
    "subject_link": "Auftragsbezug",
    "expectation": "Erwartung",
    "evidence": "Nachweis",
    "title": "Titel",
    "kind": "Art",
    "role": "Rolle",
    "open_source_exemption": "Ausnahme vom Open-Source-Anteil",
    "criteria_sources": "Herkunft der Kriterien",
    "catalogue": "Katalog",
    "number": "Fassung des Katalogs",
    "digest": "Prüfsumme der Fassung",
    "entry": "Kriterium des Katalogs",
    "taken": "Prüfsumme der übernommenen Texte",
    "changed": "seit der Übernahme geändert",
    "clauses": "Klauseln",
    "text": "Wortlaut",
    "valid_from": "gültig ab",
    "sources": "Quellen",
    "contract": "EVB-IT-Vertrag",
    "variants": "Nebenangebote",
    "requirements": "Mindestanforderungen",
    "scoring": "Wertung",
    "with_main_bid": "nur neben einem Hauptangebot",
    "open_source": "Regelung zu Open Source",
    "source": "Quelle",
    "as_of": "Stand",
}
_KINDS: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: "neu",
    ChangeKind.REMOVED: "entfallen",
    ChangeKind.CHANGED: "geändert",
}


def reason_sentence(reason: Reason) -> str:
    """Return why a step is not possible."""
    named = dict(reason.properties)
    if reason.type == "wrong-stage":
        named = {"step": STEPS[Step(named["step"])], "stage": STAGES[ProcedureStage(named["stage"])]}
    if "stage" in named and reason.type.startswith("deadline"):
        named["deadline"] = _DEADLINES[named["stage"]]
    if reason.fault is not None:
        named["fault"] = fault_sentence(reason.fault)
    if "office" in named:
        named["office"] = OFFICES[SigningOffice(named["office"])]
    return _REASONS[reason.type].format_map(named)


def change_place(change: Change) -> str:
    """Return where something changed, e.g. ``Lose › 1 › Bewertungsmatrix › Kriterien › F1 › Gewichtung in Prozent``."""
    first, *rest = change.path
    return " › ".join([_TOP.get(first, first), *(_WITHIN.get(part, part) for part in rest)])


def change_sentence(change: Change) -> str:
    """Return what changed: short values with before and after, long ones by their place alone."""
    start = f"{change_place(change)}: {_KINDS[change.kind]}"
    shown = [_shown(change.path[-1], value) for value in (change.before, change.after)]
    if change.kind is not ChangeKind.CHANGED or None in shown:
        return start
    return f"{start} von „{shown[0]}“ zu „{shown[1]}“"


def moment_in_words(moment: datetime) -> str:
    """Return ``20.01.2027, 12:00 Uhr``, in the time of Germany."""
    local = moment.astimezone(ZoneInfo("Europe/Berlin"))
    return f"{german_date(local.date())}, {local:%H:%M} Uhr"


def _shown(key: str, value: Any) -> str | None:  # noqa: ANN401 - any JSON value
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    return moment_in_words(datetime.fromisoformat(str(value))) if key.endswith("_deadline") else str(value)
