"""German sentences for what was remarked on an expression."""

from collections.abc import Mapping

from licensing.expression.reading import ReadAs, Remark

READ_AS: Mapping[ReadAs, str] = {
    ReadAs.EXACT: "gelesen, wie geschrieben",
    ReadAs.NORMALISED: "gelesen, Schreibweise angeglichen",
    ReadAs.MAPPED: "aus einem freien Namen zugeordnet",
    ReadAs.NOASSERTION: "ausdrücklich keine Angabe",
    ReadAs.NONE: "ausdrücklich keine Lizenz",
    ReadAs.MISSING: "keine Angabe",
    ReadAs.UNKNOWN: "Name auf keiner Liste",
    ReadAs.MALFORMED: "kein lesbarer Ausdruck",
    ReadAs.TOO_LONG: "zu lang",
}

REMARKS: Mapping[str, str] = {
    "no_statement": "„{written}“ ist keine Lizenz und gilt als nicht angegeben.",
    "identifier_case": "„{written}“ ist als „{id}“ gelesen; die Liste schreibt es so.",
    "operator_case": "„{written}“ ist als Verknüpfung gelesen; SPDX schreibt sie groß.",
    "mapped": "„{written}“ ist kein SPDX-Bezeichner; eine Namensliste ordnet es „{id}“ zu. Bitte bestätigen lassen.",
    "deprecated": "„{id}“ ist veraltet; die Liste empfiehlt „{recommended}“.",
    "deprecated_alone": "„{id}“ ist veraltet. Die Liste führt den Bezeichner nur noch für alte Dokumente.",
    "plus_beside_version": "Das „+“ hinter „{id}“ widerspricht dem Bezeichner, der die Fassung schon festlegt.",
    "reference": "„{id}“ verweist auf einen Text außerhalb der Liste. Bitte den Lizenztext vorlegen lassen.",
    "licence_unknown": "„{id}“ steht auf keiner Liste. Bitte den Lizenztext vorlegen lassen.",
    "nothing_inside": "„{id}“ steht innerhalb eines Ausdrucks; dieser Teil bleibt unbekannt.",
    "declared_proprietary": "„{id}“ nennt den Teil selbst proprietär.",
    "exception_does_not_fit": "Die Ausnahme „{exception}“ ist nicht für „{id}“ geschrieben; sie bleibt ohne Wirkung.",
    "exception_unchecked": "Ob die Ausnahme „{exception}“ zu „{id}“ passt, ist nicht hinterlegt.",
    "exception_unknown": "Die Ausnahme „{exception}“ steht auf keiner Liste.",
    "addition_reference": "„{exception}“ verweist auf einen Zusatz außerhalb der Liste: Er kann Rechte auch nehmen.",
    "enumeration": "Zwischen den Lizenzen steht „{sign}“ statt AND oder OR; gelesen ist, dass alle gelten. Bitte klären lassen.",
    "licence_missing": "Vor oder nach Zeichen {place} fehlt eine Lizenz.",
    "operator_missing": "Vor Zeichen {place} fehlt AND, OR oder WITH.",
    "parenthesis_open": "Die Klammer an Zeichen {place} wird nicht geschlossen.",
    "parenthesis_closed": "Die Klammer an Zeichen {place} wurde nicht geöffnet.",
    "too_deep": "Die Klammern sind zu tief verschachtelt (ab Zeichen {place}).",
    "too_long": "Der Ausdruck hat {characters} Zeichen und wird nicht gelesen.",
    "more_remarks": "Dazu kommen {number} weitere Hinweise dieser Art.",
}

_MOST_SHOWN = 120


def remark_sentence(remark: Remark) -> str:
    """Return the German sentence of a remark; long names are cut."""
    return REMARKS[remark.type].format_map({key: shortened(value) for key, value in remark.properties.items()})


def shortened(text: str) -> str:
    """Return a text that fits into a sentence: one line, at most 120 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_SHOWN else f"{line[: _MOST_SHOWN - 1]}…"
