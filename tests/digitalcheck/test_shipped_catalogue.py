"""The catalogue that ships: complete, worded well, every rule can fire, every branch can be reached."""

import re
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

import pytest

from core.errors import InputError
from digitalcheck.model import CapacityState
from digitalcheck.rules.catalogue.condition import operands
from digitalcheck.rules.catalogue.form import FieldKind, Question, QuestionCatalogue
from digitalcheck.rules.catalogue.reading import document_of, parse_catalogue
from tests.checks import ALL_YES, catalogue, judged

UNWANTED = (
    "plausibilisiert",
    "ausgestellt",
    "Ticket",
    "Eskalation",
    "Stillhaltefrist",
    "Matrix",
    "Freigabe Datenschutz",
)
GENDERED = re.compile(r"(?<!innen und )\b(Bürger|Nutzer|Mitarbeiter|Anwender)\b")
DAYS = ["2026-12-01", "2027-06-01", "2028-01-01", "2031-01-01"]
EFFORTS = [{"role": "fachamt", "quarter": "2027-Q1", "days_from": low, "days_to": "9"} for low in ("1", "9")]


def values(kind: FieldKind, codes: list[str]) -> list[Any]:
    match kind:
        case FieldKind.CHOICE:
            return codes
        case FieldKind.CHOICES:
            return [*([code] for code in codes), *(codes[:count] for count in range(2, len(codes))), codes]
        case FieldKind.TEXT:
            return [None, "Text"]
        case FieldKind.DATE:
            return [None, *DAYS]
        case FieldKind.AMOUNT:
            return [None, "0", "5", "10"]
        case FieldKind.EFFORT:
            return [[one] for one in EFFORTS]


def spaces(question: Question) -> dict[tuple[str, str], list[Any]]:
    """Return what can be answered to a question and to those its rules and its conditions name."""
    found: dict[tuple[str, str], list[Any]] = {}
    todo = [question]
    while todo:
        one = todo.pop()
        if any(id_ == one.id for id_, _ in found):
            continue
        for field in one.fields:
            options = values(field.kind, [option.code for option in field.options])
            options += ["99 050 012 000000"] if field.name == "key" else []
            found[one.id, field.name] = [*([None] if field.optional else []), *options]
        if "until" not in {field.name for field in one.fields}:
            found[one.id, "until"] = [None, *DAYS]
            found[one.id, "reason"] = [None, "Darum."]
        conditions = [one.when, *(rule.when for rule in (*one.rules, *(one.public_rules or ())))]
        named = [name for condition in conditions if condition for _, name in operands(condition)]
        ids = {name.lstrip("#").partition(".")[0] for name in named if not name.startswith("fact.")}
        ids |= {"B2", "B3"} if "fact.maturity_step" in named else set()
        ids |= {"K1"} if "fact.widest_spread_percent" in named else set()
        ids |= {"K3"} if "fact.cost_total_eur" in named else set()
        todo += [other for other in catalogue().questions if other.id in ids]
    return found


def drawn(question: Question, random: Random) -> dict[str, dict[str, Any]]:
    answers: dict[str, dict[str, Any]] = deepcopy(ALL_YES)
    for (id_, name), options in spaces(question).items():
        value = random.choice(options)
        if value is not None and not id_.startswith("V"):
            answers.setdefault(id_, {})[name] = value
    return answers


def fired(question: Question) -> tuple[set[str], set[str]]:
    """Return the rules of a question that were seen to fire, internal and public, for answers drawn at random."""
    random = Random(question.id)  # noqa: S311 - repeatable draws
    wanted = {rule.id for rule in question.rules}
    wanted_public = {rule.id for rule in question.public_rules or ()}
    seen: set[str] = set()
    public: set[str] = set()
    for _ in range(3_000):
        state = random.choice(list(CapacityState))
        more = {"capacity_state": state.value, "capacity_until": random.choice([None, *DAYS])}
        judgement = judged(drawn(question, random), **more)
        seen |= {one.rule for one in judgement.findings if one.question == question.id}
        public |= {one.rule for one in judgement.public_findings if one.question == question.id}
        if wanted <= seen and wanted_public <= public:
            break
    return wanted - seen, wanted_public - public


