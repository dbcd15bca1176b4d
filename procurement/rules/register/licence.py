"""What the public lists say of a licence that an entry states."""

from collections.abc import Mapping
from dataclasses import dataclass

from licensing.catalogue.facts import Answer
from licensing.expression.reading import ReadAs
from licensing.expression.wording import READ_AS, remark_sentence
from licensing.judge import LicenceJudge
from licensing.judgement import Question

OSI: Mapping[Answer, str] = {
    Answer.YES: "von der Open Source Initiative (OSI) anerkannt",
    Answer.NO: "keine Open-Source-Lizenz",
    Answer.UNKNOWN: "nicht bekannt, ob sie eine Open-Source-Lizenz ist",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceNote:
    """What the lists say.

    Args:
        expression: The licence as an SPDX expression; empty where no list knows it.
        read_as: How it was read, in German.
        osi: Whether it is an open-source licence.
        remarks: What had to be remarked, in German.
    """

    expression: str
    read_as: str
    osi: Answer
    remarks: tuple[str, ...]


def licence_note(judge: LicenceJudge, stated: str) -> LicenceNote:
    """Return what the lists say of a licence; what stands on none, such as a contract of rent, stays unknown.

    Args:
        judge: Knows the lists.
        stated: The licence as stated.
    """
    judged = judge.judge_expressions([stated], Question())
    [found] = judged.expressions
    is_known = found.reading.read_as in {ReadAs.EXACT, ReadAs.NORMALISED, ReadAs.MAPPED}
    return LicenceNote(
        expression=found.reading.canonical if is_known else "",
        read_as=READ_AS[found.reading.read_as],
        osi=found.facts.osi,
        remarks=tuple(map(remark_sentence, found.reading.remarks)),
    )
