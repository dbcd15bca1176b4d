"""``pruefstand plan``: the document of the contract, German words, faults with their place, exit codes."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from app.cli import main
from tests.capacity.checking import faults_of
from tests.capacity.making import Json, phase, planned, request


def document() -> Json:
    return planned(
        {"a": [4, 4, 1, 4, 4, 4, 4, 4, 4, 4]},
        request("R1", phase(2, a=4), weight=2, due_week=4),
        request("R2", phase(1, a=3), phase(2, a=2), weight=9, deadline_week=3),
        request("R3", phase(1, a=9)),
    )


def run(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str, content: str = "") -> tuple[int, str, str]:
    path = folder / "capacity.json"
    path.write_text(content or json.dumps(document()), encoding="utf-8")
    code = main(["plan", str(path), *arguments])
    return code, *capsys.readouterr()


def schema(capsys: pytest.CaptureFixture[str], name: str) -> Json:
    assert main(["schema", name]) == 0
    return dict(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize("arguments", [["--quick"], ["--iterations", "600", "--seed", "3"], ["--time-limit", "0.3"]])
def test_the_document_is_that_of_the_contract(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, tmp_path, "--json", *arguments)
    result = json.loads(out)

    assert (code, err) == (0, "")
    jsonschema.validate(result, schema(capsys, "pruefstand/plan/1"))
    jsonschema.validate(document(), schema(capsys, "pruefstand/capacity/1"))
    assert faults_of(document(), result) == []
    assert [one["id"] for one in result["unplanned"]] == ["R3"]
    assert (result["lower_bound"] is None) == (arguments == ["--quick"])


def test_the_same_number_and_seed_repeat_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = run(capsys, tmp_path, "--json", "--iterations", "600", "--seed", "3")

    assert run(capsys, tmp_path, "--json", "--iterations", "600", "--seed", "3") == first
    assert json.loads(first[1])["iterations"] == 600


def test_people_read_german_and_never_that_a_plan_is_optimal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, tmp_path, "--iterations", "600")

    assert code == 0
    assert "2 von 3 Anforderungen geplant" in out
    assert re.search(r"Bewiesen: Kein Plan liegt unter \d+", out)
    assert "R3: Der Bedarf in einer Woche ist größer, als die Rolle „A“ in irgendeiner Woche hat." in out
    assert "A 5 Wo." in out
    assert "optimal" not in out.lower()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[]", "Erwartet wird ein Objekt"),
        ("{", "kein lesbares JSON"),
        (json.dumps(document() | {"horizon_weeks": 9}), "/roles/0/capacity: Erwartet werden 9 Wochen"),
        (json.dumps(document() | {"format": "pruefstand/capacity/2"}), "/format"),
    ],
)
def test_faults_are_german_with_their_place(
    content: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, tmp_path, content=content)

    assert code == 2
    assert words in err


@pytest.mark.parametrize("wrong", [["--time-limit", "0"], ["--iterations", "-1"], ["--seed", "x"]])
def test_senseless_arguments_are_refused(wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        run(capsys, tmp_path, *wrong)

    assert left.value.code == 2
    assert "kein zulässiger Wert" in capsys.readouterr().err


def test_nothing_to_plan_is_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, tmp_path, "--json", content=json.dumps(document() | {"requests": []}))

    assert code == 0
    assert (json.loads(out)["objective"], json.loads(out)["lower_bound"], json.loads(out)["gap"]) == (0, 0, "0")
