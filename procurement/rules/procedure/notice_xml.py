"""The award criteria as a block of XML for eForms (SDK 1.15.1): goes into ``cac:AwardingTerms`` of its lot.

Of a published lot the block is ``cac:TenderingTerms`` with what else was published: variants, suitability.
"""

from decimal import Decimal
from xml.etree import ElementTree as ET

from core.numbers import decimal_string
from procurement.rules.procedure.notice import AwardCriteria, NoticeCriterion
from procurement.rules.procedure.notice_terms import NoticeTerms, selection_description

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
_EXTENSION = ("ext:UBLExtensions", "ext:UBLExtension", "ext:ExtensionContent", "efext:EformsExtension")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

for _prefix, _address in NAMESPACES.items():
    ET.register_namespace(_prefix, _address)


def notice_xml(found: AwardCriteria) -> str:
    """Return ``cac:AwardingCriterion`` with everything in it, indented, without an XML declaration.

    Titles come from people: what XML cannot hold is replaced, everything else is escaped.
    """
    root = ET.Element(_name("cac:AwardingCriterion"))
    _fill(root, found)
    return _written(root)


def terms_xml(found: AwardCriteria, terms: NoticeTerms) -> str:
    """Return ``cac:TenderingTerms`` of a published lot: award criteria, variants (BT-63), suitability (BT-809, BT-750).

    Suitability criteria without a code of eForms are left out; the source (BT-821) then points to the documents.

    Legal source:
        eForms SDK 1.15.1: BT-63, BT-750, BT-809, BT-821
    """
    root = ET.Element(_name("cac:TenderingTerms"))
    coded = [one for one in terms.eligibility.criteria if one.code] if terms.eligibility else []
    place = _extension(root) if coded else root
    for criterion in coded:
        selection = ET.SubElement(place, _name("efac:SelectionCriteria"))
        _text(selection, "cbc:TendererRequirementTypeCode", str(criterion.code), {"listName": "selection-criterion"})
        _text(selection, "cbc:Description", selection_description(criterion), _LANGUAGE)
    _text(root, "cbc:VariantConstraintCode", terms.permission.value, {"listName": "permission"})
    if terms.eligibility:
        source = "epo-procurement-document" if terms.uncoded else "epo-notice"
        request = ET.SubElement(root, _name("cac:TendererQualificationRequest"))
        requirement = ET.SubElement(request, _name("cac:SpecificTendererRequirement"))
        _text(requirement, "cbc:TendererRequirementTypeCode", source, {"listName": "selection-criteria-source"})
    awarding = ET.SubElement(root, _name("cac:AwardingTerms"))
    _fill(ET.SubElement(awarding, _name("cac:AwardingCriterion")), found)
    return _written(root)


def _fill(root: ET.Element, found: AwardCriteria) -> None:
    if found.calculation is not None:
        _text(root, "cbc:CalculationExpression", found.calculation, _LANGUAGE)
    for criterion in found.criteria:
        _criterion(ET.SubElement(root, _name("cac:SubordinateAwardingCriterion")), criterion, found)


def _written(root: ET.Element) -> str:
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


def _extension(parent: ET.Element) -> ET.Element:
    place = parent
    for step in _EXTENSION:
        place = ET.SubElement(place, _name(step))
    return place


def _criterion(parent: ET.Element, criterion: NoticeCriterion, found: AwardCriteria) -> None:
    numbers = [("number-weight", found.unit.value, criterion.weight)]
    numbers.append(("number-threshold", "min-score", criterion.minimum_score))
    stated = [(kind, code, number) for kind, code, number in numbers if number is not None]
    if stated:
        place = _extension(parent)
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
