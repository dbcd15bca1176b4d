"""The dated files of the room contradict neither the lists nor themselves."""

from copy import deepcopy
from typing import Any

import pytest

from app.licence_wiring import licence_judge, licence_knowledge, licence_texts
from core.errors import InputError
from core.legal import VerificationStatus
from infra.parameters import load_data
from licensing.compatibility.cells import ANY, PROPRIETARY, CompatibilityTable, Compatible, Use
from licensing.expression.read import ExpressionReader
from licensing.expression.reading import ReadAs
from licensing.policy.wording import policy_sentence

KNOWLEDGE = licence_knowledge()
LISTED = {row.id for row in KNOWLEDGE.names.lists.licences.values()}
POLICY = load_data("licensing", "policy")


def test_the_cells_name_listed_licences_and_their_sources() -> None:
    reader = ExpressionReader(KNOWLEDGE.names)
    named = {name for outbound, inbound, _ in KNOWLEDGE.table.cells for name in (outbound, inbound)} - {
        ANY,
        PROPRIETARY,
    }

    assert [name for name in named if reader.read(name).read_as is not ReadAs.EXACT] == []
    assert all(cell.reason.endswith(".") and cell.source.citation for cell in KNOWLEDGE.table.cells.values())


def test_what_was_not_checked_is_never_a_no() -> None:
    unchecked = [cell for cell in KNOWLEDGE.table.cells.values() if cell.source.status is VerificationStatus.UNVERIFIED]

    assert unchecked == []


def test_the_appendix_of_the_eupl_stands_whole_in_the_table() -> None:
    appendix = load_data("licensing", "compatibility")["groups"]["eupl12_appendix"]
    cells = [KNOWLEDGE.table.cell(outbound, "EUPL-1.2", Use.MERGE) for outbound in appendix]

    assert {cell.answer for cell in cells if cell} == {Compatible.YES}
    assert len(cells) == 19


def test_two_cells_for_one_question_are_refused() -> None:
    raw = deepcopy(load_data("licensing", "compatibility"))
    raw["cells"].append(raw["cells"][0])

    with pytest.raises(ValueError, match="two cells"):
        CompatibilityTable.from_mapping(raw)


def test_exceptions_and_successors_stand_on_the_list() -> None:
    exceptions = {row.id for row in KNOWLEDGE.names.lists.exceptions.values()}
    reader = ExpressionReader(KNOWLEDGE.names)
    successors = KNOWLEDGE.names.successors

    assert KNOWLEDGE.names.bases.table.keys() <= exceptions
    assert successors.keys() <= {row.id for row in KNOWLEDGE.names.lists.licences.values() if row.deprecated}
    assert [text for text in successors.values() if reader.read(text).read_as is not ReadAs.EXACT] == []
    assert not [text for text in successors.values() if "exception_does_not_fit" in str(reader.read(text).remarks)]


def test_every_text_that_ships_equals_itself() -> None:
    texts = licence_texts()
    states = {name: texts.compare(name, _whole(name)).state.value for name in load_data("licensing", "texts")["texts"]}

    assert set(states.values()) == {"same"}
    assert set(texts.licences) <= LISTED
    assert texts.compare("GPL-2.0+", _whole("GPL-2.0-only")).state.value == "same"


def _whole(name: str) -> str:
    raw = load_data("licensing", f"texts/{name}")
    return "\n\n".join(raw[part] for part in ("head", "text", "tail"))


def changed(change: Any) -> dict[str, Any]:  # noqa: ANN401 - what a city might write
    raw: dict[str, Any] = deepcopy(POLICY)
    change(raw)
    return raw


@pytest.mark.parametrize(
    ("change", "kind", "place"),
    [
        (lambda raw: raw.pop("title"), "format_missing", "/title"),
        (lambda raw: raw.update(extra=1), "format_extra_forbidden", "/extra"),
        (lambda raw: raw["rules"][0].update(ruling="maybe"), "format_enum", "/rules/0/ruling"),
        (lambda raw: raw["rules"][1].update(id="kern-osi"), "policy_rule_twice", "/rules/1/id"),
        (
            lambda raw: raw["rules"][4]["when"].update(licences=["AGPL3"]),
            "policy_licence_unknown",
            "/rules/4/when/licences/0",
        ),
        (
            lambda raw: raw["rules"][4]["when"].update(licences=["agpl-3.0"]),
            "policy_licence_case",
            "/rules/4/when/licences/0",
        ),
        (lambda raw: raw["rules"][0].update(when={}), "policy_rule_idle", "/rules/1"),
        (
            lambda raw: raw["otherwise"].update(incompatible="allow"),
            "policy_incompatible_allowed",
            "/otherwise/incompatible",
        ),
        (
            lambda raw: raw["rules"].insert(5, {**raw["rules"][4], "id": "x"}),
            "policy_licence_twice",
            "/rules/5/when/licences/0",
        ),
    ],
)
def test_a_wrong_policy_is_refused_with_its_place(change: Any, kind: str, place: str) -> None:  # noqa: ANN401 - as above
    with pytest.raises(InputError) as refusal:
        licence_judge(changed(change))

    found = {(fault.type, fault.pointer): fault for fault in refusal.value.faults}
    assert (kind, place) in found
    assert "{" not in policy_sentence(found[kind, place])


def test_the_rules_that_ship_pass_the_check() -> None:
    assert licence_judge(POLICY).policy == licence_judge().policy


def test_a_list_instead_of_a_policy_is_refused() -> None:
    with pytest.raises(InputError):
        licence_judge([1])
