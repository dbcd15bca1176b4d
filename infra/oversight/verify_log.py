"""Prüft ein ausgeführtes Prüfprotokoll: ohne Prüfstand, ohne Netz, nur mit Python ab 3.9.

Aufruf:  python3 verify_log.py EXPORT.zip [--schluessel DATEI.pem ...] [--pruefpunkt DATEI.json ...]
EXPORT ist die ZIP-Datei oder der Ordner, in den sie entpackt wurde. Mit --schluessel zählen nur diese Schlüssel.
Ergebnis:  0 stimmt · 4 stimmt nicht · 2 nicht lesbar
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

# Ed25519 (RFC 8032, section 5.1): a point is (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
PEM_HEAD = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: what stands before the 32 bytes of the key
FORMAT = "pruefstand/checkpoint/1"
FACTS = {"city": str, "sequence": int, "at": str, "actor": str, "event": str, "subject": dict, "details": dict}
CHECKPOINT = ("format", "city", "sequence", "hash", "at", "key")
Point = tuple[int, int, int, int]


def add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(factor: int, point: Point) -> Point:
    result = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = add(result, point)
        point, factor = add(point, point), factor >> 1
    return result


def same(p: Point, q: Point) -> bool:
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def decompress(data: bytes) -> Point | None:
    """Return the point in 32 bytes (section 5.1.3), or None."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


def signature_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether an Ed25519 signature belongs to a message (section 5.1.7)."""
    base, public, r = decompress(bytes.fromhex("58" + "66" * 31)), decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(key) != 32 or len(signature) != 64 or base is None or public is None or r is None or s >= ORDER:
        return False
    digest = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return same(multiply(s, base), add(r, multiply(digest, public)))


def read_key(text: str) -> bytes:
    """Return the 32 bytes of a public key in PEM."""
    data = base64.b64decode("".join(line for line in text.split("\n") if "-----" not in line), validate=True)
    if not data.startswith(PEM_HEAD) or len(data) != len(PEM_HEAD) + 32:
        raise ValueError("Das ist kein öffentlicher Ed25519-Schlüssel")
    return data[len(PEM_HEAD) :]


def read_checkpoints(files: Iterable[tuple[str, str]], keys: Iterable[bytes]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the genuine checkpoints among files, given by name and content, and a finding for each other one."""
    genuine, findings = [], []
    known = {hashlib.sha256(key).hexdigest(): key for key in keys}
    for name, content in files:
        try:
            one = json.loads(content)
            text = "\n".join(str(one[part]) for part in CHECKPOINT).encode()
            signature, fits = bytes.fromhex(one["signature"]), one["format"] == FORMAT and type(one["sequence"]) is int
        except (ValueError, TypeError, KeyError, RecursionError):
            findings.append(f"{name}: kein lesbarer Prüfpunkt")
            continue
        if str(one["key"]) not in known:
            findings.append(f"{name}: gezeichnet mit einem unbekannten Schlüssel ({one['key']})")
        elif not fits or not signature_holds(known[one["key"]], text, signature):
            findings.append(f"{name}: Die Unterschrift stimmt nicht")
        else:
            genuine.append(one)
    return genuine, findings


def read_facts(body: str) -> dict[str, Any] | None:
    """Return what a body says, or None where it is none."""
    try:
        facts: dict[str, Any] = json.loads(body)
        fits = facts.keys() == FACTS.keys() and all(type(facts[name]) is kind for name, kind in FACTS.items())
        return facts if fits and datetime.fromisoformat(facts["at"]).utcoffset() is not None else None
    except (ValueError, AttributeError, RecursionError):
        return None


def entry_findings(entry: dict[str, Any], number: int, previous: str, city: str | None) -> Iterator[str]:
    """Yield what is wrong with one line of the log."""
    text = entry["previous"] + "\n" + entry["body"]
    if hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest() != entry["hash"]:
        yield "Inhalt und Prüfsumme passen nicht zueinander"
    if entry["previous"] != previous:
        yield "schließt nicht an den vorigen Eintrag an"
    facts = read_facts(entry["body"])
    if facts is None:
        yield "Der Inhalt ist kein lesbarer Eintrag"
    elif facts["sequence"] != number:
        yield f"trägt die Nummer {facts['sequence']}: Etwas fehlt, oder die Reihenfolge wurde verändert"
    if facts is not None and city not in (None, facts["city"]):
        yield "gehört zu einer anderen Stadt"
    if "columns" in entry:
        yield "In der Datenbank wichen die Suchfelder vom Inhalt ab"


