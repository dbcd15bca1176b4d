"""The form for one bid by hand, and the way from typed words to it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from core.errors import Fault
from core.german import read_number
from procurement.model import BidState, Procedure
from procurement.rules.bid_faults import STATES
from procurement.rules.bids.moments import UnreadableMomentError, read_moment
from procurement.rules.wording import fault_sentence
from procurement.services.intake.importing import GivenBid, GivenFile

LOT, TENDERER, RECEIVED, STATE = "los", "bieter", "eingang", "stand"
VARIANT = "nebenangebot"
PRICE = "preis-geheim"  # by this name nothing keeps it for after a new sign-in: ``web.kept``
FILES, PRICE_FILES = "dateien", "preisdateien"
NAMES = (LOT, TENDERER, VARIANT, RECEIVED, STATE, PRICE)
LABELS: Mapping[str, str] = {
    LOT: "Los",
    TENDERER: "Bieter",
    VARIANT: "Nebenangebot",
    RECEIVED: "Eingang",
    STATE: "Stand",
    PRICE: "Wertungspreis",
    FILES: "Dateien ohne Preis",
    PRICE_FILES: "Dateien, in denen der Preis steht",
}
NO_LOT = "Bitte ein Los aus der Liste wählen."
NO_STATE = "Bitte einen Stand aus der Liste wählen."
NO_PRICE = "Bitte einen Betrag eingeben, zum Beispiel 119.000,00, oder das Feld leer lassen."
_PLACES = {
    "/lot": LOT,
    "/tenderer": TENDERER,
    "/variant": VARIANT,
    "/received_at": RECEIVED,
    "/state": STATE,
    "/price_gross_eur": PRICE,
    "/files": FILES,
}


def labels() -> Mapping[str, tuple[str, str]]:
    """Return anchor and label of every input by its name."""
    return {name: (name, label) for name, label in LABELS.items()}


def lot_choices(procedure: Procedure) -> Sequence[tuple[str, str]]:
    """Return the lots to choose from."""
    return [(str(lot.number), f"{lot.number}: {lot.title}") for lot in procedure.lots]


def state_choices() -> Sequence[tuple[str, str]]:
    """Return how a platform can list a bid."""
    return [(state.value, STATES[state.value]) for state in BidState]


def read_bid(typed: Mapping[str, str], files: Sequence[GivenFile]) -> tuple[GivenBid | None, dict[str, str]]:
    """Return the bid in the inputs, None where one cannot be read, and what is wrong by the name of the input."""
    faults = dict[str, str]()
    lot = typed[LOT] if typed[LOT].isascii() and typed[LOT].isdecimal() and len(typed[LOT]) <= len("999") else ""
    if not lot:
        faults[LOT] = NO_LOT
    if typed[STATE] not in set(BidState):
        faults[STATE] = NO_STATE
    received = _moment(typed[RECEIVED], faults)
    price = read_number(typed[PRICE]) if typed[PRICE].strip() else None
    if price is None and typed[PRICE].strip():
        faults[PRICE] = NO_PRICE
    if faults or received is None:
        return None, faults
    given = GivenBid(
        lot=int(lot),
        tenderer=typed[TENDERER],
        variant=typed[VARIANT],
        received_at=received,
        state=BidState(typed[STATE]),
        gross_eur=price,
        files=files,
    )
    return given, {}


def faults_by_input(faults: Iterable[Fault]) -> dict[str, str]:
    """Return faults of the service by the name of the input that they belong to."""
    return {_PLACES.get(one.pointer, TENDERER): fault_sentence(one) for one in faults}


def _moment(text: str, faults: dict[str, str]) -> datetime | None:
    try:
        return read_moment(text)
    except UnreadableMomentError as error:
        faults[RECEIVED] = fault_sentence(Fault(error.fault, "", properties={"day": error.day}))
        return None
