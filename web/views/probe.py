"""The probe of a matrix as a page shows it: findings in groups, influence as a chart."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from scoring.matrix_check import Probe
from scoring.matrix_check.document import Finding
from scoring.matrix_check.places import place_name
from web.charts import Intervals, IntervalValue, intervals
from web.formats import percent

MOST_BARS = 25
_COLLECTED_FROM = 3

SEVERITIES = {"verstoss": "Verstoß", "warnung": "Warnung", "hinweis": "Hinweis"}
BADGES = {"verstoss": "danger", "warnung": "warning", "hinweis": "info"}

_COLLECTED = {
    "evidence_missing": "Nachweis nicht benannt",
    "degrees_missing": "Punkte nicht durch Erfüllungsgrade erläutert",
    "subject_link_missing": "Auftragsbezug fehlt",
    "product_named": "Produkt genannt ohne „oder gleichwertig“",
    "product_named_maybe": "Möglicherweise ein Produkt genannt",
    "criterion_without_influence": "Kriterium ohne Einfluss",
    "criterion_cannot_differ": "Kriterium, das kein Angebot unterscheiden kann",
    "minimum_unreachable": "Mindestpunkte unerreichbar",
}


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one kind.

    Args:
        severity: ``verstoss``, ``warnung`` or ``hinweis``.
        title: What they have in common; empty for a single finding.
        findings: At least one.
    """

    severity: str
    title: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ProbeView:
    """The report with what a page adds.

    Args:
        report: The report.
        groups: Findings, those of one kind together.
        chart: Influence beside nominal share; None without scored criteria.
        is_cut: Whether the chart leaves criteria out.
        places: Name of the place of each finding, by its JSON pointer.
        worth: What a point of a criterion is worth in euro, where it can be said.
    """

    report: Probe
    groups: tuple[FindingGroup, ...]
    chart: Intervals | None
    is_cut: bool
    worth: Mapping[str, str]
    places: Mapping[str, str]


def probe_view(report: Probe, criteria: Mapping[str, str]) -> ProbeView:
    """Return what a page shows of a report.

    Args:
        report: The report.
        criteria: Number of each criterion by its JSON pointer.
    """
    places = {one["place"]: place_name(one["place"], criteria) for one in report["findings"]}
    bars = report["influence"]["criteria"]
    worth = {one["criterion"]: one["euro"] for one in report["euro_per_point"]["criteria"] if one["euro"] is not None}
    return ProbeView(report, tuple(_groups(report)), _chart(report), len(bars) > MOST_BARS, worth, places)


def _groups(report: Probe) -> list[FindingGroup]:
    kinds: dict[tuple[str, str], list[Finding]] = {}
    for finding in report["findings"]:
        kinds.setdefault((finding["severity"], finding["type"]), []).append(finding)
    groups: list[FindingGroup] = []
    for (severity, kind), findings in kinds.items():
        if len(findings) >= _COLLECTED_FROM and kind in _COLLECTED:
            groups.append(FindingGroup(severity, _COLLECTED[kind], tuple(findings)))
        else:
            groups += [FindingGroup(severity, "", (finding,)) for finding in findings]
    return groups


def _chart(report: Probe) -> Intervals | None:
    values = [
        IntervalValue(
            label=f"{'Preis' if one['criterion'] == 'price' else one['criterion']}",
            value=f"Anteil {percent(one['share_percent'])} · Einfluss {percent(one['influence_percent'])}",
            mark=Fraction(one["share_percent"]),
            low=Fraction(0),
            high=Fraction(one["influence_percent"]),
        )
        for one in report["influence"]["criteria"][:MOST_BARS]
        if one["influence_percent"] is not None
    ]
    if not values:
        return None
    top = max(max(value.mark, value.high or Fraction(0)) for value in values)
    maximum = Fraction(-(-top // 10) * 10) or Fraction(10)
    told = "Je Kriterium ein Balken für den Einfluss und ein Strich für den veröffentlichten Anteil, in Prozent. "
    return intervals(
        "einfluss", "Einfluss und Anteil der Kriterien", told + "Die Tabelle nennt die Werte.", values, maximum
    )


def bid_points(points: Mapping[str, str]) -> str:
    """Return the points of a constructed bid: one number where all are equal."""
    values = set(points.values())
    if len(values) == 1:
        return f"überall {next(iter(values))}".replace(".", ",")
    return ", ".join(f"{criterion}: {value.replace('.', ',')}" for criterion, value in points.items())
