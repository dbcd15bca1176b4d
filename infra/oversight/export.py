"""The log of a city as a ZIP that an outsider can check without us: entries, checkpoints, keys and a small program."""

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from infra.audit.chain import columns_of, facts_of
from infra.audit.checkpoint import Checkpoint, checkpoint_json
from infra.audit.verification import StoredEntry
from infra.oversight.folder import file_name
from infra.oversight.keys import public_pem

VERIFIER = "verify_log.py"
LOG = "protokoll.jsonl"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_READ_ME = """Prüfprotokoll der Stadt {city}, Einträge 1 bis {sequence}

protokoll.jsonl   ein Eintrag je Zeile: Prüfsumme des vorigen Eintrags, eigene Prüfsumme, Inhalt
pruefpunkte/      unterschriebene Prüfpunkte
schluessel/       öffentliche Schlüssel zu den Unterschriften
verify_log.py     Prüfprogramm; es braucht nur Python ab 3.9

Prüfen:  python3 verify_log.py DIESE-DATEI.zip
Mit Schlüsseln und Prüfpunkten, die Sie früher erhalten haben:
         python3 verify_log.py DIESE-DATEI.zip --schluessel ALT.pem NEU.pem --pruefpunkt ALTER-PRUEFPUNKT.json
Wechselt der Schlüssel, geben Sie alle an, mit denen seither unterschrieben wurde.

Ein Schlüssel aus dieser Datei beweist nichts, solange Sie seine Kennung nicht mit der vergleichen, die Sie
früher auf anderem Weg erhalten haben. Nehmen Sie auch das Prüfprogramm im Zweifel aus dem veröffentlichten
Quelltext von Prüfstand.
"""


def verifier() -> bytes:
    """Return the stand-alone program that checks exports."""
    return (files("infra.oversight") / VERIFIER).read_bytes()


def write_export(
    target: BinaryIO | Path,
    entries: Iterable[StoredEntry],
    checkpoints: Iterable[Checkpoint],
    keys: Mapping[str, Ed25519PublicKey],
    last: Checkpoint,
) -> None:
    """Write an export.

    Args:
        target: Where to.
        entries: All entries up to the last checkpoint, in order.
        checkpoints: Those of the city.
        keys: Public keys by their names.
        last: The checkpoint with which the entries end.
    """
    with ZipFile(target, "w") as archive:
        _put(archive, "LIESMICH.txt", _READ_ME.format(city=last.city, sequence=last.sequence).encode())
        _put(archive, VERIFIER, verifier())
        for name, key in keys.items():
            _put(archive, f"schluessel/{name[:16]}.pem", public_pem(key))
        for one in {file_name(one): one for one in (*checkpoints, last)}.values():
            _put(archive, f"pruefpunkte/{file_name(one)}", checkpoint_json(one))
        with archive.open(_member(LOG), "w", force_zip64=True) as log:
            for entry in entries:
                log.write(line_of(entry))


def line_of(entry: StoredEntry) -> bytes:
    """Return an entry as a line; columns stand in it only where they differ from the body."""
    line: dict[str, object] = {"previous": entry.previous, "hash": entry.hash, "body": entry.body}
    facts = facts_of(entry.body)
    if entry.columns is not None and (facts is None or entry.columns != columns_of(facts)):
        line["columns"] = dict(entry.columns)
    return json.dumps(line, separators=(",", ":")).encode() + b"\n"


def _put(archive: ZipFile, name: str, data: bytes) -> None:
    with archive.open(_member(name), "w") as member:
        member.write(data)


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, date_time=_EARLIEST)
    member.compress_type = ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member
