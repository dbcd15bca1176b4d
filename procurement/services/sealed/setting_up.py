"""Setting up a sealed intake for a procedure, and seeing what may be known of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from core.errors import Fault, InputError
from infra.audit.model import Event
from infra.identity.repository import IdentityRepository, still_there
from infra.policy.decision import decide
from infra.policy.model import Actor, Role
from infra.policy.table import Action
from infra.sealing import KeyPair, new_key, seal
from infra.transactions import Reading, Transactions
from procurement.errors import SealedIntakeExistsError, SealedIntakeNotPossibleError, SealKeysMissingError
from procurement.model import (
    IntakeOpening,
    IntakeSlot,
    Procedure,
    SealedIntake,
    SealGroup,
    SealKey,
    SealPresence,
    SealWrap,
)
from procurement.repository import SealedIntakeRepository, SealKeyRepository
from procurement.rules.sealed.moments import (
    FEWEST_SLOTS,
    MOST_MIB,
    MOST_OFFICERS,
    MOST_SLOTS,
    SIZES_MIB,
    is_present,
    key_holders_suffice,
    opens_at,
    pairs_of,
)
from procurement.rules.sealed.slot import empty_slot
from procurement.services.finding import found, held, resource
from procurement.services.sealed.codes import Access, digest_of_code, new_code
from procurement.services.sealed.shared import due_at, is_taking, subject_of

_MIB = 2**20
_EU_KINDS = frozenset({"open", "restricted", "neg-w-call", "neg-wo-call", "comp-dial", "innovation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeSize:
    """How large an intake is, whatever comes in: the size of what is stored tells nothing.

    Args:
        slots: As many bids at most.
        mib: Size of each, in MiB.
    """

    slots: int
    mib: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUp:
    """A new intake.

    Args:
        intake: As it is stored.
        links: Codes of all its links; they are stored nowhere.
    """

    intake: SealedIntake
    links: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenIntake:
    """What may be known of a procedure's intake: never how many bids are in it.

    Args:
        procedure: As it stands.
        intake: The newest, or None.
        opening: Its opening, if it was opened.
        deadline: Published deadline of the bids.
        opens_at: When it can be opened at the earliest.
        is_due: That moment is over.
        holders: Ids of those whose keys open it, by group.
        ready: Ids of those who hold a confirmed key now, by group.
        present: Who is there to open now.
        names: Names of these people by id.
        may_set_up: An intake can be set up now, and this person may do it.
        may_open: This person may open.
    """

    procedure: Procedure
    intake: SealedIntake | None
    opening: IntakeOpening | None
    deadline: datetime | None
    opens_at: datetime | None
    is_due: bool
    holders: Mapping[SealGroup, Sequence[str]]
    ready: Mapping[SealGroup, Sequence[str]]
    present: tuple[SealPresence, ...]
    names: Mapping[str, str]
    may_set_up: bool
    may_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingUp:
    """Sets intakes up and shows them.

    Args:
        transactions: Opens them to those who may.
    """

    transactions: Transactions

    def see(self, actor: Actor, slug: str) -> SeenIntake:
        """Return what may be known of the intake of a procedure.

        Raises:
            ProcedureNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.OPEN_SEALED_BIDS) as reading:
            procedure = found(reading, slug)
            reading.require(Action.OPEN_SEALED_BIDS, resource(reading, procedure))
            return _seen(reading, procedure, self.transactions.clock.now())

    def set_up(self, actor: Actor, slug: str, size: IntakeSize) -> SetUp:
        """Make an intake with all its slots and return the links; nothing of them or of its key is kept.

        Raises:
            InputError: The size cannot be.
            ProcedureNotFoundError: There is no procedure of this name.
            SealedIntakeExistsError: There is one that is not opened.
            SealedIntakeNotPossibleError: The procedure takes no bids now, or not here.
            SealKeysMissingError: Too few people hold a key.
        """
        self.transactions.require(actor, Action.SET_UP_INTAKE)
        _check_size(size)
        with self.transactions.write(actor, Action.SET_UP_INTAKE) as writing:
            procedure = held(writing, slug)
            writing.require(Action.SET_UP_INTAKE, resource(writing, procedure))
            before = SealedIntakeRepository(writing.session).last(slug)
            if before is not None and before.opened_at is None:
                raise SealedIntakeExistsError
            if not _can_begin(writing, procedure, writing.now):
                raise SealedIntakeNotPossibleError
            holders = _holders(writing)
            if not key_holders_suffice(*(len(holders[group]) for group in SealGroup)):
                raise SealKeysMissingError
            pair, links = new_key(), tuple(new_code() for _ in range(size.slots))
            intake = SealedIntake(
                slug=slug,
                number=before.number + 1 if before else 1,
                recipient=pair.recipient,
                slots=size.slots,
                slot_bytes=size.mib * _MIB,
                made_by=str(writing.actor.person),
                made_at=writing.now,
            )
            wraps = [wrap for group in SealGroup for wrap in _wraps(pair, group, holders[group])]
            SealedIntakeRepository(writing.session).add(intake, wraps, _slots(intake, links))
            told = {"slots": size.slots, "mib": size.mib, "recipient": pair.recipient}
            writing.record(Event.SEALED_INTAKE_SET_UP, subject_of(intake), after=told)
        return SetUp(intake=intake, links=links)