def verify(lines: Iterable[str], checkpoints: list[dict[str, Any]]) -> tuple[int, list[str], list[str]]:
    """Return the number of entries, all findings and remarks of a log, given as lines and genuine checkpoints."""
    number, previous, seen = 0, "0" * 64, {}
    wanted, cities = {one["sequence"] for one in checkpoints}, {one["city"] for one in checkpoints}
    findings = ["Die Prüfpunkte gehören zu verschiedenen Städten"] if len(cities) > 1 else []
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            found = list(entry_findings(entry, number, previous, min(cities, default=None)))
            previous, facts = entry["hash"], read_facts(entry["body"])
        except (ValueError, TypeError, KeyError, RecursionError):
            found, previous, facts = ["Die Zeile ist kein Eintrag"], "", None
        findings += [f"Eintrag Nr. {number}: {text}" for text in found]
        if number in wanted:
            seen[number] = previous, facts["at"] if facts and facts["event"] == "backup-restored" else ""
    fitting = [one for one in checkpoints if seen.get(one["sequence"], ("", ""))[0] == one["hash"]]
    restored = [(one["sequence"], seen[one["sequence"]][1]) for one in fitting]
    remarks: list[str] = []
    for one in [one for one in checkpoints if one not in fitting]:
        what = "ist ein anderer" if one["sequence"] in seen else "fehlt: Das Protokoll wurde gekürzt"
        by = [place for place, at in restored if place <= one["sequence"] and one["at"] <= at]  # signed restores only
        why = f", weil mit Nr. {max(by)} eine Sicherung zurückgespielt wurde" if by else ""
        (remarks if by else findings).append(
            f"Prüfpunkt vom {one['at']}: Der Eintrag Nr. {one['sequence']} {what}{why}"
        )
    if number > max(wanted, default=0):
        findings.append(f"Für die Einträge nach Nr. {max(wanted, default=0)} gibt es keinen Prüfpunkt")
    return number, findings, remarks


def verify_export(export: Path, known: list[Path], more: list[Path]) -> tuple[list[bytes], int, int, list[list[str]]]:
    """Return keys, number of entries and of genuine checkpoints, findings and remarks of an export, ZIP or folder."""
    root: Any = export if export.is_dir() else zipfile.Path(str(export))
    keys = [read_key(one.read_text("ascii")) for one in (known or (root / "schluessel").iterdir())]
    files = [(one.name, one.read_text("utf-8")) for one in [*(root / "pruefpunkte").iterdir(), *more]]
    checkpoints, findings = read_checkpoints(files, keys)
    with (root / "protokoll.jsonl").open("r", encoding="utf-8", newline="\n") as lines:
        number, others, remarks = verify(lines, checkpoints)
    return keys, number, len(checkpoints), [findings + others, remarks]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", type=Path)
    parser.add_argument("--schluessel", type=Path, nargs="+", action="extend", default=[])
    parser.add_argument("--pruefpunkt", type=Path, nargs="+", action="extend", default=[])
    given = parser.parse_args(arguments)
    try:
        keys, number, points, (findings, remarks) = verify_export(given.export, given.schluessel, given.pruefpunkt)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        print(f"Nicht lesbar: {error}", file=sys.stderr)
        return 2
    for key in keys:
        origin = "" if given.schluessel else " (aus dem Export: bitte mit der früher erhaltenen Kennung vergleichen)"
        print(f"Schlüssel {hashlib.sha256(key).hexdigest()}{origin}")
    print(f"{number} Einträge, {points} Prüfpunkte")
    for finding in [*findings, *(f"Hinweis: {remark}" for remark in remarks)]:
        print(f"– {finding}")
    print("Stimmt nicht." if findings else "Stimmt: Das Protokoll ist vollständig und unverändert.")
    return 4 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
