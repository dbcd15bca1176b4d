"""The real rules: PDF/UA-1 and PDF/A for every kind of paper, and a proof that the validator can say no."""

from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf

from core.document import Paragraph, runs
from infra.pdf import render
from tests.infra.pdf.papers import document, everything
from tests.infra.pdf.test_archive import TWIN
from tests.infra.pdf.test_hostile import paper_of_strings
from tests.verapdf import violations


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / f"{name}.pdf"
    path.write_bytes(content)
    return path


def without_language(content: bytes) -> bytes:
    out = BytesIO()
    with Pdf.open(BytesIO(content)) as pdf:
        del pdf.Root.Lang
        pdf.save(out)
    return out.getvalue()


@pytest.mark.long
def test_papers_pass_and_a_damaged_one_fails(tmp_path: Path) -> None:
    plain = written(tmp_path, "plain", render(everything()))
    twin = written(tmp_path, "twin", render(everything(), TWIN))
    hostile = written(tmp_path, "hostile", render(paper_of_strings()))
    damaged = written(tmp_path, "damaged", without_language(render(document(Paragraph(runs("Text"))))))

    found = violations(
        [
            *((profile, path) for path in (plain, hostile) for profile in ("ua1", "2a")),
            *((profile, twin) for profile in ("ua1", "3a")),
            ("ua1", damaged),
        ]
    )

    assert [line for line in found if not line.startswith("damaged")] == []
    assert any(line.startswith("damaged.pdf ua1 7.2-") for line in found)
