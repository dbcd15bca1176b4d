"""Guards of the steps: each looks at the facts and returns every reason why not; none means go on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from capacity.rules.gates import AGREED, may_be_published
from core.german import german_date
from core.legal import LegalSource, VerificationStatus
from procurement.rules.estimated_value import VALUE
from procurement.rules.periods import Period, Stage
from procurement.rules.procedure.changes import CHANGE
from procurement.rules.procedure.facts import Deadline, Facts, Reason, TextField

Guard = Callable[[Facts], tuple[Reason, ...]]
"""Returns the reasons why a step is not possible; empty where nothing stands against it."""

READ = date(2021, 6, 9)

CRITERIA = LegalSource(
    "§ 127 Abs. 5 GWB",
    VerificationStatus.VERIFIED,
    "Kriterien und Gewichtung stehen in der Bekanntmachung oder den Vergabeunterlagen",
    READ,
)
TWO_PEOPLE = LegalSource(
    "Vier-Augen-Prinzip der Stadt, angelehnt an § 58 Abs. 5 VgV",
    VerificationStatus.HOUSE_RULE,
    "die Vorschrift gilt der Zuschlagsentscheidung; für die Freigabe ist es eine Festlegung der Stadt",
    READ,
)
OPEN_SOURCE = LegalSource(
    "Quo vadis, Digitalstadt? Politische Vision für ein digitales Darmstadt in 2030, Baustein #1",
    VerificationStatus.HOUSE_RULE,
    "Prüfung quelloffener Alternativen vor jeder Beschaffung von Software",
    date(2024, 1, 1),
)
DOCUMENTED = LegalSource(
    "§ 8 Abs. 1 VgV", VerificationStatus.VERIFIED, "laufende Dokumentation; darunter § 6 UVgO (ungeprüft)", READ
)
BIDS_UNREAD = LegalSource(
    "§ 55 Abs. 1 VgV",
    VerificationStatus.VERIFIED,
    "nach Ablauf der Frist liegen Angebote vor; dann bleiben Rückversetzung oder Aufhebung",
    READ,
)


def has_lots(facts: Facts) -> tuple[Reason, ...]:
    """Refuse a procedure without a lot; one without lots has a single one."""
    return () if facts.lots else (Reason(type="no-lots", source=CRITERIA),)


def matrices_are_sound(facts: Facts) -> tuple[Reason, ...]:
    """Refuse lots without a Bewertungsmatrix, and matrices with faults or something forbidden."""
    found = list[Reason]()
    for lot in facts.lots:
        named = {"lot": lot.title}
        if not lot.has_matrix:
            found.append(Reason(type="matrix-missing", properties=named, source=CRITERIA))
        found += [Reason(type="matrix-fault", properties=named, source=CRITERIA, fault=fault) for fault in lot.faults]
    return tuple(found)


def value_is_reasoned(facts: Facts) -> tuple[Reason, ...]:
    """Refuse an estimate that is missing, incomplete or of other lots than the procedure has."""
    if facts.priced_lots is None:
        return (Reason(type="need-missing", source=VALUE),)
    if facts.estimate is None:
        return (Reason(type="threshold-unknown", source=VALUE),)
    found = list[Reason]()
    if not facts.estimate.value:
        found.append(Reason(type="value-zero", source=VALUE))
    for lot in facts.estimate.lots:
        if lot.lacks_exit:
            found.append(Reason(type="exit-missing", properties={"lot": lot.name}, source=VALUE))
        if lot.lacks_reasons:
            found.append(Reason(type="value-reason-missing", properties={"lot": lot.name}, source=DOCUMENTED))
    return (*found, *_unpriced(facts))


def _unpriced(facts: Facts) -> Iterator[Reason]:
    """Compare the lots of the estimate with those of the procedure; a single one needs no equal name."""
    priced, lots = facts.priced_lots or (), tuple(lot.title for lot in facts.lots)
    if not lots or len(priced) == len(lots) == 1 or sorted(priced) == sorted(lots):
        return
    named = {"priced": ", ".join(priced), "lots": ", ".join(lots)}
    yield Reason(type="lots-differ-from-value", properties=named, source=VALUE)


def kind_is_chosen(facts: Facts) -> tuple[Reason, ...]:
    """Refuse a kind that is missing, not admissible for the value, or without the reason that it needs."""
    if facts.kind is None:
        return (Reason(type="kind-missing", source=DOCUMENTED),)
    if facts.suggestion is None:
        return ()  # the value itself is missing, and that is said already
    if facts.option is None:
        return (Reason(type="kind-not-admissible", source=facts.suggestion.threshold.source),)
    if facts.option.needs_reason and TextField.KIND_REASON not in facts.written:
        return (Reason(type="kind-reason-missing", source=facts.option.row.basis),)
    return ()


def open_source_is_checked(facts: Facts) -> tuple[Reason, ...]:
    """Refuse a procedure for which nobody wrote down whether there is open-source software for it."""
    written = TextField.OPEN_SOURCE_CHECK in facts.written
    return () if written else (Reason(type="open-source-check-missing", source=OPEN_SOURCE),)


def tie_rule_is_written(facts: Facts) -> tuple[Reason, ...]:
    """Refuse a procedure that does not say beforehand what happens to equal bids."""
    return () if TextField.TIE_RULE in facts.written else (Reason(type="tie-rule-missing", source=CRITERIA),)


def deadlines_are_set(facts: Facts) -> tuple[Reason, ...]:
    """Refuse a first stage without a deadline, and deadlines that are over or stand in the wrong order."""
    found = list[Reason]()
    if facts.periods and facts.first_deadline is None:
        found.append(Reason(type="deadline-missing", properties=_stage(facts.periods[0].stage)))
    for stage, deadline in facts.deadlines.items():
        if deadline.moment <= facts.now:
            found.append(Reason(type="deadline-over", properties=_stage(stage)))
    moments = [facts.deadlines[stage].moment for stage in Stage if stage in facts.deadlines]
    if moments != sorted(set(moments)):
        found.append(Reason(type="deadline-order"))
    return tuple(found)


def minimum_periods_are_kept(facts: Facts) -> tuple[Reason, ...]:
    """Refuse deadlines before the end of the last day of their minimum period."""
    return tuple(reason for period in facts.periods for reason in _too_early(facts, period))


def _too_early(facts: Facts, period: Period) -> Iterator[Reason]:
    deadline, counted = facts.deadlines.get(period.stage), period.counted
    if deadline is None or counted is None or deadline.day > counted.last:
        return
    named = {**_stage(period.stage), "last": german_date(counted.last)}
    yield Reason(type="deadline-too-early", properties=named, source=period.source)


def capacity_is_agreed(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to publish what nobody agreed to; nothing else that a Digital-Check finds stops a procedure."""
    known = facts.agreement
    if known is None or may_be_published(known.agreement, is_lifted=known.is_lifted):
        return ()
    if known.request is None:
        return (Reason(type="capacity-not-asked", properties={"check": str(known.check)}, source=AGREED),)
    named = {"request": str(known.request)}
    return (Reason(type=f"capacity-{known.agreement.value}", properties=named, source=AGREED),)


