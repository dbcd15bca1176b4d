"""Judging a Kurzbewertung: what it lacks, and how offers compare where there are two."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from core.errors import Fault, Severity
from core.german import german_euro, german_number
from core.parameters import DatedParameter
from procurement.model import LightRoute
from procurement.rules.light import form
from procurement.rules.light.book import LightBook, RouteRule
from procurement.rules.light.reading import MOST_POINTS, Option, chosen_of, number_of, options_of, route_of
from scoring.methods import PreisQuotient

_ENOUGH = 2
_PERCENT = 100
_ALWAYS = (form.TITLE, form.NEED, form.REASON)
_OF_OPTION = (("art", "is_open"), ("lizenz", "licence"), ("standards", "standards"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an offer stands among several, exactly.

    Args:
        number: Its product.
        price_points: 0 to 100.
        total: 0 to 100.
        rank: From 1; equal totals share one.
    """

    number: int
    price_points: Fraction
    total: Fraction
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the rules say of a Kurzbewertung.

    Args:
        rule: What its route rests on; None where no route is chosen.
        options: The products.
        chosen: Place of the chosen one; None where none is.
        is_compared: There are two offers or more, so that the 10 % criterion counts.
        places: The offers, best first; empty where nothing can be compared yet.
        faults: What is missing or does not fit, in the order of the page.
    """

    rule: RouteRule | None
    options: tuple[Option, ...]
    chosen: int | None
    is_compared: bool
    places: tuple[Place, ...]
    faults: tuple[Fault, ...]


def judge(values: Mapping[str, str], book: LightBook, day: date) -> Judgement:
    """Return what the rules of a day say of what somebody wrote.

    Args:
        values: Fields by their names; those never written may be missing.
        book: Dated data.
        day: Day of the judgement.

    Legal source:
        § 97 Abs. 1 Satz 2 GWB; the 10 % criterion is a rule of the city
    """
    route = route_of(values)
    seen = weighed(values, None if route is None else book.rule(route, day))
    faults = [*_head_faults(values, seen.rule, book, day), *_option_faults(values, seen.options)]
    if seen.is_compared:
        offers = (one for one in seen.options if one.has_offer)
        faults += [*_offer_faults(offers), *_weight_faults(values, book.open_share(day))]
    faults += _end_faults(values, seen.chosen, seen.places)
    if seen.rule is not None and (limit := book.limit(seen.rule, day)) is not None:
        faults += _estimate_faults(values, seen, limit)
    order = {f"/{name}": at for at, name in enumerate(form.FIELDS)}
    return replace(seen, faults=tuple(sorted(faults, key=lambda one: order[one.pointer])))


def weighed(values: Mapping[str, str], rule: RouteRule | None) -> Judgement:
    """Return the products and how their offers compare, without asking what is missing.

    Args:
        values: Fields by their names.
        rule: What the route rests on; None where no route is chosen.
    """
    options = options_of(values)
    offers = tuple(one for one in options if one.has_offer)
    is_compared = len(offers) >= _ENOUGH
    return Judgement(
        rule=rule,
        options=options,
        chosen=chosen_of(values),
        is_compared=is_compared,
        places=compared(offers, values) if is_compared else (),
        faults=(),
    )


def compared(offers: tuple[Option, ...], values: Mapping[str, str]) -> tuple[Place, ...]:
    """Return the offers by their totals, the best first; none while a price, points or a weight is missing.

    total = performance points · w_L + open-source points · w_O + price points · (100 % − w_L − w_O), each on 0 to 100.
    """
    prices = [one.price for one in offers if one.price]
    weights = [number_of(values, name) for name in (form.PERFORMANCE_WEIGHT, form.OPEN_WEIGHT)]
    known = [one for one in weights if one is not None]
    scored = [(one.performance, one.openness) for one in offers]
    points = [(first, second) for first, second in scored if first is not None and second is not None]
    if len(prices) != len(offers) or len(points) != len(offers) or len(known) != _ENOUGH or sum(known) > _PERCENT:
        return ()
    price_points = PreisQuotient(name="preis_quotient").price_points(prices)
    by_performance, by_openness = (one / _PERCENT for one in known)
    scale = Fraction(_PERCENT, MOST_POINTS)
    totals = [
        first * scale * by_performance + second * scale * by_openness + price * (1 - by_performance - by_openness)
        for (first, second), price in zip(points, price_points, strict=True)
    ]
    places = [
        Place(number=one.number, price_points=price, total=total, rank=1 + sum(other > total for other in totals))
        for one, price, total in zip(offers, price_points, totals, strict=True)
    ]
    return tuple(sorted(places, key=lambda one: (one.rank, one.number)))


def _head_faults(values: Mapping[str, str], rule: RouteRule | None, book: LightBook, day: date) -> Iterator[Fault]:
    yield from (_missing(name) for name in _ALWAYS if not values.get(name, "").strip())
    value = number_of(values, form.VALUE)
    if not value:
        yield Fault("light_value", f"/{form.VALUE}")
    if rule is None:
        yield _missing(form.ROUTE)
        return
    if rule.reference and not values.get(form.REFERENCE, "").strip():
        yield Fault("light_reference", f"/{form.REFERENCE}", properties={"reference": rule.reference})
    limit = book.limit(rule, day)
    if limit is not None and value is not None and value > limit.number:
        told = {"limit": german_euro(limit.number), "source": str(limit.source)}
        yield Fault("light_limit", f"/{form.VALUE}", Severity.FORBIDDEN, told, str(limit.source))


def _option_faults(values: Mapping[str, str], options: tuple[Option, ...]) -> Iterator[Fault]:
    if not options:
        yield _missing("name-1")
    for one in options:
        yield from (_missing(f"{name}-{one.number}") for name, at in _OF_OPTION if getattr(one, at) in {None, ""})
        if one.has_offer and one.price is None:
            yield Fault("light_value", f"/preis-{one.number}")
    has_open = any(one.is_open for one in options)
    if not (has_open and len(options) >= _ENOUGH) and not values.get(form.SEARCHED, "").strip():
        yield Fault("light_searched", f"/{form.SEARCHED}")


def _offer_faults(offers: Iterable[Option]) -> Iterator[Fault]:
    for one in offers:
        told = {"maximum": str(MOST_POINTS)}
        for name, points in (("leistung", one.performance), ("offen", one.openness)):
            if points is None:
                yield Fault("light_points", f"/{name}-{one.number}", properties=told)


def _weight_faults(values: Mapping[str, str], share: Decimal) -> Iterator[Fault]:
    least = Fraction(share)
    performance, openness = (number_of(values, one) for one in (form.PERFORMANCE_WEIGHT, form.OPEN_WEIGHT))
    if openness is None or openness < least:
        yield Fault("light_share", f"/{form.OPEN_WEIGHT}", properties={"least": german_number(least)})
    if not performance or performance + (openness or 0) >= _PERCENT:
        yield Fault("light_weights", f"/{form.PERFORMANCE_WEIGHT}")


def _end_faults(values: Mapping[str, str], chosen: int | None, places: tuple[Place, ...]) -> Iterator[Fault]:
    if chosen is None:
        yield Fault("light_chosen", f"/{form.CHOSEN}")
        return
    for one in options_of(values):
        if one.number != chosen and not one.reason:
            yield Fault("light_reason", f"/grund-{one.number}", properties={"name": one.name})
    best = {one.number for one in places if one.rank == 1}
    if best and chosen not in best and not values.get(form.DEVIATION, "").strip():
        yield Fault("light_deviation", f"/{form.DEVIATION}")


def _estimate_faults(values: Mapping[str, str], seen: Judgement, limit: DatedParameter) -> Iterator[Fault]:
    """The law looks at the estimate, so an offer above the limit needs a reason and is not refused."""
    price = next((one.price for one in seen.options if one.number == seen.chosen), None)
    estimate = number_of(values, form.VALUE) or 0
    if price is None or not estimate <= limit.number < price:
        return
    if not values.get(form.ESTIMATE, "").strip():
        told = {"limit": german_euro(limit.number), "source": str(limit.source)}
        yield Fault("light_estimate", f"/{form.ESTIMATE}", properties=told, legal_source=str(limit.source))


def _missing(name: str) -> Fault:
    return Fault("light_missing", f"/{name}", properties={"field": form.FIELDS[name].label})


def title_of_route(values: Mapping[str, str]) -> str:
    """Return the name of the route; a dash where none is chosen."""
    route: LightRoute | None = route_of(values)
    return "–" if route is None else form.ROUTES[route.value]
