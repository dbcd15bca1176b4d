"""What an award or a signed Kurzbewertung brings into the register, so that nobody types it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.german import read_day
from infra.transactions import Writing
from procurement.model import LicenceKind, LightRoute, Procedure, RegisterFacts, RegisterOrigin, ShortAssessment
from procurement.repository import RegisterRepository
from procurement.rules.light import form
from procurement.rules.register.checking import FIRST_DAY, LAST_DAY, LONGEST
from procurement.services.register.shared import add


@dataclass(frozen=True, slots=True, kw_only=True)
class BoughtLot:
    """A lot that got its contract.

    Args:
        number: Its number.
        title: What is bought.
        supplier: Who supplies it.
    """

    number: int
    title: str
    supplier: str


def enter_award(writing: Writing, procedure: Procedure, lots: Sequence[BoughtLot], contract_end: str) -> None:
    """Enter what a procedure bought: an entry for each lot that got a contract; one that is there stays.

    Args:
        writing: The transaction of the award.
        procedure: The procedure.
        lots: What it bought.
        contract_end: What the Vergabevermerk says about the end of the contract; may be empty.
    """
    repository = RegisterRepository(writing.session)
    for lot in lots:
        if repository.of_source(RegisterOrigin.AWARD, procedure.slug, lot.number) is None:
            facts = _of_award(procedure, lot, contract_end)
            add(writing, facts, RegisterOrigin.AWARD, procedure.slug, lot.number)


def enter_assessment(writing: Writing, one: ShortAssessment, values: Mapping[str, str]) -> None:
    """Enter what a Kurzbewertung chose. A renewal of what its office uses already brings nothing new.

    Args:
        writing: The transaction of the signature.
        one: The Kurzbewertung.
        values: What stands in its fields.
    """
    chosen = values[form.CHOSEN]
    named = {name: " ".join(values[f"{name}-{chosen}"].split()) for name in ("name", "lizenz", "art")}
    repository, product = RegisterRepository(writing.session), _cut("product", named["name"])
    is_renewal = values[form.ROUTE] == LightRoute.RENEWAL.value
    if is_renewal and repository.in_use(product, one.office):
        return
    is_open = named["art"] == form.Openness.OPEN.value
    facts = RegisterFacts(
        product=product,
        purpose=_cut("purpose", one.title),
        office=one.office,
        contract=_cut("contract", values[form.REFERENCE]),
        licence_kind=LicenceKind.OPEN_SOURCE if is_open else LicenceKind.UNKNOWN,
        licence=_cut("licence", named["lizenz"]),
    )
    add(writing, facts, RegisterOrigin.SHORT_ASSESSMENT, str(one.number))


def _of_award(procedure: Procedure, lot: BoughtLot, contract_end: str) -> RegisterFacts:
    ends = read_day(contract_end)
    return RegisterFacts(
        product=_cut("product", lot.title),
        purpose=_cut("purpose", procedure.plan.title),
        office=procedure.plan.office,
        supplier=_cut("supplier", lot.supplier),
        contract=_cut("contract", procedure.reference),
        contract_end=ends if ends and FIRST_DAY <= ends <= LAST_DAY else None,
    )


def _cut(name: str, text: str) -> str:
    return " ".join(text.split())[: LONGEST[name]]
