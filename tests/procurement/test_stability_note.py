"""The internal note carries every figure of the stability and says that it is internal."""

from core.document import Document, to_text
from core.german import german_number
from procurement.papers import stability_note
from scoring.result import Robustness, build_result
from scoring.robustness import stability
from tests.documents import demo
from tests.factories import Json, bid, copy_of, evaluation, outcome_of, sample


def note(document: Json) -> tuple[Document, Robustness]:
    outcome = outcome_of(document)
    robustness = stability(outcome, samples=1_000)
    return stability_note(outcome, build_result(outcome), robustness), robustness


def test_the_note_is_internal() -> None:
    paper, _ = note(demo())

    assert paper.footer == "Nur für den internen Gebrauch"
    assert to_text(paper).startswith("Interner Vermerk zur Stabilität der Wertung\n\nNur für den internen Gebrauch\n")
    assert "geht nicht an Bieter" in to_text(paper)


def test_every_figure_is_in_it() -> None:
    paper, robustness = note(demo("richtwert-erweitert"))
    text = to_text(paper)

    assert robustness["winner_by_criterion"]
    for criterion, interval in robustness["winner_by_criterion"].items():
        bounds = [
            "nie" if bound is None else f"{german_number(bound)} %"
            for bound in (interval["winner_changes_below"], interval["winner_changes_above"])
        ]
        row = next(line for line in text.splitlines() if line.startswith(f"{criterion} ") and line.count(" | ") == 3)
        assert row.split(" | ")[1:] == [f"{german_number(interval['weight_percent'])} %", *bounds]
    assert sum(line.startswith("Angebot") and line.count(" | ") == 2 for line in text.splitlines()) == len(
        robustness["removal"]
    )


def test_the_smallest_changes_are_sentences() -> None:
    paper, robustness = note(demo("richtwert-erweitert"))
    score, price = robustness["smallest_score_change"], robustness["smallest_price_change"]

    assert score is not None
    assert price is not None
    assert f"• | Punkte: Angebot {score['bid']}, {score['criterion']} " in to_text(paper)
    assert f"• | Preis: Angebot {price['bid']}: " in to_text(paper)


def test_a_change_that_only_brings_a_tie_is_told_as_what_it_is() -> None:
    """Both bids cost the same: B draws level with A and never passes it by the smallest change."""
    bids = [bid("A", "100", {"Q": "8", "O": "5"}), bid("B", "100", {"Q": "7", "O": "5"})]
    paper, robustness = note(evaluation(bids=bids))
    change = robustness["smallest_score_change"]

    assert change is not None
    assert (change["bid"], change["criterion"], change["to"]) == ("A", "Q", "7")
    assert "Kleinste Änderung, mit der Angebot A nicht mehr allein auf Rang 1 ist" in to_text(paper)
    assert "wechsel" not in to_text(paper).casefold()


def test_a_single_bid_cannot_lose() -> None:
    text = to_text(note(evaluation(bids=[bid("A", "100", {"Q": "5", "O": "5"})]))[0])

    assert "Keine Änderung einer einzelnen Punktzahl nimmt Angebot A den alleinigen Rang 1." in text
    assert "Keine Änderung eines einzelnen Preises nimmt Angebot A den alleinigen Rang 1." in text
    assert "Angebot A | 100 %" in text


def test_a_tie_has_no_winner_to_keep() -> None:
    equal = [bid(name, "100", {"Q": "5", "O": "5"}) for name in ("A", "B")]
    text = to_text(note(evaluation(bids=equal))[0])

    assert "Auf Rang 1 | Angebot A, Angebot B" in text
    assert "Kleinste Änderung" not in text


def test_a_draft_says_so() -> None:
    paper, _ = note(copy_of(sample()) | {"draft": True})

    assert "VORLÄUFIG" in paper.header
    assert "\nVorläufig\n" in to_text(paper)
