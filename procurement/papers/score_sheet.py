"""Wertungsübersicht: the result of an evaluation as a paper. Nothing in it speaks of the stability of the result."""

from core.document import (
    Align,
    Block,
    Column,
    Definitions,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Row,
    RowGroup,
    Table,
    runs,
    strong,
)
from core.german import german_date, german_euro, german_number
from procurement.papers.charts import Bar, stacked_bars
from procurement.papers.corrections import admitted_bids, corrected_prices
from procurement.papers.reasons import reason_blocks
from procurement.papers.words import (
    EXACT_DIGITS,
    cell,
    criterion_names,
    equals,
    method_parameters,
    number,
    operand,
    printed,
    procedure_type,
    rounding_words,
    running_title,
    shortfall,
    state_notes,
    symbols,
    with_source,
)
from scoring.bundle.make import input_digest
from scoring.evaluate import Outcome
from scoring.explain import Step, explain_standing
from scoring.result import RankedBid, Result, contributions
from scoring.shown import shown
from scoring.wording import exclusion_ground

NAME = "Wertungsübersicht"
BIDS_IN_COLUMNS = 5
"""Bids up to which the contributions stand in columns; more would make them too narrow to read."""


def score_sheet(outcome: Outcome, result: Result) -> Document:
    """Return the score sheet of an outcome.

    Args:
        outcome: The evaluated bids.
        result: Its result document; robustness in it is left aside.
    """
    head, digest = outcome.evaluation.procedure, _digest(outcome, result)
    outcome, result = shown(outcome, result)
    blocks: list[Block] = [Heading(1, NAME), *state_notes(outcome, result), _head(outcome)]
    decided = (corrected_prices, admitted_bids, _excluded)
    for section in (_result, _method, _contributions, _calculation, *decided, _notices, _reasons):
        blocks += section(outcome, result)
    blocks += digest
    return Document(
        title=f"{NAME} {head.reference}" + (" (vorläufig)" if result.get("preliminary") else ""),
        language="de-DE",
        issued=outcome.rules.day,
        blocks=tuple(blocks),
        subject=head.title,
        header=running_title(NAME, outcome, result),
        footer=f"Prüfsumme {result['digest'].removeprefix('sha256:')[:16]}…",
    )


def _head(outcome: Outcome) -> Definitions:
    head = outcome.evaluation.procedure
    entries = [
        ("Vergabeverfahren", head.reference),
        ("Los", head.lot),
        ("Gegenstand", head.title),
        ("Verfahrensart", procedure_type(head.procedure_type) if head.procedure_type else None),
        ("Stichtag", german_date(outcome.rules.day)),
    ]
    return Definitions(tuple((name, runs(value)) for name, value in entries if value))


def _result(outcome: Outcome, result: Result) -> list[Block]:
    names = {bid.id: bid.tenderer for bid in outcome.evaluation.bids}
    blocks: list[Block] = [Heading(2, "Ergebnis"), _first(outcome, result)]
    if result["ranking"]:
        blocks.append(_ranking(result, names))
    return blocks


def _first(outcome: Outcome, result: Result) -> Paragraph:
    if outcome.winner is not None:
        return Paragraph(
            runs("Auf Rang 1 steht ", strong(f"Angebot {outcome.winner.id}"), f" ({outcome.winner.tenderer}).")
        )
    if result["tie"]:
        bids = ", ".join(entry["bid"] for entry in result["ranking"] if entry["rank"] == 1)
        return Paragraph(runs("Auf Rang 1 besteht ", strong("Gleichstand"), f" der Angebote {bids}."))
    return Paragraph(runs("Kein Angebot ist in der Wertung."))


_COLUMNS = (
    ("leistungspunkte", "Leistungspunkte"),
    ("quality", "Leistung (0–100)"),
    ("price_points", "Preispunkte"),
    ("total", "Gesamtpunkte"),
    ("kennzahl_z", "Kennzahl Z"),
)
_MOST_LONG_TITLES = 2
_SHORT = {"leistungspunkte": "Leistung L"}
"""Titles where many columns leave no room for a long word; L is told under the method."""


