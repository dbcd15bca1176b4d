"""A bundle brings all that is needed to recompute a result, and no change to it stays hidden."""

import io
import json
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from core.digest import checksum
from core.errors import InputError
from core.package import Package, UnreadablePackageError, pack, read_package, unpack
from core.parameters import ParameterSet
from infra.parameters import load_parameters
from scoring.bundle.findings import Paper, Verification
from scoring.bundle.make import make_bundle
from scoring.bundle.manifest import (
    EVALUATION,
    MANIFEST,
    OWN_FILES,
    PARAMETERS,
    README,
    RESULT,
    canonical,
)
from scoring.bundle.papers import Redrawing
from scoring.bundle.parameter_file import parameter_document, rules_in
from scoring.bundle.rules_used import RULE_STATES, OtherState
from scoring.bundle.verify import verify_bundle
from scoring.bundle.wording import finding_sentence, remark_sentences, verdict
from scoring.evaluate import Outcome, evaluate
from scoring.formats import format_schema
from scoring.house_rules import HouseRules
from scoring.intake import parse_evaluation, read_evaluation
from scoring.methods import METHODS
from scoring.result import Result, build_result
from tests.bundles import resigned
from tests.factories import DAY, Json, as_bytes, copy_of, exempt, house_rules, outcome_of, sample
from tests.killers import zipped
from tests.strategies import evaluations

PROGRAM = "pruefstand 0.1.0"
OWN_NUMBERS = load_parameters("scoring")


def bundle(document: Json | None = None, **further: bytes) -> bytes:
    return make_bundle(outcome_of(document or sample()), PROGRAM, further)


def verified(data: bytes) -> Verification:
    return verify_bundle(opened(data), OWN_NUMBERS)


def opened(data: bytes) -> Package | None:
    """Open a bundle as the child process of the gate does."""
    with suppress(UnreadablePackageError):
        return read_package(data)
    return None


def findings(data: bytes) -> set[tuple[str, str]]:
    return {(finding.type, finding.file) for finding in verified(data).findings}


def repacked(change: dict[str, bytes], data: bytes | None = None) -> bytes:
    return pack({**unpack(data or bundle()), **change})


@pytest.mark.parametrize("name", METHODS)
def test_a_bundle_of_every_method_verifies(name: str) -> None:
    data = bundle(sample(name))
    verification = verified(data)

    assert verification.holds
    assert verification.result == build_result(outcome_of(sample(name)))
    assert tuple(unpack(data)) == OWN_FILES


@given(evaluations())
@settings(max_examples=25)
def test_any_bundle_verifies_and_equal_input_gives_equal_bytes(document: Json) -> None:
    outcome = evaluate(parse_evaluation(document), house_rules())
    data = make_bundle(outcome, PROGRAM)

    assert verified(data).holds or {finding.type for finding in verified(data).findings} == {"not_computable"}
    assert make_bundle(outcome, PROGRAM) == data


def test_the_evaluation_inside_is_the_one_that_went_in() -> None:
    files = unpack(bundle())

    assert read_evaluation(files[EVALUATION], house_rules()) == read_evaluation(as_bytes(sample()), house_rules())


def test_every_single_changed_byte_is_found() -> None:
    """Each byte of a small bundle, in its files and in the ZIP around them, is flipped in turn."""
    data = bundle()
    assert verified(data).holds

    hidden = []
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 0x01]) + data[at + 1 :]
        if verified(changed).holds:
            hidden.append(at)

    assert hidden == []


@given(at=st.integers(0, 10**6), byte=st.integers(1, 255))
def test_a_byte_changed_to_anything_is_found(at: int, byte: int) -> None:
    data = bytearray(bundle())
    data[at % len(data)] ^= byte

    assert not verified(bytes(data)).holds


@pytest.mark.parametrize("change", [lambda data: data + b"\0", lambda data: data[:-1], lambda data: b"\0" + data])
def test_bytes_added_or_cut_off_are_found(change: Any) -> None:  # noqa: ANN401 - a function
    assert not verified(change(bundle())).holds


def test_the_same_files_packed_otherwise_are_found() -> None:
    files = unpack(bundle())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 20, 12, 0, 0)), content)

    assert findings(target.getvalue()) == {("repacked", "")}
    assert findings(pack(dict(reversed(files.items())))) == {("repacked", "")}


def test_the_same_files_compressed_are_read_and_said_to_be_repacked() -> None:
    files = unpack(bundle())

    assert findings(zipped(files)) == {("repacked", "")}
    assert "unverändert" in finding_sentence(verified(zipped(files)).findings[0])
    assert findings(zipped({**files, README: b"x"})) == {("packing", ""), ("checksum", README)}


