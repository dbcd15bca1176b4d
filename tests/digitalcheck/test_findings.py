"""From answers to findings: lights, sentences, headline, depth, what is missing, what contradicts."""

from decimal import Decimal
from typing import Any

import pytest

from core.errors import InputError
from digitalcheck.model import CapacityState, Depth, Headline, PreCheck
from digitalcheck.rules.answers import parse_check
from digitalcheck.rules.facts import cost, months_later
from digitalcheck.rules.findings import judge
from digitalcheck.rules.result import build_result, negative_sentence
from tests.checks import ALL_NO, ALL_YES, DAY, HEAD, WHY, catalogue, check, figures, judged, lights

SMALL = {
    "K1": {"value": [{"role": "fachverfahren", "quarter": "2027-Q1", "days_from": "10", "days_to": "15"}]},
    "K3": {"value": "15000", "yearly": "2000", "years": "5"},
}


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        (ALL_YES, PreCheck.VOLLPRUEFUNG),
        (ALL_NO, PreCheck.KEIN_DIGITALBEZUG),
        (ALL_NO | {"V3": {"value": "unsicher"}}, PreCheck.KLAERUNG),
        (ALL_NO | {"V3": {"value": "unsicher"}, "V5": {"value": "ja"}}, PreCheck.VOLLPRUEFUNG),
        ({"V1": {"value": "nein"}}, PreCheck.KLAERUNG),
    ],
)
def test_precheck(answers: dict[str, Any], result: PreCheck) -> None:
    assert judged(answers).precheck is result


@pytest.mark.parametrize(
    ("state", "headline"),
    [
        ("keine", Headline.NICHT_ABGESTIMMT),
        ("gestellt", Headline.ABSTIMMUNG_LAEUFT),
        ("teilweise", Headline.ABSTIMMUNG_LAEUFT),
        ("vorbehalt", Headline.ABGESTIMMT_VORBEHALTLICH),
        ("zugesagt", Headline.ABGESTIMMT),
    ],
)
def test_the_headline_comes_from_the_queue_alone(state: str, headline: Headline) -> None:
    assert judged(ALL_YES, capacity_state=state).headline is headline
    assert judged(ALL_NO, capacity_state=state).headline is None
    assert len(CapacityState) == 5


@pytest.mark.parametrize(
    ("days", "once", "depth"),
    [
        ("15", "15000", Depth.KURZ),
        ("15.001", "15000", Depth.VOLL),
        ("15", "15000.01", Depth.VOLL),
        (None, "1", Depth.VOLL),
    ],
)
def test_a_short_check_must_be_stated_to_be_small(days: str | None, once: str, depth: Depth) -> None:
    rows = [] if days is None else [{"role": "fachamt", "quarter": "2027-Q1", "days_to": days}]
    answers = ALL_YES | {"K1": {"value": rows}, "K3": {"value": once, "yearly": "2000"}}

    assert judged(answers).depth is depth


def test_a_short_check_asks_little_and_hides_no_red() -> None:
    short = judged(ALL_YES | SMALL | {"A2": {"value": "Beratung per Video."}}, capacity_state="zugesagt")
    told = lights(ALL_YES | SMALL | {"C1": {"value": ["keiner"]}, "A3": {"value": ["buerger"]}})

    assert short.missing == ()
    assert {one.question for one in short.findings} == {"K1", "K2"}
    assert told["C1"] == "rot"


def test_unsure_is_open_with_an_office_and_never_green() -> None:
    choices = [one for one in catalogue().questions if one.field("value") and one.field("value").options]  # type: ignore[union-attr]
    for question in choices:
        for value in ("unsicher", ["unsicher"]) if question.field("value").kind == "choices" else ("unsicher",):  # type: ignore[union-attr]
            base = ALL_YES | {"A3": {"value": ["buerger"]}, "E2": {"value": "kaufen"}, "F1": {"value": "ja"}}
            answers = base | {"I1": {"value": "vorschlag"}, "K3": {"value": "9"}} | {question.id: {"value": value}}
            found = next(one for one in judged(answers).findings if one.question == question.id)
            assert (found.light, catalogue().office(question.office) in found.sentence) == ("offen", True), question.id


