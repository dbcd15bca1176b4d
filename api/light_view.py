"""Kurzbewertungen as the interface shows them."""

from dataclasses import dataclass
from datetime import datetime

from api.etag import etag_of
from api.fields import FieldView, field_view
from api.once import presented
from infra.once.model import KeptAnswer
from procurement.model import LightRoute, ShortAssessment, ShortAssessmentStage
from procurement.rules.wording import fault_sentence
from procurement.services.light.reading import SeenLight


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortAssessmentView:
    """A Kurzbewertung in the list."""

    number: int
    title: str
    office: str
    stage: ShortAssessmentStage
    version: int
    changed_at: datetime
    handed_back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingView:
    """What is missing or does not fit, and in which field."""

    field: str
    type: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """An offer in the comparison; numbers are exact fractions such as ``157/2``."""

    product: int
    price_points: str
    total: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenShortAssessmentView:
    """A Kurzbewertung with its fields.

    Args:
        assessment: Where it stands.
        route: Its route; null where none is chosen.
        fields: What stands in its form, by name.
        missing: What keeps it from being handed in.
        places: Offers by their points; empty unless there are two.
        digest: Checksum of what was signed; null before.
        is_genuine: What was signed still has this checksum; true before.
    """

    assessment: ShortAssessmentView
    route: LightRoute | None
    fields: dict[str, FieldView]
    missing: list[MissingView]
    places: list[PlaceView]
    digest: str | None
    is_genuine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenView:
    """Place that a product of the catalogue was put into."""

    place: int


def listed_light(one: ShortAssessment) -> ShortAssessmentView:
    """Return a Kurzbewertung for a list."""
    return ShortAssessmentView(
        number=one.number,
        title=one.title,
        office=one.office,
        stage=one.stage,
        version=one.version,
        changed_at=one.changed_at,
        handed_back=one.handed_back,
    )


def seen_light(seen: SeenLight) -> SeenShortAssessmentView:
    """Return a Kurzbewertung with what it lacks."""
    judged = seen.judgement
    return SeenShortAssessmentView(
        assessment=listed_light(seen.one),
        route=None if judged.rule is None else judged.rule.route,
        fields={name: field_view(held) for name, held in seen.values.items()},
        missing=[
            MissingView(field=one.pointer.removeprefix("/"), type=one.type, detail=fault_sentence(one))
            for one in judged.faults
        ],
        places=[
            PlaceView(product=one.number, price_points=str(one.price_points), total=str(one.total), rank=one.rank)
            for one in judged.places
        ],
        digest=None if seen.record is None else seen.record.digest,
        is_genuine=seen.is_genuine,
    )


def begun_light(one: ShortAssessment) -> KeptAnswer:
    """Return the answer to one that was begun."""
    location = f"/api/v1/short-assessments/{one.number}"
    return presented(listed_light(one), status=201, location=location, etag=etag_of(one.version))


def moved_light(one: ShortAssessment) -> KeptAnswer:
    """Return the answer to a step."""
    return presented(listed_light(one), etag=etag_of(one.version))


def taken_light(place: int) -> KeptAnswer:
    """Return the answer to a product that was taken."""
    return presented(TakenView(place=place))
