"""German words of the examination: reasons, answers, kinds of inquiries."""

from collections.abc import Mapping

from procurement.model import Bid, BidState, CheckAnswer, Decision, InquiryKind, InquiryOutcome
from procurement.rules.examination.book import PointGroup
from procurement.rules.procedure.facts import Reason

ANSWERS: Mapping[CheckAnswer, str] = {
    CheckAnswer.OPEN: "offen",
    CheckAnswer.MET: "erfüllt",
    CheckAnswer.NOT_MET: "nicht erfüllt",
    CheckAnswer.NOT_APPLICABLE: "trifft nicht zu",
}
DECISIONS: Mapping[Decision, str] = {
    Decision.UNDECIDED: "noch nicht entschieden",
    Decision.ADMITTED: "zugelassen",
    Decision.EXCLUDED: "ausgeschlossen",
}
BID_STATES: Mapping[BidState, str] = {
    BidState.RECEIVED: "fristgerecht eingegangen",
    BidState.LATE: "verspätet eingegangen",
    BidState.WITHDRAWN: "zurückgezogen",
    BidState.REPLACED: "durch ein späteres ersetzt",
}
GROUPS: Mapping[PointGroup, str] = {
    PointGroup.FORM: "Form und Vollständigkeit",
    PointGroup.SUITABILITY: "Eignung",
    PointGroup.EXCLUSION: "Ausschlussgründe",
    PointGroup.SANCTIONS: "Sanktionen",
    PointGroup.A_CRITERIA: "A-Kriterien der Bewertungsmatrix",
    PointGroup.VARIANT: "Mindestanforderungen an Nebenangebote",
}
KINDS: Mapping[InquiryKind, str] = {
    InquiryKind.DOCUMENT_REQUEST: "Nachforderung von Unterlagen",
    InquiryKind.CLARIFICATION: "Aufklärung über das Angebot",
    InquiryKind.QUESTION: "Bieterfrage",
    InquiryKind.PRICE_CLARIFICATION: "Aufklärung des Preises",
}
OUTCOMES: Mapping[InquiryOutcome, str] = {
    InquiryOutcome.OPEN: "offen",
    InquiryOutcome.ANSWERED: "beantwortet",
    InquiryOutcome.UNANSWERED: "keine fristgerechte Antwort",
}
_REASONS: Mapping[str, str] = {
    "requests-not-examined-now": "Teilnahmeanträge werden nur zwischen ihrer Öffnung und der Auswahl geprüft.",
    "request-not-valid": "{candidate}: Der Teilnahmeantrag ging verspätet ein oder wurde zurückgezogen.",
    "eligibility-points-off": "„{point}“: Diese Punkte gibt es auf der veröffentlichten Skala nicht.",
    "eligibility-note-missing": "„{point}“: Bitte begründen Sie die Punkte, auch volle.",
    "eligibility-unmet": "Nicht erfüllte Punkte: {count}. So ist der Bewerber nicht geeignet.",
    "eligibility-open": "Noch offene Punkte: {count}. Erst dann ist der Bewerber geeignet.",
    "eligibility-unscored": "Eignungskriterien ohne Punkte: {count}. Erst dann ist der Bewerber geeignet.",
    "no-candidates-tied": "Zwischen gleich bewerteten Bewerbern ist nichts zu verlosen.",
    "draw-places": "Bitte genau so viele Bewerber wählen, wie Plätze zu verlosen sind: {count}.",
    "drawing-missing": "Bitte beschreiben Sie, wie gezogen wurde.",
    "not-examined-now": "Angebote werden nur im Stand „Angebote in Prüfung“ geprüft und zugelassen.",
    "bid-not-valid": "{bid}: Das Angebot ist nicht gültig eingegangen oder nicht mehr im Vergabeverfahren.",
    "note-missing": "„{point}“: Bitte schreiben Sie den Grund dazu.",
    "a-criterion-applies": "„{point}“: Ein A-Kriterium trifft immer zu. Es ist erfüllt oder nicht erfüllt.",
    "requirement-applies": "„{point}“: Eine Mindestanforderung trifft immer zu. Sie ist erfüllt oder nicht erfüllt.",
    "variant-not-admitted": "Für dieses Los sind Nebenangebote nicht zugelassen. So lässt es sich nicht zulassen.",
    "variant-below": "Mindestanforderungen an Nebenangebote, die nicht als erfüllt festgestellt sind: {count}.",
    "variant-alone": "{bid}: Nebenangebote zählen hier nur neben einem gültigen Hauptangebot desselben Bieters.",
    "a-criterion-not-met": "Ein A-Kriterium ist nicht erfüllt. So lässt sich das Angebot nicht zulassen.",
    "admission-reason-missing": "Offene Punkte: {open}, nicht erfüllte: {not_met}. Bitte begründen Sie die Zulassung.",
    "exclusion-too-late": "Um die Feststellung des Ergebnisses ist gebeten. Ausgeschlossen wird nichts mehr.",
    "ground-unknown": "Bitte einen Ausschlussgrund aus der Liste wählen.",
    "exclusion-reason-missing": "Bitte begründen Sie den Ausschluss.",
    "price-not-asked": "{bid}: Bitte befragen Sie zuerst den Bieter zu seinem Preis und halten Sie die Antwort fest.",
    "already-excluded": "Das Angebot ist mit diesem Grund schon ausgeschlossen.",
    "award-paper": "„{paper}“ betrifft die Zuschlagskriterien und darf nicht nachgefordert werden.",
    "unit-price-matters": (
        "Ein Einzelpreis darf nur nachgefordert werden, wenn die Position unwesentlich ist und weder die Summe noch "
        "die Reihenfolge sich ändert. Bitte alle drei Angaben bestätigen."
    ),
    "others-lack-it": (
        "Dieselbe Unterlage fehlt auch bei: {bidders}. Bitte alle auffordern, oder begründen, warum nicht."
    ),
    "paper-unknown": "Bitte eine Unterlage aus der Liste wählen.",
    "asked-before": "{bid}: Diese Unterlage ist schon nachgefordert.",
    "price-locked": "Die Preise sind noch verschlossen. Gefragt wird nach einem Preis erst, wenn er freigegeben ist.",
    "price-answer-awaited": "{bid}: Zum Preis steht noch eine Antwort aus.",
    "not-asked-now": "Im jetzigen Stand des Vergabeverfahrens werden keine Anfragen gestellt oder beantwortet.",
    "bid-missing": "Bitte mindestens ein Angebot wählen.",
    "bid-takes-no-part": "{bid}: Das Angebot ist ausgeschlossen oder nicht gültig; angefragt wird hier nicht mehr.",
    "subject-missing": "Bitte einen Betreff angeben.",
    "text-missing": "Bitte schreiben Sie, was Sie wissen möchten.",
    "due-missing": "Bitte eine Frist angeben.",
    "due-over": "Die Frist muss in der Zukunft liegen.",
    "answer-missing": "Bitte schreiben Sie, was geantwortet wurde.",
    "answered-outside": "Der Eingang muss nach der Anfrage und darf nicht in der Zukunft liegen.",
    "inquiry-closed": "Die Anfrage {number} ist schon abgeschlossen.",
    "due-not-over": "Die Frist läuft noch. Erst danach lässt sich festhalten, dass keine Antwort kam.",
    "not-staffed-now": "Wertende werden nur von der Öffnung der Angebote bis zur Einzelwertung bestimmt.",
    "lot-unknown": "Ein Los {lot} ist nicht veröffentlicht.",
    "no-evaluator": "Bitte eine Person mit der Rolle „Wertung“ wählen, deren Konto nicht gesperrt ist.",
    "knows-prices": ("Diese Person hat ein Angebot übernommen und kennt seinen Preis. Die Leistung werten andere."),
    "appointed-before": "Diese Person ist für Los {lot} schon bestimmt.",
    "not-appointed": "Diese Person ist für dieses Los nicht bestimmt.",
    "sheet-handed-in": "Diese Person hat ihre Einzelwertung abgegeben. Sie bleibt Teil der Dokumentation.",
    "nobody-to-copy": "Für dieses Los ist noch niemand bestimmt, oder alle sind überall schon bestimmt.",
    "not-declared-now": "Im jetzigen Stand des Vergabeverfahrens wird nichts mehr erklärt.",
    "conflict-text-missing": "{bid}: Bitte beschreiben Sie den Interessenkonflikt.",
    "declared-before": "{bid}: Das haben Sie zuletzt schon so erklärt.",
    "nothing-declared": "Bitte zu mindestens einem Bieter etwas erklären.",
}

ALONE = "Nebenangebote zählen nur neben einem gültigen Hauptangebot desselben Bieters."
"""Reason that is proposed for excluding a variant without the main bid that its lot asks for."""


def variant_words(bid: Bid) -> str:
    """Return the reason that is proposed for excluding a variant of a lot that admits none."""
    return f"Für Los {bid.place.lot} sind keine Nebenangebote zugelassen."


def examination_sentence(reason: Reason) -> str:
    """Return why something about bids is not possible."""
    return _REASONS[reason.type].format_map(reason.properties)
