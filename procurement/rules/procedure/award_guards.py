"""Guards of the steps from the fixed result to the award: each returns every reason why not."""

from datetime import date

from core.german import german_date
from core.legal import LegalSource, VerificationStatus
from procurement.rules.award.book import SigningOffice
from procurement.rules.procedure.facts import Facts, Reason
from procurement.rules.procedure.guards import DOCUMENTED, READ, TWO_PEOPLE

_TODAY = date(2026, 11, 23)

DECIDED_BY_TWO = LegalSource(
    "§ 58 Abs. 5 VgV", VerificationStatus.VERIFIED, "an der Entscheidung wirken in der Regel mindestens zwei mit", READ
)
STANDSTILL = LegalSource(
    "§ 134 GWB", VerificationStatus.SECONDARY, "Information vor dem Zuschlag und Wartefrist", _TODAY
)
NO_AWARD = LegalSource(
    "§ 169 Abs. 1 GWB", VerificationStatus.UNVERIFIED, "kein Zuschlag während der Nachprüfung; prüfen", _TODAY
)
ANSWERED_FIRST = LegalSource(
    "Hausregel zu Rügen", VerificationStatus.HOUSE_RULE, "eine Rüge wird vor dem Zuschlag beantwortet", _TODAY
)


def somebody_wins(facts: Facts) -> tuple[Reason, ...]:
    """Refuse an award where the result names nobody: what is left is to annul or reset."""
    return () if facts.award.winners else (Reason(type="award-nobody", source=DOCUMENTED),)


def gates_are_passed(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to decide while something to check before the award is open."""
    return tuple(Reason(type="award-gate-open", properties={"gate": title}) for title in facts.award.open_gates)


def award_is_reasoned(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to decide without a written reason."""
    return () if facts.award.is_reasoned else (Reason(type="award-reason-missing", source=DOCUMENTED),)


def power_is_shown(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to decide before whoever signs at this value has decided, and where nobody is known to sign.

    The head of the office decides with the two people of the Vergabestelle; Dezernat and Magistrat decide elsewhere,
    so that when and under which sign has to be written.
    """
    power = facts.award.power
    if power is None:
        return (Reason(type="award-power-unknown"),)
    if power.office is SigningOffice.AMTSLEITUNG or facts.award.has_resolution:
        return ()
    return (Reason(type="award-resolution-missing", properties={"office": power.office.value}, source=power.source),)


def award_is_as_asked(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to decide on something else than the first person has seen."""
    if facts.asked_digest is not None and facts.award.digest == facts.asked_digest:
        return ()
    return (Reason(type="award-changed", source=TWO_PEOPLE),)


def bidders_are_informed(facts: Facts) -> tuple[Reason, ...]:
    """Refuse the award while the bidder of a bid that does not get it has no letter.

    Legal source:
        § 134 Abs. 1 GWB
    """
    if not facts.award.waits:
        return ()
    return tuple(
        Reason(type="letter-missing", properties={"bid": one}, source=STANDSTILL) for one in facts.award.uninformed
    )


def standstill_is_over(facts: Facts) -> tuple[Reason, ...]:
    """Refuse the award until the day after the last one of the Wartefrist.

    Legal source:
        § 134 Abs. 2 GWB
    """
    about = facts.award
    if not about.waits or about.last_day is None or about.today > about.last_day:
        return ()
    return (Reason(type="standstill-running", properties={"last": german_date(about.last_day)}, source=STANDSTILL),)


def nobody_objects(facts: Facts) -> tuple[Reason, ...]:
    """Refuse the award while a Rüge is unanswered or a review runs."""
    objections, reviews = facts.award.open_objections, facts.award.open_reviews
    found = list[Reason]()
    if objections:
        found.append(Reason(type="objections-open", properties={"count": str(objections)}, source=ANSWERED_FIRST))
    if reviews:
        found.append(Reason(type="reviews-open", properties={"count": str(reviews)}, source=NO_AWARD))
    return tuple(found)
