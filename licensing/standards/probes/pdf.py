"""PDF with what it claims to be: PDF/A and PDF/UA from its metadata, and what of the claim can be seen to be false.

A claim is proven only by a validator (veraPDF); without one the best answer is *claimed*.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact, xml_root
from licensing.standards.probes.invoices import examine_xml, is_invoice

PDF, ARCHIVE, ACCESS = "pdf", "pdf-a", "pdf-ua"
ENDINGS = frozenset({"pdf"})
_ARCHIVE_SPACE = "{http://www.aiim.org/pdfa/ns/id/}"
_ACCESS_SPACE = "{http://www.aiim.org/pdfua/ns/id/}"
_MOST_OBJECTS = 20_000
_MOST_BYTES = 32 * 2**20
_ACTIVE = frozenset({"/JavaScript", "/Launch", "/Sound", "/Movie", "/ImportData", "/ResetForm"})
_FONTS = ("/FontFile", "/FontFile2", "/FontFile3")
_LEVELS = {"1": ("A", "B"), "2": ("A", "B", "U"), "3": ("A", "B", "U"), "4": ("", "E", "F")}


def recognises(artefact: Artefact) -> bool:
    """Tell whether the head of a PDF stands in the first kilobyte."""
    return b"%PDF-" in artefact.data[:1024]


def examine(artefact: Artefact) -> ProbeAnswer:
    """Return what a PDF is; its claims are further answers."""
    found = Examination(PDF)
    found.checked.append("pdf_structure")
    try:
        file = pikepdf.open(io.BytesIO(artefact.data), attempt_recovery=False)
    except pikepdf.PasswordError:
        found.warn("encrypted")
        return found.answer(Conformance.UNKNOWN)
    except (pikepdf.PdfError, ValueError):
        found.error("pdf_broken")
        return found.answer(Conformance.INVALID)
    with file:
        found.version = file.pdf_version
        claims = _metadata(file)
        seen = _Seen(file)
        if seen.active:
            found.warn("pdf_active", kinds=", ".join(sorted(seen.active)))
        for answer in (_archive(file, claims, seen), _access(file, claims)):
            if answer:
                found.further.append(answer)
        found.further += _invoices(artefact, file)
    found.unchecked.append("pdf_content")
    return found.answer(Conformance.CLAIMED)


class _Seen:
    """What one walk over the objects shows; bounded."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self.fonts: list[str] = []
        self.active: set[str] = set()
        for count, one in enumerate(file.objects):
            if count >= _MOST_OBJECTS:
                break
            if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                self._look(one)

    def _look(self, one: Any) -> None:  # noqa: ANN401 - any object of the file
        kind = one.get("/S")
        if isinstance(kind, pikepdf.Name) and str(kind) in _ACTIVE:
            self.active.add(str(kind)[1:])
        if one.get("/Type") == "/FontDescriptor" and not any(key in one for key in _FONTS):
            self.fonts.append(str(one.get("/FontName", "?"))[:60])
        if (
            one.get("/Type") == "/Font"
            and one.get("/Subtype") in {"/Type1", "/TrueType"}
            and "/FontDescriptor" not in one
        ):
            self.fonts.append(str(one.get("/BaseFont", "?"))[:60])


def _metadata(file: pikepdf.Pdf) -> dict[str, str]:
    """Return part and level of PDF/A and part of PDF/UA as the metadata names them."""
    stream = file.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return {}
    root = xml_root(bytes(stream.read_bytes()).strip())
    found: dict[str, str] = {}
    for one in () if root is None else root.iter():
        pairs = [(str(one.tag), one.text or ""), *((str(key), value) for key, value in one.attrib.items())]
        for name, value in pairs:
            if name.startswith((_ARCHIVE_SPACE, _ACCESS_SPACE)) and value.strip():
                prefix = "a" if name.startswith(_ARCHIVE_SPACE) else "ua"
                found.setdefault(f"{prefix}:{name.rpartition('}')[2]}", value.strip()[:20])
    return found


def _archive(file: pikepdf.Pdf, claims: dict[str, str], seen: _Seen) -> ProbeAnswer | None:
    if "a:part" not in claims:
        return None
    part, level = claims["a:part"], claims.get("a:conformance", "").upper()
    found = Examination(ARCHIVE, f"PDF/A-{part}{level.lower()}")
    found.checked.append("pdfa_signs")
    found.unchecked.append("pdfa_proof")
    if level not in _LEVELS.get(part, ()):
        found.error("pdfa_unknown_part", part=f"{part}{level}")
    _check_archive(file, found, seen)
    if level == "A" and not _tagged(file):
        found.error("pdf_untagged")
    if part == "1" and len(file.attachments):
        found.error("pdfa_attachment")
    return found.answer(Conformance.CLAIMED)


def _check_archive(file: pikepdf.Pdf, found: Examination, seen: "_Seen") -> None:
    """Note what no part of PDF/A allows."""
    if "/Encrypt" in file.trailer:
        found.error("pdfa_encrypted")
    for name in sorted(set(seen.fonts)):
        found.error("pdfa_font", name=name)
    if seen.active:
        found.error("pdfa_active", kinds=", ".join(sorted(seen.active)))
    if "/ID" not in file.trailer:
        found.error("pdfa_no_id")
    if not file.Root.get("/OutputIntents"):
        found.warn("pdfa_no_colours")


def _access(file: pikepdf.Pdf, claims: dict[str, str]) -> ProbeAnswer | None:
    if "ua:part" not in claims:
        return None
    found = Examination(ACCESS, f"PDF/UA-{claims['ua:part']}")
    found.checked.append("pdfua_signs")
    found.unchecked += ["pdfua_proof", "pdfua_people"]
    if claims["ua:part"] not in {"1", "2"}:
        found.error("pdfua_unknown_part", part=claims["ua:part"])
    if not _tagged(file):
        found.error("pdf_untagged")
    if not str(file.Root.get("/Lang", "")):
        found.error("pdf_no_language")
    preferences = file.Root.get("/ViewerPreferences")
    if not (isinstance(preferences, pikepdf.Dictionary) and bool(preferences.get("/DisplayDocTitle"))):
        found.error("pdf_no_title")
    return found.answer(Conformance.CLAIMED)


def _tagged(file: pikepdf.Pdf) -> bool:
    marks = file.Root.get("/MarkInfo")
    return isinstance(marks, pikepdf.Dictionary) and bool(marks.get("/Marked")) and "/StructTreeRoot" in file.Root


def _invoices(artefact: Artefact, file: pikepdf.Pdf) -> Iterator[ProbeAnswer]:
    """Yield the answer on each invoice that lies inside (ZUGFeRD, Factur-X)."""
    for name in list(file.attachments)[:10]:
        if not name.casefold().endswith(".xml"):
            continue
        data = file.attachments[name].get_file().read_bytes()
        inner = Artefact(name, data[:_MOST_BYTES], artefact.tools)
        if is_invoice(inner):
            yield examine_xml(inner, name)
