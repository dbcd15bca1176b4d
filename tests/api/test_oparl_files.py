"""Released sheets as OParl files: only what everybody may have, with checksums that hold."""

from hashlib import sha512
from typing import Any

import pytest

from app.house import House
from digitalcheck.rules.course.release import SheetVersion
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from tests.api.conftest import client_of, demo_city
from tests.released_checks import COMMITTEE, DEPARTMENT, released

FILES = f"/api/v1/cities/{DEMO_CITY}/oparl/files"


def path(address: str) -> str:
    """Return an address of this instance without its host."""
    return "/" + address.split("/", 3)[3]


def own(listed: list[dict[str, Any]], code: str) -> dict[str, dict[str, Any]]:
    return {one["mimeType"]: one for one in listed if code in one["id"]}


@pytest.fixture
def house(demo_file: Database) -> House:
    return demo_city(demo_file)


def test_only_published_sheets_are_files_with_their_checksums(house: House) -> None:
    client = client_of(house)
    number = released(house, "2026/0811", "Ampeln <script>")
    found = house.digital.sheet_desk.release(DEPARTMENT, number).sheet(SheetVersion.PUBLIC)
    assert found is not None
    client.cookies.clear()
    assert client.get(f"{FILES}/{found.code}/public.pdf").status_code == 404
    assert own(client.get(FILES).json()["data"], found.code) == {}

    house.digital.sheet_desk.publish(COMMITTEE, number)

    listed = client.get(FILES).json()
    mine = own(listed["data"], found.code)
    assert set(mine) == {"application/pdf", "application/json", "text/html", "text/plain"}
    assert listed["pagination"]["currentPage"] == 1
    master = mine["application/pdf"]
    assert sorted(master["derivativeFile"]) == sorted(one["id"] for one in mine.values() if one is not master)
    assert {one["masterFile"] for one in mine.values() if one is not master} == {master["id"]}
    for one in mine.values():
        assert client.get(path(one["id"])).json() == one
        content = client.get(path(one["downloadUrl"])).content
        assert (one["size"], one["sha512Checksum"]) == (len(content), sha512(content).hexdigest())
        assert one["type"] == "https://schema.oparl.org/1.1/File"
        assert "Ampeln <script>" in one["name"]
    internal = house.digital.sheet_desk.release(DEPARTMENT, number).sheet(SheetVersion.INTERNAL)
    assert internal is not None
    assert client.get(f"{FILES}/{internal.code}/public.pdf").status_code == 404
    assert client.get(f"{FILES}/{found.code}/public.exe").status_code == 404
    assert client.get(f"{FILES}?page=999").json()["data"] == []
