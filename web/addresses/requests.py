"""Addresses of requests for IT capacity."""

from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urlencode

from web.addresses.segments import segment


def agreement_exceptions(city: str) -> str:
    """Return the address of what went on without agreement, for everybody."""
    return f"/ausnahmen/{segment(city)}"


def capacity_requests(
    search: str = "", page: int = 1, stage: str = "", turn: str = "", labels: Mapping[str, str] | None = None
) -> str:
    """Return the address of the list."""
    by_field = tuple((labels or {}).items())
    asked = (("stand", stage), ("stelle", turn), *by_field, ("suche", search), ("seite", page if page > 1 else ""))
    query = {name: value for name, value in asked if value}
    return "/anforderungen" + (f"?{urlencode(query)}" if query else "")


def capacity_request(number: int) -> str:
    """Return the address of a request."""
    return f"/anforderungen/{number}"


def spent_effort(number: int) -> str:
    """Return the address of what it really took."""
    return f"/anforderungen/{number}/ist-aufwand"


def capacity_request_form(number: int, page: str) -> str:
    """Return the address of a page of its form."""
    return f"/anforderungen/{number}/formular/{page}"


def request_attachment(number: int, attachment: int) -> str:
    """Return the address of a file of a request."""
    return f"/anforderungen/{number}/anlagen/{attachment}"


def capacity_ranking(page: int = 1, skipped: Iterable[int] = ()) -> str:
    """Return the address of the ranked list, with requests that are left out on trial."""
    return f"/anforderungen/rangfolge{_trial(page, skipped)}"


def _trial(page: int, skipped: Iterable[int]) -> str:
    query = [("ohne", str(one)) for one in sorted(skipped)] + ([("seite", str(page))] if page > 1 else [])
    return f"?{urlencode(query)}" if query else ""


def capacity_supply() -> str:
    """Return the address of what roles can work."""
    return "/anforderungen/kapazitaet"


def capacity_supply_table() -> str:
    """Return the address at which sums of roles are taken from a table."""
    return "/anforderungen/kapazitaet/einlesen"


def request_choices() -> str:
    """Return the address of the lists that requests are classified by."""
    return "/anforderungen/auswahllisten"


def queue_plan(page: int = 1) -> str:
    """Return the address of the plan of the queue."""
    return "/anforderungen/plan" + (f"?seite={page}" if page > 1 else "")


def quarter_fits(quarter: str = "") -> str:
    """Return the address of what could still begin in a quarter."""
    return "/anforderungen/plan/quartal" + (f"?{urlencode({'quartal': quarter})}" if quarter else "")


def plan_scenarios(page: int = 1) -> str:
    """Return the address of the scenarios."""
    return "/anforderungen/szenarien" + (f"?seite={page}" if page > 1 else "")


def plan_scenario(number: int, page: int = 1) -> str:
    """Return the address of a scenario."""
    return f"/anforderungen/szenarien/{number}" + (f"?seite={page}" if page > 1 else "")


def request_place(number: int, monday: date | None = None) -> str:
    """Return the address of the place of a request in the plan, with a week to try."""
    return f"/anforderungen/{number}/platz" + (f"?woche={monday.isoformat()}" if monday else "")


def request_slot(number: int) -> str:
    """Return the address at which the booked slot of a request is moved."""
    return f"/anforderungen/{number}/zeitfenster"


def capacity_rounds(page: int = 1) -> str:
    """Return the address of the rounds."""
    return "/anforderungen/runden" + (f"?seite={page}" if page > 1 else "")


def capacity_round(number: int, page: int = 1, skipped: Iterable[int] = ()) -> str:
    """Return the address of a round, with requests that are left out on trial."""
    return f"/anforderungen/runden/{number}{_trial(page, skipped)}"


def capacity_table(
    kind: str, search: str = "", stage: str = "", turn: str = "", labels: Mapping[str, str] | None = None
) -> str:
    """Return the address of a list of requests as a file."""
    listed = capacity_requests(search, 1, stage, turn, labels)
    return listed.replace("/anforderungen", f"/anforderungen/liste/{kind}", 1)


def capacity_figures(year: int | None = None) -> str:
    """Return the address of the figures of a year."""
    return "/anforderungen/kennzahlen" + (f"?jahr={year}" if year else "")


def capacity_figure_table(kind: str, year: int) -> str:
    """Return the address of the figures of a year as a file."""
    return f"/anforderungen/kennzahlen/{kind}?jahr={year}"


def resource_plan(year: int | None = None, page: int = 1) -> str:
    """Return the address of the resource plan of a budget year."""
    query = ([("jahr", str(year))] if year else []) + ([("seite", str(page))] if page > 1 else [])
    return "/anforderungen/ressourcen" + (f"?{urlencode(query)}" if query else "")


def resource_table(kind: str, year: int) -> str:
    """Return the address of the resource plan of a budget year as a file."""
    return f"/anforderungen/ressourcen/{kind}?jahr={year}"


def role_rates() -> str:
    """Return the address of what person-days of roles cost."""
    return "/anforderungen/tagessaetze"


def capacity_subscription() -> str:
    """Return the address of how somebody hears of what waits for them."""
    return "/anforderungen/termine"
