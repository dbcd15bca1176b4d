"""Interner Vermerk: how stable a result is. It never goes with the score sheet, a bundle or a letter."""

from core.document import (
    Align,
    Block,
    Column,
    Definitions,
    Document,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    Row,
    RowGroup,
    Runs,
    Table,
    runs,
)
from core.german import german_date, german_euro, german_number
from core.numbers import decimal_string, parse_measure
from procurement.papers.words import criterion_names, running_title, state_notes
from scoring.bid_names import labels_in
from scoring.evaluate import Outcome
from scoring.result import RankAcceptability, Result, Robustness
from scoring.shown import shown, shown_robustness

NAME = "Interner Vermerk zur Stabilität der Wertung"
_NEVER = "nie"


def stability_note(outcome: Outcome, result: Result, robustness: Robustness) -> Document:
    """Return the internal note on the stability of a result.

    Args:
        outcome: The evaluated bids.
        result: Its result document.
        robustness: What the stability analysis found.
    """
    head = outcome.evaluation.procedure
    robustness = shown_robustness(robustness, labels_in(outcome.evaluation))
    outcome, result = shown(outcome, result)
    blocks = [
        Heading(1, NAME),
        _internal(),
        *state_notes(outcome, result),
        _head(outcome, result),
        *_changes(outcome, robustness),
        *_weights(outcome, robustness),
        *_removal(robustness),
        *_acceptability(robustness["rank_acceptability"]),
    ]
    return Document(
        title=f"{NAME} {head.reference}",
        language="de-DE",
        issued=outcome.rules.day,
        blocks=tuple(blocks),
        subject=head.title,
        header=running_title("Interner Vermerk", outcome, result),
        footer="Nur für den internen Gebrauch",
    )


def _internal() -> Note:
    text = (
        "Dieser Vermerk hilft, das Ergebnis einzuordnen. Er ändert es nicht, ist kein Teil der Wertungsübersicht und "
        "geht nicht an Bieter. Die Wertung richtet sich allein nach der veröffentlichten Bewertungsmatrix."
    )
    return Note("Nur für den internen Gebrauch", (Paragraph(runs(text)),))


def _head(outcome: Outcome, result: Result) -> Definitions:
    head = outcome.evaluation.procedure
    first = [entry["bid"] for entry in result["ranking"] if entry["rank"] == 1]
    entries = [
        ("Vergabeverfahren", head.reference),
        ("Los", head.lot),
        ("Gegenstand", head.title),
        ("Stichtag", german_date(outcome.rules.day)),
        ("Auf Rang 1", ", ".join(f"Angebot {bid}" for bid in first) or "kein Angebot"),
        ("Prüfsumme", result["digest"]),
    ]
    return Definitions(tuple((name, runs(value)) for name, value in entries if value))


def _changes(outcome: Outcome, robustness: Robustness) -> list[Block]:
    if outcome.winner is None:
        return []
    winner = outcome.winner.id
    items = (_score_change(outcome, winner, robustness), _price_change(winner, robustness))
    title = f"Kleinste Änderung, mit der Angebot {winner} nicht mehr allein auf Rang 1 ist"
    return [Heading(2, title), ListBlock(items)]


def _score_change(outcome: Outcome, winner: str, robustness: Robustness) -> Runs:
    change = robustness["smallest_score_change"]
    if change is None:
        return runs(f"Punkte: Keine Änderung einer einzelnen Punktzahl nimmt Angebot {winner} den alleinigen Rang 1.")
    name = criterion_names(outcome)[change["criterion"]]
    before, after, by = (german_number(change[key]) for key in ("from", "to", "change"))
    return runs(f"Punkte: Angebot {change['bid']}, {name}: {after} statt {before} Punkte ({by}).")


def _price_change(winner: str, robustness: Robustness) -> Runs:
    change = robustness["smallest_price_change"]
    if change is None:
        return runs(f"Preis: Keine Änderung eines einzelnen Preises nimmt Angebot {winner} den alleinigen Rang 1.")
    before, after = german_euro(change["from"]), german_euro(change["to"])
    by = f"{german_euro(change['change_eur'])}, {german_number(change['change_percent'])} %"
    return runs(f"Preis: Angebot {change['bid']}: {after} statt {before} ({by}).")


def _weights(outcome: Outcome, robustness: Robustness) -> list[Block]:
    if not robustness["winner_by_criterion"]:
        return []
    names = criterion_names(outcome)
    rows: tuple[Row, ...] = tuple(
        (
            runs(names[criterion]),
            runs(_percent(interval["weight_percent"])),
            runs(_percent(interval["winner_changes_below"])),
            runs(_percent(interval["winner_changes_above"])),
        )
        for criterion, interval in robustness["winner_by_criterion"].items()
    )
    columns = (
        Column("Gruppe oder Kriterium", names_row=True),
        Column("Gewicht", Align.RIGHT),
        Column("nicht mehr allein unter", Align.RIGHT),
        Column("nicht mehr allein über", Align.RIGHT),
    )
    text = (
        "Ändert sich ein einzelnes Gewicht und teilen sich die Geschwister den Rest in ihrem alten Verhältnis, so "
        "bleibt das beste Angebot zwischen den beiden Grenzen allein auf Rang 1. Gewichte sind Anteile an der "
        "jeweils höheren Gruppe."
    )
    return [
        Heading(2, "Gewichte, bei denen das beste Angebot nicht mehr allein auf Rang 1 ist"),
        Paragraph(runs(text)),
        Table("Grenzen der Gewichte", columns, (RowGroup(rows),)),
    ]


def _percent(value: str | None) -> str:
    return _NEVER if value is None else f"{german_number(value)} %"


def _removal(robustness: Robustness) -> list[Block]:
    if not robustness["removal"]:
        return []
    rows: tuple[Row, ...] = tuple(
        (
            runs(f"Angebot {removed['bid']}"),
            runs("ja" if removed["order_changes"] else "nein"),
            runs("ja" if removed["winner_changes"] else "nein"),
        )
        for removed in robustness["removal"]
    )
    columns = (
        Column("Ohne", names_row=True),
        Column("Reihenfolge der anderen ändert sich"),
        Column("Rang 1 ändert sich"),
    )
    return [
        Heading(2, "Wegfall eines unterlegenen Angebots"),
        Table("Was sich ändert, wenn ein unterlegenes Angebot wegfällt", columns, (RowGroup(rows),)),
    ]


def _acceptability(shares: RankAcceptability | None) -> list[Block]:
    if shares is None:
        return []
    rows: tuple[Row, ...] = tuple(
        (runs(f"Angebot {bid}"), runs(f"{german_number(decimal_string(parse_measure(share) * 100))} %"))
        for bid, share in sorted(shares["first_rank"].items(), key=lambda entry: (-parse_measure(entry[1]), entry[0]))
    )
    samples = german_number(shares["samples"], 0)
    text = (
        f"Anteil von {samples} zufälligen Gewichtungen um die veröffentlichten Gewichte, bei denen das Angebot auf "
        f"Rang 1 steht (Startwert {shares['seed']}). Das ist ein Anhaltspunkt, kein Ergebnis."
    )
    columns = (Column("Angebot", names_row=True), Column("Anteil auf Rang 1", Align.RIGHT))
    return [
        Heading(2, "Rang 1 bei schwankenden Gewichten"),
        Paragraph(runs(text)),
        Table("Anteil der Gewichtungen", columns, (RowGroup(rows),)),
    ]
