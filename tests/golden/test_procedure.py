"""The procedure: every stage with every step and everything that can be wrong; what a change of a publication is."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from procurement.model import ProcedureStage
from procurement.rules.procedure.changes import diff
from procurement.rules.procedure.facts import Facts
from procurement.rules.procedure.stages import (
    EDITABLE,
    FINAL,
    FIRST,
    PUBLIC,
    TRANSITIONS,
    WITH_BIDS,
    Step,
    drawn,
    hindrances,
    steps_from,
)
from procurement.rules.procedure.wording import change_sentence, reason_sentence
from tests.architecture.sources import ROOT
from tests.golden.test_procurement import BOOK, CHECKED, HEADINGS
from tests.procedure_facts import WRONG, sound, sound_for

FOLDER = Path(__file__).parent / "procedure"
STAGES: dict[str, Any] = yaml.safe_load((FOLDER / "procedure_stages.yaml").read_text(encoding="utf-8"))
CHANGES: list[dict[str, Any]] = yaml.safe_load((FOLDER / "publication.yaml").read_text(encoding="utf-8"))
TABLE = {(one["from"], one["step"]): one for one in STAGES["transitions"]}
PAGES = {
    page: (ROOT / "docs" / "rules" / f"{page}.md").read_text(encoding="utf-8")
    for page in ("procedure_stages", "publication")
}


def expected(stage: ProcedureStage, step: Step, wrong: str) -> list[str]:
    """Return the reasons that the golden table wants for one thing that is wrong."""
    row = TABLE.get((stage.value, step.value))
    if row is None:
        return ["wrong-stage"]
    return sorted(reason for group in row["guards"] for reason in STAGES["groups"][group]["stopped_by"].get(wrong, ()))


@pytest.mark.parametrize("stage", ProcedureStage)
def test_a_step_leads_where_the_table_says(stage: ProcedureStage) -> None:
    found = {one.step.value: (one.target.value, one.needs_reason) for one in steps_from(stage)}

    assert found == {step: (row["to"], row["reason"]) for (source, step), row in TABLE.items() if source == stage}
    assert {step: _types(sound_for(stage, step), step) for step in Step} == {
        step: [] if step in found else ["wrong-stage"] for step in Step
    }


@pytest.mark.parametrize("wrong", WRONG)
def test_a_step_is_stopped_by_what_the_table_says(wrong: str) -> None:
    change = WRONG[wrong]
    found = {(stage, step): _types(change(sound_for(stage, step)), step) for stage in ProcedureStage for step in Step}

    assert {
        place: (types, expected(*place, wrong)) for place, types in found.items() if types != expected(*place, wrong)
    } == {}, "(stage, step): (found, expected)"


def _types(facts: Facts, step: Step) -> list[str]:
    found = hindrances(facts, step)
    assert all(reason_sentence(one)[-1] in ".!" for one in found)
    return sorted(one.type for one in found)


def test_the_table_is_whole_and_says_where_it_comes_from() -> None:
    assert (
        len(TABLE) == len(STAGES["transitions"]) == len(TRANSITIONS) == len({(t.source, t.step) for t in TRANSITIONS})
    )
    assert {wrong for group in STAGES["groups"].values() for wrong in group["stopped_by"]} == set(WRONG)
    assert all(re.search("geprüft|Hausregel", group["source"]) for group in STAGES["groups"].values())


def reach(start: ProcedureStage) -> set[ProcedureStage]:
    """Return the stages that can be reached from one, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        stage = waiting.pop()
        for one in TRANSITIONS:
            if one.source is stage and one.target not in found:
                found.add(one.target)
                waiting.append(one.target)
    return found


def test_every_stage_is_reached_and_none_is_a_trap() -> None:
    assert reach(FIRST) == set(ProcedureStage)
    assert all(reach(stage) & FINAL for stage in ProcedureStage)
    assert {one.source for one in TRANSITIONS} == set(ProcedureStage) - FINAL
    assert {step for step in Step if any(one.step is step for one in TRANSITIONS)} == set(Step)


@pytest.mark.parametrize("stage", sorted(set(ProcedureStage) - FINAL))
def test_whatever_is_wrong_there_is_a_way_out(stage: ProcedureStage) -> None:
    for wrong in WRONG.values():
        facts = wrong(sound(stage))
        assert [step for step in Step if not hindrances(facts, step)]


def test_content_changes_only_where_nobody_decides_on_it_and_nothing_new_is_public() -> None:
    releasing = {one.source for one in TRANSITIONS if one.step is Step.RELEASE}
    assert not EDITABLE & (releasing | FINAL | WITH_BIDS | {ProcedureStage.PUBLISHED})
    assert {one.source for one in TRANSITIONS if one.step is Step.REQUEST_RELEASE} == EDITABLE
    first_public = {one.target for one in TRANSITIONS if one.source not in PUBLIC and one.target in PUBLIC}
    assert first_public == {ProcedureStage.PUBLISHED}
    assert all(one.target in PUBLIC for one in TRANSITIONS if one.source in PUBLIC)
    assert {one.step for one in TRANSITIONS if one.source not in PUBLIC and one.target in PUBLIC} == {Step.RELEASE}


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case["id"])
def test_changes_come_out_as_worked_out(case: dict[str, Any]) -> None:
    found = diff(case["before"], case["after"])

    assert [
        {
            "kind": one.kind.value,
            "path": list(one.path),
            "before": one.before,
            "after": one.after,
            "essential": one.essential,
            "text": change_sentence(one),
        }
        for one in found
    ] == [{"before": None, "after": None, **one} for one in case["expect"]]
    assert CHECKED.search(case["source"]) or "Hausregel" in case["source"]


def test_the_picture_is_drawn_from_the_code() -> None:
    assert f"```mermaid\n{drawn()}\n```" in PAGES["procedure_stages"]


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_have_the_headings_of_the_others(page: str) -> None:
    assert re.findall(r"^## (.+)$", PAGES[page], re.MULTILINE) == HEADINGS


def test_the_pages_name_every_stage_step_case_and_number() -> None:
    text = PAGES["procedure_stages"]
    assert [stage for stage in ProcedureStage if f"`{stage.value.replace('-', '_')}`" not in text] == []
    assert [step for step in Step if f"(`{step.value}`)" not in text] == []
    assert set(re.findall(r"`(publication-\w+)`", PAGES["publication"])) == {case["id"] for case in CHANGES}
    value = next(entry.value for entry in BOOK.limits.entries if entry.name == "change_extension_days")
    assert f"| {value} |" in PAGES["publication"]
