"""The second wall on PostgreSQL, tried with plain SQL that forgets every condition."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlmodel import Session

from app.demo import load_demo
from app.migrations import CITY_TABLES, METADATA, downgrade, is_current, upgrade
from app.wiring import build_house
from infra.database import Database, DatabaseUnavailableError
from infra.identity.demo import DEMO_CITY
from infra.row_security import APP_ROLE, APPEND_ONLY, RoleMissingError
from infra.settings import Settings
from tests.applications import guarded
from tests.cities import OURS, THEIRS, with_two_cities
from tests.clients import TestClient
from tests.people import cookies
from tests.templates import Templates

SHARED = {"identity_city", "identity_session", "job_queue"}


@pytest.fixture
def filled(empty_postgres: Database, templates: Templates) -> Database:
    templates.copy("rows_of_two_cities", with_two_cities, empty_postgres)
    return empty_postgres


def test_every_table_of_cities_is_walled_in(filled: Database) -> None:
    with_city = {name for name, table in METADATA.tables.items() if "city_id" in table.columns}
    flags = text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity")
    with filled.maintain(read_only=True) as session:
        walled = set(session.execute(flags).scalars())
    assert walled == CITY_TABLES
    assert with_city - CITY_TABLES <= SHARED


def cities_in(session: Session, table: str) -> set[str]:
    """Return whose rows a statement finds that forgot every condition."""
    return set(session.execute(text(f"SELECT city_id FROM {table}")).scalars())  # noqa: S608 - names of our own tables


def test_a_forgotten_condition_leaks_nothing(filled: Database) -> None:
    with filled.read(OURS) as session:
        assert session.execute(text("SELECT current_user")).scalar_one() == APP_ROLE
        assert [table for table in sorted(CITY_TABLES) if cities_in(session, table) != {OURS}] == []
    with filled.read() as session:
        assert [table for table in sorted(CITY_TABLES) if cities_in(session, table)] == []
    with filled.maintain(read_only=True) as session:
        assert [table for table in sorted(CITY_TABLES) if cities_in(session, table) != {OURS, THEIRS}] == []


def test_a_forgotten_condition_changes_nothing_elsewhere(filled: Database) -> None:
    for table in sorted(CITY_TABLES - APPEND_ONLY):
        with filled.write(OURS) as session:
            session.execute(text(f"UPDATE {table} SET city_id = city_id"))  # noqa: S608 - names of our own tables
            other = text(f"UPDATE {table} SET city_id = :other")  # noqa: S608 - as above
            with pytest.raises(DBAPIError), session.begin_nested():  # noqa: PT012 - what the message names
                session.execute(other, {"other": THEIRS})
                pytest.fail(f"rows of {table} were given to another city")
            deleted = text(f"DELETE FROM {table} WHERE city_id = :other")  # noqa: S608 - as above
            assert session.execute(deleted, {"other": THEIRS}).rowcount == 0, table  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET body = '{}'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "ALTER TABLE audit_entry DISABLE ROW LEVEL SECURITY",
        "DROP POLICY city ON audit_entry",
        "UPDATE alembic_version SET version_num = '0001'",
        "DELETE FROM identity_city",
        "CREATE TABLE surplus (n integer)",
    ],
)
def test_requests_cannot_do_more_than_they_need(filled: Database, statement: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), filled.write(OURS) as session:
        session.execute(text(statement))


def test_without_the_setting_the_database_refuses(filled: Database) -> None:
    """A connection that never came through our doors: not even an empty answer."""
    engine = create_engine(filled.engine.url)
    with engine.connect() as connection:
        connection.execute(text(f"SET ROLE {APP_ROLE}"))
        with pytest.raises(ProgrammingError, match="unrecognized configuration parameter"):
            connection.execute(text("SELECT * FROM identity_person"))
    engine.dispose()


def test_an_owner_who_is_no_superuser_is_held_to_it(filled: Database) -> None:
    with filled.maintain() as session:
        session.execute(text("DROP ROLE IF EXISTS an_owner"))
        session.execute(text(f"CREATE ROLE an_owner NOLOGIN IN ROLE {APP_ROLE}"))
        session.execute(text("ALTER TABLE identity_person OWNER TO an_owner"))
        settings = "SELECT set_config('role', 'an_owner', true), set_config('pruefstand.city', :city, true)"
        session.execute(text(f"{settings}, set_config('pruefstand.maintenance', 'off', true)"), {"city": OURS})
        assert set(session.execute(text("SELECT city_id FROM identity_person")).scalars()) == {OURS}


def test_nothing_stays_on_the_connection(filled: Database) -> None:
    with filled.read(OURS):
        pass
    with filled.engine.connect() as connection:
        left = connection.execute(text("SELECT current_user, current_setting('pruefstand.city', true)")).one()
    assert left[0] != APP_ROLE
    assert left[1] in {"", None}


@pytest.fixture
def acting(empty_postgres: Database) -> Iterator[set[str]]:
    """Collect as whom each transaction acted, just before it ends."""
    seen = set[str]()

    def look(connection: Connection) -> None:
        seen.add(str(connection.exec_driver_sql("SELECT current_user").scalar_one()))

    for ending in ("commit", "rollback"):
        event.listen(empty_postgres.engine, ending, look)
    yield seen
    for ending in ("commit", "rollback"):
        event.remove(empty_postgres.engine, ending, look)


def test_requests_never_act_as_the_owner(empty_postgres: Database, acting: set[str]) -> None:
    upgrade(empty_postgres)
    house = build_house(empty_postgres)
    acting.clear()
    load_demo(house)
    application = guarded(house, Settings())
    with TestClient(application, base_url="http://127.0.0.1:8000", cookies=cookies(house, "revision")) as client:
        for address in ("/", "/vergaben/vg-2026-031-preis-quotient", "/health", "/api/v1/evaluations", "/vergaben/neu"):
            client.get(address)
    assert acting == {APP_ROLE}


def test_setting_up_twice_changes_nothing_and_the_way_back_works(filled: Database) -> None:
    upgrade(filled)
    assert is_current(filled)
    downgrade(filled, "0001")
    upgrade(filled)
    with filled.read(DEMO_CITY) as session:
        assert session.execute(text("SELECT count(*) FROM procurement_evaluation")).scalar_one() == 2


def test_before_the_first_upgrade_nothing_is_open(empty_postgres: Database) -> None:
    with empty_postgres.maintain() as session:
        session.execute(text("CREATE TABLE before_us (n integer)"))
    with pytest.raises((DatabaseUnavailableError, ProgrammingError)), empty_postgres.read(OURS) as session:
        session.execute(text("SELECT * FROM before_us"))


@pytest.fixture
def without_role(empty_postgres: Database) -> Iterator[Database]:
    """Yield a database of a server without our role, which other databases need: it steps aside and comes back."""
    with empty_postgres.maintain() as session:
        session.execute(text("ALTER ROLE pruefstand_app RENAME TO pruefstand_beiseite"))
    yield empty_postgres
    with empty_postgres.maintain() as session:
        for role in ("schlicht", "pruefstand_app"):
            session.execute(text(f"DROP OWNED BY {role} CASCADE"))
            session.execute(text(f"DROP ROLE {role}"))
        session.execute(text("ALTER ROLE pruefstand_beiseite RENAME TO pruefstand_app"))


def test_a_login_that_may_not_create_roles_is_told_what_to_do(without_role: Database) -> None:
    with without_role.maintain() as session:
        session.execute(text("DROP ROLE IF EXISTS schlicht"))
        session.execute(text("CREATE ROLE schlicht LOGIN"))
        session.execute(text("GRANT USAGE ON SCHEMA public TO PUBLIC"))  # as on every new server
        session.execute(text("GRANT CREATE ON SCHEMA public TO schlicht"))
    plain = Database(str(without_role.engine.url.set(username="schlicht")))
    with pytest.raises(RoleMissingError) as caught:
        upgrade(plain)
    assert caught.value.remedy == 'CREATE ROLE pruefstand_app NOLOGIN; GRANT pruefstand_app TO "schlicht";'
    assert not is_current(plain)
    with without_role.maintain() as session:
        session.execute(text(caught.value.remedy))
    with_two_cities(plain)
    with plain.read(OURS) as session:
        assert set(session.execute(text("SELECT city_id FROM identity_person")).scalars()) == {OURS}
    plain.close()
