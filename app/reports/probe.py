"""The report of ``pruefstand probe`` for people, at most 80 columns wide."""

from collections.abc import Mapping
from itertools import groupby
from textwrap import wrap

from app.reports.table import plain, text_table
from core.german import german_euro, german_number
from scoring.matrix_check import Probe
from scoring.matrix_check.document import CounterExample, ExampleBid, ExampleRank, Finding
from scoring.matrix_check.places import criterion_names, place_name
from scoring.methods import METHODS
from scoring.model import Evaluation, Matrix

WIDTH = 80
LISTED = 12
_NAME, _SHORTEST_TITLE = 14, 8
_SEVERITY = {"verstoss": "VERSTOSS", "warnung": "WARNUNG", "hinweis": "Hinweis"}


def probe_report(evaluation: Evaluation, probe: Probe) -> str:
    """Return the report as text."""
    blocks = [
        _head(evaluation, probe),
        _summary(probe),
        ["1  Gewichtssummen", *_sums(probe)],
        ["2  Open Source", *_paragraph(f"{probe['open_source']['text']} [{probe['open_source']['legal_source']}]")],
        ["3  Preis und Leistung", *_price_quality(probe)],
        ["4  Kann die Reihenfolge umkippen?", *_flip(probe)],
        ["5  Einfluss der Kriterien und Wert eines Punktes", *_criteria(probe)],
        ["6  Hinweise", *_findings(evaluation.matrix, probe)],
        ["Prüfsumme:", f"  {probe['digest']}"],
    ]
    return "\n\n".join("\n".join(block) for block in blocks)


def _paragraph(text: str) -> list[str]:
    return wrap(plain(text), WIDTH, initial_indent="   ", subsequent_indent="   ", break_on_hyphens=False)


def _indented(lines: list[str]) -> list[str]:
    return [f"   {line}" for line in lines]


def _short(text: str, width: int) -> str:
    clean = plain(text)
    return clean if len(clean) <= width else clean[: width - 1] + "…"


def _table(header: list[str], rows: list[list[str]], *, right: frozenset[int]) -> list[str]:
    """Return an indented table whose second column, the title, gives way so that the table fits."""
    others = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header)) if column != 1]
    room = max(_SHORTEST_TITLE, WIDTH - 3 - sum(others) - 2 * len(others))
    return _indented(text_table(header, [[row[0], _short(row[1], room), *row[2:]] for row in rows], right=right))


def _head(evaluation: Evaluation, probe: Probe) -> list[str]:
    title = f"Prüfung der Bewertungsmatrix {probe['reference']}" + (f", {probe['lot']}" if "lot" in probe else "")
    lines = wrap(("VORLÄUFIG: " if probe.get("preliminary") else "") + plain(title), WIDTH)
    lines += wrap(plain(evaluation.procedure.title), WIDTH)
    method, choice = METHODS[probe["method"]], probe["method_choice"]
    lines += wrap(f"Methode: {method.title} – {method.formula}", WIDTH, subsequent_indent="  ")
    first = ", ".join(METHODS[name].title for name in choice["offered_first"])
    others = ", ".join(METHODS[name].title for name in choice["others"])
    lines += wrap(f"Zur Wahl stehen zuerst: {first}.", WIDTH, subsequent_indent="  ")
    return lines + wrap(f"Weitere: {others}.", WIDTH, subsequent_indent="  ")


def _summary(probe: Probe) -> list[str]:
    count = {key: sum(entry["severity"] == key for entry in probe["findings"]) for key in _SEVERITY}
    bids = probe["bids"]
    given = f"{bids['given']} Angebote, davon {bids['valid']} gewertet" if bids["given"] else "ohne Angebote"
    found = f"Verstöße: {count['verstoss']} · Warnungen: {count['warnung']} · Hinweise: {count['hinweis']}"
    return [found, f"Geprüft {given}."]


def _sums(probe: Probe) -> list[str]:
    rows = [
        [
            _short(entry["criterion"] or "–", _NAME),
            plain(entry["title"]),
            str(entry["parts"]),
            german_number(entry["sum"]),
            "ja" if entry["exact"] else "NEIN",
        ]
        for entry in probe["weight_sums"]
    ]
    if not rows:
        return _paragraph("Die Bewertungsmatrix hat keine Gewichte.")
    return _table(["Gruppe", "Ebene", "Teile", "Summe", "genau 100"], rows, right=frozenset({2, 3}))


