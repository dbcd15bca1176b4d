"""What all services of drafts share: their texts, what they make, what the audit log calls them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.digest import checksum
from core.errors import Fault, InputError
from infra.audit.model import Subject
from infra.clock import official_day
from infra.fields.model import FieldRule, FieldValue, Record
from infra.fields.services import FieldStore
from infra.identity.repository import IdentityRepository
from infra.rows import city_of
from infra.transactions import Reading
from procurement.repository.criteria import CatalogueRepository
from procurement.rules.criteria.catalogue import Catalogue, document_of, parse_catalogue
from procurement.rules.criteria.draft import (
    CatalogueDraft,
    DraftContent,
    DraftPart,
    base_texts,
    document_of_draft,
    field_lengths,
)
from procurement.services.criteria import CATALOGUE
from scoring.bundle.manifest import canonical

STORES: Mapping[DraftPart, FieldStore] = {
    part: FieldStore(
        f"criteria-{part.name.lower()}",
        tuple(FieldRule(name=name, longest=longest) for name, longest in field_lengths(part).items()),
    )
    for part in DraftPart
}


def record_of(catalogue: str, part: DraftPart, id_: str) -> Record:
    """Return the record that the texts of a part belong to: all who prepare it write on the same."""
    return STORES[part].record(f"{catalogue}/{id_}")


def subject_of(catalogue: str) -> Subject:
    """Return what the audit log calls a catalogue."""
    return Subject(kind=CATALOGUE, id=catalogue)


def content_of(reading: Reading, draft: CatalogueDraft) -> DraftContent:
    """Return everything that a draft says."""
    prefix = f"{draft.catalogue}/"
    typed = {
        (part, record.removeprefix(prefix)): {name: held.value for name, held in fields.items()}
        for part, store in STORES.items()
        for record, fields in store.values_under(reading, prefix).items()
    }
    return DraftContent(draft=draft, base=base_of(reading, draft), typed=typed)


def base_of(reading: Reading, draft: CatalogueDraft) -> Mapping[str, Any] | None:
    """Return the document that a draft began with; None for an empty one."""
    if draft.base is None:
        return None
    found = CatalogueRepository(reading.session).find(draft.base.catalogue, draft.base.number)
    if found is None:
        raise AssertionError("a stored version never goes")
    content: Mapping[str, Any] = json.loads(found.document)
    return content


def held_fields(reading: Reading, draft: CatalogueDraft, part: DraftPart, id_: str) -> dict[str, FieldValue]:
    """Return the fields of a part as forms show them.

    What the base says and nobody changed counts as saved once: the first change of a part saves all of it so.
    """
    held = STORES[part].values(reading, record_of(draft.catalogue, part, id_))
    if any(one.version for one in held.values()):
        return dict(held)
    said = base_texts(base_of(reading, draft), part, id_)
    return {name: FieldValue(value=said[name], version=1) if said[name] else one for name, one in held.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a draft makes.

    Args:
        catalogue: The next version; None while something is wrong with it.
        digest: ``sha256:…`` of its canonical document; empty with it.
        faults: What is wrong.
        omitted: Number of further faults.
    """

    catalogue: Catalogue | None
    digest: str = ""
    faults: tuple[Fault, ...] = ()
    omitted: int = 0


def made_of(reading: Reading, content: DraftContent, today: date) -> Made:
    """Return what a draft makes; one whose release is asked for bears the day on which it was."""
    draft = content.draft
    day = official_day(draft.asked_at) if draft.asked_at else today
    try:
        catalogue = parse_catalogue(document_of_draft(content, _head(reading, content), day))
    except InputError as error:
        return Made(catalogue=None, faults=tuple(error.faults), omitted=error.omitted)
    return Made(catalogue=catalogue, digest=checksum(canonical(document_of(catalogue))))


def _head(reading: Reading, content: DraftContent) -> dict[str, Any]:
    repository, draft = CatalogueRepository(reading.session), content.draft
    newest, city = (
        repository.find(draft.catalogue),
        IdentityRepository(reading.session).city(str(city_of(reading.session))),
    )
    head: dict[str, Any] = {"version": newest.summary.number + 1 if newest else 1}
    if city is not None:
        head["publisher"] = city.name
    if origin := _origin(repository, content):
        head["based_on"] = origin
    return head


def _origin(repository: CatalogueRepository, content: DraftContent) -> Mapping[str, Any] | None:
    """Return what a catalogue was made from in the beginning: where it came from stays with it."""
    base, content_base = content.draft.base, content.base
    if base is None or content_base is None:
        return None
    if base.catalogue == content.draft.catalogue:
        found: Mapping[str, Any] | None = content_base.get("based_on")
        return found
    stored = repository.find(base.catalogue, base.number)
    if stored is None:
        raise AssertionError("a stored version never goes")
    named = {"publisher": content_base["publisher"]} if "publisher" in content_base else {}
    return {"catalogue": base.catalogue, "version": base.number, "digest": stored.summary.digest, **named}
