"""Results of the OSS Review Toolkit: packages by their identifiers, projects beside them, what was not read."""

import json
from typing import Any

import pytest

from core.errors import InputError
from licensing.model import Component
from tests.sboms import as_json, read

RESULT = """---
repository:
  vcs:
    type: "Git"
    url: "https://example.org/fachverfahren.git"
analyzer:
  config:
    storage: !<.PostgresStorage>
      url: "jdbc:postgresql://example.org/ort"
  result:
    projects:
    - id: "NPM::fachverfahren:2.1.0"
      declared_licenses:
      - "EUPL-1.2"
      declared_licenses_processed:
        spdx_expression: "EUPL-1.2"
      scopes:
      - name: "dependencies"
        dependencies:
        - id: "NPM:@beispiel:teil:1.0.0"
          dependencies:
          - id: "Maven:org.beispiel:kern:3.2"
        - id: "Maven:org.beispiel:kern:3.2"
    packages:
    - id: "NPM:@beispiel:teil:1.0.0"
      purl: "pkg:npm/%40beispiel/teil@1.0.0"
      declared_licenses:
      - "MIT/X11"
      - "see file"
      declared_licenses_processed:
        spdx_expression: "MIT"
        unmapped:
        - "see file"
      vcs_processed:
        url: "https://example.org/teil.git"
      source_artifact:
        url: "https://example.org/teil.tgz"
        hash:
          value: "2973d150c0dc1fefe998f834810d68f278ea58ec"
          algorithm: "SHA-1"
    - id: "Maven:org.beispiel:kern:3.2"
      declared_licenses: []
      declared_licenses_processed: {}
      concluded_license: "EPL-2.0"
    issues:
      "Maven:org.beispiel:kern:3.2":
      - message: "could not be resolved"
"""


def test_packages_are_the_components_and_the_project_is_the_product() -> None:
    sbom = read(RESULT.encode()).sbom

    assert (sbom.format, sbom.encoding, sbom.relationships_stated) == ("list", "yaml", 3)
    assert sbom.subject is not None
    assert (sbom.subject.name, sbom.subject.version, sbom.subject.licences) == ("fachverfahren", "2.1.0", ("EUPL-1.2",))
    assert sbom.components == (
        Component(
            "NPM:@beispiel:teil:1.0.0",
            "@beispiel/teil",
            "1.0.0",
            "pkg:npm/%40beispiel/teil@1.0.0",
            declared=("MIT", "see file"),
            hashes=(("sha1", "2973d150c0dc1fefe998f834810d68f278ea58ec"),),
            place="/analyzer/result/packages/0",
            source="https://example.org/teil.git",
            download="https://example.org/teil.tgz",
        ),
        Component(
            "Maven:org.beispiel:kern:3.2",
            "org.beispiel:kern",
            "3.2",
            concluded=("EPL-2.0",),
            place="/analyzer/result/packages/1",
        ),
    )
    told = [(one.type, one.component) for one in sbom.findings]
    assert told == [("yaml_own_tag", ""), ("tool_issue", "Maven:org.beispiel:kern:3.2")]


def _result(packages: list[Any], **beside: Any) -> bytes:  # noqa: ANN401 - any JSON value
    return as_json({"analyzer": {"result": {"projects": [], "packages": packages, **beside}}})


def test_what_earlier_versions_put_around_a_package_is_taken_off_and_several_projects_are_told() -> None:
    package = {"package": {"id": "PyPI::teil:1.0", "declared_licenses": ["MIT License"]}, "curations": []}
    projects = [{"id": f"PyPI::{name}:1"} for name in ("eins", "zwei")]
    sbom = read(_result([package, None], projects=projects)).sbom

    assert [(one.name, one.version, one.declared) for one in sbom.components] == [("teil", "1.0", ("MIT License",))]
    assert sbom.subject is None
    told = [(one.type, one.place) for one in sbom.findings]
    assert told == [
        ("field_type", "/analyzer/result/packages/1"),
        ("product_beside", "/analyzer/result/projects/0"),
        ("product_beside", "/analyzer/result/projects/1"),
    ]


@pytest.mark.parametrize("value", [{"analyzer": None}, {"analyzer": {"result": {"packages": [{"id": "x"}]}}}, {}])
def test_what_is_no_result_is_still_refused(value: Any) -> None:  # noqa: ANN401 - any JSON value
    with pytest.raises(InputError) as refusal:
        read(json.dumps(value).encode())

    assert refusal.value.faults[0].type in {"sbom_unknown", "field_missing"}