def test_a_changed_file_is_named() -> None:
    text = unpack(bundle())[README] + b"\n"

    assert findings(repacked({README: text})) == {("checksum", README)}


def test_a_file_too_many_or_too_few_is_named() -> None:
    files = unpack(bundle())

    assert findings(repacked({"zusatz.txt": b""})) == {("unlisted", "zusatz.txt")}
    assert findings(pack({name: files[name] for name in files if name != README})) == {("missing", README)}


def test_a_forged_result_is_found_although_all_checksums_fit() -> None:
    files = unpack(bundle())
    result = json.loads(files[RESULT])
    result["winner"] = "A"
    result["ranking"][0]["leistungspunkte"] = "999"

    found = verified(resigned({**files, RESULT: canonical(result)})).findings

    assert {(finding.pointer, finding.stated) for finding in found if finding.type == "differs"} >= {
        ("/ranking/0/leistungspunkte", '"999"')
    }
    assert all(finding_sentence(finding).endswith(".") for finding in found)


def test_forged_points_are_found_although_all_checksums_fit() -> None:
    files = unpack(bundle())
    evaluation = json.loads(files[EVALUATION])
    evaluation["bids"][0]["scores"]["Q"]["points"] = "10"

    found = findings(resigned({**files, EVALUATION: canonical(evaluation)}))

    assert {("differs", RESULT), ("result_digest", MANIFEST)} <= found


def test_a_stability_slipped_into_the_result_is_found() -> None:
    files = unpack(bundle())
    result = json.loads(files[RESULT]) | {"robustness": {"smallest_score_change": None}}

    assert findings(resigned({**files, RESULT: canonical(result)})) == {("internal", RESULT)}


def test_the_stability_of_the_result_is_never_in_a_bundle() -> None:
    for data in unpack(bundle()).values():
        assert b"robustness" not in data
        assert b"rank_acceptability" not in data


@pytest.mark.parametrize("name", [EVALUATION, PARAMETERS, RESULT, MANIFEST])
def test_a_file_that_cannot_be_read_is_named(name: str) -> None:
    found = findings(repacked({name: b"[NaN"}))

    assert {file for _, file in found} == {name}
    assert found & {("unreadable", name), ("not_computable", name)}


def test_an_older_bundle_verifies_with_its_own_numbers() -> None:
    """The policy rises from 10 to 25 percent; a bundle made before still holds, the same file scored anew does not."""
    later = ParameterSet(
        [
            replace(entry, value=Decimal(25)) if entry.name == "open_source_share" else entry
            for entry in OWN_NUMBERS.entries
        ]
    )
    verification = verify_bundle(read_package(bundle()), later)

    assert verification.holds
    assert verification.remarks == []
    with pytest.raises(InputError):
        read_evaluation(as_bytes(sample()), HouseRules.on(later, DAY))


def test_a_bundle_without_a_number_that_came_later_says_so() -> None:
    files = unpack(bundle())
    parameters = json.loads(files[PARAMETERS])
    parameters["entries"] = [entry for entry in parameters["entries"] if entry["name"] != "price_share_notice_percent"]

    verification = verified(resigned({**files, PARAMETERS: canonical(parameters)}))

    assert verification.holds
    assert verification.remarks == ["price_share_notice_percent"]


def test_the_numbers_come_back_with_their_sources() -> None:
    assert rules_in(json.loads(canonical(parameter_document(house_rules()))), OWN_NUMBERS) == (house_rules(), [])


def test_drafts_and_exemptions_say_so() -> None:
    draft = {**sample(), "draft": True}
    draft["procedure"]["published"] = True
    for document, words, preliminary in (
        (draft, ("VORLÄUFIG", "veröffentlicht"), True),
        (exempt(sample()), ("Ausnahme vom Kriterium Open Source: Markterkundung",), False),
    ):
        files = unpack(bundle(document))
        manifest = json.loads(files[MANIFEST])
        assert manifest["preliminary"] is preliminary
        for word in words:
            assert any(word in note for note in manifest["notes"])
            assert word in files[README].decode()
    assert json.loads(unpack(bundle())[MANIFEST])["notes"] == []


def drawn(name: str, outcome: Outcome, result: Result) -> bytes | None:
    """Draw a paper as a program would: its bytes depend on the inputs and the result."""
    return f"{outcome.evaluation.procedure.title} {result['digest']}".encode() if name == "papier.pdf" else None


HERE = Redrawing(PROGRAM, "Stift 1.0", drawn, lambda _: frozenset({"papier.pdf"}))


def with_papers(document: Json | None = None, *, drawn_with: str | None = "Stift 1.0", program: str = PROGRAM) -> bytes:
    outcome = outcome_of(document or sample())
    paper = drawn("papier.pdf", outcome, build_result(outcome)) or b""
    return make_bundle(outcome, program, {"papier.pdf": paper}, drawn_with=drawn_with)