def something_changed(facts: Facts) -> tuple[Reason, ...]:
    """Refuse a new version that says the same as the one before."""
    if facts.changes or facts.content_digest is None:  # what cannot be made is not compared; other guards say why
        return ()
    return (Reason(type="nothing-changed"),)


def period_is_extended(facts: Facts) -> tuple[Reason, ...]:
    """Refuse an essential change that does not extend the period by the days that the city has set."""
    released, new = facts.released, facts.first_deadline
    if released is None or released.earliest is None or not any(change.essential for change in facts.changes):
        return ()
    if new is not None and new.day >= released.earliest:
        return ()
    named = {"earliest": german_date(released.earliest), "days": str(int(released.extension.number))}
    return (Reason(type="deadline-not-extended", properties=named, source=CHANGE),)


def bids_are_not_due(facts: Facts) -> tuple[Reason, ...]:
    """Refuse changes once the published deadline is over: then there are bids, unless a reset has put them aside."""
    deadline = facts.released.deadline if facts.released else None
    if deadline is None or facts.was_reset or facts.now < deadline.moment:
        return ()
    return (Reason(type="bids-are-due", source=BIDS_UNREAD),)


def invitation_is_long_enough(facts: Facts, end: Deadline | None) -> tuple[Reason, ...]:
    """Refuse to invite without a deadline, with one that is over, or before the end of its minimum period.

    Args:
        facts: What is known.
        end: The deadline that the invitation sets; None where none is given.
    """
    if end is None:
        return (Reason(type="deadline-missing", properties=_stage(Stage.BID)),)
    if end.moment <= facts.now:
        return (Reason(type="deadline-over", properties=_stage(Stage.BID)),)
    if facts.invitation is None:
        return ()
    return tuple(_too_early(replace(facts, deadlines={Stage.BID: end}), facts.invitation))


def another_person(facts: Facts) -> tuple[Reason, ...]:
    """Refuse a release by whoever asked for it, whatever their roles."""
    if facts.actor is not None and facts.asked_by is not None and facts.actor != facts.asked_by:
        return ()
    return (Reason(type="same-person", source=TWO_PEOPLE),)


def content_is_as_asked(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to release something else than what the release was asked for."""
    if facts.asked_digest is not None and facts.content_digest == facts.asked_digest:
        return ()
    return (Reason(type="content-changed", source=TWO_PEOPLE),)


def _stage(stage: Stage) -> dict[str, str]:
    return {"stage": stage.value}
