"""What a reader of the result must know, each with its legal source where there is one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from core.legal import LegalSource, VerificationStatus
from core.numbers import decimal_string, money_string
from scoring.checks.policy import open_source_faults, open_source_groups, open_source_share
from scoring.evaluate import Outcome
from scoring.methods import METHODS
from scoring.model import CriterionKind, is_written
from scoring.wording import warning_sentence

_BETWEEN = ", "
_SECONDARY = VerificationStatus.SECONDARY

TIE = LegalSource(
    "OLG Hamburg, 20.03.2020, 1 Verg 1/19", _SECONDARY, "Losentscheid zwischen gleich bewerteten Angeboten"
)
ANNULMENT = LegalSource("§ 63 VgV, § 48 UVgO", VerificationStatus.UNVERIFIED)
CLARIFICATION = LegalSource("§ 60 VgV, § 44 UVgO", VerificationStatus.VERIFIED, "§ 44 UVgO ungeprüft")
DOCUMENTATION = LegalSource("§ 8 VgV", VerificationStatus.VERIFIED)
FIXED_PRICE = LegalSource("§ 58 Abs. 2 VgV", VerificationStatus.VERIFIED)
FROZEN = LegalSource("§ 127 Abs. 5 GWB; EuGH, 14.07.2016, C-6/15 (Dimarso)", VerificationStatus.VERIFIED)
PRICE_DOMINANCE = LegalSource("OLG Düsseldorf, 09.01.2013, Verg 33/12", _SECONDARY, "obiter, zu altem Recht")


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning: its type, the values of its sentence, its legal source.

    Args:
        type: Slug of the warning.
        properties: Values for the German sentence.
        source: Legal source; None where it is a plain fact.
    """

    type: str
    properties: dict[str, str] = field(default_factory=dict)
    source: LegalSource | None = None

    @property
    def text(self) -> str:
        """The German sentence."""
        return warning_sentence(self.type, self.properties)


def notices_of(outcome: Outcome, labels: Mapping[str, str] | None = None) -> list[Notice]:
    """Return all warnings of an outcome in an order that does not depend on the order of the input.

    Args:
        outcome: The evaluated bids.
        labels: What bids are called where people read, by their id; without it by their id, as in the result document.
    """
    found = [
        *_state(outcome),
        *_low(outcome),
        *_reasons(outcome),
        *_spreads(outcome),
        *_corrections(outcome),
        *_open_source(outcome),
    ]
    if labels is not None:
        found = [replace(one, properties=_named(one.properties, labels)) for one in found]
    return sorted(found, key=lambda warning: (warning.type, warning.text))


def _named(properties: dict[str, str], labels: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a sentence with bids called as people do."""
    named = {key: labels.get(value, value) if key == "bid" else value for key, value in properties.items()}
    if "against" in named:
        named["against"] = next(
            (f"Angebot {to}" for one, to in labels.items() if named["against"] == f"Angebot {one}"), named["against"]
        )
    if "bids" in named:
        named["bids"] = _BETWEEN.join(labels.get(one, one) for one in named["bids"].split(_BETWEEN))
    return named


def _state(outcome: Outcome) -> Iterator[Notice]:
    if outcome.evaluation.draft:
        yield Notice("preliminary")
        yield from _draft_gaps(outcome)
    if not outcome.bids:
        yield Notice("no_valid_bid", source=ANNULMENT)
    if len(outcome.bids) == 1:
        yield Notice("single_valid_bid")
    if outcome.tie:
        bids = _BETWEEN.join(sorted(outcome.bids[index].id for index in outcome.valuation.first))
        yield Notice("tie", {"bids": bids}, TIE)
    if outcome.evaluation.matrix.method.name == "festpreis" and len(set(outcome.prices.values())) > 1:
        yield Notice("fixed_price_differs", source=FIXED_PRICE)


def _draft_gaps(outcome: Outcome) -> Iterator[Notice]:
    asked = {node.id for node in outcome.evaluation.matrix.leaves(CriterionKind.A_KRITERIUM)}
    for bid, missing in zip(outcome.bids, outcome.points.missing, strict=True):
        if missing:
            yield Notice("scores_missing", {"bid": bid.id, "count": str(len(missing))})
        if asked - bid.a_criteria.keys():
            yield Notice("a_criteria_open", {"bid": bid.id})


def _low(outcome: Outcome) -> Iterator[Notice]:
    for low in outcome.low:
        kind = "abnormally_low" if low.must_ask else "abnormally_low_notice"
        against = f"Angebot {low.against}" if low.against in outcome.prices else "dem Mittel der anderen Angebote"
        yield Notice(kind, {"bid": low.bid, "gap": decimal_string(low.gap_percent), "against": against}, CLARIFICATION)


def _reasons(outcome: Outcome) -> Iterator[Notice]:
    for bid in outcome.evaluation.bids:
        for criterion, answer in bid.a_criteria.items():
            if not answer.met and not is_written(answer.reason):
                yield Notice("a_criterion_without_reason", {"bid": bid.id, "id": criterion}, DOCUMENTATION)


def _spreads(outcome: Outcome) -> Iterator[Notice]:
    source = outcome.rules.evaluator_spread_discussion_points.source
    for spread in outcome.spreads:
        if spread.discuss:
            properties = {"bid": spread.bid, "criterion": spread.criterion, "spread": decimal_string(spread.spread)}
            yield Notice("evaluator_spread", properties, source)


def _corrections(outcome: Outcome) -> Iterator[Notice]:
    for bid in outcome.evaluation.bids:
        if found := bid.price_correction:
            amounts = {"stated": money_string(found.stated_gross_eur), "corrected": money_string(bid.price_gross_eur)}
            yield Notice("price_corrected", {"bid": bid.id, **amounts, "rule": found.rule})


def _open_source(outcome: Outcome) -> Iterator[Notice]:
    matrix, head = outcome.evaluation.matrix, outcome.evaluation.procedure
    policy = outcome.rules.open_source_share
    share = open_source_share(matrix)
    if share > policy.number:
        properties = {"share": decimal_string(share, 9), "policy": decimal_string(policy.number, 9)}
        yield Notice("open_source_high", properties, policy.source)
    if open_source_groups(matrix) and len(matrix.main_groups) == 1 and METHODS[matrix.method.name].uses_quality:
        yield Notice("open_source_only", source=PRICE_DOMINANCE)
    if head.open_source_exemption is not None:
        yield Notice("open_source_exemption", {"reason": head.open_source_exemption.reason}, policy.source)
    elif faults := open_source_faults(matrix, outcome.rules):
        yield Notice(faults[0].type, dict(faults[0].properties), FROZEN)
