"""German sentences of these rules: one place for pages and interface."""

from collections.abc import Mapping
from datetime import date

from core.errors import Fault
from core.german import german_date, german_euro, german_number
from core.legal import LegalSource, VerificationStatus
from digitalcheck.rules.wording import check_fault_sentence
from procurement.model import Regime
from procurement.rules.alternatives import FAULTS as ALTERNATIVE_FAULTS
from procurement.rules.award.disposal_wording import FAULTS as DISPOSAL_FAULTS
from procurement.rules.award.wording import FAULTS as AWARD_FAULTS
from procurement.rules.bid_faults import FAULTS as BID_FAULTS
from procurement.rules.criteria.wording import FAULTS as CRITERIA_FAULTS
from procurement.rules.estimated_value import EstimatedValue, LineValue, LotValue, SmallLots
from procurement.rules.evidence.wording import FAULTS as EVIDENCE_FAULTS
from procurement.rules.light.wording import FAULTS as LIGHT_FAULTS
from procurement.rules.need import LineKind, PurchaseKind
from procurement.rules.openness.wording import FAULTS as OPENNESS_FAULTS
from procurement.rules.periods import Case, Counted, Length, Period, Stage
from procurement.rules.procedure_kind import KindOption, Standing, Suggestion
from procurement.rules.register.wording import FAULTS as REGISTER_FAULTS
from procurement.rules.repository_wording import FAULTS as REPOSITORY_FAULTS
from procurement.rules.rulebook import Thresholds
from procurement.rules.sealed.wording import FAULTS as SEALED_FAULTS
from scoring.wording import fault_sentence as scoring_sentence

PURCHASES: Mapping[PurchaseKind, str] = {
    PurchaseKind.BUY: "Kauf: Standardsoftware auf Dauer",
    PurchaseKind.RENT: "Miete: Standardsoftware auf Zeit, Betrieb im eigenen Haus",
    PurchaseKind.CLOUD: "Cloud: Software als Dienst (SaaS)",
    PurchaseKind.SERVICE: "Dienstleistung: Beratung, Schulung, Unterstützung",
    PurchaseKind.DEVELOPMENT: "Entwicklung: Software erstellen oder anpassen",
    PurchaseKind.CARE: "Pflege: vorhandene Software betreuen",
}
LINES: Mapping[LineKind, str] = {
    LineKind.ONE_OFF: "Einmalige Kosten",
    LineKind.MONTHLY: "Monatliche Kosten",
    LineKind.OPTION: "Optionen",
    LineKind.RENEWAL: "Vertragsverlängerung",
    LineKind.EXIT: "Ausstieg und Datenübernahme",
}
STAGES: Mapping[Stage, str] = {Stage.PARTICIPATION: "Teilnahmefrist", Stage.BID: "Angebotsfrist"}
STANDINGS: Mapping[Standing, str] = {
    Standing.LIMIT: "nach Wertgrenze zulässig",
    Standing.CHOICE: "stets zulässig",
    Standing.CASES: "nur mit Begründung",
}

_FAULTS: Mapping[str, str] = {
    **ALTERNATIVE_FAULTS,
    **BID_FAULTS,
    **CRITERIA_FAULTS,
    **EVIDENCE_FAULTS,
    **LIGHT_FAULTS,
    **REGISTER_FAULTS,
    **DISPOSAL_FAULTS,
    **SEALED_FAULTS,
    **OPENNESS_FAULTS,
    **AWARD_FAULTS,
    **REPOSITORY_FAULTS,
    "format_cents": "Bitte einen Betrag mit höchstens zwei Nachkommastellen angeben.",
    "format_day": "Bitte einen Tag angeben, zum Beispiel 2026-11-30.",
    "format_renewal_months": "Bitte angeben, um wie viele Monate verlängert werden kann.",
    "format_months_not_allowed": "Monate gehören nur zu monatlichen Kosten und Verlängerungen.",
    "format_list_empty": "Bitte mindestens einen Eintrag angeben.",
    "bids_before_publication": "Vor der Veröffentlichung gibt es keine Angebote. Bitte nehmen Sie sie aus der Datei.",
    "deadline_out_of_range": "Bitte einen Zeitpunkt in den Jahren {first} bis {last} angeben.",
    "lot_title_taken": "Ein anderes Los heißt schon so. Bitte wählen Sie eine andere Bezeichnung.",
    "draw_event_not_later": "Bitte einen Zeitpunkt angeben, der noch kommt: Das Ereignis muss nach der Festlegung liegen.",
    "draw_moment": "Bitte einen Zeitpunkt angeben, der nach der Festlegung und dem Ereignis liegt und nicht in der Zukunft.",
    "draw_not_recomputed": "Diese Reihenfolge ergibt sich nicht aus dem veröffentlichten Wert.",
    "draw_order": "Bitte jedes Angebot, das teilnimmt, genau einmal in die Reihenfolge aufnehmen.",
    "draw_people_missing": "Bitte mindestens {fewest} Personen nennen, jede nur einmal.",
    "draw_person_involved": "{person} wertet oder hält die Ziehung fest und kann deshalb nicht ziehen.",
    "lots_too_many": "Mehr als {maximum} Lose sind nicht vorgesehen.",
    "minutes_out_of_range": "Bitte ganze Minuten von 1 bis {maximum} angeben.",
    "name_expected": "Bitte etwas angeben, höchstens {maximum} Zeichen.",
    "value_zero": "Bitte mindestens einen Betrag über 0 Euro angeben.",
    "threshold_unknown": "Für den {day} ist kein EU-Schwellenwert hinterlegt. Bitte einen Tag vom {first} bis zum {last} angeben.",
}
_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def fault_sentence(fault: Fault) -> str:
    """Return the German sentence for a fault of these rules, or of any format."""
    if fault.type.startswith(("capacity_", "check_")):
        return check_fault_sentence(fault)
    template = _FAULTS.get(fault.type)
    return template.format_map(fault.properties) if template else scoring_sentence(fault)


