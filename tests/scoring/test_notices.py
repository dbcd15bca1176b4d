"""Every warning fires, with its sentence and its source."""

import re

import pytest

from scoring import wording
from scoring.notices import notices_of
from scoring.wording import warning_sentence
from tests.factories import (
    Json,
    bid,
    copy_of,
    criterion,
    evaluation,
    exempt,
    outcome_of,
    result_of,
    sample,
    scores,
    two_groups,
)

SAME = {"Q": "5", "O": "5"}


def published(document: Json) -> Json:
    return {**document, "procedure": {**document["procedure"], "published": True}}


def shares(open_source: int) -> list[Json]:
    return [criterion("Q", str(100 - open_source)), criterion("O", str(open_source), role="open_source")]


def with_a_criterion(**answer: object) -> Json:
    bids = [bid("A", "100", SAME, a_criteria={"Z": True}), bid("B", "100", a_criteria={"Z": {"met": False, **answer}})]
    return evaluation(bids, criteria=[*two_groups(), criterion("Z", kind="A")])


def spread() -> Json:
    single = [
        {"evaluator": name, "scores": scores({"Q": points, "O": "5"})} for name, points in (("Ada", "1"), ("Ben", "5"))
    ]
    return evaluation([bid("A", "100", evaluations=single, consensus=scores(SAME))])


def draft() -> Json:
    document = evaluation([bid("A", "100", {"Q": "5"})], criteria=[*two_groups(), criterion("Z", kind="A")])
    return {**document, "draft": True}


def alone() -> Json:
    criteria = [criterion("O", "10", role="open_source")]
    return evaluation([bid("A", "100", {"O": "5"})], "preis_quotient", criteria, price={"weight_percent": "90"})


def excluded() -> Json:
    return evaluation([bid("A", "100", exclusion={"code": "late", "reason": "10:01 Uhr"})])


CORRECTION = {"stated_gross_eur": "90", "rule": "Einzelpreis", "reason": "Rechenfehler"}
WARNINGS: dict[str, tuple[Json, str, str | None]] = {
    "preliminary": (draft(), "Vorläufige Wertung: Die Datei ist als Entwurf gekennzeichnet.", None),
    "scores_missing": (draft(), "Angebot A: Für 1 Kriterien fehlen noch Punkte.", None),
    "a_criteria_open": (draft(), "Angebot A: Noch nicht alle A-Kriterien sind beantwortet.", None),
    "no_valid_bid": (excluded(), "Kein Angebot ist in der Wertung.", "§ 63 VgV, § 48 UVgO"),
    "single_valid_bid": (draft(), "Nur ein Angebot ist in der Wertung.", None),
    "tie": (
        evaluation([bid(key, "100", SAME) for key in "BA"]),
        "Gleichstand auf Rang 1: A, B.",
        "OLG Hamburg, 20.03.2020, 1 Verg 1/19",
    ),
    "abnormally_low": (
        evaluation([bid("A", "75", SAME), bid("B", "100", SAME)]),
        "Angebot A liegt 25 % unter Angebot B: ungewöhnlich niedriges Angebot.",
        "§ 60 VgV, § 44 UVgO",
    ),
    "abnormally_low_notice": (
        evaluation([bid("A", "87.5", SAME), bid("B", "100", SAME)]),
        "Angebot A liegt 12,5 % unter Angebot B. Unterhalb der Aufgreifschwelle",
        "§ 60 VgV, § 44 UVgO",
    ),
    "a_criterion_without_reason": (with_a_criterion(), "Angebot B: Das nicht erfüllte A-Kriterium „Z“", "§ 8 VgV"),
    "evaluator_spread": (
        spread(),
        "Angebot A, Kriterium Q: Die Einzelwertungen liegen 4 Punkte auseinander – besprechen.",
        "Hausregel: Einzelwertungen mit mehr als 3 Punkten Abstand werden besprochen",
    ),
    "open_source_exemption": (
        exempt(evaluation([bid("A", "100", SAME)])),
        "Ausnahme vom Kriterium Open Source: Markterkundung vom 03.02.2026 ohne Treffer",
        "Quo vadis, Digitalstadt? Politische Vision für ein digitales Darmstadt in 2030, Baustein #1",
    ),
    "open_source_missing": (
        published(evaluation([bid("A", "100", {"Q": "5"})], criteria=[criterion("Q", "100")])),
        "Das Zuschlagskriterium Open Source fehlt oder ist nicht eindeutig (Vorgabe 10 %).",
        "§ 127 Abs. 5 GWB; EuGH, 14.07.2016, C-6/15 (Dimarso)",
    ),
    "open_source_too_low": (
        published(evaluation([bid("A", "100", SAME)], criteria=shares(9))),
        "Das Zuschlagskriterium Open Source hat 9 % statt 10 %.",
        "§ 127 Abs. 5 GWB; EuGH, 14.07.2016, C-6/15 (Dimarso)",
    ),
    "open_source_high": (
        evaluation([bid("A", "100", SAME)], criteria=shares(11)),
        "Das Zuschlagskriterium Open Source hat 11 %, die Vorgabe sind 10 %.",
        "Quo vadis, Digitalstadt? Politische Vision für ein digitales Darmstadt in 2030, Baustein #1",
    ),
    "open_source_only": (
        alone(),
        "Open Source ist das einzige Kriterium neben dem Preis.",
        "OLG Düsseldorf, 09.01.2013, Verg 33/12",
    ),
    "price_corrected": (
        evaluation([bid("A", "100", SAME) | {"price_correction": CORRECTION}, bid("B", "101", SAME)]),
        "Angebot A: Der Preis ist rechnerisch berichtigt: 100,00 statt 90,00 Euro (Einzelpreis).",
        None,
    ),
    "fixed_price_differs": (
        evaluation([bid("A", "100", SAME), bid("B", "101", SAME)], "festpreis"),
        "Beim Festpreis nennen die Angebote verschiedene Preise.",
        "§ 58 Abs. 2 VgV",
    ),
}