def judged(data: bytes) -> Verification:
    return verify_bundle(read_package(data), OWN_NUMBERS, HERE)


def test_a_paper_is_drawn_anew() -> None:
    verification = judged(with_papers())

    assert verification.holds
    assert verification.complete
    assert verification.papers == [Paper(README, redrawn=True), Paper("papier.pdf", redrawn=True)]
    assert verdict(verification) == "Stimmt"


def test_an_exchanged_paper_is_found_although_all_checksums_fit() -> None:
    data = resigned({**unpack(with_papers()), "papier.pdf": b"Zuschlag an B"})
    verification = judged(data)

    assert [(finding.type, finding.file) for finding in verification.findings] == [("exchanged", "papier.pdf")]
    assert verification.papers == [Paper(README, redrawn=True)]
    assert finding_sentence(verification.findings[0]).startswith("Die Datei wurde ausgetauscht")


@pytest.mark.parametrize(
    "other", [{"program": "pruefstand 0.0.9"}, {"drawn_with": "Stift 0.9"}, {"drawn_with": None}], ids=str
)
def test_a_paper_of_another_program_is_not_called_recomputed(other: dict[str, Any]) -> None:
    """It may have other bytes for good reasons: neither is it accused, nor is it said to be right."""
    verification = judged(resigned({**unpack(with_papers(**other)), "papier.pdf": b"von damals"}))

    same_words = other.get("program") is None
    assert verification.holds
    assert not verification.complete
    assert verification.papers == [Paper(README, redrawn=same_words), Paper("papier.pdf", redrawn=False)]
    assert verdict(verification) == "Stimmt, soweit nachgerechnet"
    [said] = [line for line in remark_sentences(verification) if "papier.pdf" in line]
    names = "papier.pdf" if same_words else f"{README}, papier.pdf"
    assert said.startswith(f"Nicht nachgerechnet, nur die Prüfsumme verglichen: {names}.")


@pytest.mark.parametrize("name", ["Papier.pdf", "vermerk.pdf", "notiz.txt"])
def test_a_file_that_this_program_never_adds_is_found_although_all_checksums_fit(name: str) -> None:
    outcome = outcome_of(sample())
    papers = {"papier.pdf": drawn("papier.pdf", outcome, build_result(outcome)) or b"", name: b"%PDF Zuschlag an B"}
    verification = judged(make_bundle(outcome, PROGRAM, papers, drawn_with="Stift 0.9"))

    assert [(finding.type, finding.file) for finding in verification.findings] == [("foreign", name)]
    assert judged(make_bundle(outcome, "pruefstand 0.0.9", papers)).holds


def test_a_removed_paper_is_found_although_all_checksums_fit() -> None:
    verification = judged(make_bundle(outcome_of(sample()), PROGRAM, drawn_with="Stift 1.0"))

    assert [(finding.type, finding.file) for finding in verification.findings] == [("missing", "papier.pdf")]


def test_a_renamed_paper_is_found_twice() -> None:
    outcome = outcome_of(sample())
    verification = judged(make_bundle(outcome, PROGRAM, {"Papier.pdf": b"x"}, drawn_with="Stift 1.0"))

    assert {(one.type, one.file) for one in verification.findings} == {
        ("missing", "papier.pdf"),
        ("foreign", "Papier.pdf"),
    }


def test_a_paper_without_a_result_is_not_called_recomputed() -> None:
    verification = judged(resigned({**unpack(with_papers()), EVALUATION: b"{}"}))

    assert {paper.redrawn for paper in verification.papers} == {False}


def test_an_exchanged_text_for_people_is_found_although_all_checksums_fit() -> None:
    data = resigned({**unpack(with_papers()), README: b"Alles in Ordnung."})

    assert [(finding.type, finding.file) for finding in judged(data).findings] == [("exchanged", README)]


def forged_manifest(data: bytes, **fields: Any) -> bytes:  # noqa: ANN401 - any JSON values
    files = unpack(data)
    return resigned({**files, MANIFEST: canonical({**json.loads(files[MANIFEST]), **fields})})


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"preliminary": False}, "/preliminary"),
        ({"reference": "VG-2026-999"}, "/reference"),
        ({"lot": "Los 7"}, "/lot"),
        ({"method": "festpreis"}, "/method"),
        ({"day": "2020-01-01"}, "/day"),
        ({"notes": []}, "/notes"),
        ({"rules": []}, "/rules"),
    ],
)
def test_a_manifest_that_says_something_else_than_the_inputs_is_found(fields: dict[str, Any], place: str) -> None:
    data = forged_manifest(with_papers({**sample(), "draft": True}), **fields)

    assert [(one.type, one.file, one.pointer) for one in judged(data).findings] == [("differs", MANIFEST, place)]