def checked(source: LegalSource) -> str:
    """Return how far a source was checked and as of when; what is not checked sends the reader to the Vergabestelle."""
    as_of = f", Stand {german_date(source.as_of)}" if source.as_of else ""
    if source.status is VerificationStatus.VERIFIED:
        return f"am Wortlaut geprüft{as_of}"
    if source.status is VerificationStatus.SECONDARY:
        return f"aus zweiter Hand gelesen{as_of}; Original zu prüfen"
    if source.status is VerificationStatus.HOUSE_RULE:
        return f"eigene Festlegung der Stadt{as_of}"
    return f"nicht geprüft{as_of}; bitte die Vergabestelle fragen"


def line_sentence(line: LineValue) -> str:
    """Return how the value of a line comes about."""
    total = german_euro(line.value)
    if line.months is None:
        return f"zählt in voller Höhe = {total}"
    times = f"{german_euro(line.line.amount_net_eur)} × {_months(line.months)}"
    if line.is_open_ended:
        return f"unbefristet, deshalb der {line.months}-fache Monatswert: {times} = {total}"
    if line.is_capped:
        term = _months(line.line.months or 0)
        return f"Laufzeit {term} ohne Gesamtpreis, deshalb der {line.months}-fache Monatswert: {times} = {total}"
    return f"{times} = {total}"


def lot_notices(lot: LotValue) -> tuple[str, ...]:
    """Return what is missing in the estimate of a lot."""
    found = []
    if lot.lacks_exit:
        found.append(
            f"{lot.name}: Ausstieg und Datenübernahme haben keinen Preis. Bitte beziffern; wenn nichts anfällt, mit 0 Euro und Begründung."
        )
    if lot.lacks_reasons:
        found.append(f"{lot.name}: Nicht jeder Betrag ist begründet. Der Vergabevermerk braucht zu jedem die Herkunft.")
    return tuple(found)


def value_sentence(estimate: EstimatedValue) -> str:
    """Return the sum of all lots in words."""
    if len(estimate.lots) == 1:
        return f"Geschätzter Auftragswert: {german_euro(estimate.value)} netto."
    added = " + ".join(german_euro(lot.value) for lot in estimate.lots)
    return f"Geschätzter Auftragswert aller Lose: {added} = {german_euro(estimate.value)} netto."


def threshold_sentence(suggestion: Suggestion) -> str:
    """Return on which side of the EU threshold a value lies, and which law follows from it."""
    value, threshold = german_euro(suggestion.value), german_euro(suggestion.threshold.number)
    if suggestion.regime is Regime.EU:
        return (
            f"Der geschätzte Auftragswert von {value} erreicht den EU-Schwellenwert von {threshold}: Es gilt die VgV."
        )
    return (
        f"Der geschätzte Auftragswert von {value} liegt unter dem EU-Schwellenwert von {threshold}: "
        "Es gilt Landesrecht (HVTG mit UVgO)."
    )


