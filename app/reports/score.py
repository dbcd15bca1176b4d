"""The report of ``pruefstand score``. The stability of the result is internal and never stands in it."""

from textwrap import wrap

from app.reports.table import plain, text_table
from core.german import german_euro, german_number
from scoring.bid_names import labels_in
from scoring.evaluate import Outcome
from scoring.methods import METHODS, PreisMethod
from scoring.result import RankedBid, Result
from scoring.wording import exclusion_ground

WIDTH = 100


def score_report(outcome: Outcome, result: Result) -> str:
    """Return the report as text."""
    blocks = [
        _head(outcome, result),
        _winner(outcome, result),
        _ranking(outcome, result),
        _excluded(outcome, result),
        _notices(result),
        [f"Prüfsumme: {result['digest']}"],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _head(outcome: Outcome, result: Result) -> list[str]:
    head, method = outcome.evaluation.procedure, METHODS[result["method"]]
    title = f"Wertung {head.reference}" + (f", {head.lot}" if head.lot else "")
    lines = [("VORLÄUFIGE " if result.get("preliminary") else "") + plain(title), *wrap(plain(head.title), WIDTH)]
    lines.append(f"Methode: {method.title}: {method.formula}")
    rounding = _rounding(outcome)
    return [*lines, rounding] if rounding else lines


def _rounding(outcome: Outcome) -> str:
    method = outcome.evaluation.matrix.method
    if not isinstance(method, PreisMethod):
        return ""
    if method.rounding is None:
        return "Preispunkte ohne Rundung."
    return f"Preispunkte kaufmännisch gerundet auf {method.rounding.digits} Stellen."


def _winner(outcome: Outcome, result: Result) -> list[str]:
    if outcome.winner is not None:
        label = plain(labels_in(outcome.evaluation)[outcome.winner.id])
        return [f"Auf Rang 1: Angebot {label} ({plain(outcome.winner.tenderer)})"]
    return ["Gleichstand auf Rang 1." if result["tie"] else "Kein Angebot ist in der Wertung."]


_COLUMNS: tuple[tuple[str, str], ...] = (
    ("leistungspunkte", "Leistungspunkte"),
    ("quality", "Leistung (0–100)"),
    ("price_points", "Preispunkte"),
    ("total", "Gesamt"),
    ("kennzahl_z", "Kennzahl Z"),
)


def _ranking(outcome: Outcome, result: Result) -> list[str]:
    ranking = result["ranking"]
    if not ranking:
        return []
    columns = [(key, title) for key, title in _COLUMNS if ranking[0].get(key) is not None]
    banded = ranking[0]["in_band"] is not None
    tenderers = {bid.id: plain(bid.tenderer)[:40] for bid in outcome.bids}
    labels = {bid: plain(label) for bid, label in labels_in(outcome.evaluation).items()}
    header = ["Rang", "Angebot", "Bieter", *(title for _, title in columns), "Preis (brutto)"]
    rows = [
        [
            str(entry["rank"]),
            labels[entry["bid"]],
            tenderers[entry["bid"]],
            *_numbers(entry, [key for key, _ in columns]),
        ]
        for entry in ranking
    ]
    if banded:
        header.append("Schwankungsbereich")
        for row, entry in zip(rows, ranking, strict=True):
            row.append("ja" if entry["in_band"] else "nein")
    return text_table(header, rows, right=frozenset({0, *range(3, 4 + len(columns))}))


def _numbers(entry: RankedBid, keys: list[str]) -> list[str]:
    values = {key: value for key, value in entry.items() if isinstance(value, str)}
    return [*(german_number(values[key]) for key in keys), german_euro(entry["price_gross_eur"])]


def _excluded(outcome: Outcome, result: Result) -> list[str]:
    labels = labels_in(outcome.evaluation)
    if not result["excluded"]:
        return []
    lines = ["Nicht in der Wertung:"]
    for entry in result["excluded"]:
        ground = exclusion_ground(entry["code"])
        criteria = f": {', '.join(entry['criteria'])}" if entry["criteria"] else ""
        source = f" [{entry['legal_source']}]" if entry["legal_source"] else ""
        reason = f" – {entry['reason']}" if entry["reason"] else ""
        lines += _item(f"Angebot {labels[entry['bid']]}: {ground}{criteria}{reason}{source}")
    return lines


def _notices(result: Result) -> list[str]:
    if not result["warnings"]:
        return []
    lines = ["Hinweise:"]
    for notice in result["warnings"]:
        source = f" [{notice['legal_source']}]" if notice["legal_source"] else ""
        lines += _item(notice["text"] + source)
    return lines


def _item(text: str) -> list[str]:
    return wrap(plain(text), WIDTH, initial_indent="  – ", subsequent_indent="    ")
