"""Names that stand in the workbook. What is written under them is read under them."""

FORMAT = "pruefstand/arbeitsmappe/1"

GUIDE = "Hinweise"
HEAD = "Vergabe"
CRITERIA = "Kriterien"
DEGREES = "Erfüllungsgrade"
BIDS = "Angebote"
PRICES = "Preisblatt"
ANSWERS = "A-Kriterien"
SCORES = "Wertung"
EVALUATOR = "Einzelwertung"
CONSENSUS = "Konsenswertung"
RESULT = "Ergebnis"

NUMBER = "Nr."
GROUP = "Gruppe"
CRITERION = "Kriterium"
KIND = "A/B/I"
WEIGHT = "Gewicht %"
SHARE = "Anteil %"
MINIMUM = "Minimum"
EXPECTATION = "Erwartung"
EVIDENCE = "Nachweis"
SUBJECT_LINK = "Auftragsbezug"
OPEN_SOURCE = "Open Source"
BELOW = "Summe darunter %"

POINTS = "Punkte"
SCALE = f"{POINTS} …"
"""Stands for the heading that names the scale, such as ``Punkte 0–10``."""
LABEL = "Bezeichnung"
EXPLANATION = "Erläuterung"
REASON = "Begründung"
PLACE = "Fundstelle"
MET = "erfüllt"
MEAN = "Mittel"
COUNTED = "zählt"

BID = "Angebot"
TENDERER = "Bieter"
PRICE = "Wertungspreis brutto €"
EXCLUSION = "Ausschlussgrund"
EXCLUSION_REASON = "Begründung des Ausschlusses"
SHEET_TOTAL = "Summe Preisblatt €"

STATED_PRICE = "Preis laut Angebot brutto €"
CORRECTION_RULE = "Regel der Berichtigung"
CORRECTION_REASON = "Grund der Berichtigung"

ADMISSION_REASON = "Begründung der Zulassung"

ITEM = "Position"
QUANTITY = "Menge"
UNIT_PRICE = "Einzelpreis netto €"
PERIOD = "Zahlweise"
PERIODS = "Anzahl"
VAT = "USt %"
OPTION = "Option"
SCORED = "gewertet"
LINE_TOTAL = "brutto gewertet €"

HEAD_HEADINGS = ("Angabe", "Eintrag", "Hinweis")
CRITERIA_HEADINGS = (
    NUMBER,
    GROUP,
    CRITERION,
    KIND,
    WEIGHT,
    SHARE,
    SCALE,
    MINIMUM,
    EVIDENCE,
    SUBJECT_LINK,
    OPEN_SOURCE,
    BELOW,
    EXPECTATION,
)
DEGREE_HEADINGS = (NUMBER, POINTS, LABEL, EXPLANATION)
BID_HEADINGS = (BID, TENDERER, PRICE, EXCLUSION, EXCLUSION_REASON)
CORRECTION_HEADINGS = (STATED_PRICE, CORRECTION_RULE, CORRECTION_REASON)
"""Stand on the sheet of bids only where a price was corrected."""
PRICE_HEADINGS = (BID, ITEM, QUANTITY, UNIT_PRICE, PERIOD, PERIODS, VAT, OPTION, SCORED)
SCORE_HEADINGS = (NUMBER, GROUP, CRITERION, WEIGHT, MINIMUM, SHARE)
ANSWER_HEADINGS = (NUMBER, CRITERION, EVIDENCE)
SCORE_BLOCK = (POINTS, REASON, PLACE)
CONSENSUS_BLOCK = (*SCORE_BLOCK, MEAN, COUNTED)
ANSWER_BLOCK = (MET, REASON, PLACE)

RESULT_HEADINGS = (
    "Rang",
    BID,
    TENDERER,
    PRICE,
    "Fehlende Punkte",
    "A-Kriterien nicht erfüllt",
    "Mindestpunkte nicht erreicht",
    "In der Wertung (1 = ja)",
    "Leistungspunkte",
    "Leistungspunkte gewertet",
    "Preis gewertet €",
    "Preispunkte",
    "Kennzahl oder Gesamtwert",
    "Im Schwankungsbereich (1 = ja)",
    "Ordnung 1",
    "Ordnung 2",
    "Ordnung 3",
)

COMPUTED_HEADINGS = frozenset({SHARE, SCALE, BELOW, SHEET_TOTAL, LINE_TOTAL, MEAN, COUNTED})
"""Headings of columns that only show something."""
OPTIONAL_HEADINGS = COMPUTED_HEADINGS | frozenset({*CORRECTION_HEADINGS, ADMISSION_REASON, EXPECTATION})
"""Headings of columns that need not be there."""

YES, NO = "ja", "nein"
PERIOD_NAMES = {"once": "einmalig", "month": "monatlich", "year": "jährlich"}

EVALUATOR_NAME = "Name der wertenden Person"
EVALUATORS_STATED = "Blätter der wertenden Personen"
"""Stands in the row of the format, and beside it how many there are: one that was deleted is missed."""
EVALUATORS_COLUMN = 3

HEADER_ROW = 4
"""Row of the column headings, counted from 0; the bids of a block stand one row above."""
FIRST_ROW = 5
"""First row of entries."""
BID_ROW = 3
TOTAL_ROW = 2
NAME_ROW, NAME_COLUMN = 1, 2
SUM_ROWS = 2
"""Rows above the headings that hold sums."""


def kind_of(name: str) -> str:
    """Return what kind of sheet a name stands for: each evaluator has one of the same kind."""
    return EVALUATOR if name.startswith(EVALUATOR) else name
