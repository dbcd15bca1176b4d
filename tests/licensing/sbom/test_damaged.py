"""A damaged but readable file is read, nothing is lost silently, and every fault has its place."""

import copy
import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from app.licences.resources import load_resource
from core.errors import InputError
from licensing.sbom.reading import read_sboms
from licensing.sbom.wording import finding_sentence
from tests.sboms import (
    CYCLONEDX_XML,
    SPDX_TAG_VALUE,
    Json,
    as_json,
    cyclonedx,
    read,
    sbom_of,
    spdx2,
    spdx3,
    told,
)

Change = Callable[[Json], object]


def put(*path: str | int, value: object) -> Change:
    """Return a change that sets the value at a path."""

    def change(document: Any) -> None:  # noqa: ANN401 - any JSON
        for part in path[:-1]:
            document = document[part]
        document[path[-1]] = value

    return change


def again(document: Json) -> None:
    document["packages"].append(document["packages"][1])


SPDX: list[tuple[Change, tuple[str, str], int]] = [
    (
        put("creationInfo", "created", value="2026-01-02T03:04:05.123456Z"),
        ("timestamp_format", "/creationInfo/created"),
        2,
    ),
    (put("packages", 0, "versionInfo", value=None), ("field_null", "/packages/0/versionInfo"), 2),
    (put("packages", 0, "checksums", value=None), ("field_null", "/packages/0/checksums"), 2),
    (put("packages", 1, "supplier", value="Beispiel GmbH"), ("actor_format", "/packages/1/supplier"), 2),
    (put("packages", 1, "name", value=["teil"]), ("field_type", "/packages/1/name"), 2),
    (put("packages", 1, "versioninfo", value="2"), ("key_case", "/packages/1/versioninfo"), 2),
    (put("packages", 1, value=None), ("field_null", "/packages/1"), 1),
    (
        put("relationships", 1, "relationshipType", value="depends_on"),
        ("value_case", "/relationships/1/relationshipType"),
        2,
    ),
    (put("relationships", 1, "relatedSpdxElement", value="SPDXRef-weg"), ("relationship_dangling", ""), 2),
    (put("relationships", 1, "relatedSpdxElement", value="SPDXRef-a"), ("cycle", ""), 2),
    (put("documentDescribes", value=["SPDXRef-b"]), ("several_roots", ""), 2),
    (put("spdxVersion", value="2.3"), ("version_format", "/spdxVersion"), 2),
    (again, ("id_twice", "/packages/2"), 3),
]


@pytest.mark.parametrize(("change", "finding", "components"), SPDX, ids=[case[1][0] for case in SPDX])
def test_a_fault_in_spdx_is_read_and_told(change: Change, finding: tuple[str, str], components: int) -> None:
    document = spdx2()
    if "versioninfo" in finding[1]:
        del document["packages"][1]["versionInfo"]
    change(document)
    sbom = sbom_of(document)

    assert finding in told(sbom)
    assert len(sbom.components) == components
    assert all(finding_sentence(one) for one in sbom.findings)


def test_a_name_in_the_wrong_case_still_counts() -> None:
    document = spdx2()
    document["Packages"] = document.pop("packages")
    document["spdxversion"] = document.pop("spdxVersion")
    sbom = sbom_of(document)

    assert (len(sbom.components), sbom.spec_version, sbom.schema_valid) == (2, "2.3", False)


def test_a_key_that_stands_twice_loses_nothing() -> None:
    data = as_json(spdx2())[:-1] + b', "packages": [{"SPDXID": "SPDXRef-c", "name": "noch eins"}]}'
    sbom = read(data).sbom

    assert [one.name for one in sbom.components] == ["produkt", "teil", "noch eins"]
    assert ("json_duplicate_key", "") in told(sbom)


@pytest.mark.parametrize(
    ("data", "kind", "least"),
    [
        (as_json(spdx2())[:-300], "file_cut_off", 1),
        (as_json(cyclonedx())[:-100], "file_cut_off", 2),
        (CYCLONEDX_XML.encode()[:-200], "file_cut_off", 2),
        (as_json(spdx2()) + b"\n<!-- mehr -->", "json_trailing", 2),
        (as_json(spdx2()).replace(b"teil", b"te\til", 1), "json_damaged", 2),
        (as_json(spdx2()).replace(b"teil", b"te\\ud800il", 1), "json_damaged", 2),
        (as_json(spdx2()).replace(b"teil", b"te\xffil", 1), "text_damaged", 2),
        (as_json(spdx2()).replace(b"{", b'{"lang": ' + b"9" * 10_000 + b",", 1), "json_damaged", 2),
        (SPDX_TAG_VALUE.replace("</text>", "").encode(), "text_unclosed", 2),
        (SPDX_TAG_VALUE.replace("PackageVersion", "PackageVersoin").encode(), "tag_unknown", 2),
        (
            SPDX_TAG_VALUE.replace("PackageName: teil", "PackageName: teil\nkein Schlüssel").encode(),
            "line_without_tag",
            2,
        ),
    ],
    ids=["SPDX cut", "CycloneDX cut", "XML cut", "trailing", "tab", "half", "bytes", "number", "text", "tag", "line"],
)
def test_a_damaged_text_is_read_as_far_as_it_goes(data: bytes, kind: str, least: int) -> None:
    sbom = read(data).sbom
    places = {finding.place for finding in sbom.findings if finding.type == kind}

    assert len(sbom.components) >= least
    assert places
    assert all(place.startswith("Zeile ") for place in places)


