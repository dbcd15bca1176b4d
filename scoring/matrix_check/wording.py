"""German sentences of the probe: pure data and formatting. Numbers come in as Germans read them."""

FINDINGS: dict[str, str] = {
    "open_source_missing": "Das Zuschlagskriterium Open Source fehlt oder ist nicht eindeutig (Vorgabe {policy} %). Die "
    "Bewertungsmatrix ist veröffentlicht und darf nicht mehr geändert werden.",
    "open_source_too_low": "Das Zuschlagskriterium Open Source hat {share} % statt {policy} %. Die Bewertungsmatrix ist "
    "veröffentlicht und darf nicht mehr geändert werden.",
    "open_source_exemption": "Ausnahme vom Kriterium Open Source: {reason}",
    "open_source_high": "Das Zuschlagskriterium Open Source hat {share} %, die Vorgabe sind {policy} %. Bitte begründen.",
    "open_source_only": "Open Source ist das einzige Kriterium neben dem Preis. Ein so geringes Gewicht der Leistung wurde "
    "beanstandet. Bitte weitere Leistungskriterien vorsehen.",
    "price_share_high": "Der Preis hat {share} % (Hinweis ab {limit} %). Ein so geringes Gewicht der Leistung wurde beanstandet.",
    "method_can_flip": "Ein drittes Angebot kann die Reihenfolge zweier anderer umkehren. {example}",
    "no_counter_example": "Die Methode kann kippen. Für diese Bewertungsmatrix kein Gegenbeispiel gefunden; das beweist nicht, "
    "dass es keines gibt. Abgesucht: {family}",
    "criterion_cannot_differ": "„{id}“ kann kein Angebot vom anderen unterscheiden: {reason}",
    "minimum_unreachable": "{what} kann kein Angebot erreichen. Jedes Angebot würde ausgeschlossen.",
    "points_do_not_count": "Die Methode wertet nur den Preis; die Punkte der B-Kriterien zählen nicht. Veröffentlichte Kriterien "
    "sind aber anzuwenden. Bitte die B-Kriterien streichen oder eine andere Methode wählen.",
    "criterion_without_influence": "„{id}“: Alle gewerteten Angebote haben {points} Punkte. Das Kriterium hat hier keinen Einfluss.",
    "subject_link_missing": "„{id}“: Der Auftragsbezug fehlt. Bitte die Verbindung mit dem Auftragsgegenstand beschreiben.",
    "product_named": "„{id}“ nennt „{names}“ ohne den Zusatz „oder gleichwertig“. Bitte neutral beschreiben oder den Zusatz "
    "aufnehmen und begründen.",
    "product_named_maybe": "„{id}“ enthält „{names}“. Falls damit ein Produkt gemeint ist: bitte neutral beschreiben oder „oder "
    "gleichwertig“ ergänzen.",
    "product_names_not_checked": "Die Wortliste der Produktnamen lag nicht vor; die Texte wurden darauf nicht geprüft.",
    "evidence_missing": "„{id}“: Es ist nicht gesagt, womit der Bieter die Erfüllung nachweist. Bitte den Nachweis benennen.",
    "degrees_missing": "„{id}“: Die Punkte sind nicht durch Erfüllungsgrade erläutert. Das ist zulässig, verlangt aber eine "
    "eingehende Dokumentation der Punktvergabe.",
    "method_remark": "{title}: {remark}",
    "rounding_missing": "Die Rundung der Preispunkte ist nicht festgelegt; gerechnet wird ohne Rundung. Bitte mit der Formel "
    "veröffentlichen, wie gerundet wird.",
    "published": "Die Bewertungsmatrix ist veröffentlicht. Kriterien, Gewichte und Methode dürfen nicht mehr geändert werden; diese "
    "Prüfung dient nur noch der Kenntnis.",
}

CANNOT_DIFFER: dict[str, str] = {
    "weight": "Es hat kein Gewicht.",
    "scale": "Die Skala lässt nur einen Wert zu.",
    "degrees": "Die Erfüllungsgrade lassen nur einen Wert zu.",
    "minimum": "Wegen der Mindestpunkte bleibt nur ein Wert; wer darunter liegt, ist ausgeschlossen.",
}

