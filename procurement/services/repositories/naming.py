"""Entering what repositories a bid names, and correcting an entry: the wrong one stays, taken back with a reason."""

from dataclasses import dataclass

from core.errors import Fault, InputError
from infra.audit.model import Event
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions, Writing
from procurement.model import NamedRepository, RepositoryWithdrawal
from procurement.repository import NamedRepositoryRepository
from procurement.services.evidence.shared import require_open
from procurement.services.repositories.shared import holding, require, subject_of

LONGEST_ADDRESS, LONGEST_PLACE, LONGEST_PRODUCT, LONGEST_VERSION, LONGEST_LICENCE = 500, 200, 200, 100, 400
LONGEST_REASON = 2_000
MOST_ENTRIES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRepository:
    """What a bid says about a repository.

    Args:
        url: Address as the bid names it.
        place: Where in the bid: file and page.
        offered: Version that the bid offers, or the commit it names.
        product: Name of the product; empty where it is the bid's own.
        licence: Licence that the bid states for it, as an SPDX expression; empty where it states none.
    """

    url: str
    place: str
    offered: str
    product: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RepositoryNaming:
    """Enters repositories, takes entries back and corrects them.

    Args:
        transactions: Opens bids to those who may gather evidence on them.
    """

    transactions: Transactions

    def name(self, actor: Actor, slug: str, bid: str, new: NewRepository, once: Once | None = None) -> NamedRepository:
        """Enter a repository that a bid names.

        Raises:
            InputError: Address, place or version are missing, or something is too long or one too many.
            ProcedureNotFoundError: There is no procedure of this name.
            TenderBidNotFoundError: It has no such bid.
            AccessDeniedError: The bid is not theirs.
            EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
        """
        with self.transactions.write(actor, Action.GATHER_EVIDENCE, once) as writing:
            require(writing, Action.GATHER_EVIDENCE, slug, bid)
            checked = checked_entry(new)
            require_open(writing, slug, bid)
            return writing.done(_stored(writing, slug, bid, checked, None))

    def withdraw(self, actor: Actor, number: int, reason: str, once: Once | None = None) -> NamedRepository:
        """Take an entry back; it stays readable with what was taken for it, and counts no more.

        Raises:
            InputError: There is no reason, or it is too long.
            RepositoryNotFoundError: There is none of this number.
            AccessDeniedError: The bid is not theirs.
            EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
            RepositoryWithdrawnError: It was taken back already.
        """
        with holding(self.transactions, actor, number, once) as (writing, named):
            _withdrawn(writing, named, checked_reason(reason))
            return writing.done(named)

    def correct(
        self, actor: Actor, number: int, new: NewRepository, reason: str, once: Once | None = None
    ) -> NamedRepository:
        """Take an entry back and enter what is right, in one step.

        Raises:
            InputError: There is no reason, or what is right cannot be entered.
            RepositoryNotFoundError: There is none of this number.
            AccessDeniedError: The bid is not theirs.
            EvidenceClosedError: The quality evaluation of the bid is fixed, or its round is over.
            RepositoryWithdrawnError: It was taken back already.
        """
        with holding(self.transactions, actor, number, once) as (writing, named):
            why, checked = checked_reason(reason), checked_entry(new)
            _withdrawn(writing, named, why)
            return writing.done(_stored(writing, named.slug, named.bid, checked, named.id))


def checked_entry(new: NewRepository) -> NewRepository:
    """Return an entry as it is stored: without the spaces around it.

    Raises:
        InputError: Address, place or version are missing, or something is too long.
    """
    limits = {
        "url": LONGEST_ADDRESS,
        "place": LONGEST_PLACE,
        "offered": LONGEST_VERSION,
        "product": LONGEST_PRODUCT,
        "licence": LONGEST_LICENCE,
    }
    given = {name: " ".join(getattr(new, name).split()) for name in limits}
    faults = [Fault("repository_missing", f"/{name}") for name in ("url", "place", "offered") if not given[name]]
    faults += [
        Fault("repository_too_long", f"/{name}", properties={"maximum": str(limit)})
        for name, limit in limits.items()
        if len(given[name]) > limit
    ]
    if given["url"] and not given["url"].startswith("https://"):
        faults.append(Fault("repository_address", "/url"))
    if faults:
        raise InputError(faults)
    return NewRepository(**given)


def checked_reason(reason: str) -> str:
    """Return why an entry is taken back.

    Raises:
        InputError: There is no reason, or it is too long.
    """
    bare = reason.strip()
    if not bare:
        raise InputError([Fault("repository_reason_missing", "/reason")])
    if len(bare) > LONGEST_REASON:
        raise InputError([Fault("repository_too_long", "/reason", properties={"maximum": str(LONGEST_REASON)})])
    return bare


def _withdrawn(writing: Writing, named: NamedRepository, reason: str) -> None:
    withdrawal = RepositoryWithdrawal(reason=reason, withdrawn_by=str(writing.actor.person), withdrawn_at=writing.now)
    NamedRepositoryRepository(writing.session).withdraw(named.id, withdrawal)
    writing.record(Event.REPOSITORY_WITHDRAWN, subject_of(named.id), before={}, after={"reason": reason})


def _stored(writing: Writing, slug: str, bid: str, new: NewRepository, replaces: int | None) -> NamedRepository:
    repository = NamedRepositoryRepository(writing.session)
    if len(repository.of_bid(slug, bid)) >= MOST_ENTRIES:
        raise InputError([Fault("repositories_too_many", "", properties={"maximum": str(MOST_ENTRIES)})])
    named = repository.add(
        NamedRepository(
            id=0,
            slug=slug,
            bid=bid,
            url=new.url,
            place=new.place,
            product=new.product,
            offered=new.offered,
            licence=new.licence,
            replaces=replaces,
            named_by=str(writing.actor.person),
            named_at=writing.now,
        )
    )
    after = {"url": new.url, "offered": new.offered, "licence": new.licence, "replaces": replaces}
    writing.record(Event.REPOSITORY_NAMED, subject_of(named.id), before={}, after=after)
    return named
