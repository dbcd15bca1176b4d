"""Rubrics (Bewertungsschlüssel) of a city: added in versions that never change, and taken for a criterion of a lot."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.errors import Fault, InputError
from infra.audit.model import Event, Subject
from infra.documents.reading import read_document
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions
from licensing.assess.rubric import Rubric
from licensing.assess.rubric_check import Counted, checked_rubric
from procurement.errors import LotNotFoundError, RubricNotFoundError, RubricVersionTakenError
from procurement.model import ChosenRubric, Procedure, RubricVersion
from procurement.repository import RubricRepository
from procurement.rules.digest import canonical
from procurement.rules.openness.deriving import missing_anchors
from procurement.rules.openness.rubric_document import document_of
from procurement.rules.procedure.lot_terms import open_source_criteria
from procurement.services.procedures.editing import editing, saved

RUBRIC = "rubric"
LONGEST_VERSION, LONGEST_TITLE = 80, 400
_LARGEST_NUMBER = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricPage:
    """Some versions, the newest first.

    Args:
        items: At most as many as were asked for.
        before: What to ask for next: those with a smaller number; None on the last page.
    """

    items: tuple[RubricVersion, ...]
    before: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRubric:
    """A stored version, ready to be shown.

    Args:
        stored: As it is stored.
        document: Its document as JSON values.
        rubric: What it says.
    """

    stored: RubricVersion
    document: Mapping[str, Any]
    rubric: Rubric


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubrics:
    """The rubrics of a city.

    Args:
        transactions: Opens them.
        counted: What a rubric may hold.
        shipped: The rubric that comes with the program, as JSON values.
    """

    transactions: Transactions
    counted: Counted
    shipped: Mapping[str, Any]

    def check(self, actor: Actor, raw: object) -> Rubric:
        """Return the rubric in a document as it would be stored, and store nothing.

        Raises:
            InputError: Every fault with its JSON pointer.
        """
        self.transactions.require(actor, Action.MANAGE_CRITERIA)
        rubric = checked_rubric(raw, self.counted)
        faults = [
            Fault("rubric_anchor_missing", "/signals", properties={"signal": signal.value, "id": name})
            for signal, name in missing_anchors(rubric)
        ]
        for place, text, longest in (
            ("/version", rubric.version, LONGEST_VERSION),
            ("/title", rubric.title, LONGEST_TITLE),
        ):
            if len(text) > longest:
                faults.append(Fault("text_too_long", place, properties={"maximum": str(longest)}))
        if faults:
            raise InputError(faults)
        return rubric

    def read(self, actor: Actor, data: bytes) -> object:
        """Return the document in a file; it is parsed in the cage.

        Raises:
            InputError: It is no JSON.
        """
        self.transactions.require(actor, Action.MANAGE_CRITERIA)
        return read_document(data)

    def add(self, actor: Actor, raw: object, once: Once | None = None) -> RubricVersion:
        """Store a rubric as a new version; exactly the same again changes nothing.

        Raises:
            InputError: It is not of the format; every fault with its JSON pointer.
            RubricVersionTakenError: A version of this name says something else.
        """
        rubric = self.check(actor, raw)
        with self.transactions.write(actor, Action.MANAGE_CRITERIA, once) as writing:
            repository = RubricRepository(writing.session)
            if (same := repository.named(rubric.version)) is not None:
                if same.digest == rubric.sha256:
                    return writing.done(same)
                raise RubricVersionTakenError(rubric.version, same.number)
            stored = repository.add(
                RubricVersion(
                    number=0,
                    version=rubric.version,
                    title=rubric.title,
                    valid_from=rubric.valid_from,
                    digest=rubric.sha256,
                    document=canonical(document_of(rubric)),
                    added_by=str(actor.person),
                    added_at=writing.now,
                )
            )
            subject = Subject(kind=RUBRIC, id=str(stored.number))
            writing.record(Event.RUBRIC_ADDED, subject, after={"version": stored.version, "digest": stored.digest})
            return writing.done(stored)

    def page(self, actor: Actor, *, before: int | None = None, size: int = 25) -> RubricPage:
        """Return versions, the newest first."""
        with self.transactions.read(actor, Action.READ_CRITERIA) as reading:
            found = RubricRepository(reading.session).page(before=before, size=size)
        return RubricPage(items=found[:size], before=found[size - 1].number if len(found) > size else None)

    def open(self, actor: Actor, number: int) -> OpenedRubric:
        """Return a version.

        Raises:
            RubricNotFoundError: There is none of this number.
        """
        with self.transactions.read(actor, Action.READ_CRITERIA) as reading:
            stored = _found(reading, number)
        document = json.loads(stored.document)
        return OpenedRubric(stored=stored, document=document, rubric=checked_rubric(document, self.counted))

    def take(
        self,
        actor: Actor,
        slug: str,
        version: int,
        lot: int,
        choice: tuple[str, int] | None,
        once: Once | None = None,
    ) -> Procedure:
        """Say by which rubric points of a criterion of a lot are suggested; its text is kept whole with the lot.

        Args:
            actor: Who wants it.
            slug: Name of the procedure.
            version: As the person has seen it.
            lot: Number of the lot.
            choice: Id of the criterion and number of the version; None for no rubric.
            once: The wish that it happens only once, if any.

        Raises:
            RubricNotFoundError: There is no such version.
            InputError: The criterion is no scored one of the open-source group.
            LotNotFoundError: There is no lot of this number.
            ProcedureNotFoundError: There is none of this name.
            VersionConflictError: Somebody else has changed it.
            ProcedureFrozenError: In its stage nothing changes.
        """
        with editing(self.transactions, actor, slug, version, once) as (writing, procedure):
            found = next((one for one in procedure.lots if one.number == lot), None)
            if found is None:
                raise LotNotFoundError(lot)
            chosen = None if choice is None else _chosen(writing, found.document, *choice)
            after = replace(found, terms=replace(found.terms, rubric=chosen))
            lots = tuple(after if one.number == lot else one for one in procedure.lots)
            told = [
                {"lot": found.title, "rubric": one and one.digest, "criterion": one and one.criterion}
                for one in (found.terms.rubric, chosen)
            ]
            return saved(writing, procedure, replace(procedure, lots=lots), told[0], told[1])


def _found(reading: Reading, number: int) -> RubricVersion:
    found = RubricRepository(reading.session).find(number) if 0 < number <= _LARGEST_NUMBER else None
    if found is None:
        raise RubricNotFoundError(number)
    return found


def _chosen(reading: Reading, document: str | None, criterion: str, number: int) -> ChosenRubric:
    stored = _found(reading, number)
    if document is None or criterion not in open_source_criteria(json.loads(document)):
        raise InputError([Fault("rubric_criterion", "/criterion", properties={"id": criterion})])
    return ChosenRubric(
        criterion=criterion, number=stored.number, digest=stored.digest, document=json.loads(stored.document)
    )
