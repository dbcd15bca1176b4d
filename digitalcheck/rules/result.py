"""Format ``pruefstand/digitalcheck-result/1``: everything that follows from the answers."""

from typing import Any, Literal

import rfc8785
from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict  # pydantic refuses the one in typing of Python 3.11

from core.digest import checksum
from core.numbers import decimal_string, money_string
from digitalcheck.model import Depth, Headline, Light, PreCheck
from digitalcheck.rules.facts import cost, efforts
from digitalcheck.rules.findings import Judgement
from digitalcheck.rules.wording import missing_words

FORMAT: Literal["pruefstand/digitalcheck-result/1"] = "pruefstand/digitalcheck-result/1"
_FORM = with_config(ConfigDict(extra="forbid"))


@_FORM
class SectionEntry(TypedDict):
    """The light of a section."""

    id: str
    light: Light


@_FORM
class FindingEntry(TypedDict):
    """A finding."""

    question: str
    light: Light
    sentence: str
    basis: list[str]


@_FORM
class MissingEntry(TypedDict):
    """Something still to be said; ``question`` is null for the head."""

    question: str | None
    field: str
    text: str


@_FORM
class NoticeEntry(TypedDict):
    """A contradiction or hint."""

    id: str
    questions: list[str]
    text: str


@_FORM
class ResourcesEntry(TypedDict):
    """Person-days from and to, and euro; null where nothing was stated."""

    person_days_from: str | None
    person_days_to: str | None
    cost_once_eur: str | None
    cost_yearly_eur: str | None
    cost_total_eur: str | None


@_FORM
class CheckResult(TypedDict):
    """The result. ``digest`` is the SHA-256 of the RFC 8785 form without it."""

    format: Literal["pruefstand/digitalcheck-result/1"]
    catalogue: str
    catalogue_digest: str
    day: str
    status: str
    precheck: PreCheck
    headline: Headline | None
    depth: Depth
    sections: list[SectionEntry]
    findings: list[FindingEntry]
    missing: list[MissingEntry]
    notices: list[NoticeEntry]
    resources: ResourcesEntry
    negative_sentence: str | None
    digest: str


def build_result(judgement: Judgement) -> CheckResult:
    """Return the result document. It is internal: it names cost and what is said about security."""
    covered: dict[str, Any] = {
        "format": FORMAT,
        "catalogue": judgement.catalogue.name,
        "catalogue_digest": judgement.catalogue.digest,
        "day": judgement.day.isoformat(),
        "status": judgement.check.status.value,
        "precheck": judgement.precheck.value,
        "headline": judgement.headline and judgement.headline.value,
        "depth": judgement.depth.value,
        "sections": [{"id": id_, "light": light.value} for id_, light in judgement.sections().items()],
        "findings": [
            {"question": one.question, "light": one.light.value, "sentence": one.sentence, "basis": list(one.basis)}
            for one in judgement.findings
        ],
        "missing": [
            {"question": one.question or None, "field": one.field, "text": missing_words(one, judgement.catalogue)}
            for one in judgement.missing
        ],
        "notices": [{"id": one.id, "questions": list(one.questions), "text": one.text} for one in judgement.notices],
        "resources": resources(judgement),
        "negative_sentence": negative_sentence(judgement),
    }
    return {**covered, "digest": checksum(rfc8785.dumps(covered))}  # type: ignore[typeddict-item]  # built above


def resources(judgement: Judgement) -> ResourcesEntry:
    """Return the sums of what is needed."""
    rows, money = efforts(judgement.answers), cost(judgement.answers)
    return {
        "person_days_from": decimal_string(sum(row.days_from for row in rows), 9) if rows else None,
        "person_days_to": decimal_string(sum(row.days_to for row in rows), 9) if rows else None,
        "cost_once_eur": None if money.once is None else money_string(money.once),
        "cost_yearly_eur": None if money.yearly is None else money_string(money.yearly),
        "cost_total_eur": None if money.total is None else money_string(money.total),
    }


def negative_sentence(judgement: Judgement) -> str | None:
    """Return the sentence for a proposal without digital relation, numbered by its content; None for any other."""
    if judgement.precheck is not PreCheck.KEIN_DIGITALBEZUG:
        return None
    check, catalogue = judgement.check, judgement.catalogue
    excluded = next((one.reason for one in catalogue.exclusions if one.id == check.head.art), None)
    reason = excluded or " ".join((check.negative_reason or "Begründung fehlt.").split())
    number = (check.head.vorlagen_nr or "").strip() or "ohne Nummer"
    covered = [catalogue.name, number, check.head.titel, check.head.amt, reason]
    mark = checksum(rfc8785.dumps(covered)).removeprefix("sha256:")[:8]
    return (
        f"Digital-Check Nr. {mark} zur Vorlage {number}: Das Vorhaben hat keinen Digitalbezug. {reason} "
        f"(Katalog {catalogue.name})"
    )
