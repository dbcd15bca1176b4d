"""Texts that a workbook shows and nobody fills in. What else stands in such a place was typed by people."""

from scoring.workbook import names

GUIDE_LINES = (
    "So füllen Sie diese Arbeitsmappe aus",
    "Weiße Zellen sind auszufüllen, graue Zellen sind gesperrt oder werden berechnet.",
    "Nummern, Blattnamen, Überschriften und Bezeichnungen bitte nicht ändern: Daran erkennt Prüfstand die Einträge.",
    "Eigene Blätter, Spalten und Notizen bitte nicht hinzufügen: Was nicht gelesen würde, wird zurückgewiesen.",
    "In auszufüllenden Zellen stehen Zahlen oder Texte, keine Formeln.",
    "Zahlen bitte mit Dezimalkomma eingeben, ohne Punkte zwischen den Tausendern.",
    "Unterhalb der Höchstpunktzahl gehört zu jeder Punktzahl eine Begründung.",
    "Gewichte gelten je Gruppe und ergeben zusammen genau 100; es wird nichts umgerechnet.",
    "Zeilen und Spalten mit Einträgen bitte nicht ausblenden oder filtern, Zellen nicht verbinden.",
    "Nicht benötigte Zeilen bleiben leer.",
    "Speichern Sie als XLSX oder ODS, ohne Makros und ohne Kennwort.",
    "Die berechneten Zellen dienen der Ansicht. Maßgeblich ist die Wertung durch Prüfstand.",
)
"""Lines of the sheet that explains the workbook; a changed one keeps its old wording in ``_FORMER``."""
GUIDE_DRAFT = "VORLÄUFIG: Diese Wertung ist ein Entwurf."
DRAFT_PREFIX = "VORLÄUFIG – "

HEAD_TITLE = "Vergabeverfahren und Methode"
CRITERIA_TITLE = "Bewertungsmatrix"
CRITERIA_NOTE = "A: muss erfüllt sein · B: wird mit Punkten bewertet · I: Information ohne Punkte"
SUM_OF_GROUPS = "Summe der Hauptgruppen %"
SUM_WITH_PRICE = "Summe mit dem Gewicht des Preises %"
DEGREES_TITLE = "Erfüllungsgrade"
DEGREES_NOTE = "Was eine Punktzahl bei einem Kriterium bedeutet. Ohne Angaben bleibt das Blatt leer."
BIDS_TITLE = "Angebote und Preise"
BIDS_NOTE = "Der Wertungspreis ist der Bruttopreis, der gewertet wird. Nicht benötigte Zeilen bleiben leer."
BIDS_CODES = (
    (
        "Kürzel des Ausschlussgrunds: late = Angebot zu spät eingegangen · missing_documents = Geforderte Unterlagen "
        "fehlen · changed_entries = Eigene Eintragungen zweifelhaft geändert · changed_documents = "
        "Vergabeunterlagen geändert · missing_prices = Preisangaben fehlen"
    ),
    (
        "unadmitted_variant = Nicht zugelassenes Nebenangebot · "
        "variant_requirements = Mindestanforderungen an Nebenangebote nicht erfüllt · "
        "exclusion_ground = Ausschlussgrund liegt vor · abnormally_low = Ungewöhnlich niedriger Preis nicht aufgeklärt"
        " · andere Kürzel sind frei"
    ),
)
PRICES_TITLE = "Preisblatt"
PRICES_NOTE = "Einzelpreise netto. Optionen zählen nur mit „ja“ bei „gewertet“. Die Summe muss der Wertungspreis sein."
ANSWERS_TITLE = "A-Kriterien"
ANSWERS_NOTE = "Ein nicht erfülltes A-Kriterium nimmt das Angebot aus der Wertung und ist zu begründen."
SCORES_TITLE = "Punkte und Begründungen"
POINTS_SUM = "Leistungspunkte"
RESULT_TITLE = "Ergebnis nach den Formeln dieser Arbeitsmappe"
RESULT_NOTE = (
    "Nur zur Ansicht; maßgeblich ist die Wertung durch Prüfstand. Solange Punkte fehlen, ist der Rang vorläufig."
)

_FORMER: dict[str, frozenset[str]] = {}
"""Wordings of earlier versions by sheet: a workbook may be filled in long after it was written."""

_SHOWN: dict[str, frozenset[str]] = {
    names.GUIDE: frozenset({*GUIDE_LINES, GUIDE_DRAFT}),
    names.HEAD: frozenset({HEAD_TITLE}),
    names.CRITERIA: frozenset({CRITERIA_TITLE, CRITERIA_NOTE, SUM_OF_GROUPS, SUM_WITH_PRICE}),
    names.DEGREES: frozenset({DEGREES_TITLE, DEGREES_NOTE}),
    names.BIDS: frozenset({BIDS_TITLE, BIDS_NOTE, *BIDS_CODES}),
    names.PRICES: frozenset({PRICES_TITLE, PRICES_NOTE}),
    names.ANSWERS: frozenset({ANSWERS_TITLE, ANSWERS_NOTE}),
    names.SCORES: frozenset({SCORES_TITLE, POINTS_SUM}),
    names.EVALUATOR: frozenset({names.EVALUATOR, names.EVALUATOR_NAME, POINTS_SUM}),
    names.CONSENSUS: frozenset({names.CONSENSUS, POINTS_SUM}),
    names.RESULT: frozenset({RESULT_TITLE, DRAFT_PREFIX + RESULT_TITLE, RESULT_NOTE}),
}


def shown_texts(kind: str) -> frozenset[str]:
    """Return the texts around the entries of a kind of sheet, in today's and in earlier wordings."""
    return _SHOWN[kind] | _FORMER.get(kind, frozenset())
