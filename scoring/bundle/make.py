"""Make a bundle: inputs, result, parameters used, versions, and a checksum for each file."""

from collections.abc import Mapping
from typing import Any

from core.digest import checksum
from core.german import german_date
from core.package import pack
from scoring.bundle.manifest import (
    EVALUATION,
    FORMAT,
    MANIFEST,
    OWN_FILES,
    PARAMETERS,
    README,
    RESULT,
    canonical,
    in_order,
    signed,
)
from scoring.bundle.parameter_file import parameter_document
from scoring.bundle.rules_used import rules_used
from scoring.evaluate import Outcome
from scoring.model import Evaluation
from scoring.result import build_result

_NO_FILES: Mapping[str, bytes] = {}


def make_bundle(
    outcome: Outcome, program: str, further: Mapping[str, bytes] = _NO_FILES, *, drawn_with: str | None = None
) -> bytes:
    """Return the bundle of an outcome. The stability of the result is internal and never in it.

    Args:
        outcome: The evaluated bids with the numbers used.
        program: Name and version of the program.
        further: More files by name, such as the score sheet as PDF; each gets its checksum.
        drawn_with: Names and versions of the libraries that draw papers.

    Raises:
        ValueError: A further file has the name of one of the bundle's own, or is no plain ASCII name.
    """
    if wrong := [name for name in further if name in OWN_FILES or not _is_plain(name)]:
        raise ValueError(f"names not allowed in a bundle: {wrong}")
    result = build_result(outcome)
    files = {
        README: readme(outcome),
        EVALUATION: evaluation_bytes(outcome.evaluation),
        PARAMETERS: canonical(parameter_document(outcome.rules)),
        RESULT: canonical(result),
        **further,
    }
    manifest = {
        "format": FORMAT,
        "program": program,
        **({} if drawn_with is None else {"drawn_with": drawn_with}),
        "rules": rules_used(outcome.evaluation),
        **facts(outcome),
        "notes": notes_beside(outcome.evaluation),
        "result_digest": result["digest"],
        "files": [
            {"name": name, "bytes": len(data), "sha256": checksum(data)} for name, data in in_order(files).items()
        ],
    }
    return pack(in_order({MANIFEST: signed(manifest), **files}))


def evaluation_bytes(evaluation: Evaluation) -> bytes:
    """Return an evaluation as it lies in a bundle: its RFC 8785 form."""
    return canonical(evaluation.model_dump(mode="json", exclude_none=True))


def input_digest(evaluation: Evaluation) -> str:
    """Return the checksum of all inputs, names and reasons included; the digest of the result covers neither."""
    return checksum(evaluation_bytes(evaluation))


def facts(outcome: Outcome) -> dict[str, Any]:
    """Return what a manifest says of the evaluation; it follows from the inputs."""
    head = outcome.evaluation.procedure
    return {
        "day": outcome.rules.day.isoformat(),
        "reference": head.reference,
        **({} if head.lot is None else {"lot": head.lot}),
        "method": outcome.evaluation.matrix.method.name,
        "preliminary": outcome.evaluation.draft,
    }


def _is_plain(name: str) -> bool:
    parts = name.split("/")
    return name.isascii() and name.isprintable() and "\\" not in name and not {"", ".", ".."} & set(parts)


def notes_beside(evaluation: Evaluation) -> list[str]:
    """Return what must be said wherever the result is shown: draft, exemption, published matrix."""
    head, notes = evaluation.procedure, []
    if evaluation.draft:
        notes.append("VORLÄUFIG: Die Wertung ist ein Entwurf.")
    if head.open_source_exemption is not None:
        notes.append(f"Ausnahme vom Kriterium Open Source: {head.open_source_exemption.reason}")
    if head.published:
        notes.append(
            "Die Bewertungsmatrix war veröffentlicht; Abweichungen von den Vorgaben stehen als Hinweis im Ergebnis."
        )
    return notes


def readme(outcome: Outcome) -> bytes:
    """Return the text for people that lies in every bundle."""
    head = outcome.evaluation.procedure
    lot = f", {head.lot}" if head.lot else ""
    lines = [
        f"Prüfpaket der Wertung {head.reference}{lot}",
        *notes_beside(outcome.evaluation),
        "",
        "Dieses Paket enthält alles, um die Wertung ohne Netz und ohne Datenbank nachzurechnen:",
        f"  {EVALUATION}   Bewertungsmatrix, Angebote, Punkte und Begründungen",
        f"  {PARAMETERS}   Vorgaben mit Quelle und Geltung, Stichtag {german_date(outcome.rules.day)}",
        f"  {RESULT}       Ergebnis mit Prüfsumme",
        f"  {MANIFEST}     Verzeichnis mit der Prüfsumme jeder Datei, der Programmversion und dem Stand der Regeln",
        "",
        "Prüfsumme der Eingabe mit Bieternamen und Begründungen, wie sie auch auf der Wertungsübersicht steht:",
        f"  {input_digest(outcome.evaluation)}",
        "",
        "Nachrechnen: pruefstand verify PAKET.zip",
        "Das Paket ist vertraulich (§ 5 VgV).",
    ]
    return ("\n".join(lines) + "\n").encode()
