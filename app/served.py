"""Whom an application serves."""

from app.house import House
from infra.policy.model import Actor
from web.rendering import static


class Served:
    """The house that the routes of an application call.

    Another can move in where the routes stay: building them takes longer than most tests.

    Args:
        house: The first.
    """

    def __init__(self, house: House) -> None:
        self.move_in(house)

    def move_in(self, house: House) -> None:
        """Let the routes call this house from now on."""
        self.house = house
        self.services: dict[str, object] = house.services() | {"static": static}

    def unread(self, actor: Actor) -> int:
        """Return how many notices somebody has not read."""
        return self.house.notices.unread(actor)
