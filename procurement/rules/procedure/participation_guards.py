"""Guards of the Teilnahmewettbewerb, from its published matrix to the invitation: each returns every reason why not."""

from core.legal import LegalSource, VerificationStatus
from procurement.model import ProcedureType
from procurement.rules.periods import Stage
from procurement.rules.procedure.bid_guards import OPENING
from procurement.rules.procedure.facts import Facts, Reason
from procurement.rules.procedure.guards import DOCUMENTED, READ, TWO_PEOPLE, invitation_is_long_enough

CHOICE = LegalSource(
    "§ 51 VgV, § 36 UVgO",
    VerificationStatus.VERIFIED,
    "Begrenzung der Anzahl der Bewerber; Wortlaut gelesen",
    READ,
)

WITH_REQUESTS = frozenset(
    {
        ProcedureType.RESTRICTED,
        ProcedureType.NEGOTIATED_WITH_CALL,
        ProcedureType.COMPETITIVE_DIALOGUE,
        ProcedureType.INNOVATION_PARTNERSHIP,
        ProcedureType.BESCHRAENKTE_AUSSCHREIBUNG_MIT,
        ProcedureType.VERHANDLUNGSVERGABE_MIT,
    }
)
"""Kinds of procedure that begin with requests to participate; a test holds them to the dated list of kinds."""


def eligibility_is_fixed(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to publish a Teilnahmewettbewerb without its eligibility matrix, or with too few candidates."""
    about = facts.participation
    if not about.is_needed:
        return ()
    if about.least is None:
        return (Reason(type="eligibility-missing", source=CHOICE),)
    if about.minimum is not None and about.least < about.minimum.number:
        named = {"least": str(about.least), "minimum": str(about.minimum.value)}
        return (Reason(type="eligibility-too-few", properties=named, source=about.minimum.source),)
    return ()


def participation_is_over(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to open bids before the candidates of a published Teilnahmewettbewerb were chosen and invited."""
    return (Reason(type="participation-first", source=CHOICE),) if facts.participation.is_published else ()


def has_participation(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to open requests to participate where none were asked for."""
    return () if facts.participation.is_published else (Reason(type="no-participation", source=CHOICE),)


def requests_are_due(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to open requests before their deadline is over."""
    deadline = facts.deadlines.get(Stage.PARTICIPATION)
    if deadline is None:
        return (Reason(type="deadline-missing", properties={"stage": Stage.PARTICIPATION.value}, source=OPENING),)
    return () if deadline.moment <= facts.now else (Reason(type="requests-not-due", source=OPENING),)


def requests_are_opened(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to choose among requests whose opening by two people is not recorded."""
    return () if facts.participation.is_opened else (Reason(type="requests-opening-missing", source=OPENING),)


def candidates_are_chosen(facts: Facts) -> tuple[Reason, ...]:
    """Refuse a choice while a request is undecided, nobody is suitable, or equal candidates wait for the lot.

    Fewer suitable candidates than the published least number do not stop it: the law lets the procedure go on.
    """
    about = facts.participation
    found = [
        Reason(type="request-undecided", properties={"candidate": name}, source=DOCUMENTED) for name in about.undecided
    ]
    if not about.suitable and not found:
        found.append(Reason(type="no-candidates", source=CHOICE))
    if about.open_places:
        found.append(Reason(type="candidates-tied", properties={"count": str(about.open_places)}, source=CHOICE))
    return tuple(found)


def invitation_still_fits(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to invite when the deadline that was asked for no longer leaves the minimum period."""
    return invitation_is_long_enough(facts, facts.deadlines.get(Stage.BID))


def selection_is_as_asked(facts: Facts) -> tuple[Reason, ...]:
    """Refuse to invite others than those whom the first person has seen."""
    if facts.asked_digest is not None and facts.participation.digest == facts.asked_digest:
        return ()
    return (Reason(type="selection-changed", source=TWO_PEOPLE),)