@pytest.mark.parametrize("kind", WARNINGS)
def test_every_warning_fires_with_sentence_and_source(kind: str) -> None:
    document, sentence, source = WARNINGS[kind]
    [found] = [warning for warning in result_of(document)["warnings"] if warning["type"] == kind]

    assert found["text"].startswith(sentence)
    assert found["legal_source"] == source


def test_every_sentence_has_a_warning_that_fires() -> None:
    assert WARNINGS.keys() == wording._WARNINGS.keys()  # noqa: SLF001 - the list is the promise


def test_sentences_are_whole() -> None:
    for document, _, _ in WARNINGS.values():
        for warning in result_of(document)["warnings"]:
            assert not re.search(r"[{}]|None", warning["text"])
            assert " – %" not in warning["text"]


def test_a_share_is_shown_to_the_last_decimal() -> None:
    fine = [criterion("Q", "89.999999999"), criterion("O", "10.000000001", role="open_source")]
    [notice] = [n for n in notices_of(outcome_of(evaluation([bid("A", "1", SAME)], criteria=fine))) if n.source]

    assert "hat 10,000000001 %, die Vorgabe sind 10 %" in notice.text


def test_an_unknown_warning_has_no_sentence() -> None:
    with pytest.raises(KeyError):
        warning_sentence("weather", {})


def test_identifiers_keep_their_points_and_numbers_get_commas() -> None:
    properties = {"bid": "A.1", "gap": "12.5", "against": "Angebot B.2"}

    assert warning_sentence("abnormally_low", properties).startswith("Angebot A.1 liegt 12,5 % unter Angebot B.2:")


def test_a_reason_of_white_space_is_none() -> None:
    kinds = [[w["type"] for w in result_of(with_a_criterion(reason=text))["warnings"]] for text in (" ", "Grund")]

    assert kinds == [["a_criterion_without_reason", "single_valid_bid"], ["single_valid_bid"]]


def test_warnings_stand_in_a_fixed_order() -> None:
    document = published(evaluation([bid("A", "75", SAME), bid("B", "100", SAME)], "festpreis", criteria=shares(9)))
    turned = {**copy_of(document), "bids": document["bids"][::-1]}
    types = [notice.type for notice in notices_of(outcome_of(document))]

    assert types == ["abnormally_low", "fixed_price_differs", "open_source_too_low", "tie"]
    assert notices_of(outcome_of(turned)) == notices_of(outcome_of(document))


def test_a_clean_evaluation_has_no_warning() -> None:
    document = sample()
    document["bids"][1]["price_gross_eur"] = "185000"

    assert result_of(document)["warnings"] == []


def test_a_draft_with_everything_lacks_nothing() -> None:
    document = {**sample(), "draft": True}

    assert [w["type"] for w in result_of(document)["warnings"]] == ["abnormally_low_notice", "preliminary"]


def test_no_draft_gap_is_named_for_a_final_evaluation() -> None:
    outcome = outcome_of(with_a_criterion(reason="Grund"))

    assert [notice.type for notice in notices_of(outcome)] == ["single_valid_bid"]
