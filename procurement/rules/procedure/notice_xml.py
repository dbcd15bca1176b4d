"""The award criteria as a block of XML for eForms (SDK 1.15.1): goes into ``cac:AwardingTerms`` of its lot."""

from decimal import Decimal
from xml.etree import ElementTree as ET

from core.numbers import decimal_string
from procurement.rules.procedure.notice import AwardCriteria, NoticeCriterion

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_EXTENSIONS = "http://data.europa.eu/p27/eforms-ubl-"
NAMESPACES = {
    "cac": f"{_UBL}CommonAggregateComponents-2",
    "cbc": f"{_UBL}CommonBasicComponents-2",
    "ext": f"{_UBL}CommonExtensionComponents-2",
    "efext": f"{_EXTENSIONS}extensions/1",
    "efac": f"{_EXTENSIONS}extension-aggregate-components/1",
    "efbc": f"{_EXTENSIONS}extension-basic-components/1",
}
_LANGUAGE = {"languageID": "DEU"}
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

for _prefix, _address in NAMESPACES.items():
    ET.register_namespace(_prefix, _address)


def notice_xml(found: AwardCriteria) -> str:
    """Return ``cac:AwardingCriterion`` with everything in it, indented, without an XML declaration.

    Titles come from people: what XML cannot hold is replaced, everything else is escaped.
    """
    root = ET.Element(_name("cac:AwardingCriterion"))
    if found.calculation is not None:
        _text(root, "cbc:CalculationExpression", found.calculation, _LANGUAGE)
    for criterion in found.criteria:
        _criterion(ET.SubElement(root, _name("cac:SubordinateAwardingCriterion")), criterion, found)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def _criterion(parent: ET.Element, criterion: NoticeCriterion, found: AwardCriteria) -> None:
    numbers = [("number-weight", found.unit.value, criterion.weight)]
    numbers.append(("number-threshold", "min-score", criterion.minimum_score))
    stated = [(kind, code, number) for kind, code, number in numbers if number is not None]
    if stated:
        place = parent
        for step in ("ext:UBLExtensions", "ext:UBLExtension", "ext:ExtensionContent", "efext:EformsExtension"):
            place = ET.SubElement(place, _name(step))
        for kind, code, number in stated:
            _parameter(place, kind, code, number)
    _text(parent, "cbc:AwardingCriterionTypeCode", criterion.type.value, {"listName": "award-criterion-type"})
    _text(parent, "cbc:Name", criterion.name, _LANGUAGE)
    _text(parent, "cbc:Description", criterion.description, _LANGUAGE)


def _parameter(parent: ET.Element, kind: str, code: str, number: Decimal) -> None:
    parameter = ET.SubElement(parent, _name("efac:AwardCriterionParameter"))
    _text(parameter, "efbc:ParameterCode", code, {"listName": kind})
    _text(parameter, "efbc:ParameterNumeric", decimal_string(number, 9), {})


def _text(parent: ET.Element, name: str, text: str, attributes: dict[str, str]) -> None:
    ET.SubElement(parent, _name(name), attributes).text = "".join(map(_storable, text))


def _storable(char: str) -> str:
    """Return a character that XML 1.0 can hold."""
    allowed = char in "\t\n" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char >= "\U00010000"
    return char if allowed else _REPLACEMENT


def _name(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
