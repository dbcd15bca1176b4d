"""Alembic's entry: online within the caller's transaction, or by ``alembic --sql`` without a database."""

from alembic import context

from app.migrations import CITY_TABLES, METADATA, is_ours, secure
from infra.database import Database
from infra.row_security import policy_statements, role_statements
from infra.settings import Settings


def run_offline() -> None:
    """Print the statements instead of running them."""
    context.configure(url=Settings().database_url, target_metadata=METADATA, literal_binds=True, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
        if context.get_context().dialect.name == "postgresql":
            for statement in (*role_statements(), *policy_statements(METADATA.tables, CITY_TABLES)):
                context.execute(statement)


def run_online() -> None:
    """Run within the transaction handed in, or in a writing one of our own when the alembic command calls."""
    if (connection := context.config.attributes.get("connection")) is not None:
        context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
        context.run_migrations()
        return
    with Database(Settings().database_url).maintain() as session:
        context.configure(
            connection=session.connection(), target_metadata=METADATA, render_as_batch=True, include_name=is_ours
        )
        context.run_migrations()
        secure(session.connection())


if context.is_offline_mode():
    run_offline()
else:
    run_online()