def test_other_names_and_reasons_change_the_checksum_of_the_inputs_and_not_that_of_the_result() -> None:
    other = sample()
    other["bids"][0]["tenderer"] = "Strohmann GmbH"
    other["bids"][0]["scores"]["Q"]["reason"] = "nachträglich anders begründet"
    first, second = (judged(with_papers(one)) for one in (sample(), other))

    assert first.result is not None
    assert second.result is not None
    assert first.result["digest"] == second.result["digest"]
    assert first.input_digest == checksum(unpack(with_papers())[EVALUATION])
    assert first.input_digest != second.input_digest
    assert second.input_digest in unpack(with_papers(other))[README].decode()


def test_the_rules_are_named_with_their_state() -> None:
    rules = json.loads(unpack(bundle(sample("preis_quotient")))[MANIFEST])["rules"]

    assert rules[0] == {"rule": "preis_quotient", "state": RULE_STATES["preis_quotient"]}
    assert [entry["rule"] for entry in rules[1:]] == sorted(RULE_STATES.keys() - METHODS.keys())


def test_rules_of_another_state_are_named_and_do_no_harm() -> None:
    rules = [{"rule": "richtwert_einfach", "state": "2020-01-01"}, {"rule": "neu", "state": "2030-01-01"}]
    verification = verified(forged_manifest(bundle(), rules=rules))

    assert verification.holds
    assert verification.other_rules == [
        OtherState("richtwert_einfach", "2020-01-01", RULE_STATES["richtwert_einfach"]),
        OtherState("neu", "2030-01-01", ""),
    ]
    [said] = [line for line in remark_sentences(verification) if line.startswith("Regeln")]
    assert "richtwert_einfach – im Paket 2020-01-01, hier 2026-11-22; neu – im Paket 2030-01-01, hier unbek" in said


def test_a_bundle_from_before_the_states_of_rules_verifies() -> None:
    files = unpack(with_papers(program="pruefstand 0.0.9"))
    manifest = json.loads(files[MANIFEST])
    del manifest["rules"]
    verification = judged(resigned({**files, MANIFEST: canonical(manifest), README: b"Ein Paket von damals.\n"}))

    assert verification.holds
    assert remark_sentences(verification)[0] == "Das Paket nennt den Stand der Regeln nicht."


def test_further_papers_get_their_checksum() -> None:
    paper = {"papiere/wertungsuebersicht.pdf": b"%PDF-1.7"}
    data = make_bundle(outcome_of(sample()), PROGRAM, paper)

    assert verified(data).holds
    assert findings(repacked({"papiere/wertungsuebersicht.pdf": b"%PDF-1.8"}, data)) == {
        ("checksum", "papiere/wertungsuebersicht.pdf")
    }


@pytest.mark.parametrize("name", [RESULT, "../x", "/x", "a\\b", "ä.pdf", "a//b", ""])
def test_a_further_file_needs_a_plain_name_of_its_own(name: str) -> None:
    with pytest.raises(ValueError, match="names not allowed"):
        make_bundle(outcome_of(sample()), PROGRAM, {name: b""})


def test_the_manifest_says_what_was_used() -> None:
    document = copy_of(sample())
    document["procedure"]["lot"] = "Los 1"
    files = unpack(bundle(document))
    manifest = json.loads(files[MANIFEST])

    assert (manifest["program"], manifest["day"], manifest["lot"]) == (PROGRAM, DAY.isoformat(), "Los 1")
    assert manifest["result_digest"] == json.loads(files[RESULT])["digest"]
    for name in (MANIFEST, PARAMETERS, EVALUATION):
        document = json.loads(files[name])
        Draft202012Validator(format_schema(document["format"])).validate(document)


@pytest.mark.parametrize("data", [b"", b"{}", b"Kein Paket", pack({"xl/workbook.xml": b"<x/>"})])
def test_what_is_no_bundle_never_holds(data: bytes) -> None:
    assert findings(data) in ({("damaged", "")}, {("missing", name) for name in OWN_FILES})


def test_a_compressed_bomb_is_not_unpacked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(RESULT, bytes(200 * 2**20))

    assert findings(target.getvalue()) == {("damaged", "")}


def test_the_day_of_the_numbers_is_kept() -> None:
    day = date(2025, 3, 1)
    rules = HouseRules.on(OWN_NUMBERS, day)
    outcome = evaluate(read_evaluation(as_bytes(sample()), rules), rules)

    verification = verified(make_bundle(outcome, PROGRAM))

    assert verification.manifest is not None
    assert verification.manifest.day == day
