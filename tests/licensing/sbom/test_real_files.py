"""Real files, where they are there: exact counts."""

import pytest

from tests.optional_data import optional_data
from tests.sboms import read

COUNTS = {
    "appbomination.spdx-3.0.json": ("spdx", "3.0.1", 7, 63),
    "examplemaven.spdx-2.3.json": ("spdx", "2.3", 6, 11),
    "juice-shop.cdx-1.4.json": ("cyclonedx", "1.4", 1_115, 1_775),
    "keycloak-10.0.2.cdx-1.2.json": ("cyclonedx", "1.2", 903, 994),
    "laravel-7.12.0.cdx-1.4.json": ("cyclonedx", "1.4", 62, 113),
    "laravel-7.12.0.cdx-1.4.xml": ("cyclonedx", "1.4", 62, 113),
    "photon.spdx-2.3.json": ("spdx", "2.2", 38, 38),  # the name says 2.3, the file does not
    "sbomqs-sample.cdx.json": ("cyclonedx", "1.5", 116, 117),
}


@pytest.mark.parametrize("name", COUNTS)
def test_real_files_are_read_whole(name: str, request: pytest.FixtureRequest) -> None:
    sbom = read(optional_data(request.config, "sbom", name).read_bytes()).sbom

    assert (sbom.format, sbom.spec_version, len(sbom.components), sbom.relationships_stated) == COUNTS[name]
    assert sbom.schema_valid is True
    assert all(one.place for one in sbom.components)
