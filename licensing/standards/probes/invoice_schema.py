"""The XML schemas of UBL 2.1 and UN/CEFACT CII, by the library for electronic invoices that brings them."""

from typing import Any

from licensing.standards.probes.answer import Examination
from licensing.standards.probes.artefact import Element

_LISTED = 10
_LEVELS = ("minimum", "basicwl", "basic", "extended")
_WHOLE = "en16931"


def check_schema(root: Element, syntax: str, profile: str, part: str, found: Examination) -> None:
    """Note where an invoice breaks the schema of its syntax.

    Args:
        root: The invoice.
        syntax: ``UBL`` or ``CII``.
        profile: Identifier of the specification that it names.
        part: Name of the file inside another one.
        found: Takes what is noticed.
    """
    from facturx import xml_check_xsd  # noqa: PLC0415 - brings what writes PDF; only invoices need it

    level = next((name for name in _LEVELS if profile.casefold().endswith(name)), _WHOLE)
    flavour = "factur-x" if syntax == "CII" else f"ubl-2.1-{root.tag.rpartition('}')[2].casefold()}"
    found.checked.append("invoice_schema")
    try:
        xml_check_xsd(root, flavor=flavour, level=level)
    except Exception as error:  # noqa: BLE001 - the library raises nothing more special; its cause tells the lines
        for line, reason in _faults(error.__cause__ or error):
            found.error("schema_fault", part or line, rule=reason)


def _faults(error: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - the error of the schema has a log of lines
    log = list(getattr(error, "error_log", ()))[:_LISTED]
    return [(f"Zeile {one.line}", str(one.message)) for one in log] or [("", str(error))]
