"""The second wall between cities on PostgreSQL: row-level security, and a role that may do no more than requests need.

Requests act as ``APP_ROLE``, which owns nothing. A table of a city's rows shows this role only the rows of the city
named by the setting ``CITY``, and takes only such rows; without that setting the database raises an error, and an empty
one matches no city. The owner is held to the same (``FORCE``) unless it comes through ``Database.maintain``. The wall
catches a forgotten condition, not SQL injection: whoever can run SQL can also name another city.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, Table, text
from sqlalchemy.exc import ProgrammingError

from core.errors import PruefstandError

APP_ROLE = "pruefstand_app"
CITY = "pruefstand.city"
MAINTENANCE = "pruefstand.maintenance"

_CHANGEABLE = "SELECT, INSERT, UPDATE, DELETE"
_OF_FILE = "SELECT, INSERT, DELETE"  # triggers let rows go with their whole file alone, once its deletion is proven
_GRANTS: Mapping[str, str] = {
    "alembic_version": "SELECT",
    "audit_entry": "SELECT, INSERT",
    "digitalcheck_committee": "SELECT, INSERT",
    "digitalcheck_questions": "SELECT, INSERT",
    "digitalcheck_release": "SELECT, INSERT",
    "digitalcheck_replacement": "SELECT, INSERT",
    "digitalcheck_service": "SELECT, INSERT",
    "digitalcheck_service_list": "SELECT, INSERT",
    "digitalcheck_sheet": "SELECT, INSERT",
    "digitalcheck_sheet_file": "SELECT, INSERT",
    "digitalcheck_sheet_publication": "SELECT, INSERT",
    "digitalcheck_step": "SELECT, INSERT",
    "capacity_calendar": "SELECT, INSERT",
    "capacity_event": "SELECT, INSERT",
    "capacity_lift": "SELECT, INSERT",
    "capacity_promise": "SELECT, INSERT",
    "capacity_reminder": "SELECT, INSERT",
    "capacity_round": "SELECT, INSERT",
    "capacity_round_record": "SELECT, INSERT",
    "procurement_seal_wrap": _OF_FILE,
    "procurement_sealed_intake": _OF_FILE,
    "procurement_sealed_opening": _OF_FILE,
    "procurement_short_assessment_record": "SELECT, INSERT",
    "procurement_short_assessment_writer": "SELECT, INSERT",
    "identity_city": "SELECT, INSERT",
    "procurement_answer_effect": _OF_FILE,
    "procurement_disposal": "SELECT, INSERT",
    "procurement_award_entry": _OF_FILE,
    "procurement_award_letter": _OF_FILE,
    "procurement_bid_statement": _OF_FILE,
    "procurement_catalogue_entry": "SELECT, INSERT",
    "procurement_catalogue_release": "SELECT, INSERT",
    "procurement_catalogue_version": "SELECT, INSERT",
    "procurement_conflict_declaration": _OF_FILE,
    "procurement_opening": _OF_FILE,
    "procurement_points_decision": _OF_FILE,
    "procurement_pruefvermerk": _OF_FILE,
    "procurement_alternative_search": _OF_FILE,
    "procurement_product": "SELECT, INSERT",
    "procurement_product_import": "SELECT, INSERT",
    "procurement_publication": _OF_FILE,
    "procurement_house_rules": "SELECT, INSERT",
    "procurement_rubric": "SELECT, INSERT",
    "procurement_register_alarm": "SELECT, INSERT",
    "procurement_register_change": "SELECT, INSERT",
    "procurement_repository": _OF_FILE,
    "procurement_repository_archive": _OF_FILE,
    "procurement_repository_fetch": _OF_FILE,
    "procurement_repository_snapshot": _OF_FILE,
    "procurement_repository_withdrawal": _OF_FILE,
    "procurement_score": _OF_FILE,
}
APPEND_ONLY = frozenset(table for table, rights in _GRANTS.items() if rights in {"SELECT, INSERT", _OF_FILE})
"""Tables whose rows come and never change."""

_MAKE_ROLE = f"""
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{APP_ROLE}') THEN
    CREATE ROLE {APP_ROLE} NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of this server was set up at the same moment
END $$"""
_JOIN_ROLE = f"""
DO $$ BEGIN
  IF NOT pg_has_role(current_user, '{APP_ROLE}', 'MEMBER') THEN
    EXECUTE 'GRANT {APP_ROLE} TO ' || quote_ident(current_user);
  END IF;
END $$"""


class RoleMissingError(PruefstandError):
    """The login can neither act as the role of the requests nor create it. Nothing was changed.

    Args:
        login: Name of the login.
    """

    def __init__(self, login: str) -> None:
        super().__init__(f"{login} may not create the role {APP_ROLE}")
        self.login = login

    @property
    def remedy(self) -> str:
        """SQL that the administrator of the database server runs once."""
        name = self.login.replace('"', '""')
        return f'CREATE ROLE {APP_ROLE} NOLOGIN; GRANT {APP_ROLE} TO "{name}";'


def secure(connection: Connection, tables: Mapping[str, Table], owned: frozenset[str]) -> None:
    """Give the role of the requests its rights and every table of cities its policy; doing so twice changes nothing.

    Args:
        connection: The owner's transaction.
        tables: All tables of the schema by name.
        owned: Names of those whose rows belong to cities.

    Raises:
        RoleMissingError: The role does not exist and the login may not create it.
    """
    login = str(connection.execute(text("SELECT current_user")).scalar_one())
    try:
        with connection.begin_nested():
            for statement in role_statements():
                connection.exec_driver_sql(statement)
    except ProgrammingError as error:
        raise RoleMissingError(login) from error
    for statement in policy_statements(tables, owned):
        connection.exec_driver_sql(statement)


def role_statements() -> tuple[str, str]:
    """Return what makes the role and lets the login act as it."""
    return _MAKE_ROLE, _JOIN_ROLE


def policy_statements(tables: Mapping[str, Table], owned: frozenset[str]) -> Iterator[str]:
    """Yield the statements that set rights and policies; each can be repeated."""
    for name in (*tables, "alembic_version"):
        yield f"REVOKE ALL ON {name} FROM {APP_ROLE}"
        yield f"GRANT {_GRANTS.get(name, _CHANGEABLE)} ON {name} TO {APP_ROLE}"
    for right in ("USAGE ON SCHEMA", "USAGE ON ALL SEQUENCES IN SCHEMA"):
        yield f"DO $$ BEGIN EXECUTE 'GRANT {right} ' || quote_ident(current_schema()) || ' TO {APP_ROLE}'; END $$"
    for name in sorted(owned):
        yield from _of_city(name)


def release(connection: Connection, tables: frozenset[str]) -> None:
    """Take the policies away before the schema goes back: a column that a policy names cannot be dropped."""
    for table in sorted(tables):
        for policy in ("city", "maintenance"):
            connection.exec_driver_sql(f"DROP POLICY IF EXISTS {policy} ON {table}")
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")


def _of_city(table: str) -> Iterator[str]:
    own = f"city_id = current_setting('{CITY}')"
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS city ON {table}"
    yield f"CREATE POLICY city ON {table} USING ({own}) WITH CHECK ({own})"
    yield f"DROP POLICY IF EXISTS maintenance ON {table}"
    kept_up = f"current_setting('{MAINTENANCE}', true) = 'on'"
    yield f"CREATE POLICY maintenance ON {table} TO CURRENT_USER USING ({kept_up}) WITH CHECK ({kept_up})"
