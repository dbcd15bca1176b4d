"""What the page of alternatives shows: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from infra.fields.model import Conflict, Edit, Saved
from procurement.services.alternatives.opened import OpenedAlternatives
from procurement.services.alternatives.searching import FoundProducts
from web import alternative_words as words
from web.views.fields import FieldForm, stored_fields, typed_fields

EMPTY: Mapping[str, str] = dict.fromkeys(("name", "adresse", "lizenz", "version", "beschreibung", "quelle"), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLine:
    """A product that was found.

    Args:
        number: Its number in the catalogue.
        name: Its name.
        licence: Licence as stated.
        summary: Short description.
        why: Which words it names, and where.
        is_listed: It stands on the list already.
    """

    number: int
    name: str
    licence: str
    summary: str
    why: str
    is_listed: bool


def hit_lines(found: FoundProducts, opened: OpenedAlternatives) -> tuple[HitLine, ...]:
    """Return what a search found."""
    listed = {one.alternative.url.casefold() for one in opened.alternatives if one.alternative.url}
    return tuple(
        HitLine(
            number=number,
            name=hit.product.name,
            licence=hit.product.licence,
            summary=hit.product.summary,
            why="; ".join(f"{words.PLACES[place]}: {', '.join(named)}" for place, named in hit.found.items()),
            is_listed=hit.product.url.casefold() in listed,
        )
        for number, hit in found.hits
    )


def alternative_fields(
    opened: OpenedAlternatives, number: int, own: tuple[int, Sequence[Edit], Mapping[str, Saved | Conflict]] | None
) -> tuple[FieldForm, ...]:
    """Return standing and reason of an alternative, named and addressed so that many stand on one page.

    Args:
        opened: The alternatives.
        number: Which.
        own: Number, wishes and outcomes of the form that was sent; None where none was.
    """
    held = opened.fields[number]
    mine = own is not None and own[0] == number
    fields = typed_fields(held, own[1], own[2], {}) if own is not None and mine else stored_fields(held)
    return tuple(one._replace(name=f"{one.name}-{number}", address=f"{number}/{one.name}") for one in fields)