@pytest.mark.parametrize(
    ("data", "kind", "line"),
    [
        (b'{"spdxVersion": "SPDX-2.3",\n "packages": [}', "sbom_no_json", "2"),
        (b"[" * 100_000, "sbom_too_deep", "1"),
        (b'<bom xmlns="http://cyclonedx.org/schema/bom/1.4">\n<a></b></bom>', "sbom_no_xml", "2"),
        (b'<!DOCTYPE bom [<!ENTITY a "b">]>\n<bom>&a;</bom>', "sbom_doctype", "1"),
        (b"<bom>" + b"<a>" * 100_000, "sbom_too_deep", "1"),
        (b"spdxVersion: SPDX-2.3\na: &a [b]\nc: [*a, *a]", "sbom_yaml_alias", "2"),
        (b"spdxVersion: !!python/object/apply:os.getcwd []", "sbom_yaml_tag", "1"),
        (b"spdxVersion: SPDX-2.3\na: " + b"[" * 100_000, "sbom_too_deep", "2"),
        (b"<html>\n</html>", "sbom_unknown", "1"),
        (b"nur ein Satz", "sbom_no_list", "1"),
    ],
    ids=["JSON", "deep JSON", "XML", "entities", "deep XML", "aliases", "tags", "deep YAML", "HTML", "text"],
)
def test_what_cannot_be_read_is_refused_with_its_line(data: bytes, kind: str, line: str) -> None:
    with pytest.raises(InputError) as refusal:
        read(data)

    [fault] = refusal.value.faults
    assert (fault.type, fault.properties["line"]) == (kind, line)


@pytest.mark.parametrize(
    "data", [b"\x1f\x8b" + b"x" * 50, b"PK\x03\x04" + b"x" * 50, b"\x89PNG\r\n\0\0" + bytes(range(256))]
)
def test_broken_wrappings_and_pictures_are_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read(data)


ODD: tuple[Any, ...] = (None, True, 0, -1, 1.5, 10**30, "", "x" * 5_000, [], {}, [None], [[]], {"a": None}, "GPL AND (")


def paths_of(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value inside."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in pairs for found in ((*path, key), *paths_of(inner, (*path, key)))]


@pytest.mark.parametrize("document", [spdx2(), cyclonedx(), spdx3()], ids=["SPDX 2", "CycloneDX", "SPDX 3"])
def test_any_value_may_stand_anywhere(document: Json) -> None:
    for path in paths_of(document):
        for value in ODD:
            changed = copy.deepcopy(document)
            put(*path, value=value)(changed)
            assert survives(as_json(changed)), (path, value)


def test_any_byte_may_be_wrong() -> None:
    chance = random.Random(6)  # noqa: S311 - the same damage in every run
    whole = [as_json(spdx2()), as_json(cyclonedx()), as_json(spdx3()), SPDX_TAG_VALUE.encode(), CYCLONEDX_XML.encode()]
    for _ in range(1_500):
        data = bytearray(chance.choice(whole))
        at = chance.randrange(len(data))
        if chance.random() < 0.5:
            data[at] = chance.randrange(256)
        else:
            del data[at : at + chance.choice([1, 5, 10_000])]
        assert survives(bytes(data)), bytes(data)


def survives(data: bytes) -> bool:
    """Read, and let only the refusal through that a reader may give."""
    try:
        return all(isinstance(one.sbom.components, tuple) for one in read_sboms(data, load_resource))
    except InputError:
        return True


def test_faults_against_the_schema_are_found_entry_by_entry() -> None:
    document = cyclonedx()
    parts = [{"type": "library", "name": f"teil-{n}"} for n in range(3_000)]
    document["components"] = [*parts, {"type": "falsch", "name": "x"}, parts[0]]
    document["serialNumber"] = "keine"
    sbom = read(as_json(document)).sbom

    faults = [(one.place, one.properties["rule"]) for one in sbom.findings if one.type == "schema_fault"]
    assert sbom.schema_valid is False
    assert faults == [
        ("/serialNumber", "serialNumber/pattern"),
        ("/components", "0/uniqueItems"),
        ("/components/3000/type", "type/enum"),
    ]


def test_a_large_damaged_spdx_3_file_is_read_in_time() -> None:
    """Asking the schema for all faults at once took 46 seconds of processor time for 4 MB."""
    package = {"type": "software_Package", "spdxId": "https://e.org/p", "creationInfo": "_:c", "name": "p", "falsch": 1}
    graph = [{**package, "spdxId": f"https://e.org/p{n}"} for n in range(6_000)]
    document = {"@context": ["https://spdx.org/rdf/3.0.1/spdx-context.jsonld"], "@graph": graph}
    started = time.process_time()
    sbom = read(as_json(document)).sbom

    assert time.process_time() - started < 4
    assert (len(sbom.components), sbom.schema_valid) == (6_000, False)
    assert "/@context" in {finding.place for finding in sbom.findings if finding.type == "schema_fault"}


def test_a_document_without_its_version_is_still_told() -> None:
    named = {
        "documentNamespace": "https://example.org/x",
        "creationInfo": {},
        "packages": [{"SPDXID": "a", "name": "teil"}],
    }
    sbom = read(as_json(named)).sbom

    assert (sbom.format, [one.name for one in sbom.components]) == ("spdx", ["teil"])
    assert "version_missing" in {finding.type for finding in sbom.findings}
