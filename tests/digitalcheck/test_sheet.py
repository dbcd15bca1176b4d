"""The sheet: read in full and accepted as PDF, the same words as a page, and nothing inside that is not public."""

import re
from html import unescape
from pathlib import Path
from typing import Any

from core.document import reading_order, to_text
from digitalcheck.exports import page_of, sheet_of
from digitalcheck.papers import check_sheet
from digitalcheck.papers.twin import sheet_twin
from infra.pdf.fonts import visible
from tests.checks import ALL_YES, HEAD, judged
from tests.pdf_reader import Reader
from tests.verapdf import violations

ANSWERS: dict[str, Any] = {
    **ALL_YES,
    "A2": {"value": "Beratung per Video. <b>&amp; Zeichen"},
    "E1": {"value": "nicht_geprueft", "reason": "x" * 500, "owner": "Donaudampfschifffahrtsgesellschaft"},
    "G1": {"value": "festgestellt", "integrity": "sehr_hoch"},
    "K1": {"value": [{"role": "schulung", "quarter": "2027-Q1", "days_from": "1", "days_to": "2.5"}]},
    "K3": {"value": "40000"},
}
KINDS: list[dict[str, Any]] = [{}, {"status": "freigegeben"}, {"head": HEAD | {"titel": "مشورة بالفيديو"}}]


def test_every_kind_is_read_in_full_and_accepted(tmp_path: Path) -> None:
    checks = []
    for number, (more, internal) in enumerate((more, internal) for more in KINDS for internal in (False, True)):
        judgement = judged(ANSWERS, **more)
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(sheet_of(judgement, internal=internal))
        document = check_sheet(judgement, sheet_twin(judgement, internal=internal)["digest"], internal=internal)
        reader = Reader(path.read_bytes())
        assert reader.texts() == [visible(text) for text in reading_order(document)]
        assert reader.unreachable() == []
        assert path.read_bytes() == sheet_of(judgement, internal=internal)
        page = unescape(re.sub(r"<[^>]*>", "", page_of(judgement, internal=internal).decode().split("<main>")[1]))
        assert "".join(page.split()) == "".join("".join(reading_order(document)).split())
        checks += [("ua1", path), ("2a", path)]

    assert violations(checks) == []


def test_public_says_nothing_of_cost_and_security() -> None:
    judgement = judged(ANSWERS)
    public = to_text(check_sheet(judgement, "sha256:" + "0" * 64))
    inside = to_text(check_sheet(judgement, "sha256:" + "0" * 64, internal=True))

    assert "Risikoanalyse" in inside
    assert "40.000,00 €" in inside
    assert "Risikoanalyse" not in public + str(sheet_twin(judgement))
    assert "40.000" not in public
    assert "Entwurf" in public
