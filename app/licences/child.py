"""What the child process calls: bytes of a file or a workbook to verdicts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.licences.judging import judge_for
from app.licences.resources import load_resource, quality_lists
from app.licences.sheets import read_book
from core.digest import PREFIX, checksum
from core.json_text import collector_paused
from licensing.quality.guidelines import guidelines_on
from licensing.sbom.reading import ReadSbom, read_sboms
from licensing.verdict import build_verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a file.

    Args:
        day: Day whose lists hold, as ISO writes it.
        outbound: Licence of the offered product; empty where it is that of the bill itself.
        use: How the components are used.
        scenario: What is done with the product.
        policy: Checked rules of the house as JSON; those that ship where it is empty.
    """

    day: str
    outbound: str
    use: str
    scenario: str = "distribution"
    policy: str = ""


def judge_file(data: bytes, **asked: str) -> list[dict[str, Any]]:
    """Return the verdict on each bill of materials in a file.

    Args:
        data: The file.
        asked: See ``Question``.
    """
    with collector_paused():
        question = Question(**asked)
        return [verdict_on(one, digits(data), question) for one in read_sboms(data, load_resource)]


def judge_book(data: bytes, **asked: str) -> list[dict[str, Any]]:
    """Return the verdict on each licence list among the sheets of a workbook."""
    with collector_paused():
        return [verdict_on(one, digits(data), Question(**asked)) for one in read_book(data)]


def verdict_on(read: ReadSbom, sha256: str, question: Question) -> dict[str, Any]:
    """Return the verdict on a bill of materials; see ``Question``."""
    guidelines = guidelines_on(quality_lists(), date.fromisoformat(question.day))
    judge = judge_for(question.use, question.scenario, question.policy)
    return build_verdict(read, sha256, guidelines, judge, question.outbound)


def digits(data: bytes) -> str:
    """Return the SHA-256 of a file, 64 hexadecimal digits."""
    return checksum(data).removeprefix(PREFIX)
