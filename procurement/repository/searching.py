"""How texts are made to be found."""


def folded(text: str) -> str:
    """Fold case in Python: SQLite folds ASCII letters only. PostgreSQL cannot hold NUL in a text."""
    return text.replace("\0", " ").casefold()
