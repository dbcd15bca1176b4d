"""Proof beside the probes: what they can only call a claim goes through the validators that are installed."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from app.artefacts.child import standard_values
from app.artefacts.validators import Validators
from infra.validators.broken import BrokenRule
from infra.validators.launch import ValidatorError
from licensing.standards.probes.answer import Conformance, ProbeAnswer
from licensing.standards.probes.proving import Verdict, is_page, profile_of, proven_pdf, with_access

_PLACES = threading.BoundedSemaphore(2)  # each takes some hundred megabytes
_SILENT = {"time": "Zeit überschritten", "crash": "abgebrochen"}

Values = dict[str, Any]


def with_proof(told: Values, data: bytes, validators: Validators) -> Values:
    """Return the answer on a file with what the installed validators say of its claims.

    Args:
        told: The answer of the probes, as values.
        data: The file.
        validators: What is installed.
    """
    claims = {number: profile_of(_answer(one)) for number, one in enumerate(told["further"])}
    wanted = {number: profile for number, profile in claims.items() if profile}
    if wanted and validators.pdf is not None:
        return _with_pdf(told, wanted, _pdf_verdicts(validators, data, tuple(wanted.values())))
    if is_page(_answer(told)) and validators.page is not None:
        page, text = validators.page, data.decode("utf-8", "replace")
        verdict = _asked(lambda: page.broken(text))
        return _merged(told, with_access(_answer(told), verdict))
    return told


def _with_pdf(told: Values, wanted: dict[int, str], verdicts: dict[str, Verdict]) -> Values:
    further = list(told["further"])
    for number, profile in wanted.items():
        further[number] = _merged(further[number], proven_pdf(_answer(further[number]), verdicts[profile]))
    return {**told, "further": further}


def _pdf_verdicts(validators: Validators, data: bytes, profiles: Sequence[str]) -> dict[str, Verdict]:
    """Return the verdict on each profile: one run for all, since starting takes longest."""
    if validators.pdf is None:
        raise AssertionError("asked only where it is installed")
    try:
        with _PLACES:
            broken = validators.pdf.broken(data, profiles)
    except ValidatorError as error:
        return dict.fromkeys(profiles, Verdict(None, _SILENT[error.reason]))
    return {profile: _verdict(rules) for profile, rules in broken.items()}


def _asked(ask: Callable[[], Sequence[BrokenRule]]) -> Verdict:
    try:
        with _PLACES:
            return _verdict(ask())
    except ValidatorError as error:
        return Verdict(None, _SILENT[error.reason])


def _verdict(rules: Sequence[BrokenRule]) -> Verdict:
    return Verdict(tuple((one.rule, one.count) for one in rules))


def _answer(told: Values) -> ProbeAnswer:
    """Return what decides of an answer; its findings are sentences already and stay beside it."""
    return ProbeAnswer(
        standard=told["standard"] or "",
        version=told["version"],
        conformance=Conformance(told["conformance"]),
        findings=(),
        checked=tuple(one["id"] for one in told["checked"]),
        unchecked=tuple(one["id"] for one in told["unchecked"]),
    )


def _merged(told: Values, proven: ProbeAnswer) -> Values:
    values = standard_values(proven)
    values["findings"] = [*told["findings"], *values["findings"]]
    if proven.further:
        values["further"] = [*told.get("further", ()), *map(standard_values, proven.further)]
    return {**told, **values}