def _ranking(result: Result, names: dict[str, str]) -> Table:
    first = result["ranking"][0]
    shown = [(key, title) for key, title in _COLUMNS if first.get(key) is not None]
    if len(shown) > _MOST_LONG_TITLES:
        shown = [(key, _SHORT.get(key, title)) for key, title in shown]
    banded = first["in_band"] is not None
    columns = [
        Column("Rang", Align.RIGHT),
        Column("Angebot", names_row=True),
        Column("Bieter"),
        *(Column(title, Align.RIGHT) for _, title in shown),
        Column("Preis (brutto)", Align.RIGHT),
        *([Column("Lage")] if banded else []),
    ]
    rows = tuple(_ranked_row(entry, names, [key for key, _ in shown], banded=banded) for entry in result["ranking"])
    caption = "Rangfolge der Angebote" + ("; Lage: im Schwankungsbereich oder darunter" if banded else "")
    return Table(caption, tuple(columns), (RowGroup(rows),))


def _ranked_row(entry: RankedBid, names: dict[str, str], keys: list[str], *, banded: bool) -> Row:
    values = {key: value for key, value in entry.items() if isinstance(value, str)}
    return (
        runs(str(entry["rank"])),
        runs(entry["bid"]),
        cell(names[entry["bid"]]),
        *(number(values.get(key)) for key in keys),
        runs(german_euro(entry["price_gross_eur"])),
        *([runs("darin" if entry["in_band"] else "darunter")] if banded else []),
    )


def _method(outcome: Outcome, _result: Result) -> list[Block]:
    matrix = outcome.evaluation.matrix
    method = matrix.method
    scale = matrix.scale
    points = " bis ".join(german_number(bound, EXACT_DIGITS) for bound in (scale.minimum, scale.maximum))
    entries = [
        ("Methode", with_source(method.title, str(method.source))),
        ("Formel", runs(method.formula)),
        *symbols(method),
        *method_parameters(outcome),
        ("Punkteskala", runs(f"{points} in Schritten von {german_number(scale.step, EXACT_DIGITS)}")),
        ("Leistungspunkte", runs("L = 100 · Summe aus Gewicht und Punkten aller Kriterien")),
        ("Rundung", runs(rounding_words(method))),
    ]
    blocks: list[Block] = [Heading(2, "Wertungsmethode"), Definitions(tuple(entries))]
    return [*blocks, Paragraph(runs(method.remark))] if method.remark else blocks


def _contributions(outcome: Outcome, result: Result) -> list[Block]:
    parts = {outcome.bids[index].id: contributions(outcome, index) for index in outcome.in_rank_order()}
    series = list(next(iter(parts.values()), {}))
    if not series:
        return []
    names = criterion_names(outcome)
    totals = any(entry["total"] is not None for entry in result["ranking"])
    measure = "Gesamtpunkte" if totals else "Leistungspunkte"
    bars = [Bar(f"Angebot {bid}", values) for bid, values in parts.items()]
    intro = f"Die Beiträge jedes Angebots ergeben zusammen seine {measure}."
    table = _wide_table if len(bars) <= BIDS_IN_COLUMNS else _long_table
    return [
        Heading(2, "Beiträge der Hauptgruppen"),
        Paragraph(runs(intro)),
        *stacked_bars(bars, {key: names[key] for key in series}, measure),
        table(bars, {key: names[key] for key in series}, measure),
    ]


def _wide_table(bars: list[Bar], series: dict[str, str], measure: str) -> Table:
    columns = (Column("Hauptgruppe", names_row=True), *(Column(bar.name, Align.RIGHT) for bar in bars))
    rows: list[Row] = [
        (runs(name), *(runs(german_number(bar.parts[key])) for bar in bars)) for key, name in series.items()
    ]
    rows.append((runs(strong(measure)), *(runs(strong(german_number(bar.total))) for bar in bars)))
    return Table("Beiträge je Angebot", columns, (RowGroup(tuple(rows)),))


def _long_table(bars: list[Bar], series: dict[str, str], measure: str) -> Table:
    groups = []
    for bar in bars:
        rows: list[Row] = [(runs(series[key]), runs(german_number(part))) for key, part in bar.parts.items()]
        rows.append((runs(strong(measure)), runs(strong(german_number(bar.total)))))
        groups.append(RowGroup(tuple(rows), bar.name))
    columns = (Column("Hauptgruppe", names_row=True), Column("Beitrag", Align.RIGHT))
    return Table("Beiträge je Angebot", columns, tuple(groups))