def test_red_and_yellow_want_a_reason_and_a_date_or_owner() -> None:
    bare = judged(ALL_YES | {"E1": {"value": "nicht_geprueft"}})
    told = judged(ALL_YES | {"E1": {"value": "nicht_geprueft", **WHY}})

    assert {one.field for one in bare.missing if one.question == "E1"} == {"reason", "until"}
    assert not [one for one in told.missing if one.question == "E1"]


@pytest.mark.parametrize(
    ("key", "light"),
    [("99050012000000", "gruen"), ("99 050 012 000000", "gruen"), ("9905001200000", "gelb"), ("Ausweis", "gelb")],
)
def test_a_leika_key_has_its_form(key: str, light: str) -> None:
    assert lights(ALL_YES | {"B1": {"value": "leika", "key": key}})["B1"] == light


def test_golden_findings() -> None:
    """The cases of docs/rules/digitalcheck.md."""
    answers: dict[str, Any] = {
        **ALL_YES,
        "B2": {"value": "2.0/3"},
        "B3": {"value": "2.0/2"},
        "B4": {"value": "befristet", "until": "2029-11-22", "trigger": "Das Fachverfahren wird abgelöst."},
        "D2": {"value": "Terminliste", "system_kind": "excel", "filing": "angebunden"},
        "E2": {"value": "saas"},
        "E3": {"value": "kriterium", "percent": "9.9"},
        "E4": {"value": ["schnittstelle", "export", "ausstieg"]},
        "F1": {"value": "ja"},
        "F2": {"value": "bis", "processor": "liegt_vor", "until": "2027-05-31"},
        "F3": {"value": ["umfang", "neuartig"], "assessment": "offen"},
        "I1": {"value": "entscheidet"},
        "I2": {"value": ["mensch", "kontrolle", "hinweis", "risikoklasse", "schulung"]},
        "K3": {"value": "40000"},
        "L1": {"value": "2027-01-10", "go_live": "2027-06-01", "legal_deadline": "2027-05-01"},
    }
    found = lights(answers, capacity_state="vorbehalt")

    assert found | {
        "B3": "rot", "B4": "gelb", "D2": "rot", "E3": "gelb", "E4": "gruen", "F2": "gelb", "F3": "rot",
        "I1": "rot", "I2": "gruen", "K2": "gruen", "K3": "rot", "L1": "rot", "C1": "entfaellt",
    } == found  # fmt: skip
    assert lights(answers | {"B4": answers["B4"] | {"until": "2029-11-23"}})["B4"] == "rot"
    assert lights(answers | {"E3": {"value": "kriterium", "percent": 10}})["E3"] == "gruen"
    assert judged(answers).sections()["B"] == "rot"
    assert judged(answers).sections()["H"] == "offen"


def test_levels_of_two_models_are_not_compared() -> None:
    assert lights(ALL_YES | {"B2": {"value": "1.1/2"}, "B3": {"value": "2.0/6"}})["B3"] == "gelb"


def test_security_stays_inside() -> None:
    answers = ALL_YES | {"G1": {"value": "festgestellt", "confidentiality": "sehr_hoch"}, "G2": {"value": "nein"}}
    judgement = judged(answers)
    public = {one.question: (one.light.value, one.sentence) for one in judgement.public_findings}

    assert {one.question: one.light.value for one in judgement.findings}.items() >= {"G1": "rot", "G2": "rot"}.items()
    assert public["G1"] == ("gruen", "Schutzbedarf festgestellt: ja.")
    assert "G2" not in public
    assert judgement.sections()["G"] == "rot"
    assert "G" not in judgement.sections(public=True)  # a green light would say more than the fact
    assert "G" in judgement.unreasoned_sections()
    assert "G" not in judgement.unreasoned_sections(public=True)


