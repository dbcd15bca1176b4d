"""Line-based formats: iCalendar (RFC 5545), vCard (RFC 6350), security.txt (RFC 9116), CSV (RFC 4180)."""

import csv
import io
import re
from collections import Counter
from itertools import islice

from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact
from licensing.standards.probes.calendar_values import check_values

ICALENDAR, VCARD, SECURITY_TXT, CSV = "icalendar", "vcard", "security-txt", "csv"
_MOST_LINES = 500_000
_LONGEST_OCTETS = 75
_COMPONENTS = frozenset(
    {"VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VALARM", "STANDARD", "DAYLIGHT"}
)
_WITH_STAMP = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"})
_STAMP = re.compile(r"\d{8}T\d{6}Z")
_TIME = re.compile(r"\d{8}(T\d{6}Z?)?")
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.IGNORECASE)
_FIELD = re.compile(r"([A-Za-z-]+):[ \t]+(\S.*)")
_ADDRESS = re.compile(r"(https://|mailto:|tel:)\S+")
_SAMPLE = 65_536


def is_icalendar(artefact: Artefact) -> bool:
    """Tell whether a text begins as a calendar."""
    return (artefact.text or "")[:40].lstrip().upper().startswith("BEGIN:VCALENDAR")


def examine_icalendar(artefact: Artefact) -> ProbeAnswer:
    """Return whether a calendar is nested soundly and its components hold what they must."""
    found = Examination(ICALENDAR)
    found.checked += ["lines", "ical_components"]
    found.unchecked.append("ical_numbers")
    stack: list[tuple[str, Counter[str]]] = []
    for number, name, value in _content_lines(artefact.text or "", found):
        if name == "BEGIN":
            stack.append((value.upper(), Counter()))
            _check_component(value.upper(), number, found)
        elif name == "END":
            if not stack or stack[-1][0] != value.upper():
                found.error("nesting", f"Zeile {number}", name=value)
                break
            _end_component(*stack.pop(), number, found)
        elif stack:
            stack[-1][1][name] += 1
            _check_calendar_value(name, value, number, found)
            found.version = value if (name, stack[-1][0]) == ("VERSION", "VCALENDAR") else found.version
    if stack:
        found.error("nesting", name=stack[-1][0])
    if found.version not in {"", "2.0"}:
        found.error("version_wrong", version=found.version, expected="2.0")
    check_values(artefact.text or "", found)
    return found.answer(Conformance.CLAIMED)


def _check_component(name: str, number: int, found: Examination) -> None:
    if name not in _COMPONENTS and not name.startswith("X-"):
        found.warn("ical_component", f"Zeile {number}", name=name)


def _end_component(kind: str, names: Counter[str], number: int, found: Examination) -> None:
    required = {"VCALENDAR": ("PRODID", "VERSION"), **dict.fromkeys(_WITH_STAMP, ("UID", "DTSTAMP"))}.get(kind, ())
    for name in required:
        if names[name] != 1:
            found.error("property_count", f"Zeile {number}", name=name, component=kind)
    if kind == "VEVENT" and names["DTEND"] and names["DURATION"]:
        found.error("ical_two_ends", f"Zeile {number}")


def _check_calendar_value(name: str, value: str, number: int, found: Examination) -> None:
    pattern = (
        _STAMP if name in {"DTSTAMP", "CREATED", "LAST-MODIFIED"} else _TIME if name in {"DTSTART", "DTEND"} else None
    )
    if pattern and not pattern.fullmatch(value):
        found.error("time_wrong", f"Zeile {number}", name=name, value=value)


def is_vcard(artefact: Artefact) -> bool:
    """Tell whether a text begins as a card."""
    return (artefact.text or "")[:40].lstrip().upper().startswith("BEGIN:VCARD")


def examine_vcard(artefact: Artefact) -> ProbeAnswer:
    """Return whether each card names its version first and a name."""
    found = Examination(VCARD)
    found.checked += ["lines", "vcard_properties"]
    found.unchecked.append("vcard_values")
    names: list[str] = []
    inside = False
    for number, name, value in _content_lines(artefact.text or "", found):
        if name == "BEGIN":
            if inside or value.upper() != "VCARD":
                found.error("nesting", f"Zeile {number}", name=value)
            names, inside = [], True
        elif name == "END":
            _end_card(names, number, found)
            inside = False
        else:
            names.append(name)
            if name == "VERSION":
                found.version = found.version or value
    if inside:
        found.error("nesting", name="VCARD")
    if found.version not in {"3.0", "4.0"}:
        found.error("version_wrong", version=found.version or "–", expected="3.0, 4.0")
    return found.answer(Conformance.CLAIMED)


def _end_card(names: list[str], number: int, found: Examination) -> None:
    if names.count("VERSION") != 1:
        found.error("property_count", f"Zeile {number}", name="VERSION", component="VCARD")
    elif names[0] != "VERSION":
        found.error("vcard_version_place", f"Zeile {number}")
    if "FN" not in names:
        found.error("property_count", f"Zeile {number}", name="FN", component="VCARD")
    if found.version == "3.0" and "N" not in names:
        found.error("property_count", f"Zeile {number}", name="N", component="VCARD")


