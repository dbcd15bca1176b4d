"""How texts are made to be found, and what every list of a room is cut down to."""

from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlalchemy.orm import Mapped

from infra.policy.decision import Scope

Column = ColumnElement[str] | Mapped[str]


def folded(text: str) -> str:
    """Fold case in Python: SQLite folds ASCII letters only. PostgreSQL cannot hold NUL in a text."""
    return text.replace("\0", " ").casefold()


def has_words(searched: Column, text: str) -> list[ColumnElement[bool]]:
    """Return that every word of a search stands in a folded text.

    Args:
        searched: The column with it.
        text: As it was typed; without words everything is found.
    """
    return [searched.contains(word, autoescape=True) for word in folded(text).split()]


def is_seen(
    scopes: Collection[Scope], office: Column | Mapped[str | None], state: Column | None = None
) -> ColumnElement[bool]:
    """Return that a row lies in one of these scopes; without any nothing does.

    Args:
        scopes: What may be seen.
        office: The column with the office that a row belongs to.
        state: The one with its state; None where it has none, then a scope that asks for one sees nothing.
    """
    return or_(false(), *(and_(true(), *_within(one, office, state)) for one in scopes))


def _within(scope: Scope, office: Column | Mapped[str | None], state: Column | None) -> Iterator[ColumnElement[bool]]:
    if scope.states is not None:
        yield false() if state is None else state.in_(sorted(scope.states))
    if scope.office is not None:
        yield office == scope.office
