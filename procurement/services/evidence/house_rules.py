"""Rules of the house for licences: versions of a city that never change, and which of them an analysis is judged by."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.errors import Fault, InputError
from infra.audit.model import Event, Subject
from infra.clock import official_day
from infra.identity.repository import IdentityRepository
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, Writing
from licensing.policy.rules_file import HousePolicy
from procurement.errors import HouseRulesNotFoundError, HouseRulesTakenError
from procurement.model import SHIPPED_RULES, HouseRulesVersion
from procurement.repository import HouseRulesRepository
from procurement.rules.digest import digest_of
from procurement.rules.evidence.house_rules import TextChange, text_changes, tidy
from procurement.services.evidence.reader import ReadRules, RulesReader

HOUSE_RULES = "house-rules"
LONGEST_VERSION, LONGEST_TITLE = 80, 400
_LARGEST_NUMBER = 1_000_000
_MOST_OFFERED = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRulesPage:
    """Some versions, the newest first.

    Args:
        items: At most as many as were asked for.
        before: What to ask for next: those with a smaller number; None on the last page.
        in_force: The version that analyses are judged by now.
        names: Names of the people who added them, by their id.
    """

    items: tuple[HouseRulesVersion, ...]
    before: int | None
    in_force: HouseRulesVersion
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedHouseRules:
    """A version, ready to be shown.

    Args:
        stored: As it is stored.
        policy: What it says.
        earlier: The version before it; None for the one that ships.
        changes: Where it differs from that.
        in_force: The version that analyses are judged by now.
        by: Name of the person who added it; empty for the one that ships.
    """

    stored: HouseRulesVersion
    policy: HousePolicy
    earlier: HouseRulesVersion | None
    changes: tuple[TextChange, ...]
    in_force: HouseRulesVersion
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRulesDesk:
    """The rules of the house of a city.

    Args:
        transactions: Opens them.
        reader: Reads and checks them.
    """

    transactions: Transactions
    reader: RulesReader

    def add(self, actor: Actor, data: bytes, once: Once | None = None) -> HouseRulesVersion:
        """Store rules as a new version, by which analyses are judged from its day on; the same again changes nothing.

        Raises:
            InputError: They are not of their form; every fault with its place.
            HouseRulesTakenError: A version of this name says something else.
        """
        self.transactions.require(actor, Action.MANAGE_CRITERIA)
        read = _fitting(self.reader.read(tidy(data)))
        digest = digest_of(read.text)
        with self.transactions.write(actor, Action.MANAGE_CRITERIA, once) as writing:
            repository = HouseRulesRepository(writing.session)
            shipped = self.reader.shipped
            same = shipped if read.policy.version == shipped.version else repository.named(read.policy.version)
            if same is not None:
                if same.digest == digest:
                    return writing.done(same)
                raise HouseRulesTakenError(same.version, same.number)
            stored = repository.add(
                HouseRulesVersion(
                    number=0,
                    version=read.policy.version,
                    title=read.policy.title,
                    valid_from=read.policy.valid_from,
                    digest=digest,
                    text=read.text,
                    document=read.document,
                    added_by=str(actor.person),
                    added_at=writing.now,
                )
            )
            subject = Subject(kind=HOUSE_RULES, id=str(stored.number))
            writing.record(Event.HOUSE_RULES_ADDED, subject, after={"version": stored.version, "digest": digest})
            return writing.done(stored)

    def page(self, actor: Actor, *, before: int | None = None, size: int = 25) -> HouseRulesPage:
        """Return versions of the city, the newest first."""
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            found = HouseRulesRepository(reading.session).page(before=before, size=size)
            items = found[:size]
            return HouseRulesPage(
                items=items,
                before=items[-1].number if len(found) > size else None,
                in_force=rules_at(reading, self.reader.shipped, self.transactions.clock.now()),
                names=IdentityRepository(reading.session).names({one.added_by for one in items}),
            )

    def open(self, actor: Actor, number: int) -> OpenedHouseRules:
        """Return a version; 0 is the one that ships.

        Raises:
            HouseRulesNotFoundError: There is none of this number.
        """
        with self.transactions.read(actor, Action.READ_EVIDENCE) as reading:
            stored = found_rules(reading, self.reader.shipped, number)
            earlier = None
            if not stored.is_shipped:
                earlier = HouseRulesRepository(reading.session).before(number) or self.reader.shipped
            names = IdentityRepository(reading.session).names({stored.added_by} - {""})
            in_force = rules_at(reading, self.reader.shipped, self.transactions.clock.now())
        return OpenedHouseRules(
            stored=stored,
            policy=self.reader.said(stored.document),
            earlier=earlier,
            changes=text_changes(earlier.text, stored.text) if earlier else (),
            in_force=in_force,
            by=names.get(stored.added_by, ""),
        )


def rules_at(reading: Reading, shipped: HouseRulesVersion, now: datetime) -> HouseRulesVersion:
    """Return the version that holds at a moment: the newest whose day has come."""
    return HouseRulesRepository(reading.session).newest(official_day(now)) or shipped


def rules_named(writing: Writing, shipped: HouseRulesVersion, name: str) -> HouseRulesVersion:
    """Return the version of a name; the one that holds where none is named.

    Raises:
        InputError: There is none of this name.
    """
    if not name:
        return rules_at(writing, shipped, writing.now)
    found = shipped if name == shipped.version else HouseRulesRepository(writing.session).named(name)
    if found is None:
        known = ", ".join(rules_offered(writing, shipped))
        raise InputError([Fault("house_rules_unknown", "/rules", properties={"known": known})])
    return found


def rules_offered(reading: Reading, shipped: HouseRulesVersion) -> tuple[str, ...]:
    """Return the names of versions that can be chosen, the newest first, the one that ships last."""
    return (*HouseRulesRepository(reading.session).names(_MOST_OFFERED), shipped.version)


def found_rules(reading: Reading, shipped: HouseRulesVersion, number: int) -> HouseRulesVersion:
    """Return the version of a number.

    Raises:
        HouseRulesNotFoundError: There is none.
    """
    if number == SHIPPED_RULES:
        return shipped
    found = HouseRulesRepository(reading.session).find(number) if 0 < number <= _LARGEST_NUMBER else None
    if found is None:
        raise HouseRulesNotFoundError(number)
    return found


def _fitting(read: ReadRules) -> ReadRules:
    """Return rules whose name and title fit into a list.

    Raises:
        InputError: One does not.
    """
    faults = [
        Fault("text_too_long", place, properties={"maximum": str(longest)})
        for place, text, longest in (
            ("/version", read.policy.version, LONGEST_VERSION),
            ("/title", read.policy.title, LONGEST_TITLE),
        )
        if len(text) > longest
    ]
    if not read.policy.version.strip() or not read.policy.version.isprintable():
        faults.append(Fault("policy_version_plain", "/version"))
    if not read.policy.title.isprintable():
        faults.append(Fault("policy_version_plain", "/title"))
    if faults:
        raise InputError(faults)
    return read