UNREACHABLE: dict[str, str] = {
    "criterion": "Die Mindestpunkte von „{id}“",
    "whole": "Die Mindestzahl der Leistungspunkte",
}

NEVER_FLIPS: dict[str, str] = {
    "richtwert_einfach": "Z = L / P hängt nur vom eigenen Angebot ab. Kommt ein drittes hinzu, bleiben die Kennzahlen der "
    "anderen gleich, also auch ihre Reihenfolge.",
    "richtwert_verschoben": "Z = (L + c) / P hängt nur vom eigenen Angebot und der vorab festen Zahl c ab. Kommt ein drittes "
    "hinzu, bleiben die Kennzahlen der anderen gleich, also auch ihre Reihenfolge.",
    "richtwert_exponent": "Z = L^a / P^(1 − a) hängt nur vom eigenen Angebot und der vorab festen Zahl a ab. Kommt ein drittes "
    "hinzu, bleiben die Kennzahlen der anderen gleich, also auch ihre Reihenfolge.",
    "gewichtet_referenzwert": "L_ref und P_ref stehen vorab fest. Der Wert eines Angebots hängt nur von ihm selbst ab; ein drittes "
    "ändert die Reihenfolge der anderen nicht.",
    "preis_festbereich": "Die Preisgrenzen stehen vorab fest. Die Punktsumme eines Angebots hängt nur von ihm selbst ab; ein drittes "
    "ändert die Reihenfolge der anderen nicht.",
    "festpreis": "Es zählen nur die eigenen Leistungspunkte; ein drittes Angebot ändert die Reihenfolge der anderen nicht.",
    "niedrigster_preis": "Es zählt nur der eigene Preis; ein drittes Angebot ändert die Reihenfolge der anderen nicht.",
    "gewichtet_median": "Nur Leistung oder Preis hat ein Gewicht. Ein anderer Median teilt alle Werte durch dieselbe Zahl; die "
    "Reihenfolge der anderen bleibt gleich.",
}

FLIP_FAMILY = (
    "je drei Angebote aus {rows} Punkteverteilungen (gleichmäßig auf jeder Stufe der Skala in höchstens zehn Schritten; volle "
    "Punktzahl mit Abzug eines Schritts bei bis zu {light} Kriterien, einzeln und nacheinander), Preise auf den Cent um {anchor}, "
    "aus der Formel bestimmt{raster}"
)

FLIP_RASTER = "; da Preispunkte gerundet werden, außerdem ein Raster von {steps} Preisen"
FLIP_BID = "„{name}“: {points} Leistungspunkte zu {price}"
FLIP_STORY = "{bids}. Ohne „{third}“ liegt „{before}“ vor „{after}“. Kommt „{third}“ hinzu (selbst nicht auf Rang 1), liegt „{after}“ vor „{before}“."

OPEN_SOURCE: dict[str, str] = {
    "fulfilled": "Der Anteil beträgt {share} %; die Vorgabe von {policy} % ist erfüllt.",
    "exemption": "Der Anteil beträgt {share} %, die Vorgabe sind {policy} %. Die Abweichung ist begründet.",
    "published": "Der Anteil beträgt {share} %, die Vorgabe sind {policy} %. Die Matrix ist veröffentlicht und bleibt, wie sie ist.",
    "missed": "Der Anteil beträgt {share} %; die Vorgabe von {policy} % ist nicht erfüllt.",
}

_RATIO = "Leistung und Preis stehen als Quotient zueinander; einen Prozentsatz für den Preis gibt es dabei nicht."
_INDEX = (
    "Das Preisgewicht {price} % gilt gegenüber {references}. Wie stark der Preis wirkt, hängt von diesen Werten ab."
)

