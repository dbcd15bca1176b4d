"""The files of an award: papers as PDF, and all of it as ZIP for the E-Akte. Loaded only where one is asked for."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from core.package import pack
from infra.pdf import render
from infra.versions import program_version
from procurement.papers.award_letter import award_letter
from procurement.papers.public_extract import PublicFacts, public_extract
from procurement.papers.vergabevermerk import VermerkPaper, vergabevermerk
from procurement.papers.vergabevorschlag import ProposalFacts, vergabevorschlag

FORMAT = "pruefstand/e-akte/1"
METADATA, CHECKSUMS = "metadaten.json", "pruefsummen.sha256"


def letter_of(content: Mapping[str, str], *, is_draft: bool = False) -> bytes:
    """Return a letter to a bidder as PDF."""
    return render(award_letter(content, is_draft=is_draft))


def proposal_of(facts: ProposalFacts) -> bytes:
    """Return the Vergabevorschlag as PDF."""
    return render(vergabevorschlag(facts))


def vermerk_of(facts: VermerkPaper) -> bytes:
    """Return the Vergabevermerk as PDF."""
    return render(vergabevermerk(facts))


def extract_of(facts: PublicFacts) -> bytes:
    """Return the extract for people outside the file as PDF."""
    return render(public_extract(facts))


def file_of(head: Mapping[str, str], day: date, parts: Mapping[str, bytes]) -> bytes:
    """Return everything about an award as ZIP: the parts, what they are, and a checksum of each.

    The same parts on the same day give the same bytes.

    Args:
        head: What the whole is about.
        day: Day on which it was put together.
        parts: Content by name.
    """
    named = {name: parts[name] for name in sorted(parts)}
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in named.items()}
    metadata = {
        "format": FORMAT,
        **head,
        "made_on": day.isoformat(),
        "program": program_version(),
        "files": [{"name": name, "bytes": len(named[name]), "sha256": sums[name]} for name in named],
    }
    named[METADATA] = (json.dumps(metadata, ensure_ascii=False, indent=1) + "\n").encode()
    sums[METADATA] = hashlib.sha256(named[METADATA]).hexdigest()
    named[CHECKSUMS] = "".join(f"{value}  {name}\n" for name, value in sums.items()).encode()
    return pack(named)
