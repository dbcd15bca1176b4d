"""Drafts of catalogues as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from procurement.rules.criteria.draft import DraftPart
from procurement.rules.criteria.draft_lines import groups_read
from procurement.rules.wording import fault_sentence
from procurement.services.cataloguing import OpenedDraft
from web import addresses
from web.criteria import DRAFT_PARTS, DRAFT_TEXTS, KINDS


@dataclass(frozen=True, slots=True)
class PartLine:
    """A criterion or clause in a list.

    Args:
        id: Its id.
        title: What it is called; empty while nobody has said it.
        kind: What kind of criterion; empty for clauses.
        group: Id of its group; empty for clauses.
        is_faulty: Something is wrong with it.
        address: Where it is written.
    """

    id: str
    title: str
    kind: str
    group: str
    is_faulty: bool
    address: str


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault with the way to where it is mended."""

    place: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class DraftLists:
    """What stands in the lists of a draft.

    Args:
        title: What the catalogue is called; its id while nobody has said it.
        groups: Id and title of its groups.
        entries: Criteria in their order.
        clauses: Clauses in their order.
        faults: Everything that is wrong.
        omitted: Number of further faults.
    """

    title: str
    groups: Sequence[tuple[str, str]]
    entries: Sequence[PartLine]
    clauses: Sequence[PartLine]
    faults: Sequence[FaultLine]
    omitted: int


def draft_lists(opened: OpenedDraft) -> DraftLists:
    """Return the lists of a draft."""
    faulty = {(place.part, place.id) for place, _ in opened.faults}
    head = opened.content.texts(DraftPart.HEAD)
    groups = [(one["id"], one["title"]) for one in groups_read(head["gruppen"])]
    return DraftLists(
        title=head["titel"] or opened.draft.catalogue,
        groups=groups,
        entries=[_line(opened, DraftPart.ENTRY, id_, faulty) for id_ in opened.draft.entries],
        clauses=[_line(opened, DraftPart.CLAUSE, id_, faulty) for id_ in opened.draft.clauses],
        faults=_faults(opened),
        omitted=opened.made.omitted,
    )


def faults_by_field(opened: OpenedDraft, part: DraftPart, id_: str) -> list[tuple[str, str]]:
    """Return what is wrong with one part: label of the field and sentence."""
    labels = DRAFT_TEXTS[part]
    return [
        (labels[place.field][0] if place.field else "", fault_sentence(fault))
        for place, fault in opened.faults
        if (place.part, place.id) == (part, id_)
    ]


def _line(opened: OpenedDraft, part: DraftPart, id_: str, faulty: set[tuple[DraftPart, str]]) -> PartLine:
    texts = opened.content.texts(part, id_)
    return PartLine(
        id=id_,
        title=texts.get("bezeichnung") or texts.get("titel", ""),
        kind=KINDS.get(texts.get("art", ""), ""),
        group=texts.get("gruppe", ""),
        is_faulty=(part, id_) in faulty,
        address=addresses.draft_part(opened.draft.catalogue, part.value, id_),
    )


def _faults(opened: OpenedDraft) -> list[FaultLine]:
    found = []
    for place, fault in opened.faults:
        own = addresses.catalogue_draft(opened.draft.catalogue)
        where = (
            own
            if place.part is DraftPart.HEAD
            else addresses.draft_part(opened.draft.catalogue, place.part.value, place.id)
        )
        label = DRAFT_TEXTS[place.part][place.field][0] if place.field else ""
        name = " ".join(filter(None, (DRAFT_PARTS[place.part], place.id)))
        found.append(
            FaultLine(
                place=f"{name}, {label}" if label else name,
                text=fault_sentence(fault),
                address=f"{where}#{place.field}" if place.field else where,
            )
        )
    return found
