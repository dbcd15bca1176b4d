"""The six criteria with their anchors: what 10, 6, 3 and 0 points mean, and the fields in which they are noted."""

from collections.abc import Mapping
from dataclasses import dataclass

from capacity.model import PriorityCriterion
from capacity.rules.form import FieldLook, FormField

UNKNOWN = "unbekannt"
REASONS = "kriterien-gruende"
_PREFIX = "kriterium-"
_LONGEST_REASONS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchoredCriterion:
    """A criterion and what its anchors mean.

    Args:
        criterion: Which.
        label: Its name.
        hint: What it asks.
        anchors: Meaning of each anchor, the highest first.
    """

    criterion: PriorityCriterion
    label: str
    hint: str
    anchors: Mapping[int, str]

    @property
    def field(self) -> str:
        """Name of its field."""
        return _PREFIX + self.criterion.value


_C = PriorityCriterion
CRITERIA: tuple[AnchoredCriterion, ...] = (
    AnchoredCriterion(
        criterion=_C.NUTZEN,
        label="Nutzen für Bürgerinnen, Bürger und Unternehmen",
        hint="Wie viele Fälle im Jahr werden spürbar leichter?",
        anchors={
            10: "ab 10.000 Fälle im Jahr oder ein deutlicher Zeitgewinn",
            6: "ab 1.000 Fälle im Jahr",
            3: "weniger als 1.000 Fälle im Jahr",
            0: "kein Nutzen nach außen",
        },
    ),
    AnchoredCriterion(
        criterion=_C.ENTLASTUNG,
        label="Entlastung der Verwaltung",
        hint="Fälle im Jahr mal gesparte Minuten, in Vollzeitstellen (VZÄ, Vollzeitäquivalente).",
        anchors={
            10: "ab 0,5 Vollzeitstellen im Jahr",
            6: "ab 0,1 Vollzeitstellen im Jahr",
            3: "weniger als 0,1 Vollzeitstellen im Jahr",
            0: "keine Entlastung",
        },
    ),
    AnchoredCriterion(
        criterion=_C.PFLICHT,
        label="Pflicht und Folgen",
        hint="Gesetz, Vertrag oder Haftung.",
        anchors={
            10: "Vorschrift und Termin sind benannt",
            6: "Vorschrift oder Vertrag ohne festen Termin",
            3: "absehbare Pflicht oder Prüfungsfeststellung",
            0: "keine Pflicht",
        },
    ),
    AnchoredCriterion(
        criterion=_C.ABLOESUNG,
        label="Ablösung und Risikoabbau",
        hint="Was geschieht mit dem heutigen Verfahren?",
        anchors={
            10: "Unterstützung endet in höchstens 12 Monaten, oder ein Altverfahren wird abgeschaltet",
            6: "Unterstützung endet in höchstens 24 Monaten",
            3: "bekannte Schwächen ohne Termin",
            0: "kein Risiko",
        },
    ),
    AnchoredCriterion(
        criterion=_C.STRATEGIE,
        label="Beitrag zur Strategie",
        hint="Durchgängig digital, Open Source und offene Schnittstellen, gemeinsam mit anderen Kommunen.",
        anchors={
            10: "durchgängig digital, offen und mit anderen geteilt",
            6: "zwei davon",
            3: "eines davon",
            0: "keines davon",
        },
    ),
    AnchoredCriterion(
        criterion=_C.REIFE,
        label="Reife und Abstimmung",
        hint="Ablauf, Verzeichnis von Verarbeitungstätigkeiten (VVT), Haushalt, Ansprechperson.",
        anchors={10: "alle vier liegen vor", 6: "drei liegen vor", 3: "eines oder zwei liegen vor", 0: "nichts davon"},
    ),
)
"""The criteria in the order in which they are asked."""

ASSESSING: tuple[FormField, ...] = (
    *(
        FormField(
            name=one.field,
            page=None,
            label=one.label,
            hint=one.hint,
            look=FieldLook.CHOICE,
            options=(
                *((str(points), f"{points}: {text}") for points, text in one.anchors.items()),
                (UNKNOWN, "noch unbekannt"),
            ),
        )
        for one in CRITERIA
    ),
    FormField(
        name=REASONS,
        page=None,
        label="Gründe der Bewertung",
        hint="Woran Sie die Punkte festmachen. Das Fachamt liest das mit.",
        look=FieldLook.LONG,
        longest=_LONGEST_REASONS,
    ),
)
"""What ADIT and the Digitaldezernat judge."""


def anchors_in(values: Mapping[str, str]) -> dict[PriorityCriterion, int | None]:
    """Return the anchor of each criterion as its field says; None where it is unknown or not filled in.

    Args:
        values: What stands in the fields of a request.
    """
    return {one.criterion: _anchor(one, values.get(one.field, "")) for one in CRITERIA}


def _anchor(one: AnchoredCriterion, text: str) -> int | None:
    return next((points for points in one.anchors if text == str(points)), None)