def _calculation(outcome: Outcome, _result: Result) -> list[Block]:
    groups = [
        RowGroup(
            tuple(_step(step) for step in explain_standing(outcome, index)),
            f"Angebot {outcome.bids[index].id}",
        )
        for index in outcome.in_rank_order()
    ]
    if not groups:
        return []
    columns = (Column("Größe", names_row=True), Column("Formel"), Column("Eingesetzt"), Column("Ergebnis", Align.RIGHT))
    intro = (
        "Jeder Wert lässt sich mit diesen Schritten nachrechnen. Werte hinter ≈ haben mehr als neun Nachkommastellen "
        "und sind gerundet gedruckt; gerechnet wird mit dem genauen Wert."
    )
    if main := [group.id for group in outcome.grid.groups]:
        intro += f" L mit der Nummer einer Hauptgruppe, wie L_{main[0]}, sind deren Leistungspunkte."
    return [
        Heading(2, "Rechenweg"),
        Paragraph(runs(intro)),
        Table("Rechenweg je Angebot", columns, tuple(groups)),
    ]


def _step(step: Step) -> Row:
    inserted = "".join(term if isinstance(term, str) else printed(term) for term in step.terms)
    rounded = f" (auf {step.rounded_digits} Stellen gerundet)" if step.rounded_digits is not None else ""
    return (
        runs(step.name + rounded),
        runs(f"{step.result.symbol} = {step.formula}"),
        runs(inserted),
        runs(f"{equals(step.result)} {operand(step.result)}"),
    )


def _excluded(outcome: Outcome, result: Result) -> list[Block]:
    if not result["excluded"]:
        return []
    names = {bid.id: bid.tenderer for bid in outcome.evaluation.bids}
    criteria = criterion_names(outcome)
    rows: tuple[Row, ...] = tuple(
        (
            runs(entry["bid"]),
            cell(names[entry["bid"]]),
            runs(
                ": ".join(
                    filter(
                        None, [exclusion_ground(entry["code"]), "; ".join(criteria[one] for one in entry["criteria"])]
                    )
                )
            ),
            cell(entry["reason"] or shortfall(outcome, entry)),
            cell(entry["legal_source"]),
        )
        for entry in result["excluded"]
    )
    columns = (
        Column("Angebot", names_row=True),
        Column("Bieter"),
        Column("Grund"),
        Column("Begründung"),
        Column("Rechtsquelle"),
    )
    intro = "Diese Angebote haben auf Rangfolge, Bezugspreise und Mittelwerte keinen Einfluss."
    return [
        Heading(2, "Nicht in der Wertung"),
        Paragraph(runs(intro)),
        Table("Ausgeschlossene Angebote", columns, (RowGroup(rows),)),
    ]


def _notices(_outcome: Outcome, result: Result) -> list[Block]:
    if not result["warnings"]:
        return []
    items = tuple(with_source(notice["text"], notice["legal_source"]) for notice in result["warnings"])
    return [Heading(2, "Hinweise"), ListBlock(items)]


def _reasons(outcome: Outcome, _result: Result) -> list[Block]:
    return reason_blocks(outcome)


def _digest(outcome: Outcome, result: Result) -> list[Block]:
    text = (
        "Die Prüfsumme ist der SHA-256-Wert des Ergebnisses in kanonischer Form (RFC 8785). Wer dieselben Eingaben mit "
        "demselben Stichtag neu berechnet, erhält dieselbe Prüfsumme. Bieternamen und Begründungen gehen in sie nicht "
        "ein, wohl aber in die Prüfsumme der Eingabe: den SHA-256-Wert aller Eingaben in derselben Form."
    )
    entries = (
        ("Format", runs(result["format"])),
        ("Prüfsumme", runs(result["digest"])),
        ("Prüfsumme der Eingabe", runs(input_digest(outcome.evaluation))),
    )
    return [Heading(2, "Prüfsumme"), Paragraph(runs(text)), Definitions(entries)]
