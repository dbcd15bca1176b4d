"""What somebody wants to see of the components of a result: pure."""

from collections.abc import Mapping, Sequence

from infra.fields.services import plain_text
from procurement.model import ComponentOrder, ComponentQuery, ComponentRuling, FileVerdict, LicenceClass
from web.evidence import CLASSES, RULINGS
from web.views.evidence import document_name

FIELDS = ("suche", "art", "regel", "befund", "dokument", "folge")
_LONGEST, _DIGITS = 200, 6
_YES, _NO = "ja", "nein"

Choices = Sequence[tuple[str, str]]


def typed_in(asked: Mapping[str, str]) -> dict[str, str]:
    """Return what an address asks for; what it does not name is empty."""
    typed = {name: plain_text(str(asked.get(name, "")))[:_LONGEST] for name in FIELDS}
    return typed | {"folge": typed["folge"] if typed["folge"] in set(ComponentOrder) else ""}


def query_of(typed: Mapping[str, str]) -> ComponentQuery:
    """Return which components are asked for; what no choice offers is not asked for."""
    place, order = typed["dokument"], typed["folge"]
    return ComponentQuery(
        licence_class=LicenceClass(typed["art"]) if typed["art"] in set(LicenceClass) else None,
        ruling=ComponentRuling(typed["regel"]) if typed["regel"] in set(ComponentRuling) else None,
        has_finding={_YES: True, _NO: False}.get(typed["befund"]),
        verdict=int(place) if place.isascii() and place.isdecimal() and len(place) <= _DIGITS else None,
        text=typed["suche"],
        order=ComponentOrder(order) if order else ComponentOrder.NAME,
    )


def choices_of(verdicts: Sequence[FileVerdict]) -> Mapping[str, Choices]:
    """Return what the filters offer."""
    return {
        "art": [(one.value, name) for one, name in CLASSES.items()],
        "regel": [(one.value, name) for one, (_, name) in RULINGS.items()],
        "befund": [(_YES, "mit Befund"), (_NO, "ohne Befund")],
        "dokument": [(str(one.place), document_name(one)) for one in verdicts if one.components],
        "folge": [("", "nach Namen"), (ComponentOrder.FILE.value, "wie in der Datei")],
    }
