"""Likeness by the full-text search of both databases: what FTS5 and PostgreSQL find is what is there, city by city."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import Session

from app.migrations import downgrade, upgrade
from app.wiring import build_house
from capacity.repository import CapacityRepository, RequestSearch
from capacity.repository.alike import sharing
from capacity.rules.words import BEGINNING, LONGEST_WORD, MOST_WORDS, beginnings_of, words_of
from infra.database import Database
from infra.identity.demo import DEMO_CITY
from infra.identity.repository import IdentityRepository
from infra.policy.decision import Scope
from tests.capacity.test_requests import ADIT, MONDAY, begun, submitted
from tests.fakes import StoppedClock

ELSEWHERE = "andernorts"
PARTS = ("termin", "vergabe", "bürger", "amt", "straßen", "über", "licht", "akte", "größe", "ö", "42", "_x", "ѣлка")
QUERIES = ("Termin", "Bürgeramt: Terminvergabe?", "STRASSENLICHT", "Buergeraktengröße", "über 42 Akten", "ѣлка _x")


def titles(seed: int, count: int) -> list[str]:
    drawn = random.Random(seed)  # noqa: S311 - titles
    return [
        " ".join("".join(drawn.choices(PARTS, k=drawn.randint(1, 2))) for _ in range(drawn.randint(1, 5)))
        for _ in range(count)
    ]


def shared(session: Session, text: str) -> dict[int, int]:
    """Return what the database finds."""
    found = sharing(session, beginnings_of(text))
    return {number: count for number, count in session.execute(select(found.c.request_id, found.c.shared)) if count}


def counted(text: str, title: str) -> int:
    """Count by hand how many beginnings of a text a title shares."""
    return sum(any(word.startswith(one) for word in words_of(title)) for one in beginnings_of(text))


@pytest.fixture
def written(database: Database) -> Iterator[tuple[Session, dict[int, str]]]:
    """Yield a transaction with a few requests whose words were written more than once."""
    house = build_house(database, clock=StoppedClock(MONDAY))
    numbers = [begun(house, f"Vorhaben {number}").number for number in range(4)]
    by_number = {}
    for seed, number in enumerate(numbers):
        for title in titles(seed, 3):
            with database.write(DEMO_CITY) as session:
                CapacityRepository(session).put_words(number, title)
            by_number[number] = title
    with database.read(DEMO_CITY) as session:
        yield session, by_number


def test_the_database_counts_as_we_do(written: tuple[Session, dict[int, str]]) -> None:
    session, by_number = written
    asked = [*QUERIES, *titles(99, 40), *(f"{one[:7]} {one}" for one in by_number.values())]
    for text in asked:
        if beginnings_of(text):
            expected = {number: counted(text, title) for number, title in by_number.items() if counted(text, title)}
            assert shared(session, text) == expected, text
    assert any(counted(text, title) > 1 for text in asked for title in by_number.values()), "something to find"


def test_nothing_of_another_city_is_found(database: Database) -> None:
    number = submitted(build_house(database, clock=StoppedClock(MONDAY)), "Terminvergabe im Bürgeramt")
    with database.write(ELSEWHERE) as session:
        IdentityRepository(session).add_city(ELSEWHERE, "Andernorts", is_demo=False, at=MONDAY)
    for city, expected in ((DEMO_CITY, [number]), (ELSEWHERE, [])):
        with database.read(city) as session:
            found = RequestSearch(session).alike("Terminvergabe im Bürgeramt", None, (Scope(states=None, office=None),))
            assert [one.number for one in found] == expected


def test_words_are_carried_into_the_full_text(database: Database) -> None:
    number = submitted(build_house(database, clock=StoppedClock(MONDAY)), "Terminvergabe im Bürgeramt")
    downgrade(database, "0045")
    with database.maintain() as session:
        for word in ("terminver", "bürgeramt"):
            session.connection().exec_driver_sql(
                f"INSERT INTO capacity_word (city_id, request_id, word) VALUES ('{DEMO_CITY}', {number}, '{word}')"  # noqa: S608
            )
    upgrade(database)
    house = build_house(database, clock=StoppedClock(MONDAY))
    for typed in ("Terminvergaben im Bürgeramt", "Termin im Buergeramt"):
        assert [one.number for one in house.digital.request_drafting.alike(ADIT, typed)] == [number]


@given(st.text(max_size=400))
def test_words_are_few_short_and_each_once(text: str) -> None:
    words = words_of(text)
    assert len(set(words)) == len(words) <= MOST_WORDS
    assert all(len(one) <= LONGEST_WORD and " " not in one for one in words)
    assert all(any(word.startswith(one) for word in words) for one in beginnings_of(text))
    assert max((len(one) for one in beginnings_of(text)), default=0) <= BEGINNING


def test_umlauts_are_the_same_however_they_are_typed() -> None:
    assert words_of("Bürgergröße") == words_of("BUERGERGROESSE") == words_of("Bu\u0308rgergro\u0308ße")
    assert words_of("die und der im") == ()