PRICE_QUALITY: dict[str, str] = {
    "richtwert_einfach": _RATIO,
    "richtwert_erweitert": _RATIO + " Im Schwankungsbereich entscheidet das Entscheidungskriterium.",
    "richtwert_verschoben": _RATIO + " Die Konstante c stärkt den Preis.",
    "richtwert_exponent": _RATIO + " Der Exponent a verschiebt das Verhältnis.",
    "gewichtet_referenzwert": _INDEX.replace("{references}", "den vorab festen Referenzwerten"),
    "gewichtet_median": _INDEX.replace("{references}", "den Medianen der Angebote"),
    "preis_quotient": "Im Kriterienbaum hat der Preis {price} %, die Leistung {quality} %. Wer doppelt so teuer ist wie der niedrigste "
    "Preis, behält die halben Preispunkte: Das Preisgewicht wird nie ganz ausgeschöpft.",
    "preis_linear": "Im Kriterienbaum hat der Preis {price} %, die Leistung {quality} %. Ab dem {zero_at}-fachen des niedrigsten Preises "
    "gibt es keine Preispunkte mehr.",
    "preis_festbereich": "Im Kriterienbaum hat der Preis {price} %, die Leistung {quality} %. Ausgeschöpft wird das Preisgewicht nur "
    "zwischen den festen Preisgrenzen.",
    "festpreis": "Der Preis ist fest; allein die Leistung entscheidet.",
    "niedrigster_preis": "Allein der Preis entscheidet.",
}

INFLUENCE: dict[str, str] = {
    "bids": "Gerechnet mit den gewerteten Angeboten: Spanne der vergebenen Punkte mal Gewicht, als Anteil an der Summe aller.",
    "fictitious": "Gerechnet mit fiktiven Angeboten, die bei jedem Kriterium die ganze zulässige Spanne ausschöpfen: Spanne mal "
    "Gewicht, als Anteil an der Summe aller.",
    "price_fixed": " Preise: von der guten bis zur schlechten Preisgrenze.",
    "price_double": " Preise: vom niedrigsten bis zum doppelten.",
    "ratio": " Der Preis ist nicht enthalten; er teilt die Summe.",
}

EURO_FORMULAS: dict[str, str] = {
    "richtwert_einfach": "ΔP = P · ΔL / L",
    "richtwert_erweitert": "ΔP = P · ΔL / L",
    "richtwert_verschoben": "ΔP = P · ΔL / (L + c)",
    "richtwert_exponent": "ΔP = P · ((L + ΔL) / L)^(a / (1 − a)) − P",
    "gewichtet_referenzwert": "ΔP = ΔL · (g_L / L_ref) / (g_P / P_ref)",
    "gewichtet_median": "ΔP = ΔL · (g_L / L) / (g_P / P)",
    "preis_quotient": "ΔP = Pmin / (Pmin / P − t) − P mit t = w_Q · ΔL / (100 · Höchstwert · w_P)",
    "preis_linear": "ΔP = t · (z − 1) · Pmin mit t = w_Q · ΔL / (100 · Höchstwert · w_P)",
    "preis_festbereich": "ΔP = t · (Pschlecht − Pgut) mit t = w_Q · ΔL / (100 · Höchstwert · w_P)",
}

EURO: dict[str, str] = {
    "intro": "Um so viel Euro darf ein Angebot teurer sein, wenn es einen Punkt mehr erhält, gerechnet um {price} ({source}){quality}.",
    "quality_bids": " und {points} Leistungspunkte (Median der Angebote)",
    "quality_highest": " und {points} Leistungspunkte (höchste mögliche; bei weniger Leistungspunkten ist ein Punkt mehr wert)",
    "none": "Ein Punkt lässt sich bei dieser Methode nicht in Euro ausdrücken.",
    "unbounded": " Ein Strich heißt: Kein Preis gleicht den Punkt aus.",
}

REFERENCE_SOURCES: dict[str, str] = {
    "median_of_bids": "Median der Angebotspreise",
    "best_price": "gute Preisgrenze der Methode",
    "estimated_value_net": "geschätzter Auftragswert, netto",
    "per_100000": "je 100.000 Euro, da weder Angebote noch Schätzung vorliegen",
}

MAIN_GROUPS, MAIN_GROUPS_AND_PRICE, METHOD_WEIGHTS = (
    "Hauptgruppen",
    "Hauptgruppen und Preis",
    "Leistung und Preis (Methode)",
)
PRICE = "Preis"


def sentence(kind: str, values: dict[str, str]) -> str:
    """Return the German sentence of a finding.

    Raises:
        KeyError: The kind has no sentence, or a value is missing.
    """
    return FINDINGS[kind].format_map(values)
