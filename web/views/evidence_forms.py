"""What forms about evidence on licences offer and carry: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from infra.uploads.model import MEBIBYTE, Upload
from licensing.catalogue.obligations import Scenario
from licensing.compatibility.cells import Use
from licensing.sbom.opening import MAXIMUM_BYTES
from procurement.model import AnalysisChoice, EvidenceFile, EvidenceKind, FileVerdict
from procurement.services.intake.reading import SeenBid
from web import addresses
from web.evidence import KINDS, ORIGINS
from web.formats import number

ABOUT_FILES = ("art", "lizenz")
TYPED = (*ABOUT_FILES, "titel", "produkt", "verwendung", "szenario", "regeln")
PIECE = 4 * MEBIBYTE
_FRAME = 65_536  # what a request carries besides a piece
_KIBIBYTE = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadLine:
    """A file that has arrived, or of which something has."""

    id: str
    name: str
    size: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What an upload area offers.

    Args:
        megabytes: How much one request takes, for browsers without a script.
        largest: Bytes of the largest file in pieces.
        piece: Bytes that a script sends at a time.
        arrived: Files that have arrived and wait to be taken over.
        waiting: Files of which something has arrived.
    """

    megabytes: int
    largest: int
    piece: int
    arrived: tuple[UploadLine, ...]
    waiting: tuple[UploadLine, ...]

    @property
    def largest_mib(self) -> int:
        """The largest file in mebibytes."""
        return self.largest // MEBIBYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceLine:
    """A file of an analysis in its table."""

    number: int
    name: str
    kind: str
    size: str
    origin: str
    lists: tuple["ListLine", ...]


@dataclass(frozen=True, slots=True)
class ListLine:
    """A licence list of a file, with the page of its columns.

    Args:
        name: Its name in the file; empty where the file is the list.
        address: Page of its columns.
        is_confirmed: Its columns are confirmed.
    """

    name: str
    address: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class BidFileLine:
    """A file of a bid that can be taken over."""

    name: str
    size: str


def offer_of(uploads: Sequence[Upload], largest: int, request_bytes: int, most: int = MAXIMUM_BYTES) -> Offer:
    """Return what an upload area offers.

    Args:
        uploads: Uploads for this area.
        largest: Bytes of the largest file in pieces.
        request_bytes: Bytes of the largest request.
        most: Bytes of the largest file that is of use here; those of evidence on licences where nothing else is said.
    """
    lines = [
        UploadLine(id=one.id, name=one.name, size=size_of(one.size), percent=one.offset * 100 // one.size)
        for one in uploads
    ]
    done = {one.id for one in uploads if one.is_finished}
    return Offer(
        megabytes=request_bytes // 1_000_000,
        largest=min(largest, most),
        piece=max(_KIBIBYTE, min(PIECE, request_bytes - _FRAME)),
        arrived=tuple(one for one in lines if one.id in done),
        waiting=tuple(one for one in lines if one.id not in done),
    )


def size_of(size: int) -> str:
    """Return a size in words that people read: ``12,3 MiB``."""
    if size < _KIBIBYTE:
        return f"{number(size)} Byte"
    if size < MEBIBYTE:
        return f"{number(size // _KIBIBYTE)} KiB"
    tenths = (size * 10 + MEBIBYTE // 2) // MEBIBYTE
    return f"{number(tenths // 10)},{tenths % 10} MiB"


def evidence_lines(
    analysis: int, files: Sequence[EvidenceFile], verdicts: Sequence[FileVerdict]
) -> tuple[EvidenceLine, ...]:
    """Return the files of an analysis; each licence list leads to its columns once it was read."""
    return tuple(
        EvidenceLine(
            number=one.number,
            name=one.name,
            kind=KINDS[one.kind] + (f": {one.licence}" if one.licence else ""),
            size=size_of(one.size),
            origin=ORIGINS[one.origin],
            lists=_lists_of(analysis, [verdict for verdict in verdicts if verdict.file == one.number]),
        )
        for one in files
    )


def _lists_of(analysis: int, verdicts: Sequence[FileVerdict]) -> tuple[ListLine, ...]:
    return tuple(
        ListLine(one.member, addresses.list_columns(analysis, one.file, one.member), bool(one.columns["confirmed"]))
        for one in verdicts
        if one.columns is not None
    )


def bid_files(seen: SeenBid) -> tuple[BidFileLine, ...]:
    """Return the files of a bid that can be taken over: none that tells the price."""
    return tuple(BidFileLine(one.name, size_of(one.size)) for one in seen.files if not one.with_price)


def typed_of(choice: AnalysisChoice) -> dict[str, str]:
    """Return what stands in the fields of an analysis."""
    return {
        "art": EvidenceKind.BILL.value,
        "lizenz": "",
        "titel": "",
        "produkt": choice.outbound,
        "verwendung": choice.use.value,
        "szenario": choice.scenario.value,
        "regeln": choice.rules,
    }


def choice_in(typed: Mapping[str, str]) -> AnalysisChoice:
    """Return what was chosen; what no choice offers is taken for what it is without a word."""
    plain = AnalysisChoice()
    return AnalysisChoice(
        outbound=typed["produkt"],
        use=Use(typed["verwendung"]) if typed["verwendung"] in set(Use) else plain.use,
        scenario=Scenario(typed["szenario"]) if typed["szenario"] in set(Scenario) else plain.scenario,
        rules=typed["regeln"],
    )
