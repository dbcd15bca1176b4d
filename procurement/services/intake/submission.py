"""What somebody hands in: a ZIP of bids with their list, or the list alone, through the gate to plain values."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.cells import Workbook
from core.errors import Fault, InputError
from core.file_names import folded, harmless, parts_of, unique_names
from core.package import looks_like_archive
from infra.documents.reading import ArchivedFile, names_in_archive, read_archive
from infra.inspect.errors import InspectionError
from infra.spreadsheet.magic import is_office_file
from infra.spreadsheet.reading import read_table, read_workbook
from procurement.model import BidState, bid_title
from procurement.rules.bids.listing import FOLDER, PRICE_FILE, ListedBid, raise_if, read_list
from procurement.rules.bids.names import neutral_name

LISTS = ("angebote.xlsx", "angebote.ods", "angebote.csv")
_LITTER = frozenset({"__macosx", ".ds_store", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file of a bid on its way in.

    Args:
        given: Its name as it came.
        name: Its name as it is stored.
        content: Its bytes.
        with_price: It tells the price.
    """

    given: str
    name: str
    content: bytes = field(repr=False)
    with_price: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBid:
    """A bid on its way in.

    Args:
        lot: Number of the lot.
        tenderer: Name of the bidder.
        received_at: When the platform received it, UTC.
        listed: How the platform lists it.
        gross_eur: Price as decimal string; None where none is named.
        files: Its files.
        places: Where each of its values stands, by the heading of the list.
        price_sheet: Lines of its price sheet; empty without one.
        variant: Name of the variant; empty for a main bid.
    """

    lot: int
    tenderer: str
    received_at: datetime
    listed: BidState
    gross_eur: str | None = field(repr=False)
    files: tuple[NewFile, ...]
    places: Mapping[str, str]
    price_sheet: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    variant: str = ""

    @property
    def title(self) -> str:
        """What it is called: the bidder, and which variant it is."""
        return bid_title(self.tenderer, self.variant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Everything that was handed in at once.

    Args:
        bids: In the order of the list.
        left_out: Names of files that programs put beside the bids and that belong to none.
    """

    bids: tuple[NewBid, ...]
    left_out: tuple[str, ...] = ()


def read_submission(data: bytes) -> Submission:
    """Return the bids in a ZIP with its list, or in a list alone.

    Raises:
        InputError: Every fault with sheet and cell; a file that is not let in says why.
    """
    if looks_like_archive(data) and not _is_workbook(data):
        return _from_archive(read_archive(data))
    bids = [_without_files(one) for one in read_list(_workbook(data))]
    return Submission(bids=tuple(bids))


def _is_workbook(data: bytes) -> bool:
    names = names_in_archive(data)
    return "[content_types].xml" in names or {"mimetype", "content.xml"} <= names


def new_files(given: list[tuple[str, bytes, bool]]) -> tuple[NewFile, ...]:
    """Return files under harmless names, unique within their bid; those that tell the price under neutral ones.

    Args:
        given: Name as it came, content, and whether it tells the price.
    """
    number = 0
    names = []
    for name, _, with_price in given:
        number += with_price
        names.append(neutral_name(number, name) if with_price else harmless(name))
    return tuple(
        NewFile(given=name, name=stored, content=content, with_price=with_price)
        for (name, content, with_price), stored in zip(given, unique_names(names), strict=True)
    )


def _workbook(data: bytes) -> Workbook:
    if is_office_file(data):
        return read_workbook(data)
    try:
        return read_table(data)
    except InspectionError as error:
        raise InputError([Fault("bid_list_kind", "")]) if error.reason == "file_kind" else error from error


def _without_files(listed: ListedBid) -> NewBid:
    if listed.folder:
        raise InputError([Fault("bid_folder_without_archive", listed.places[FOLDER])])
    if listed.price_files:
        raise InputError([Fault("bid_price_file_without_folder", listed.places[PRICE_FILE])])
    return _new(listed, ())


def _new(listed: ListedBid, files: tuple[NewFile, ...]) -> NewBid:
    return NewBid(
        lot=listed.lot,
        tenderer=listed.tenderer,
        received_at=listed.received_at,
        listed=listed.state,
        gross_eur=listed.gross_eur,
        files=files,
        places=listed.places,
        price_sheet=listed.price_sheet,
        variant=listed.variant,
    )


def _from_archive(files: tuple[ArchivedFile, ...]) -> Submission:
    litter = [one for one in files if _is_litter(one.path)]
    kept = [(parts_of(one.path), one) for one in files if not _is_litter(one.path)]
    lists = [one for parts, one in kept if len(parts) == 1 and parts[0].casefold() in LISTS]
    if len(lists) != 1:
        raise InputError([Fault("bid_list_twice" if lists else "bid_list_missing", "")])
    bids = read_list(_workbook(lists[0].content))
    outside = [one for parts, one in kept if len(parts) < _INSIDE and one is not lists[0]]
    faults = [Fault("bid_file_outside", "", properties={"file": harmless(one.path)[:80]}) for one in outside]
    folders: dict[str, list[tuple[str, bytes]]] = {}
    spellings: dict[str, str] = {}
    for parts, one in kept:
        if len(parts) >= _INSIDE:
            folder = _folder(parts[0])
            if spellings.setdefault(folder, parts[0]) != parts[0]:  # bids of two bidders must never become one
                faults.append(Fault("bid_folder_alike", "", properties={"folder": harmless(parts[0])[:80]}))
            folders.setdefault(folder, []).append(("/".join(parts[1:]), one.content))
    found = tuple(_with_files(one, folders, faults) for one in bids)
    faults += _folder_faults(bids, folders)
    raise_if(faults)
    return Submission(bids=found, left_out=tuple(harmless(one.path) for one in litter))


_INSIDE = 2


def _is_litter(path: str) -> bool:
    parts = parts_of(path)
    return not parts or any(part.casefold() in _LITTER for part in (parts[0], parts[-1]))


def _folder(name: str) -> str:
    return folded(harmless(name))


def _folder_faults(bids: tuple[ListedBid, ...], folders: Mapping[str, object]) -> list[Fault]:
    named = Counter(_folder(one.folder) for one in bids if one.folder)
    twice = [
        Fault("bid_folder_twice", one.places[FOLDER], properties={"folder": one.folder[:80]})
        for one in bids
        if one.folder and named[_folder(one.folder)] > 1
    ]
    unlisted = [one for one in folders if one not in named]
    return twice + [Fault("bid_folder_unlisted", "", properties={"folder": one[:80]}) for one in unlisted]


def _with_files(listed: ListedBid, folders: Mapping[str, list[tuple[str, bytes]]], faults: list[Fault]) -> NewBid:
    """Return a bid with the files of its folder; what is wrong is added to ``faults``."""
    inside = folders.get(_folder(listed.folder), []) if listed.folder else []
    if listed.folder and not inside:
        faults.append(Fault("bid_folder_missing", listed.places[FOLDER], properties={"folder": listed.folder[:80]}))
    if listed.folder and listed.price_files is None:
        faults.append(Fault("bid_price_file_unsaid", listed.places[PRICE_FILE]))
    if not listed.folder and listed.price_files:
        faults.append(Fault("bid_price_file_without_folder", listed.places[PRICE_FILE]))
    wanted = {folded(harmless(name)): name for name in listed.price_files or ()}
    present = {folded(harmless(name)) for name, _ in inside}
    for key, name in wanted.items():
        if listed.folder and key not in present:
            faults.append(Fault("bid_price_file_missing", listed.places[PRICE_FILE], properties={"file": name[:80]}))
    given = [(name, content, folded(harmless(name)) in wanted) for name, content in inside]
    return _new(listed, new_files(given))
