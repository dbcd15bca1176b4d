"""Catalogues of questions: those that ship with the program, and the versions a city published itself."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from core.errors import PruefstandError
from digitalcheck.errors import QuestionsNotFoundError, QuestionsPublishedError
from digitalcheck.model import PublishedQuestions
from digitalcheck.repository import QuestionRepository
from digitalcheck.rules.catalogue.comparison import CatalogueChanges, catalogue_changes
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.catalogue.reading import document_of, parse_catalogue
from digitalcheck.services.shipped import known_catalogues, load_catalogue
from infra.audit.model import Event, Subject
from infra.documents.reading import read_document
from infra.once.model import Once
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Reading, Transactions, actor_id

KIND = "check-questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedQuestions:
    """A version of the catalogue in a list.

    Args:
        name: Id and version.
        title: What it is called.
        digest: Of its canonical form.
        published_at: When the city published it, UTC; None where it ships with the program.
        is_current: New checks get it.
    """

    name: str
    title: str
    digest: str
    published_at: datetime | None
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """Reading and publishing catalogues of questions.

    Args:
        transactions: Opens them to those who may.
    """

    transactions: Transactions

    def all(self, actor: Actor) -> tuple[ListedQuestions, ...]:
        """Return all versions, those of the city first, each newest first."""
        with self.transactions.read(actor, Action.READ_CHECK_QUESTIONS) as reading:
            current = newest(reading).name
            own = [(one.name, one.title, one.digest, one.published_at) for one in _published(reading)]
            shipped = [load_catalogue(name) for name in reversed(known_catalogues())]
            listed = [*own, *((one.name, one.title, one.digest, None) for one in shipped)]
            return tuple(
                ListedQuestions(name=name, title=title, digest=digest, published_at=at, is_current=name == current)
                for name, title, digest, at in listed
            )

    def get(self, actor: Actor, name: str) -> QuestionCatalogue:
        """Return a version.

        Raises:
            QuestionsNotFoundError: There is none of this name.
        """
        with self.transactions.read(actor, Action.READ_CHECK_QUESTIONS) as reading:
            return named(reading, name)

    def read_document(self, actor: Actor, data: bytes) -> tuple[QuestionCatalogue, CatalogueChanges]:
        """Read a catalogue from JSON and say what it changes for new checks. Nothing is stored.

        Raises:
            InputError: Every fault with its JSON pointer.
            QuestionsPublishedError: A version of this name is there already.
        """
        self.transactions.require(actor, Action.PUBLISH_CHECK_QUESTIONS)
        catalogue = parse_catalogue(read_document(data))
        with self.transactions.read(actor, Action.PUBLISH_CHECK_QUESTIONS) as reading:
            _require_new(reading, catalogue.name)
            return catalogue, catalogue_changes(newest(reading), catalogue)

    def publish_document(self, actor: Actor, data: bytes, once: Once | None = None) -> PublishedQuestions:
        """Read a catalogue from JSON and publish it, as ``publish`` does."""
        self.transactions.require(actor, Action.PUBLISH_CHECK_QUESTIONS)
        return self.publish(actor, read_document(data), once)

    def publish(self, actor: Actor, raw: object, once: Once | None = None) -> PublishedQuestions:
        """Publish a version of the city; new checks get it, older ones keep theirs.

        Args:
            actor: Who publishes.
            raw: The catalogue as a JSON value.
            once: The wish that it happens only once.

        Raises:
            InputError: Every fault with its JSON pointer.
            QuestionsPublishedError: A version of this name is there already.
        """
        self.transactions.require(actor, Action.PUBLISH_CHECK_QUESTIONS)
        catalogue = parse_catalogue(raw)
        with self.transactions.write(actor, Action.PUBLISH_CHECK_QUESTIONS, once) as writing:
            _require_new(writing, catalogue.name)
            published = PublishedQuestions(
                name=catalogue.name,
                title=catalogue.title,
                digest=catalogue.digest,
                document=json.dumps(document_of(catalogue), ensure_ascii=False),
                published_by=actor_id(writing.actor),
                published_at=writing.now,
            )
            QuestionRepository(writing.session).add(published)
            after = {"name": published.name, "digest": published.digest}
            writing.record(Event.CHECK_QUESTIONS_PUBLISHED, Subject(kind=KIND, id=published.name), after=after)
            return writing.done(published)


def newest(reading: Reading) -> QuestionCatalogue:
    """Return the catalogue that new checks get: the one the city published last, else the newest that ships."""
    published = _published(reading)
    return _parsed(published[0].document) if published else load_catalogue(known_catalogues()[-1])


def named(reading: Reading, name: str) -> QuestionCatalogue:
    """Return the catalogue of a name.

    Raises:
        QuestionsNotFoundError: There is none of this name.
    """
    if name in known_catalogues():
        return load_catalogue(name)
    published = QuestionRepository(reading.session).find(name)
    if published is None:
        raise QuestionsNotFoundError(name=name)
    return _parsed(published.document)


def _require_new(reading: Reading, name: str) -> None:
    if name in known_catalogues() or QuestionRepository(reading.session).find(name) is not None:
        raise QuestionsPublishedError(name=name)


def _published(reading: Reading) -> tuple[PublishedQuestions, ...]:
    return QuestionRepository(reading.session).all()


@lru_cache(maxsize=16)
def _parsed(document: str) -> QuestionCatalogue:
    """Return a stored catalogue; it was checked when it was published."""
    try:
        return parse_catalogue(json.loads(document))
    except PruefstandError as error:
        raise AssertionError("a published catalogue was whole") from error
