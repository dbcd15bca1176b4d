"""Status and German title of every error about Digital-Checks and the capacity they need."""

from collections.abc import Mapping

from capacity.errors import (
    AttachmentNotFoundError,
    CalendarNotFoundError,
    CapacityError,
    ClosingDayTakenError,
    FigureYearError,
    MailAddressError,
    NotAskedError,
    PlaceRefusedError,
    QueuePlanMissingError,
    RankTakenError,
    RequestClosedError,
    RequestNotFoundError,
    RequestNotRankedError,
    RequestOfficeMissingError,
    RequestPlaceNotFoundError,
    RoundClosedError,
    RoundNotFoundError,
    RoundOpenError,
    RoundStillOpenError,
    ScenarioClosedError,
    ScenarioNotFoundError,
    ScenarioOutdatedError,
)
from capacity.errors import QuestionNotFoundError as RequestQuestionNotFoundError
from core.errors import PruefstandError
from digitalcheck.errors import (
    CheckClosedError,
    CheckNotFoundError,
    CheckPlaceNotFoundError,
    DigitalCheckError,
    OfficeMissingError,
    QuestionNotFoundError,
    QuestionsNotFoundError,
    QuestionsPublishedError,
)

_TITLES: Mapping[type[DigitalCheckError | CapacityError], tuple[int, str]] = {
    CheckNotFoundError: (404, "Diesen Digital-Check gibt es hier nicht."),
    CheckClosedError: (409, "In diesem Stand des Digital-Checks ändert sich dieser Teil nicht mehr."),
    OfficeMissingError: (409, "Ihrem Konto ist kein Amt zugeordnet; ein Digital-Check gehört immer zu einem Amt."),
    QuestionNotFoundError: (404, "Diese Frage oder Seite hat der Digital-Check nicht."),
    QuestionsNotFoundError: (404, "Diesen Fragenkatalog gibt es hier nicht."),
    QuestionsPublishedError: (409, "Diese Fassung ist schon veröffentlicht. Bitte nummerieren Sie neu."),
    CheckPlaceNotFoundError: (400, "Diesen „cursor“ hat Prüfstand für diese Liste nicht ausgegeben."),
    RequestNotFoundError: (404, "Diese IT-Anforderung gibt es hier nicht."),
    RequestPlaceNotFoundError: (400, "Diesen „cursor“ hat Prüfstand für diese Liste nicht ausgegeben."),
    RequestClosedError: (409, "In diesem Stand der IT-Anforderung ändert sich dieser Teil nicht."),
    RequestOfficeMissingError: (
        409,
        "Ihrem Konto ist kein Amt zugeordnet; eine IT-Anforderung gehört immer zu einem Amt.",
    ),
    RequestQuestionNotFoundError: (404, "Diese Rückfrage gibt es nicht, oder sie ist schon beantwortet."),
    AttachmentNotFoundError: (404, "Diese Anlage gibt es nicht, oder jemand anderes hat sie hinzugefügt."),
    NotAskedError: (409, "Diese Rückfrage gehört einer anderen Stelle."),
    QueuePlanMissingError: (404, "Diese IT-Anforderung steht nicht im Plan, oder es gibt noch keinen."),
    PlaceRefusedError: (409, "In dieser Woche kann die IT-Anforderung nicht beginnen. Bitte nennen Sie eine andere."),
    RequestNotRankedError: (404, "Diese IT-Anforderung wird nicht bewertet und wartet auf keine Entscheidung."),
    RankTakenError: (409, "Auf diesem Rang steht schon eine andere IT-Anforderung. Bitte nennen Sie einen anderen."),
    ScenarioNotFoundError: (404, "Dieses Szenario gibt es hier nicht."),
    ScenarioClosedError: (409, "Über dieses Szenario ist schon entschieden."),
    ScenarioOutdatedError: (409, "Dieses Szenario passt nicht mehr zum Plan. Bitte lassen Sie ein neues rechnen."),
    RoundNotFoundError: (404, "Diese Runde gibt es hier nicht."),
    RoundOpenError: (409, "Eine Runde dieser Art ist noch offen. Bitte schließen Sie sie zuerst."),
    RoundClosedError: (409, "Diese Runde ist schon geschlossen; ihre Beschlüsse bleiben, wie sie sind."),
    RoundStillOpenError: (409, "Die Runde ist noch offen; ein Protokoll gibt es, sobald sie geschlossen ist."),
    CalendarNotFoundError: (404, "Diesen Kalender gibt es nicht, oder er ist nicht mehr freigegeben."),
    MailAddressError: (422, "Bitte eine E-Mail-Adresse eingeben, zum Beispiel vorname.nachname@musterstadt.de."),
    FigureYearError: (404, "Für dieses Jahr gibt es keine Kennzahlen."),
    ClosingDayTakenError: (409, "An diesem Tag wird ohnehin nicht gearbeitet. Bitte nennen Sie einen anderen Tag."),
}

CHECKS: Mapping[type[PruefstandError], tuple[int, str, str]] = {
    kind: (status, kind.type, title) for kind, (status, title) in _TITLES.items()
}