def test_contradictions_are_told_and_block_nothing() -> None:
    told = judged(ALL_NO | {"V5": {"value": "ja"}, "E2": {"value": "kaufen"}})

    assert [one.id for one in told.notices] == ["kosten_ohne_it", "ohne_bedeutung"]
    assert told.notices[1].questions == ("E2",)


def test_a_negative_result_is_one_numbered_sentence() -> None:
    reason = "Die Vorlage ändert nur den Namen eines Platzes."
    judgement = judged(ALL_NO, negative_reason=reason)
    excluded = judge(parse_check(check({}, head=HEAD | {"art": "personal"})), catalogue(), figures(), DAY)

    assert negative_sentence(judgement) == (
        "Digital-Check Nr. d3e9699b zur Vorlage 2026/0417: Das Vorhaben hat keinen Digitalbezug. "
        f"{reason} (Katalog digital-check/1.1)"
    )
    assert (judgement.depth, judgement.missing, judgement.sections()) == (Depth.NEGATIV, (), {})
    assert [one.field for one in judged(ALL_NO).missing] == ["negative_reason"]
    assert (excluded.depth, excluded.missing) == (Depth.NEGATIV, ())
    assert "Personalangelegenheiten" in (negative_sentence(excluded) or "")


def test_sums_are_exact_and_days_count_months() -> None:
    money = cost(judged(ALL_YES | {"K3": {"value": "0.1", "yearly": "0.2", "years": "3"}}).answers)

    assert money.total == Decimal("0.7")
    assert cost(judged(ALL_YES | {"K3": {"value": "1", "yearly": "2", "years": "9"}}).answers).total == 11
    assert months_later(DAY.replace(month=1, day=31), 1).isoformat() == "2026-02-28"


def test_the_result_says_the_same_again() -> None:
    first, second = (build_result(judged(ALL_YES | SMALL)) for _ in range(2))

    assert first == second
    assert first["resources"]["person_days_from"] == "10"
    assert first["resources"]["cost_total_eur"] == "25000.00"


FAULTS = [
    ({"Z1": {"value": "ja"}}, "check_question_unknown", "/answers/Z1"),
    ({"V1": {"value": "vielleicht"}}, "check_code", "/answers/V1/value"),
    ({"V1": {"value": "ja", "extra": 1}}, "format_extra_forbidden", "/answers/V1/extra"),
    ({"A3": {"value": ["buerger", "niemand"]}}, "check_code", "/answers/A3/value/1"),
    ({"A3": {"value": ["buerger", "buerger"]}}, "check_twice", "/answers/A3/value"),
    ({"A2": {"value": "x" * 401}}, "format_string_too_long", "/answers/A2/value"),
    ({"A2": {"value": 7}}, "format_string_type", "/answers/A2/value"),
    ({"L1": {"value": "31.12.2026"}}, "format_calendar_day", "/answers/L1/value"),
    ({"K3": {"value": 1.5}}, "format_measure", "/answers/K3/value"),
    ({"K3": {"value": "-1"}}, "format_not_negative", "/answers/K3/value"),
    ({"K1": {"value": "7"}}, "check_rows", "/answers/K1/value"),
    (
        {"K1": {"value": [{"role": "koch", "quarter": "2027-Q1", "days_to": "1"}]}},
        "check_code",
        "/answers/K1/value/0/role",
    ),
    (
        {"K1": {"value": [{"role": "fachamt", "quarter": "Q1", "days_to": "1"}]}},
        "check_quarter",
        "/answers/K1/value/0/quarter",
    ),
    ({"K1": {"value": [{"role": "fachamt", "quarter": "2027-Q1"}]}}, "format_missing", "/answers/K1/value/0/days_to"),
    (
        {"K1": {"value": [{"role": "fachamt", "quarter": "2027-Q1", "days_from": "2", "days_to": "1"}]}},
        "check_range",
        "/answers/K1/value/0/days_from",
    ),
]


@pytest.mark.parametrize(("answers", "kind", "place"), FAULTS)
def test_a_wrong_answer_is_refused_with_its_place(answers: dict[str, Any], kind: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        judged(answers)

    assert [(one.type, one.pointer) for one in caught.value.faults] == [(kind, place)]
