"""German sentences of notices."""

from collections.abc import Mapping

from infra.notices.model import Notice, NoticeKind
from web.jobs import title

SENTENCES: Mapping[NoticeKind, str] = {
    NoticeKind.JOB_FINISHED: "Ihr Auftrag „{kind}“ ist erledigt.",
    NoticeKind.JOB_FAILED: "Ihr Auftrag „{kind}“ ist gescheitert.",
    NoticeKind.ROLES_CHANGED: "Ihre Rollen wurden geändert. Die neuen Rechte gelten sofort.",
    NoticeKind.ACCOUNT_RECOVERED: (
        "Ihr Zugang wurde von der Administration wiederhergestellt. "
        "Wenn Sie nicht darum gebeten haben, melden Sie es bitte der Informationssicherheit."
    ),
    NoticeKind.PRUEFVERMERK_COMPLETED: "Zum Vergabeverfahren {reference} liegt ein abgeschlossener Prüfvermerk vor.",
    NoticeKind.RELEASE_REQUESTED: "Zum Vergabeverfahren {reference} wird um Freigabe durch die Vergabestelle gebeten.",
    NoticeKind.PROCEDURE_HANDED_BACK: "Das Vergabeverfahren {reference} wurde ohne Freigabe zurückgegeben.",
    NoticeKind.PROCEDURE_PUBLISHED: "Das Vergabeverfahren {reference} wurde freigegeben und ist veröffentlicht.",
    NoticeKind.EVALUATOR_APPOINTED: (
        "Sie sollen im Vergabeverfahren {reference} Angebote werten. Bitte erklären Sie zuerst, ob Interessenkonflikte "
        "bestehen."
    ),
    NoticeKind.EVALUATOR_REMOVED: "Im Vergabeverfahren {reference} sind Sie nicht mehr zur Wertung bestimmt.",
    NoticeKind.CONFLICT_DECLARED: (
        "Im Vergabeverfahren {reference} hat eine zur Wertung bestimmte Person einen Interessenkonflikt erklärt oder "
        "ihre Erklärung geändert."
    ),
    NoticeKind.BIDS_OPENED: (
        "Im Vergabeverfahren {reference} ist die Öffnung festgehalten. Die Angebote sind zu übernehmen."
    ),
    NoticeKind.SCORING_STARTED: "Im Vergabeverfahren {reference} hat die Einzelwertung begonnen. Bitte werten Sie.",
    NoticeKind.SHEETS_COMPLETE: "Im Vergabeverfahren {reference} sind alle Einzelwertungen abgegeben.",
    NoticeKind.CONSENSUS_STARTED: "Im Vergabeverfahren {reference} hat die Konsenswertung begonnen.",
    NoticeKind.PRICES_TO_UNLOCK: (
        "Im Vergabeverfahren {reference} ist die Leistungswertung festgestellt. Eine andere Person der Vergabestelle "
        "gibt jetzt die Preise zur Wertung frei."
    ),
    NoticeKind.PRICES_UNLOCKED: "Im Vergabeverfahren {reference} sind die Preise zur Wertung freigegeben.",
    NoticeKind.PRICE_CORRECTION_ASKED: (
        "Im Vergabeverfahren {reference} wird um die Berichtigung eines Preises gebeten. Eine andere Person der "
        "Vergabestelle entscheidet darüber."
    ),
    NoticeKind.RESULT_REQUESTED: (
        "Zum Vergabeverfahren {reference} wird um die Feststellung des Ergebnisses durch eine andere Person der "
        "Vergabestelle gebeten."
    ),
    NoticeKind.RESULT_HANDED_BACK: (
        "Das Ergebnis des Vergabeverfahrens {reference} wurde ohne Feststellung zurückgegeben."
    ),
    NoticeKind.RESULT_FIXED: "Das Ergebnis des Vergabeverfahrens {reference} ist festgestellt.",
    NoticeKind.CRITERIA_RELEASED: "Der Kriterienkatalog {reference} wurde als neue Fassung freigegeben.",
    NoticeKind.CRITERIA_HANDED_BACK: "Der Entwurf des Kriterienkatalogs {reference} wurde ohne Freigabe zurückgegeben.",
    NoticeKind.CHECK_TO_SIGN: "Der Digital-Check {reference} ist ausgefüllt. Bitte zeichnen Sie ihn (Amtsleitung).",
    NoticeKind.CHECK_TO_COSIGN: (
        "Der Digital-Check {reference} ist gezeichnet. Bitte tragen Sie Personentage und Stellungnahme von ADIT "
        "(Amt für Digitalisierung und IT) ein und zeichnen Sie mit."
    ),
    NoticeKind.CHECK_TO_ADVISE: (
        "Der Digital-Check {reference} ist gezeichnet. Bitte sehen Sie die Angaben zu Datenschutz und "
        "Informationssicherheit durch."
    ),
    NoticeKind.CHECK_TO_TENDER: (
        "Nach dem Digital-Check {reference} soll Software beschafft werden. Das Vergabeverfahren lässt sich mit seinen "
        "Angaben anlegen."
    ),
    NoticeKind.CHECK_TO_RELEASE: "Der Digital-Check {reference} wartet auf die Freigabe durch das Dezernat.",
    NoticeKind.CHECK_ASKED_BACK: "Zum Digital-Check {reference} gibt es eine Rückfrage. Bitte antworten Sie.",
    NoticeKind.CHECK_RELEASED: "Der Digital-Check {reference} ist durch das Dezernat freigegeben.",
    NoticeKind.CHECK_REPLACED: "Der Digital-Check {reference} wurde durch einen neuen ersetzt.",
    NoticeKind.SHEET_TO_PUBLISH: (
        "Der Digital-Check {reference} ist freigegeben. Über die Veröffentlichung der Übersicht entscheidet das "
        "Gremienbüro."
    ),
    NoticeKind.CAPACITY_MOVED: "Die IT-Anforderung Nr. {number} ist jetzt: {stage}.",
    NoticeKind.CAPACITY_SPENT_MISSING: "Die IT-Anforderung Nr. {number} ist abgeschlossen. Bitte tragen Sie den "
    "Ist-Aufwand ein.",
    NoticeKind.CAPACITY_ASKED: "Zur IT-Anforderung Nr. {number} wartet eine Rückfrage auf Ihre Stelle.",
    NoticeKind.CAPACITY_ANSWERED: "Zur IT-Anforderung Nr. {number} wurde eine Rückfrage beantwortet.",
    NoticeKind.REGISTER_ENDING: (
        "Vertragsregister: „{product}“, {end} am {day}. Die Prüfung von Alternativen ist eröffnet."
    ),
    NoticeKind.CAPACITY_LATE: (
        "Erinnerung an die Amtsleitung: Zur IT-Anforderung Nr. {number} ist die Antwortzeit überschritten ({party})."
    ),
    NoticeKind.QUEUE_MAIL_UNSURE: (
        "Ob Ihre tägliche Mail vom {day} angekommen ist, ist ungewiss: Das Versenden wurde unterbrochen. Sie wird "
        "nicht noch einmal verschickt. Was auf Ihre Stelle wartet, steht auf der Startseite."
    ),
}


def sentence(notice: Notice) -> str:
    """Return what a notice says."""
    properties = {**notice.properties}
    if "kind" in properties:
        properties["kind"] = title(properties["kind"])
    return SENTENCES[notice.kind].format(**properties)
