"""Addresses of sealed intakes."""


def sealed_intake(slug: str) -> str:
    """Return the address of the sealed intake of a procedure."""
    return f"/vergabeverfahren/{slug}/annahme"


def hand_in(city: str) -> str:
    """Return the address under which bidders hand in."""
    return f"/angebotsabgabe/{city}"


def access_link(city: str, code: str) -> str:
    """Return a link as it is given to one bidder."""
    return f"{hand_in(city)}/{code}"


SEAL_KEY = "/konto/siegelschluessel"
