"""What a version of the catalogue changes, question by question, for whoever publishes it."""

from dataclasses import dataclass

from digitalcheck.rules.catalogue.form import QuestionCatalogue


@dataclass(frozen=True, slots=True)
class CatalogueChanges:
    """What is different.

    Args:
        added: Ids of questions that are new.
        removed: Ids of questions that are asked no more.
        changed: Ids of questions with another wording, other answers or other rules.
        is_equal: Nothing but the name of the version differs.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]
    is_equal: bool


def catalogue_changes(before: QuestionCatalogue, after: QuestionCatalogue) -> CatalogueChanges:
    """Return what the later of two versions changes."""
    old, new = ({one.id: one for one in each.questions} for each in (before, after))
    rest_before, rest_after = (
        {name: value for name, value in each.document.items() if name not in {"id", "version", "title"}}
        for each in (before, after)
    )
    return CatalogueChanges(
        added=tuple(id_ for id_ in new if id_ not in old),
        removed=tuple(id_ for id_ in old if id_ not in new),
        changed=tuple(id_ for id_ in new if id_ in old and new[id_] != old[id_]),
        is_equal=rest_before == rest_after,
    )
