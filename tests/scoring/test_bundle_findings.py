"""What a verification says of a bundle: which file, where, what was stated and what was found."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.digest import checksum
from core.package import UnreadablePackageError, pack, read_package, unpack
from infra.parameters import load_parameters
from scoring.bundle.compare import Difference, differences
from scoring.bundle.findings import Finding
from scoring.bundle.make import make_bundle
from scoring.bundle.manifest import EVALUATION, MANIFEST, PARAMETERS, README, RESULT, canonical
from scoring.bundle.parameter_file import parameter_document, rules_in
from scoring.bundle.verify import verify_bundle
from scoring.bundle.wording import finding_sentence
from tests.factories import Json, copy_of, house_rules, outcome_of, sample

APPROVED = Path(__file__).resolve().parents[1] / "approved"
OWN_NUMBERS = load_parameters("scoring")
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


def files_of(document: Json | None = None) -> dict[str, bytes]:
    return unpack(make_bundle(outcome_of(document or sample()), "pruefstand 0.1.0"))


def found_in(files: dict[str, bytes]) -> list[Finding]:
    return verify_bundle(read_package(pack(files)), OWN_NUMBERS).findings


def archive(members: list[tuple[str, bytes]], compression: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as file:
        for name, data in members:
            file.writestr(zipfile.ZipInfo(name), data, compression)
    return target.getvalue()


@pytest.mark.parametrize(
    ("stated", "found", "expected"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": {"b": 1}, "c": 2}, {"a": {"b": 3}, "d": 4}, [("/a/b", "1", "3"), ("/c", "2", "–"), ("/d", "–", "4")]),
        ([1, 2], [1, 3], [("/1", "2", "3")]),
        ([1, 2], [1], [("", "[1, 2]", "[1]")]),
        ([1], {"0": 1}, [("", "[1]", '{"0": 1}')]),
        ({"0": 1}, [1], [("", '{"0": 1}', "[1]")]),
        ({"ö": "ä"}, "ü", [("", '{"ö": "ä"}', '"ü"')]),
        ({"b": 1, "a": 2}, None, [("", '{"a": 2, "b": 1}', "null")]),
        (1, True, [("", "1", "true")]),
        ("x" * 118, 0, [("", '"' + "x" * 118 + '"', "0")]),
        ("x" * 119, 0, [("", '"' + "x" * 118 + "…", "0")]),
    ],
)
def test_differences_name_the_deepest_place(
    stated: object, found: object, expected: list[tuple[str, str, str]]
) -> None:
    assert list(differences(stated, found)) == [Difference(*values) for values in expected]


def test_a_changed_manifest_no_longer_fits_its_own_digest() -> None:
    files = files_of()
    manifest = json.loads(files[MANIFEST]) | {"program": "pruefstand 9.9.9"}

    assert found_in({**files, MANIFEST: canonical(manifest)}) == [Finding("manifest_digest", MANIFEST)]


def test_a_changed_file_shows_both_checksums() -> None:
    files = files_of()
    changed = files[README] + b"\n"

    assert found_in({**files, README: changed}) == [
        Finding("checksum", README, stated=checksum(files[README]), found=checksum(changed))
    ]


def test_other_points_show_both_results() -> None:
    files, other = files_of(), copy_of(sample())
    other["bids"][0]["scores"]["Q"]["points"] = "10"
    stated, found = (json.loads(data[RESULT]) for data in (files, files_of(other)))

    findings = found_in({**files, EVALUATION: files_of(other)[EVALUATION]})

    assert Finding("result_digest", MANIFEST, "/result_digest", stated["digest"], found["digest"]) in findings
    assert Finding("differs", RESULT, "/digest", json.dumps(stated["digest"]), json.dumps(found["digest"])) in findings


def test_inputs_without_a_result_say_where() -> None:
    files = files_of()
    evaluation = json.loads(files[EVALUATION])
    evaluation["matrix"]["criteria"][0]["weight_percent"] = "91"

    findings = found_in({**files, EVALUATION: canonical(evaluation)})

    assert Finding("not_computable", EVALUATION, "/matrix/criteria", found="weights_sum") in findings


def test_the_three_computing_files_alone_are_recomputed() -> None:
    files = files_of()
    forged = canonical(json.loads(files[RESULT]) | {"winner": "B"})

    findings = found_in({EVALUATION: files[EVALUATION], PARAMETERS: files[PARAMETERS], RESULT: forged})

    assert findings == [
        Finding("missing", MANIFEST),
        Finding("missing", README),
        Finding("differs", RESULT, "/winner", '"B"', '"A"'),
    ]


def test_a_difference_is_told_with_both_values() -> None:
    sentence = finding_sentence(Finding("differs", RESULT, "/winner", '"A"', '"B"'))

    assert sentence == 'Im Paket steht "A", nachgerechnet ergibt sich "B".'


@pytest.mark.parametrize(
    ("members", "compression"),
    [
        ([(RESULT, b"")], DEFLATED),
        ([(f"{number}.txt", b"") for number in range(101)], STORED),
        ([(RESULT, b"{}"), (RESULT, b"{}")], STORED),
    ],
    ids=["compressed", "101 files", "a name twice"],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_no_bundle_is_packed_like_is_not_opened(members: list[tuple[str, bytes]], compression: int) -> None:
    with pytest.raises(UnreadablePackageError):
        unpack(archive(members, compression))


def test_a_packed_file_is_the_same_on_every_machine_and_in_every_version() -> None:
    """A bundle made today must still be what it was when it is packed anew in two years."""
    assert (
        checksum(pack({"a.txt": b"Angebot"}))
        == "sha256:12f49e493b98e3ae768dc79f7b0372335e22b99e6fe72212566f6bc5274bcd42"
    )


def test_100_files_are_opened() -> None:
    members = {f"{number}.txt": b"" for number in range(100)}

    assert unpack(pack(members)) == members


def test_the_evaluation_inside_leaves_out_what_was_not_given() -> None:
    files = files_of()

    assert b"null" not in files[EVALUATION]
    assert json.loads(files[EVALUATION]).keys() <= sample().keys() | {"draft"}
    assert "lot" not in json.loads(files[MANIFEST])


def test_a_number_that_ended_keeps_its_last_day() -> None:
    ended = replace(house_rules().open_source_share, valid_to=date(2027, 6, 30))
    rules = replace(house_rules(), open_source_share=ended)

    assert rules_in(json.loads(canonical(parameter_document(rules))), OWN_NUMBERS) == (rules, [])


def test_a_further_file_lies_under_no_dot() -> None:
    with pytest.raises(ValueError, match="names not allowed"):
        make_bundle(outcome_of(sample()), "pruefstand 0.1.0", {"./x.pdf": b""})


def test_the_text_for_people_is_as_approved() -> None:
    plain, draft = sample(), {**copy_of(sample()), "draft": True}
    draft["procedure"] |= {"published": True, "lot": "Los 1"}
    shown = "\n----\n\n".join(files_of(document)[README].decode() for document in (plain, draft))

    assert shown == (APPROVED / "liesmich.txt").read_text(encoding="utf-8")
