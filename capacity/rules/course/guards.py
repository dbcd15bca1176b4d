"""Guards of the steps: each looks at the facts and returns every reason why not; none means go on."""

from collections.abc import Callable
from datetime import date

from capacity.model import ProofKind, ReviewKind, ReviewLight
from capacity.rules.course.facts import Reason, RequestFacts
from capacity.rules.gates import AGREED, BUDGETED, year_stopped
from core.german import german_date
from core.legal import LegalSource, VerificationStatus

Guard = Callable[[RequestFacts], tuple[Reason, ...]]
"""Returns the reasons why a step is not possible; empty where nothing stands against it."""

PROMISED = "already-promised"
"""Reason why a gate needs no lift; nothing that somebody would want to read."""

CHANNELLED = LegalSource(
    "Politische Vision für ein digitales Darmstadt, Baustein 6",
    VerificationStatus.HOUSE_RULE,
    "Freigabeprozess für Software-Anforderungen; nicht abgestimmte Vorhaben werden nicht umgesetzt",
    date(2026, 11, 23),
)
ANSWERED = LegalSource(
    "Politische Vision für ein digitales Darmstadt, Baustein 12",
    VerificationStatus.HOUSE_RULE,
    "klar definierter Einführungsprozess mit festen Antwortzeiten",
    date(2026, 11, 23),
)
TWO_PEOPLE = LegalSource(
    "Vier-Augen-Prinzip der Stadt",
    VerificationStatus.HOUSE_RULE,
    "wer eine Anforderung einreicht oder vorschlägt, entscheidet nicht selbst über sie",
    date(2026, 11, 23),
)
PRIVACY = LegalSource(
    "Art. 28, 30 und 35 DSGVO",
    VerificationStatus.UNVERIFIED,
    "Auftragsverarbeitung, Verzeichnis von Verarbeitungstätigkeiten, Datenschutz-Folgenabschätzung",
)


