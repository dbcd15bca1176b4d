"""Looking things up in what was read of the council system, and filling heads of checks from it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.german import german_date
from digitalcheck.errors import CouncilMissingError, CouncilPaperNotFoundError
from digitalcheck.repository.council import CouncilRepository
from digitalcheck.repository.council_publications import PublicationRepository
from digitalcheck.rules.council.annex import CouncilPublication
from digitalcheck.rules.council.head import FoundHead, HeadDifference, filled_head, head_of
from digitalcheck.rules.council.kept import CouncilState, FoundPaper
from digitalcheck.rules.slots import COMMITTEES, REFERENCE, TITLE
from digitalcheck.services.checks import Checks
from digitalcheck.services.council.reading import KIND, CouncilSystems
from digitalcheck.services.filling import Filling
from digitalcheck.services.shared import found, readable, require
from infra.fields.model import Conflict, Edit
from infra.jobs.model import Job
from infra.jobs.services import Jobs
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions

USUAL_KINDS = ("Magistratsvorlage",)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledHead:
    """What became of the head of a check.

    Args:
        paper: The paper that it was filled from.
        filled: Names of the fields that were empty and are filled now.
        differences: Fields that say something else than the council system; they stay as they were typed.
    """

    paper: FoundPaper
    filled: tuple[str, ...]
    differences: tuple[HeadDifference, ...]


@dataclass(frozen=True, slots=True)
class SeenPublication:
    """What the council system showed of a sheet, and when."""

    state: CouncilPublication
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilDesk:
    """What a city knows of its council system.

    Args:
        transactions: Opens it to those who may see it.
        systems: Which system belongs to which city.
        jobs: Reads it in the background.
        checks: Opens checks to those who may read them.
        filling: Fills in their fields.
    """

    transactions: Transactions
    systems: CouncilSystems
    jobs: Jobs
    checks: Checks
    filling: Filling

    def state(self, actor: Actor, kinds: Collection[str] = USUAL_KINDS) -> CouncilState:
        """Return what is known, with the share of proposals of some kinds that have a check."""
        with self.transactions.read(actor, Action.READ_COUNCIL) as reading:
            repository = CouncilRepository(reading.session)
            current = repository.current()
            return CouncilState(
                system=self.systems.system_of(reading.city),
                current=current,
                running=repository.running(),
                coverage=repository.coverage(current.id, kinds) if current else (),
            )

    def start(self, actor: Actor, once: Once | None = None) -> Job:
        """Have the system read; whoever has asked already gets the open job.

        Raises:
            CouncilMissingError: The settings name none for this city.
        """
        self.transactions.require(actor, Action.SYNC_COUNCIL)
        if self.systems.system_of(str(actor.city)) is None:
            raise CouncilMissingError
        return self.jobs.start(actor, KIND, once=once)

    def find(self, actor: Actor, reference: str) -> tuple[FoundPaper, ...]:
        """Return the papers of a number with what they say of a head, the newest first."""
        with self.transactions.read(actor, Action.READ_COUNCIL) as reading:
            repository = CouncilRepository(reading.session)
            current = repository.current()
            if current is None:
                return ()
            register = repository.around(current.id, reference)
            return tuple(FoundPaper(one, head_of(register, one)) for one in register.papers.values())

    def publication(self, actor: Actor, number: int) -> SeenPublication | None:
        """Return what the system showed of the sheet of a check; None where nobody has looked yet.

        Raises:
            CheckNotFoundError: There is none of this number.
            AccessDeniedError: It is not theirs to read.
        """
        with self.transactions.read(actor, Action.READ_CHECK) as reading:
            seen = PublicationRepository(reading.session).of(readable(reading, number).number)
            return None if seen is None else SeenPublication(*seen)

    def fill_head(self, actor: Actor, number: int) -> FilledHead:
        """Fill the empty fields of a check's head from the newest paper of its number; what was typed stays.

        Raises:
            CheckNotFoundError: There is no check of this number.
            CheckClosedError: In its state nobody fills in its head.
            AccessDeniedError: It is not theirs to fill in.
            CouncilPaperNotFoundError: The check has no number yet, or the system has no paper of it.
        """
        with self.transactions.read(actor, Action.WRITE_CHECK) as reading:  # also where there is nothing to fill
            require(reading, Action.WRITE_CHECK, found(reading, number))
        values = self.checks.open(actor, number).values
        papers = self.find(actor, values[REFERENCE].value)
        if not papers:
            raise CouncilPaperNotFoundError(number=values[REFERENCE].value)
        texts = slots_of_head(papers[0].head)
        typed = {name: values[name].value.strip() for name in texts}
        head, differences = filled_head(typed, texts)
        edits = [
            Edit(field=name, value=head[name], base_version=values[name].version)
            for name in texts
            if head[name] != typed[name]
        ]
        outcome = self.filling.save(actor, number, edits)
        saved = tuple(name for name, one in outcome.items() if not isinstance(one, Conflict))
        return FilledHead(paper=papers[0], filled=saved, differences=differences)


def slots_of_head(head: FoundHead) -> Mapping[str, str]:
    """Return what a paper says of a head as it is typed into the fields of a check."""
    lines = "\n".join(_typed_stop(one.gremium, one.datum) for one in head.gremienlauf)
    found = {TITLE: head.titel, COMMITTEES: lines}
    return {name: text for name, text in found.items() if text}


def _typed_stop(committee: str, day: date | None) -> str:
    name = committee.replace(";", ",")
    return f"{name}; {german_date(day)}" if day else name