def _price_quality(probe: Probe) -> list[str]:
    part = probe["price_quality"]
    lines = _paragraph(part["text"])
    if part["one_percent_of_price"]:
        lines += _paragraph("Ein um 1 % höherer Preis wird ausgeglichen durch:")
    for entry in part["one_percent_of_price"]:
        points, level = german_number(entry["leistungspunkte"]), german_number(entry["at_leistungspunkte"])
        lines.append(f"   {points:>12} Leistungspunkte bei {level} Leistungspunkten")
    return lines


def _flip(probe: Probe) -> list[str]:
    part = probe["flip"]
    if part["proof"]:
        return _paragraph(f"Nein. {part['proof']}")
    if part["counter_example"] is None:
        return _paragraph("Für diese Bewertungsmatrix kein Gegenbeispiel gefunden.") + _paragraph(
            f"Abgesucht: {part['family']}."
        )
    intro = "Ja. Gegenbeispiel für diese Bewertungsmatrix, nachgerechnet (Rang und Wert):"
    return [f"   {intro}", *_example(part["counter_example"])]


def _example(example: CounterExample) -> list[str]:
    before = {entry["bid"]: entry for entry in example["before"]}
    after = {entry["bid"]: entry for entry in example["after"]}
    rows = [
        [
            bid["id"],
            _told(bid),
            german_euro(bid["price_gross_eur"]),
            _placed(before.get(bid["id"])),
            _placed(after[bid["id"]]),
        ]
        for bid in example["bids"]
    ]
    header = ["Angebot", "Punkte", "Preis", "zu zweit", f"mit „{example['third']}“"]
    return _indented(text_table(header, rows, right=frozenset({2, 3, 4})))


def _told(bid: ExampleBid) -> str:
    if len(set(bid["points"].values())) == 1:
        return f"überall {german_number(next(iter(bid['points'].values())))}"
    return f"verteilt, L = {german_number(bid['leistungspunkte'])}"


def _placed(entry: ExampleRank | None) -> str:
    return f"{entry['rank']}. ({german_number(entry['value'])})" if entry else "–"


def _criteria(probe: Probe) -> list[str]:
    euro = {entry["criterion"]: entry["euro"] for entry in probe["euro_per_point"]["criteria"]}
    rows = [
        [
            _short(entry["criterion"], _NAME),
            plain(entry["title"]),
            german_number(entry["share_percent"]),
            german_number(entry["influence_percent"]) if entry["influence_percent"] else "–",
            german_euro(value) if (value := euro.get(entry["criterion"])) else "–",
        ]
        for entry in probe["influence"]["criteria"]
    ]
    if not rows:
        return _paragraph("Die Bewertungsmatrix hat keine bewerteten Kriterien.")
    header = ["Kriterium", "Titel", "Anteil %", "Einfluss %", "1 Punkt"]
    texts = [probe["influence"]["text"], probe["euro_per_point"]["text"]]
    lines = [line for text in texts for line in _paragraph(text)]
    return [*lines, *_table(header, rows, right=frozenset({2, 3, 4}))]


def _findings(matrix: Matrix, probe: Probe) -> list[str]:
    """Return the findings, the many of one kind as one with the criteria they concern."""
    if not probe["findings"]:
        return _paragraph("Keine.")
    names = criterion_names(matrix)
    lines: list[str] = []
    for _, same in groupby(sorted(probe["findings"], key=_order), key=_order):
        lines += _group(list(same), names)
    return lines


def _order(entry: Finding) -> tuple[int, str, str]:
    return list(_SEVERITY).index(entry["severity"]), entry["type"], entry["legal_source"] or ""


def _group(same: list[Finding], names: Mapping[str, str]) -> list[str]:
    first = same[0]
    source = f" [{first['legal_source']}]" if first["legal_source"] else ""
    lines = _item(f"{_SEVERITY[first['severity']]}: {first['text']}{source}")
    if len(same) > 1:
        places = ", ".join(_criterion(entry["place"], names) for entry in same[1 : LISTED + 1])
        rest = f" und {len(same) - LISTED - 1} weitere" if len(same) > LISTED + 1 else ""
        lines += wrap(
            f"ebenso: {places}{rest}", WIDTH, initial_indent="     ", subsequent_indent="     ", break_on_hyphens=False
        )
    return lines


def _criterion(place: str, names: Mapping[str, str]) -> str:
    """Return the id of the criterion that a place lies in; the name of the place where it lies in none."""
    inside = place
    while inside and inside not in names:
        inside = inside.rpartition("/")[0]
    return names.get(inside) or place_name(place, names)


def _item(text: str) -> list[str]:
    return wrap(plain(text), WIDTH, initial_indent=" – ", subsequent_indent="   ", break_on_hyphens=False)