def _check_size(size: IntakeSize) -> None:
    faults = list[Fault]()
    if not FEWEST_SLOTS <= size.slots <= MOST_SLOTS:
        properties = {"minimum": str(FEWEST_SLOTS), "maximum": str(MOST_SLOTS)}
        faults.append(Fault("intake_slots", "/slots", properties=properties))
    if size.mib not in SIZES_MIB or size.mib * size.slots > MOST_MIB:
        faults.append(Fault("intake_size", "/mib", properties={"maximum": str(MOST_MIB)}))
    if faults:
        raise InputError(faults)


def _can_begin(reading: Reading, procedure: Procedure, now: datetime) -> bool:
    deadline = due_at(reading, procedure)
    kind = procedure.plan.kind
    below = kind is not None and kind.value not in _EU_KINDS
    return below and is_taking(reading, procedure) and deadline is not None and now < deadline


def _holders(reading: Reading) -> Mapping[SealGroup, Sequence[SealKey]]:
    """Return the keys that count of people who may still open, by group."""
    keys = [one for one in SealKeyRepository(reading.session).all() if one.counts]
    keys = [one for one in keys if one.person in entitled(reading, {one.person})]
    return {group: [one for one in keys if one.group is group][:MOST_OFFICERS] for group in SealGroup}


def entitled(reading: Reading, ids: set[str]) -> frozenset[str]:
    """Return who of these people may open at this moment: roles are taken away, accounts locked."""
    return frozenset(one for one in ids if decide(_as_of_now(reading, one), Action.OPEN_SEALED_BIDS) is None)


def _as_of_now(reading: Reading, person: str) -> Actor:
    return still_there(reading.session, Actor(city=reading.city, person=person, roles=frozenset(Role)))


def _wraps(pair: KeyPair, group: SealGroup, keys: Sequence[SealKey]) -> Iterator[SealWrap]:
    recipients = {one.person: one.recipient for one in keys}
    for first, second in pairs_of(recipients):
        inner = seal(pair.secret.encode(), recipients[second])
        yield SealWrap(
            first=first,
            second=second,
            group=group,
            recipient=recipients[first],
            wrapped=seal(inner, recipients[first]),
        )


def _slots(intake: SealedIntake, links: Sequence[str]) -> Iterator[IntakeSlot]:
    for link in links:
        yield IntakeSlot(
            slot=str(uuid4()),
            access=digest_of_code(Access.LINK, link),
            content=seal(empty_slot(intake.slot_bytes), intake.recipient),
        )


def _seen(reading: Reading, procedure: Procedure, now: datetime) -> SeenIntake:
    repository = SealedIntakeRepository(reading.session)
    intake, deadline = repository.last(procedure.slug), due_at(reading, procedure)
    wraps = repository.wraps(intake) if intake else ()
    ready = {group: [one.person for one in keys] for group, keys in _holders(reading).items()}
    holders = {group: sorted({one.first for one in wraps if one.group is group}) for group in SealGroup}
    present = tuple(one for one in repository.presences(intake) if is_present(one, now)) if intake else ()
    opening = repository.opening(intake) if intake else None
    people = {one for group in SealGroup for one in (*ready[group], *holders[group])}
    people |= {opening.first_person, opening.second_person} if opening else set()
    earliest = opens_at(deadline) if deadline else None
    may = decide(reading.actor, Action.SET_UP_INTAKE, resource(reading, procedure)) is None
    is_free = intake is None or intake.opened_at is not None
    return SeenIntake(
        procedure=procedure,
        intake=intake,
        opening=opening,
        deadline=deadline,
        opens_at=earliest,
        is_due=earliest is not None and earliest <= now,
        holders=holders,
        ready=ready,
        present=present,
        names=IdentityRepository(reading.session).names(people),
        may_set_up=may and is_free and _can_begin(reading, procedure, now),
        may_open=intake is not None and not is_free and reading.actor.person in {one.first for one in wraps},
    )