def test_it_has_five_and_thirty_one_questions_in_eleven_sections_and_e5() -> None:
    ids = [one.id for one in catalogue().questions]

    assert len([id_ for id_ in ids if id_.startswith("V")]) == 5
    assert len([id_ for id_ in ids if not id_.startswith("V") and id_ != "E5"]) == 31
    assert len(catalogue().sections) == 12
    assert [id_ for id_ in ids if catalogue().question(id_).short] == [  # type: ignore[union-attr]
        "V1", "V2", "V3", "V4", "V5", "A1", "A2", "K1", "K2", "K3",
    ]  # fmt: skip


@pytest.mark.parametrize("id_", [one.id for one in catalogue().questions if one.rules])
def test_every_rule_can_fire(id_: str) -> None:
    question = catalogue().question(id_)
    assert question is not None

    assert fired(question) == (set(), set())


def test_every_question_can_be_asked_and_left_out() -> None:
    for question in (one for one in catalogue().questions if one.when is not None):
        random = Random(question.id)  # noqa: S311 - repeatable draws
        seen = set()
        for _ in range(300):
            answers = {id_: one for id_, one in drawn(question, random).items() if random.random() < 0.8}
            answers |= {id_: {"value": random.choice(["ja", "nein"])} for id_ in ("V1", "V2", "V3", "V4", "V5")}
            found = {one.question: one.light for one in judged(answers).findings}
            seen.add(found.get(question.id) == "entfaellt")
            if len(seen) > 1:
                break
        assert seen == {True, False}, question.id


def texts(of: QuestionCatalogue) -> Iterator[str]:
    for question in of.questions:
        yield from (question.text, question.help)
        yield from (field.label for field in question.fields)
        yield from (option.label for field in question.fields for option in field.options)
        yield from (rule.sentence for rule in (*question.rules, *(question.public_rules or ())))
    yield from (one.text for one in of.notices)


def test_its_words_fit_the_wording() -> None:
    wrong = [text for text in texts(catalogue()) if any(word in text for word in UNWANTED) or GENDERED.search(text)]
    assert wrong == []
    assert all(rule.sentence.endswith(".") for one in catalogue().questions for rule in one.rules)


def test_it_reads_what_it_writes_and_keeps_its_checksum() -> None:
    assert parse_catalogue(document_of(catalogue())) == catalogue()
    assert catalogue().digest == "sha256:6983d0752c3a7cf1b66260d3d714a229cd17064477649e3077de290b708293ef"


FAULTY = [
    (("questions", 5, "section"), "Z", "check_section_unknown"),
    (("questions", 5, "office"), "niemand", "check_office_unknown"),
    (("questions", 5, "basis", 0), "nirgends", "check_source_unknown"),
    (("questions", 1, "id"), "V1", "duplicate_id"),
    (("questions", 8, "rules", 0, "when", "all", 0, "in", 0), "gibt-es-nicht", "check_code_unknown"),
    (("questions", 8, "rules", 0, "when", "all", 0, "of"), "Z9", "check_operand"),
    (("questions", 8, "rules", 0, "sentence"), "Satz mit {nichts}.", "check_sentence"),
    (("questions", 8, "rules", 0, "sentence"), "x" * 151, "format_string_too_long"),
    (("questions", 8, "rules", 0, "light"), "blau", "format_enum"),
    (("notices", 0, "questions", 0), "Z9", "check_operand"),
]


@pytest.mark.parametrize(("place", "value", "fault"), FAULTY)
def test_a_faulty_catalogue_is_refused_with_the_place(place: tuple[str | int, ...], value: str, fault: str) -> None:
    raw: Any = document_of(catalogue())
    inner = raw
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value

    with pytest.raises(InputError) as caught:
        parse_catalogue(raw)

    assert (fault, "/" + "/".join(map(str, place))) in {(one.type, one.pointer) for one in caught.value.faults}


def test_a_condition_tests_one_thing() -> None:
    raw: Any = document_of(catalogue())
    for broken in ({}, {"of": "V1"}, {"in": ["ja"]}, {"of": "V1", "in": ["ja"], "all": [{"of": "V1", "filled": True}]}):
        raw["questions"][8]["when"] = broken
        with pytest.raises(InputError) as caught:
            parse_catalogue(raw)
        assert caught.value.faults[0].type == "check_condition"


def test_a_city_publishes_a_new_version_without_code() -> None:
    raw: Any = document_of(catalogue()) | {"version": "2.0"}
    raw["questions"] = [one for one in raw["questions"] if one["id"] != "E5"]

    newer = parse_catalogue(raw)

    assert newer.name == "digital-check/2.0"
    assert newer.digest != catalogue().digest