def _content_lines(text: str, found: Examination) -> list[tuple[int, str, str]]:
    """Return number, name and value of each line, continued lines joined; what the standards forbid is noted."""
    if not {"\n", "\r"}.isdisjoint(text.replace("\r\n", "")):
        found.error("line_ends")
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(islice(io.StringIO(text.replace("\r\n", "\n")), _MOST_LINES), 1):
        plain = line.rstrip("\r\n")
        if len(plain.encode()) > _LONGEST_OCTETS:
            found.warn("line_long", f"Zeile {number}")
        if plain[:1] in {" ", "\t"} and lines:
            lines[-1] = (lines[-1][0], lines[-1][1] + plain[1:])
        elif plain:
            lines.append((number, plain))
    parsed = []
    for number, line in lines:
        head, colon, value = line.partition(":")
        if not colon:
            found.error("line_no_property", f"Zeile {number}")
            continue
        parsed.append((number, head.partition(";")[0].rpartition(".")[2].upper(), value))
    return parsed


def is_security_txt(artefact: Artefact) -> bool:
    """Tell whether a text holds the field that every security.txt must hold, or is named so and holds another."""
    text = artefact.text or ""
    if len(text) > _SAMPLE or artefact.is_json or text[:1] == "<":
        return False
    named = artefact.name.casefold().endswith("security.txt")
    fields = {one.group(1).casefold() for one in map(_FIELD.fullmatch, text.splitlines()) if one}
    return "contact" in fields and ("expires" in fields or named)


def examine_security_txt(artefact: Artefact) -> ProbeAnswer:
    """Return whether a security.txt has its mandatory fields in their form."""
    found = Examination(SECURITY_TXT, "RFC 9116")
    found.checked.append("security_txt_fields")
    found.unchecked += ["security_txt_place", "signature"]
    fields = _fields(artefact.text or "", found)
    names = Counter(name for name, _value in fields)
    if names["expires"] != 1:
        found.error("property_count", name="Expires", component="security.txt")
    for name, value in fields:
        if name == "contact" and not _ADDRESS.fullmatch(value):
            found.error("contact_wrong", value=value)
        if name == "expires" and not _RFC3339.fullmatch(value):
            found.error("time_wrong", name="Expires", value=value)
    return found.answer(Conformance.CONFORMING)


def _fields(text: str, found: Examination) -> list[tuple[str, str]]:
    """Return the fields of a security.txt, signed or not."""
    fields: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("-----BEGIN PGP SIGNATURE"):
            break
        if not line.strip() or line.startswith(("#", "-----", "Hash:")):
            continue
        field = _FIELD.fullmatch(line.rstrip())
        if field:
            fields.append((field[1].casefold(), field[2]))
        else:
            found.error("line_no_property", f"Zeile {number}")
    return fields


def is_csv(artefact: Artefact) -> bool:
    """Tell whether a text has several lines with the same number of fields; or is named so."""
    text = artefact.text
    if text is None and artefact.ending == "csv":
        return True
    if not text or "\0" in text or artefact.is_json or text.lstrip()[:1] == "<":
        return False
    rows = _rows(text[:_SAMPLE], _separator(text))[:5]
    return artefact.ending == "csv" or (len(rows) > 1 and len({len(row) for row in rows}) == 1 and len(rows[0]) > 1)


def examine_csv(artefact: Artefact) -> ProbeAnswer:
    """Return whether a table is written as RFC 4180 says."""
    found = Examination(CSV, "RFC 4180")
    found.checked += ["csv_rows", "csv_quotes"]
    found.unchecked.append("csv_meaning")
    text = artefact.text
    if text is None:
        found.error("not_utf8")
        return found.answer(Conformance.INVALID)
    separator = _separator(text)
    if separator != ",":
        found.error("csv_separator", separator={"\t": "Tabulator"}.get(separator, separator))
    if "\n" in text.replace("\r\n", ""):
        found.warn("line_ends")
    if artefact.data.startswith(b"\xef\xbb\xbf"):
        found.warn("byte_order_mark")
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), _MOST_LINES))
    except csv.Error as error:
        found.error("csv_quotes", reason=str(error))
        return found.answer(Conformance.INVALID)
    _check_rows(rows, found)
    return found.answer(Conformance.CONFORMING)


def _check_rows(rows: list[list[str]], found: Examination) -> None:
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            found.error("csv_width", f"Zeile {number}", width=str(len(row)), expected=str(len(rows[0])))
    formulas = sum(cell[:1] in {"=", "@"} for row in rows[:10_000] for cell in row)
    if formulas:
        found.warn("csv_formulas", count=str(formulas))
    found.note("csv_size", rows=str(len(rows)), columns=str(len(rows[0]) if rows else 0))


def _separator(text: str) -> str:
    first = text[:_SAMPLE].partition("\n")[0]
    return max(",;\t", key=lambda one: (first.count(one), one == ","))


def _rows(text: str, separator: str) -> list[list[str]]:
    try:
        return list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 20))
    except csv.Error:
        return []
