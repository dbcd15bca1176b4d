"""The reference library still has the two quadratic places that ours works around; when this fails, take that out."""

from collections import Counter
from typing import Any

import pytest
from spdx_tools.spdx.parser.jsonlikedict.json_like_dict_parser import JsonLikeDictParser
from spdx_tools.spdx.validation import package_validator, spdx_id_validators
from spdx_tools.spdx.validation.document_validator import validate_full_spdx_document

from app.licences.spdx_tools_indexed import indexed
from tests.sboms import Json, spdx2

PACKAGES = 30
UPSTREAM = {
    "ids": (spdx_id_validators, "get_list_of_all_spdx_ids"),
    "origin": (package_validator, "filter_by_type_and_origin"),
    "target": (package_validator, "filter_by_type_and_target"),
}


def many() -> Json:
    document = spdx2()
    template = document["packages"][1]
    document["packages"] += [
        template | {"SPDXID": f"SPDXRef-{n}", "filesAnalyzed": False, "externalRefs": []} for n in range(PACKAGES)
    ]
    link = document["relationships"][1]
    document["relationships"] += [link | {"relatedSpdxElement": f"SPDXRef-{n}"} for n in range(PACKAGES)]
    return document


@pytest.mark.parametrize("place", UPSTREAM)
def test_upstream_still_walks_everything_for_each_package(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, name = UPSTREAM[place]
    calls: Counter[str] = Counter()
    original = getattr(module, name)

    def counting(*arguments: Any) -> Any:  # noqa: ANN401 - whatever the library passes
        calls[name] += 1
        return original(*arguments)

    monkeypatch.setattr(module, name, counting)
    validate_full_spdx_document(JsonLikeDictParser().parse(many()))

    assert calls[name] >= PACKAGES, f"{name} is no longer called for each package: remove its replacement"


def test_the_verdict_is_that_of_the_library_itself() -> None:
    wrong = many()
    wrong["packages"][3]["SPDXID"] = "SPDXRef-b"
    wrong["relationships"][1]["relatedSpdxElement"] = "SPDXRef-weg"
    for document in (many(), wrong):
        plain = validate_full_spdx_document(JsonLikeDictParser().parse(document))
        with indexed():
            ours = validate_full_spdx_document(JsonLikeDictParser().parse(document))

        assert [one.validation_message for one in ours] == [one.validation_message for one in plain]
    assert plain
