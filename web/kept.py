"""What somebody typed and sent after the session had ended: kept in the page that asks to sign in, nowhere else."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from web.addresses import is_local
from web.views.fields import VERSION
from web.whose import FIELD
from web.wording import FIELDS

LARGEST_TEXT = 2_000_000
LARGEST_BODY = 4 * LARGEST_TEXT  # what is kept, as JSON in a form: quoted twice
MOST_FIELDS = 30_000  # a sheet of 20 bids and 200 criteria with points, reasons, sources and versions
_FORMS = (RequestEncodingType.URL_ENCODED, RequestEncodingType.MULTI_PART)
_NEVER = re.compile(r"kennwort|passwor|geheim|secret|^code$|einmal", re.IGNORECASE)
_STATE = "kept_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A form that was sent and not carried out.

    Args:
        address: Where to, a local address.
        fields: Names and texts in the order they were sent; never passwords.
        files: Names of files that have to be chosen again.
        is_multipart: How it was sent.
        is_cut: It was too large to be kept.
    """

    address: str
    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    is_multipart: bool = False
    is_cut: bool = False

    def is_of(self, person: str) -> bool:
        """Tell whether the page with this form was shown to a person; of no other one it shows what was typed."""
        return all(text == person for name, text in self.fields if name == FIELD)

    @property
    def sent_again(self) -> tuple[tuple[str, str], ...]:
        """What goes into the form that sends it once more: whose that one is, it says itself."""
        return tuple((name, text) for name, text in self.fields if name != FIELD)

    @property
    def written(self) -> tuple[tuple[str, str], ...]:
        """Label and text of every field that somebody wrote in; not what else the form carries for machines."""
        return tuple((FIELDS[name], text) for name, text in self.fields if name in FIELDS and text.strip())

    @property
    def further(self) -> int:
        """How many fields that save themselves were filled in besides: they go along, but are too many to show."""
        names = {name for name, _ in self.fields}
        return sum(
            bool(text.strip()) and f"{name}{VERSION}" in names and name not in FIELDS for name, text in self.fields
        )

    def as_json(self) -> str:
        """Return the text that carries it through the sign-in."""
        return _Carried(**asdict(self)).model_dump_json()


class _Carried(BaseModel):
    """It comes back from outside: checked like anything that does."""

    model_config = ConfigDict(extra="forbid")

    address: str = Field(max_length=2_000)
    fields: list[tuple[str, str]] = Field(max_length=MOST_FIELDS)
    files: list[str] = Field(max_length=MOST_FIELDS)
    is_multipart: bool
    is_cut: bool


def is_never_kept(name: str) -> bool:
    """Tell whether a field holds a secret, by its name."""
    return bool(_NEVER.search(name))


def from_json(text: str) -> Kept | None:
    """Return what was carried through the sign-in; None where it is not what ``as_json`` wrote."""
    if not text or len(text) > 2 * LARGEST_TEXT:
        return None
    try:
        carried = _Carried.model_validate_json(text)
    except ValidationError:
        return None
    fields = tuple((name, value) for name, value in carried.fields if not is_never_kept(name))
    if not is_local(carried.address):
        return None
    return Kept(
        address=carried.address,
        fields=fields,
        files=tuple(carried.files),
        is_multipart=carried.is_multipart,
        is_cut=carried.is_cut,
    )


async def keep_form(request: Request[Any, Any, Any]) -> None:
    """Remember the form of a request that is about to be refused, for the page that answers it."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method != "POST" or kind not in _FORMS:
        return
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    try:
        form = await request.form()
    except (HTTPException, UnicodeDecodeError, LookupError, ValueError):
        request.state[_STATE] = Kept(address=here, is_cut=True)  # too large for its address, or no readable form
        return
    items = [(name, value) for name, value in form.items() if not is_never_kept(name)]
    fields = tuple((name, value) for name, value in items if isinstance(value, str))
    files = tuple(value.filename for _, value in items if isinstance(value, UploadFile) and value.filename)
    is_cut = len(fields) > MOST_FIELDS or sum(len(name) + len(value) for name, value in fields) > LARGEST_TEXT
    request.state[_STATE] = Kept(
        address=here,
        fields=() if is_cut else fields,
        files=files[:MOST_FIELDS],
        is_multipart=kind == RequestEncodingType.MULTI_PART,
        is_cut=is_cut,
    )
    await form.close()


def kept_form(request: Request[Any, Any, Any]) -> Kept | None:
    """Return what ``keep_form`` remembered."""
    kept = request.state.get(_STATE)
    return kept if isinstance(kept, Kept) else None
