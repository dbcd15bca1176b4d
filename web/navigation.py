"""The main menu: what a reader may open, in groups, with the place they are at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from infra.policy.table import Action

Here = Literal["", "page", "true"]


@dataclass(frozen=True, slots=True)
class Place:
    """A link of the menu.

    Args:
        label: What stands there.
        address: Where it leads.
        action: What a reader must be allowed to do to see it.
        below: Further addresses whose pages belong to it.
    """

    label: str
    address: str
    action: Action
    below: str = ""

    def here(self, path: str) -> Here:
        """Tell, in the values of ``aria-current``, whether ``path`` is this place or lies below it."""
        if path == self.address:
            return "page"
        return "true" if path.startswith(self.below or f"{self.address}/") else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Places that fold up under one word; a reader who may open only one of them sees the place itself."""

    label: str
    places: tuple[Place, ...]

    def holds(self, path: str) -> bool:
        """Tell whether the reader is at one of its places."""
        return any(place.here(path) for place in self.places)


MENU = (
    Group(
        "Vergabe",
        (
            Place("Vergabeverfahren", "/vergabeverfahren", Action.LIST_PROCEDURES),
            Place("Kurzbewertungen", "/kurzbewertungen", Action.READ_SHORT_ASSESSMENT),
            Place("Vertragsregister", "/vertragsregister", Action.READ_REGISTER),
            Place("Löschnachweise", "/aussonderungen", Action.READ_DISPOSAL),
        ),
    ),
    Place("Digital-Checks", "/digital-checks", Action.READ_CHECK),
    Place("IT-Anforderungen", "/anforderungen", Action.READ_CAPACITY),
    Place("Wertungen", "/", Action.LIST_EVALUATIONS, below="/vergaben/"),
    Group(
        "Magistrat",
        (
            Place("Sitzung", "/sitzung", Action.READ_MEETING),
            Place("Tagesordnungen", "/tagesordnungen", Action.READ_AGENDAS),
            Place("Ratsinformation", "/ratsinformation", Action.READ_COUNCIL),
        ),
    ),
    Group(
        "Lizenzen und Standards",
        (
            Place("Lizenzen", "/analysen", Action.READ_EVIDENCE),
            Place("Standards", "/standards", Action.USE_PUBLIC_TOOLS),
        ),
    ),
    Group(
        "Werkzeuge",
        (
            Place("Datei prüfen", "/pruefen", Action.USE_PUBLIC_TOOLS),
            Place("Bewertungsmatrix", "/probe", Action.USE_PUBLIC_TOOLS),
            Place("Prüfpaket", "/pruefpaket", Action.USE_PUBLIC_TOOLS),
            Place("Übersicht prüfen", "/pruefcode", Action.USE_PUBLIC_TOOLS),
            Place("Wertungsmethoden", "/methoden", Action.USE_PUBLIC_TOOLS),
        ),
    ),
    Place("Prüfprotokoll", "/pruefprotokoll", Action.READ_AUDIT_LOG),
    Place("Verwaltung", "/verwaltung/personen", Action.READ_PEOPLE, below="/verwaltung/"),
    Place("Aufträge", "/auftraege", Action.READ_JOB),
    Place("Hilfe", "/hilfe", Action.USE_PUBLIC_TOOLS),
)
"""The menu for somebody who may open everything."""


def menu_for(may: Callable[[Action], bool]) -> tuple[Place | Group, ...]:
    """Return the menu of a reader.

    Args:
        may: Tells what the reader may do.
    """
    shown = (_shown(entry, may) for entry in MENU)
    return tuple(entry for entry in shown if entry is not None)


def _shown(entry: Place | Group, may: Callable[[Action], bool]) -> Place | Group | None:
    if isinstance(entry, Place):
        return entry if may(entry.action) else None
    places = tuple(place for place in entry.places if may(place.action))
    return Group(entry.label, places) if len(places) > 1 else next(iter(places), None)
