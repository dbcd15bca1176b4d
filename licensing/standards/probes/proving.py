"""Turns claims into proof or refutation: what a validator found, added to the answer of a probe."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from licensing.standards.probes import markup, pdf
from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer

WCAG = "wcag"
_ARCHIVE = re.compile(r"PDF/A-([1-4][abuef]?)")
_ACCESS = re.compile(r"PDF/UA-([12])")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a validator says of a file.

    Args:
        rules: Rules broken, with how often each; None where it gave no answer.
        failure: Why it gave none.
    """

    rules: Sequence[tuple[str, int]] | None
    failure: str = ""


def profile_of(answer: ProbeAnswer) -> str:
    """Return the profile of veraPDF that proves a claim; empty where there is nothing to prove or it is refuted."""
    if answer.conformance is not Conformance.CLAIMED:
        return ""
    if answer.standard == pdf.ARCHIVE and (found := _ARCHIVE.fullmatch(answer.version)):
        return found[1]
    found = _ACCESS.fullmatch(answer.version) if answer.standard == pdf.ACCESS else None
    return f"ua{found[1]}" if found else ""


def is_page(answer: ProbeAnswer) -> bool:
    """Tell whether a browser can say more about an artefact."""
    return answer.standard == markup.HTML


def proven_pdf(claim: ProbeAnswer, verdict: Verdict) -> ProbeAnswer:
    """Return the answer on a claim after veraPDF has looked: kept, broken, or claimed as before."""
    proof = f"{claim.standard.replace('-', '')}_proof"
    found = _again(claim)
    if verdict.rules is None:
        found.note("validator_silent", validator="veraPDF", reason=verdict.failure)
        return found.answer(Conformance.CLAIMED)
    found.unchecked.remove(proof)
    found.checked.append(proof)
    for rule, count in verdict.rules:
        found.error("validator_rule", validator="veraPDF", rule=rule, count=str(count))
    return found.answer(Conformance.CONFORMING)


def with_access(page: ProbeAnswer, verdict: Verdict) -> ProbeAnswer:
    """Return the answer on a page with a further one on its accessibility: broken, or as far as a machine sees kept."""
    if verdict.rules is None:
        told = _again(page)
        told.note("validator_silent", validator="axe", reason=verdict.failure)
        return told.answer(page.conformance)
    access = Examination(WCAG, "2.1 AA")
    access.checked.append("html_axe")
    access.unchecked += ["html_people", "html_outside"]
    for rule, count in verdict.rules:
        access.error("validator_rule", validator="axe", rule=rule, count=str(count))
    told = _again(page)
    told.unchecked = [one for one in told.unchecked if one not in {"html_axe", "html_people"}]
    told.further.append(access.answer(Conformance.CLAIMED))
    return told.answer(page.conformance)


def _again(answer: ProbeAnswer) -> Examination:
    return Examination(
        answer.standard,
        answer.version,
        list(answer.findings),
        list(answer.checked),
        list(answer.unchecked),
        list(answer.further),
    )