def announced_sentence(suggestion: Suggestion) -> str | None:
    """Return the warning of a limit that is announced and not applied; None where there is none."""
    if suggestion.announced is None:
        return None
    limit = german_euro(suggestion.announced.number)
    return (
        f"Angekündigt ist ein Direktauftrag bis {limit}. Ob das gilt, ist {checked(suggestion.announced.source)}. "
        "Hier ist es nicht berücksichtigt."
    )


def option_sentence(option: KindOption) -> str:
    """Return why a kind is admissible, or what it needs."""
    limit = german_euro(option.limit.number) if option.limit else ""
    if option.standing is Standing.LIMIT:
        return f"Der geschätzte Auftragswert überschreitet die Wertgrenze von {limit} nicht."
    if option.standing is Standing.CHOICE:
        return "Steht ohne weitere Begründung zur Wahl."
    over = f"Der geschätzte Auftragswert überschreitet die Wertgrenze von {limit}. " if limit else ""
    return f"{over}Zulässig nur, wenn einer dieser Fälle vorliegt und im Vergabevermerk begründet ist."


_NOT_READ = frozenset({VerificationStatus.SECONDARY, VerificationStatus.UNVERIFIED})


def caution(option: KindOption) -> str | None:
    """Return the warning at a kind that rests on something nobody has read in the original; None where it was read."""
    unchecked = [one for one in option.sources if one.status in _NOT_READ]
    if not unchecked:
        return None
    named = "; ".join(f"{one.citation}: {checked(one)}" for one in unchecked)
    return f"{named[0].upper()}{named[1:]}. Prüfstand entscheidet das nicht."


def small_lots_sentence(lots: SmallLots, thresholds: Thresholds) -> str:
    """Return which lots may be awarded outside the EU procedure."""
    limit, percent = (
        german_euro(thresholds.small_lot_below_eur.number),
        german_number(thresholds.small_lots_percent.number),
    )
    if not lots.lots:
        return f"Kein Los liegt unter {limit}: Für jedes Los gilt die VgV."
    names = ", ".join(lot.name for lot in lots.lots)
    start = f"Unter {limit} liegen: {names} (zusammen {german_euro(lots.value)}). "
    share = f"{percent} % aller Lose sind {german_euro(lots.allowance)}"
    if lots.all_fit:
        return f"{start}{share}: Sie dürfen alle nach Landesrecht vergeben werden."
    return f"{start}{share}: Nur so viele davon, dass ihre Summe das nicht übersteigt, dürfen nach Landesrecht vergeben werden."


def length_sentence(length: Length) -> str:
    """Return how the length of a period comes about."""
    regular = f"{int(length.regular.number)} Tage"
    if length.shortened is None:
        return f"Mindestens {regular}."
    if length.case is Case.ELECTRONIC:
        return f"{regular}, um {int(length.shortened.number)} Tage verkürzt, weil Angebote elektronisch angenommen werden: {length.days} Tage."
    why = "wegen hinreichend begründeter Dringlichkeit" if length.case is Case.URGENT else "nach einer Vorinformation"
    return f"Statt {regular} {why} mindestens {length.days} Tage."


def counted_sentences(counted: Counted) -> tuple[str, ...]:
    """Return the counting, step by step."""
    steps = [
        f"Absendung: {day_in_words(counted.event)}. Dieser Tag zählt nicht mit.",
        f"Erster Tag der Frist: {day_in_words(counted.first)}.",
        f"Letzter Tag nach Zählung: {day_in_words(counted.counted)}.",
    ]
    if counted.skipped:
        over = ", ".join(f"{german_date(day)} ({reason})" for day, reason in counted.skipped)
        steps.append(f"Kein Arbeitstag: {over}. Die Frist endet am nächsten Arbeitstag.")
    return (*steps, f"Ende der Frist: {day_in_words(counted.last)}, 24 Uhr. Früher darf sie nicht ablaufen.")


def period_sentence(period: Period) -> str:
    """Return the length of a period, or that the law names none."""
    if period.length is None:
        return "Das Gesetz nennt keine Zahl von Tagen. Die Frist muss angemessen sein: Komplexität und Zeit für das Angebot berücksichtigen."
    return length_sentence(period.length)


def assumption_sentence(period: Period) -> str | None:
    """Return what a period of a later stage was computed from; None where the day was given."""
    if not period.is_assumed:
        return None
    return "Annahme: Die Aufforderung wird am ersten Arbeitstag nach Ende der Teilnahmefrist abgesendet. Meist wird es später."


def day_in_words(day: date) -> str:
    """Return ``Montag, 30.11.2026``."""
    return f"{_WEEKDAYS[day.weekday()]}, {german_date(day)}"


def _months(months: int) -> str:
    return "1 Monat" if months == 1 else f"{months} Monate"
