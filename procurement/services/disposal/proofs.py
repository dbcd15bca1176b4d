"""Proofs of deletion, found again when the file is long gone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.listing import Page, Stretch
from infra.exported_file import ExportedFile
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions
from procurement.errors import DisposalNotFoundError
from procurement.model import DisposalProof
from procurement.repository import DisposalRepository
from procurement.rules.digest import digest_of
from procurement.services.naming import is_slug, plain_name


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProof:
    """A proof as somebody sees it.

    Args:
        proof: As it is stored.
        told: What it says.
        is_genuine: It has the checksum that was noted with it.
    """

    proof: DisposalProof
    told: Mapping[str, Any]
    is_genuine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisposalProofs:
    """Reads proofs of deletion.

    Args:
        transactions: Opens them.
    """

    transactions: Transactions

    def page(self, actor: Actor, text: str = "", *, page: int = 1, size: int = 25) -> Page[DisposalProof]:
        """Return one page of them, newest first; filtered by their number in the database."""
        with self.transactions.read(actor, Action.READ_DISPOSAL) as reading:
            return DisposalRepository(reading.session).page(text, page=page, size=size)

    def stretch(self, actor: Actor, text: str = "", *, after: str | None, size: int) -> Stretch[DisposalProof]:
        """Return those after a place of the same list.

        Raises:
            PlaceNotFoundError: The list has none of this name.
        """
        with self.transactions.read(actor, Action.READ_DISPOSAL) as reading:
            place = after if after is None or is_slug(after) else ""
            return DisposalRepository(reading.session).stretch(text, after=place, size=size)

    def see(self, actor: Actor, slug: str) -> ShownProof:
        """Return one.

        Raises:
            DisposalNotFoundError: No file of this name was deleted.
        """
        with self.transactions.read(actor, Action.READ_DISPOSAL) as reading:
            proof = DisposalRepository(reading.session).proof(slug) if is_slug(slug) else None
            if proof is None:
                raise DisposalNotFoundError
            return ShownProof(
                proof=proof, told=json.loads(proof.document), is_genuine=digest_of(proof.document) == proof.digest
            )

    def file(self, actor: Actor, slug: str) -> ExportedFile:
        """Return one as it is stored, byte for byte.

        Raises:
            DisposalNotFoundError: No file of this name was deleted.
        """
        proof = self.see(actor, slug).proof
        return ExportedFile(f"{plain_name(proof.reference, 'loeschnachweis')}.json", proof.document.encode())
