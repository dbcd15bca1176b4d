"""What parties write: statements and proofs, checked before they are stored."""

from dataclasses import dataclass
from datetime import datetime

from capacity.model import Proof, ProofKind, RequestReview, ReviewKind, ReviewLight
from core.errors import Fault, InputError
from infra.fields.services import plain_text

LONGEST_TEXT, LONGEST_LINE = 2_000, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewWish:
    """A statement that somebody wants to give.

    Args:
        kind: Which check.
        light: What they say; that it is missing only the house can note.
        note: Why; needed unless there are no concerns.
        condition: What must still happen.
    """

    kind: ReviewKind
    light: ReviewLight
    note: str = ""
    condition: str = ""

    def stored(self, person: str, at: datetime) -> RequestReview:
        """Return the statement as it is stored.

        Raises:
            InputError: A text is missing or too long.
        """
        if self.light is ReviewLight.FEHLT:
            raise InputError([Fault("format_enum", "/light", properties={"expected": "gruen, gelb, rot"})])
        needed = self.light is not ReviewLight.GRUEN
        note = checked_text(self.note, "note", is_needed=needed)
        condition = checked_text(self.condition, "condition", longest=LONGEST_LINE, is_needed=False)
        return RequestReview(kind=self.kind, light=self.light, note=note, condition=condition, person=person, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofWish:
    """A proof that somebody wants to note.

    Args:
        kind: Which.
        is_needed: Whether it is needed at all.
        reference: Where it lies, or why it is not needed.
    """

    kind: ProofKind
    is_needed: bool
    reference: str

    def stored(self, person: str, at: datetime) -> Proof:
        """Return the proof as it is stored.

        Raises:
            InputError: The reference is missing or too long.
        """
        reference = checked_text(self.reference, "reference", longest=LONGEST_LINE)
        return Proof(kind=self.kind, is_needed=self.is_needed, reference=reference, person=person, at=at)


def checked_text(text: str, name: str, *, longest: int = LONGEST_TEXT, is_needed: bool = True) -> str:
    """Return a text as it is stored.

    Raises:
        InputError: It is missing or too long.
    """
    plain = plain_text(text).strip()
    if is_needed and not plain:
        raise InputError([Fault("name_expected", f"/{name}", properties={"maximum": str(longest)})])
    if len(plain) > longest:
        raise InputError([Fault("format_string_too_long", f"/{name}", properties={"max_length": str(longest)})])
    return plain