def form_is_complete(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse a request whose form has gaps."""
    if not facts.missing:
        return ()
    return (Reason(type="fields-missing", properties={"count": str(len(facts.missing))}),)


def reason_is_given(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse a step without a written reason."""
    return () if facts.typed.reason.strip() else (Reason(type="reason-missing"),)


def reviews_are_in(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to go on while a check is awaited in time; one that is noted as missing is an open condition, no veto."""
    said = {one.kind for one in facts.reviews if one.light is not None}
    return tuple(
        Reason(type="review-awaited", properties={"review": kind.value}, source=ANSWERED)
        for kind in ReviewKind
        if kind not in said
    )


def questions_are_answered(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to go on while a question waits."""
    count = facts.open_questions
    return (Reason(type="questions-open", properties={"count": str(count)}),) if count else ()


def effort_is_known(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to propose what nobody has estimated."""
    return () if facts.has_effort else (Reason(type="effort-missing", source=CHANNELLED),)


def another_than_proposed(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse whoever put the request before the Digitaldezernat, or handed it in."""
    own = facts.actor is not None and facts.actor in {facts.proposed_by, facts.handed_in_by}
    return (Reason(type="same-person", source=TWO_PEOPLE),) if own else ()


def slot_is_given(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse a booking without first and last day, or with the last one before the first or in the past."""
    first, last = facts.typed.day, facts.typed.until
    if first is None or last is None:
        return (Reason(type="slot-missing"),)
    return (Reason(type="slot-reversed"),) if last < first or last < facts.today else ()


def slot_is_tried(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to move a slot that nobody has tried against the plan: there it is seen at once whether it fits."""
    return () if facts.typed.is_tried else (Reason(type="place-untried"),)


def end_is_given(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse a reservation or a promise without its last day, or with one in the past."""
    if facts.typed.until is None:
        return (Reason(type="until-missing"),)
    return (Reason(type="until-past"),) if facts.typed.until < facts.today else ()


def resubmission_is_given(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to defer without a day of resubmission, or with one that lies in the past or too far away."""
    day = facts.typed.day
    if day is None:
        return (Reason(type="resubmission-missing"),)
    if day <= facts.today or (facts.resubmit_latest is not None and day > facts.resubmit_latest):
        latest = german_date(facts.resubmit_latest) if facts.resubmit_latest else "–"
        return (Reason(type="resubmission-outside", properties={"latest": latest}),)
    return ()


def other_fits(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to merge into nothing, itself, or a request that is over or not handed in."""
    other = facts.typed.other
    if other is None:
        return (Reason(type="other-missing"),)
    if other.is_same:
        return (Reason(type="other-same"),)
    return () if other.stage.value in _ALIVE else (Reason(type="other-over"),)


def reservation_holds(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to confirm a reservation that has run out: its slot is free again."""
    over = facts.reserved_until is not None and facts.reserved_until < facts.today
    return (Reason(type="reservation-over"),) if over else ()


def predecessors_are_done(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to begin while a request it depends on is not finished."""
    numbers = ", ".join(map(str, facts.waits_for))
    return (Reason(type="waits-for", properties={"numbers": numbers}),) if numbers else ()


def slot_has_come(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to begin before the booked slot."""
    early = facts.window_from is None or facts.today < facts.window_from
    return (Reason(type="slot-not-come", source=CHANNELLED),) if early else ()


def agreement_is_lifted(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to begin what is not agreed, unless a decision lets it."""
    return () if facts.is_lifted else (Reason(type="not-agreed", source=AGREED),)


def promise_was_given(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse a slot for what began by a lift: only the Digitaldezernat promises one."""
    return (Reason(type="promise-missing", properties={"step": "start"}, source=AGREED),) if facts.began_by_lift else ()


def promise_is_missing(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to lift a gate that a promise keeps open."""
    return () if facts.began_by_lift else (Reason(type=PROMISED, source=AGREED),)


def slot_is_paid(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse a slot in a year whose budget is not confirmed, or before the year that pays it."""
    return _paid(facts, facts.typed.day)


def work_is_paid(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to begin work that nobody pays for yet."""
    return _paid(facts, facts.today)


def _paid(facts: RequestFacts, first: date | None) -> tuple[Reason, ...]:
    year = None if first is None else year_stopped(facts.budget, first)
    if year is None:
        return ()
    kind = "budget-open" if facts.budget.is_open else "budget-early"
    return (Reason(type=kind, properties={"year": str(year)}, source=BUDGETED),)


def lift_is_public(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to lift a gate without a line that everybody may read."""
    return () if facts.typed.line.strip() else (Reason(type="lift-line-missing", source=AGREED),)


def lift_ends(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to lift a gate without a last day."""
    return () if facts.typed.until is not None else (Reason(type="lift-until-missing", source=AGREED),)


def lift_is_ahead(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse to lift a gate until a day that is over."""
    until = facts.typed.until
    return (Reason(type="lift-until-past"),) if until is not None and until < facts.today else ()


def may_go_live(facts: RequestFacts) -> tuple[Reason, ...]:
    """Refuse the start of operation while a proof or a statement is missing, also one that nobody was asked for."""
    missing = tuple(
        Reason(type="proof-missing", properties={"proof": kind.value}, source=PRIVACY)
        for kind in ProofKind
        if kind not in facts.proofs
    )
    said = {one.kind for one in facts.reviews if one.light not in {None, ReviewLight.FEHLT}}
    silent = tuple(
        Reason(type="review-missing", properties={"review": kind.value}, source=ANSWERED)
        for kind in ReviewKind
        if kind not in said
    )
    return (*missing, *silent)


_ALIVE = frozenset(
    {
        "eingereicht",
        "vorpruefung",
        "pruefung",
        "bewertung",
        "priorisiert",
        "vorbehalt",
        "freigegeben",
        "eingeplant",
        "blockiert",
        "in-umsetzung",
        "zurueckgestellt",
    }
)
