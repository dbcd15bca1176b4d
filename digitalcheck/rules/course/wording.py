"""German sentences of the course: one place for pages and interface."""

from collections.abc import Mapping

from digitalcheck.model import CheckStatus
from digitalcheck.rules.course.facts import Reason
from digitalcheck.rules.course.response import Responder
from digitalcheck.rules.course.steps import CourseStep
from digitalcheck.rules.wording import STATES

STEPS: Mapping[CourseStep, str] = {
    CourseStep.SIGN: "Zeichnen (Amtsleitung)",
    CourseStep.ASK_BACK: "Mit Rückfrage zurückgeben",
    CourseStep.COSIGN: "Mitzeichnen (ADIT)",
    CourseStep.RELEASE: "Freigeben (Dezernat)",
    CourseStep.REPLACE: "Durch einen anderen Check ersetzen",
}
RESPONDERS: Mapping[Responder, str] = {
    Responder.DEPARTMENT: "Fachamt (Antwort auf die Rückfrage)",
    Responder.ADIT: "ADIT (Mitzeichnung)",
    Responder.DEZERNAT: "Dezernat (Freigabe)",
}
_SENTENCES: Mapping[str, str] = {
    "relation-unclear": (
        "Ob das Vorhaben Digitalbezug hat, ist noch offen. Bitte klären Sie die Fragen der Vorprüfung mit „unsicher“."
    ),
    "number-missing": "Die Nummer der Vorlage fehlt noch. Bitte tragen Sie sie bei den Angaben zur Vorlage ein.",
    "days-missing": "Die Personentage je Rolle von ADIT fehlen noch. Bitte tragen Sie sie vor dem Mitzeichnen ein.",
    "statement-missing": "Die Stellungnahme von ADIT fehlt noch. Bitte schreiben Sie sie vor dem Mitzeichnen.",
    "statement-too-long": "Die Stellungnahme ist zu lang. Bitte höchstens {longest} Zeichen.",
    "same-person": "Wer gezeichnet oder mitgezeichnet hat, gibt nicht frei. Das tut eine andere Person.",
    "not-cosigned": "Der Check ist noch nicht mitgezeichnet. Freigegeben wird er nach der Mitzeichnung von ADIT.",
    "successor-missing": "Bitte nennen Sie den Check, der diesen ersetzt.",
    "successor-same": "Ein Check kann sich nicht selbst ersetzen. Bitte nennen Sie einen anderen.",
    "successor-of-other-office": "Der genannte Check gehört einem anderen Amt. Bitte nennen Sie einen desselben Amts.",
    "successor-not-released": "Der genannte Check ist noch nicht freigegeben. Ersetzen kann nur ein freigegebener.",
    "reason-missing": "Bitte schreiben Sie, was noch zu klären ist. Die Begründung bleibt beim Check stehen.",
}


def reason_sentence(reason: Reason) -> str:
    """Return why a step is not possible, and what to do."""
    if reason.type == "answers-missing":
        return _missing(int(reason.properties["count"]))
    if reason.type == "wrong-state":
        state = STATES[CheckStatus(reason.properties["status"])]
        return f"Der Check steht auf „{state}“; „{STEPS[CourseStep(reason.properties['step'])]}“ geht dort nicht."
    return _SENTENCES[reason.type].format_map(reason.properties)


def _missing(count: int) -> str:
    what = "Eine Angabe fehlt" if count == 1 else f"{count} Angaben fehlen"
    return f"{what} noch. Welche, steht unter „Angaben prüfen“."
