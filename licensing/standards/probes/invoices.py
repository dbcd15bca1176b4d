"""Invoices after EN 16931 in both syntaxes (UBL 2.1, UN/CEFACT CII): mandatory terms, and whether the sums are right.

The rules BR-01 to BR-16, BR-CO-10 and BR-CO-15 of EN 16931-1, and the schema of the syntax. The other rules need the
Schematron of CEN.
"""

from decimal import Decimal, InvalidOperation

from licensing.standards.probes.answer import Conformance, Examination, ProbeAnswer
from licensing.standards.probes.artefact import Artefact, Element
from licensing.standards.probes.invoice_schema import check_schema

STANDARD = "en-16931"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_CII = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
_ROOTS = {
    f"{{{_UBL}Invoice-2}}Invoice": "UBL",
    f"{{{_UBL}CreditNote-2}}CreditNote": "UBL",
    f"{{{_CII}}}CrossIndustryInvoice": "CII",
}
_NORM = "urn:cen.eu:en16931:2017"
_WITHOUT_LINES = ("minimum", "basicwl")
_SPACES = {
    "cbc": f"{_UBL}CommonBasicComponents-2",
    "cac": f"{_UBL}CommonAggregateComponents-2",
    "rsm": _CII,
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
}
_AGREEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement"
_SUMS = (
    "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/"
    "ram:SpecifiedTradeSettlementHeaderMonetarySummation"
)
_TERMS: tuple[tuple[str, str, str, str], ...] = (
    ("BR-02", "Rechnungsnummer", "cbc:ID", "rsm:ExchangedDocument/ram:ID"),
    ("BR-03", "Rechnungsdatum", "cbc:IssueDate", "rsm:ExchangedDocument/ram:IssueDateTime"),
    ("BR-04", "Art der Rechnung", "cbc:InvoiceTypeCode|cbc:CreditNoteTypeCode", "rsm:ExchangedDocument/ram:TypeCode"),
    (
        "BR-05",
        "Währung",
        "cbc:DocumentCurrencyCode",
        "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement/ram:InvoiceCurrencyCode",
    ),
    (
        "BR-06",
        "Name des Verkäufers",
        "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
        f"{_AGREEMENT}/ram:SellerTradeParty/ram:Name",
    ),
    (
        "BR-07",
        "Name des Käufers",
        "cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
        f"{_AGREEMENT}/ram:BuyerTradeParty/ram:Name",
    ),
    (
        "BR-09",
        "Land des Verkäufers",
        "cac:AccountingSupplierParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
        f"{_AGREEMENT}/ram:SellerTradeParty/ram:PostalTradeAddress/ram:CountryID",
    ),
    (
        "BR-13",
        "Summe ohne Umsatzsteuer",
        "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
        f"{_SUMS}/ram:TaxBasisTotalAmount",
    ),
    (
        "BR-14",
        "Summe mit Umsatzsteuer",
        "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
        f"{_SUMS}/ram:GrandTotalAmount",
    ),
    ("BR-15", "Zahlbetrag", "cac:LegalMonetaryTotal/cbc:PayableAmount", f"{_SUMS}/ram:DuePayableAmount"),
)
_FULL_TERMS = (
    (
        "BR-11",
        "Land des Käufers",
        "cac:AccountingCustomerParty/cac:Party/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
        f"{_AGREEMENT}/ram:BuyerTradeParty/ram:PostalTradeAddress/ram:CountryID",
    ),
    ("BR-12", "Summe der Positionen", "cac:LegalMonetaryTotal/cbc:LineExtensionAmount", f"{_SUMS}/ram:LineTotalAmount"),
)
_LINES = ("cac:InvoiceLine|cac:CreditNoteLine", "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem")
_LINE_SUMS = (
    "cac:InvoiceLine/cbc:LineExtensionAmount|cac:CreditNoteLine/cbc:LineExtensionAmount",
    f"{_LINES[1]}/ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
)
_TAX = ("cac:TaxTotal/cbc:TaxAmount", f"{_SUMS}/ram:TaxTotalAmount")
_PROFILE = ("cbc:CustomizationID", "rsm:ExchangedDocumentContext/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID")


def is_invoice(artefact: Artefact) -> bool:
    """Tell whether the root element is that of an invoice in one of the two syntaxes."""
    return artefact.root_name in _ROOTS


def examine(artefact: Artefact) -> ProbeAnswer:
    """Return what is found in an invoice."""
    return examine_xml(artefact, "")


def examine_xml(artefact: Artefact, part: str) -> ProbeAnswer:
    """Return what is found in an invoice that may lie inside another file; ``part`` names it there."""
    root, syntax = artefact.root, _ROOTS[artefact.root_name]
    column = 0 if syntax == "UBL" else 1
    found = Examination(STANDARD)
    found.checked += ["invoice_terms", "invoice_sums"]
    found.unchecked.append("invoice_schematron")
    profile = _text(root, _PROFILE[column])
    found.version = f"{syntax}: {profile}" if profile else syntax
    if part:
        found.note("invoice_embedded", part)
    if not profile:
        found.error("invoice_term", part, rule="BR-01", term="Kennung der Spezifikation")
    short = any(profile.endswith(name) for name in _WITHOUT_LINES)
    if profile and _NORM not in profile:
        (found.warn if short else found.error)("invoice_other_profile", part, profile=profile)
    for rule, term, *paths in (*_TERMS, *(() if short else _FULL_TERMS)):
        if not _text(root, paths[column]):
            found.error("invoice_term", part, rule=rule, term=term)
    if not short and not _all(root, _LINES[column]):
        found.error("invoice_term", part, rule="BR-16", term="mindestens eine Position")
    if not short:
        _check_sums(root, column, found, part)
    check_schema(root, syntax, profile, part, found)
    return found.answer(Conformance.CLAIMED)


def _check_sums(root: Element, column: int, found: Examination, part: str) -> None:
    sums = {rule: _number(_text(root, paths[column])) for rule, _term, *paths in (*_TERMS, *_FULL_TERMS)}
    lines = [_number(one.text) for one in _all(root, _LINE_SUMS[column])]
    known = [one for one in lines if one is not None]
    if known and len(known) == len(lines) and sums["BR-12"] is not None and sum(known) != sums["BR-12"]:
        found.error("invoice_sum", part, rule="BR-CO-10", stated=str(sums["BR-12"]), computed=str(sum(known)))
    tax, net, gross = _number(_text(root, _TAX[column])), sums["BR-13"], sums["BR-14"]
    if tax is not None and net is not None and gross is not None and net + tax != gross:
        found.error("invoice_sum", part, rule="BR-CO-15", stated=str(gross), computed=str(net + tax))


def _all(root: Element, paths: str) -> list[Element]:
    return [one for path in paths.split("|") for one in root.findall(path, _SPACES)]


def _text(root: Element, paths: str) -> str:
    """Return the text of the first element of a path, with that of the elements in it."""
    return next(("".join(one.itertext()).strip()[:200] for one in _all(root, paths)), "")


def _number(text: str | None) -> Decimal | None:
    try:
        value = Decimal((text or "").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
