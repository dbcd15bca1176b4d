"""The text and the XML block about the award criteria of a matrix or a published version. Nothing is stored."""

import json
from dataclasses import dataclass

from core.errors import InputError
from core.parameters import ParameterSet
from infra.clock import official_day
from infra.exported_file import ExportedFile
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions
from procurement.model import PublicVersion
from procurement.rules.participation.matrix import announced_choice, parse_eligibility
from procurement.rules.procedure.lot_terms import rubric_terms, variant_terms
from procurement.rules.procedure.notice import (
    AwardCriteria,
    Gap,
    PriceKind,
    WeightUnit,
    Wishes,
    award_criteria,
    notice_text,
)
from procurement.rules.procedure.notice_terms import NoticeTerms
from procurement.rules.procedure.notice_xml import notice_xml, terms_xml
from procurement.rules.procedure.publication import evaluation_of
from procurement.services.naming import plain_name
from procurement.services.previewing import read_matrix
from scoring.bundle.manifest import canonical
from scoring.checks.policy import policy_faults
from scoring.house_rules import HouseRules
from scoring.intake import parse_evaluation
from scoring.model import Evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeNotice:
    """What goes into the notice and the documents.

    Args:
        evaluation: The matrix with its procedure.
        document: The same as canonical JSON.
        text: German text.
        xml: Block for eForms.
        criteria: What the block says.
        gaps: What is still lacking.
    """

    evaluation: Evaluation
    document: str
    text: str
    xml: str
    criteria: AwardCriteria
    gaps: tuple[Gap, ...]

    @property
    def text_file(self) -> ExportedFile:
        """The text to take away."""
        return ExportedFile(f"{self._name}.txt", self.text.encode())

    @property
    def xml_file(self) -> ExportedFile:
        """The block to take away."""
        return ExportedFile(f"{self._name}.xml", self.xml.encode())

    @property
    def _name(self) -> str:
        head = self.evaluation.procedure
        return plain_name("zuschlagskriterien", head.reference, head.lot)


@dataclass(frozen=True, slots=True, kw_only=True)
class LotNotice:
    """What goes into the notice about one lot of a published version.

    Args:
        number: Number of the lot.
        title: What it is called.
        notice: Text and block.
    """

    number: int
    title: str
    notice: MadeNotice


def notices_of(publication: PublicVersion, price: PriceKind, unit: WeightUnit) -> tuple[LotNotice, ...]:
    """Return what is published about the award of each lot, with clauses, variants and the choice of candidates.

    Args:
        publication: A published version.
        price: What the scored price covers.
        unit: How weights are stated.
    """
    content = json.loads(publication.document)
    eligibility = announced_choice(parse_eligibility(content["eligibility"])) if "eligibility" in content else None
    found = list[LotNotice]()
    for lot in content["lots"]:
        document = evaluation_of(content, lot["number"])
        clauses = tuple((one["title"], one["text"]) for one in lot.get("clauses", ()))
        terms = NoticeTerms(
            variants=variant_terms(lot.get("variants")),
            rubric=rubric_terms(lot.get("rubric")),
            eligibility=eligibility,
        )
        wishes = Wishes(tie_rule=content.get("tie_rule", ""), price=price, unit=unit, clauses=clauses, terms=terms)
        made = _made(parse_evaluation(document, bids_required=False), document, wishes)
        found.append(LotNotice(number=lot["number"], title=lot["title"], notice=made))
    return tuple(found)


def _made(evaluation: Evaluation, document: object, wishes: Wishes) -> MadeNotice:
    criteria, text = award_criteria(evaluation.matrix, wishes), notice_text(evaluation, wishes)
    return MadeNotice(
        evaluation=evaluation,
        document=canonical(document).decode(),
        text=text.text,
        xml=terms_xml(criteria, wishes.terms) if wishes.terms else notice_xml(criteria),
        criteria=criteria,
        gaps=text.gaps,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcing:
    """The service with what it works on.

    Args:
        transactions: Clock and rights.
        parameters: Dated numbers of scoring.
    """

    transactions: Transactions
    parameters: ParameterSet

    def announce(self, actor: Actor, data: bytes, wishes: Wishes) -> MadeNotice:
        """Return what is published about the matrix in a JSON file or a workbook, with or without bids.

        Raises:
            InputError: The file is not of the format, or a rule forbids the matrix.
        """
        self.transactions.require(actor, Action.USE_PUBLIC_TOOLS)
        file = read_matrix(data)
        rules = HouseRules.on(self.parameters, official_day(self.transactions.clock.now()))
        if faults := policy_faults(file.evaluation, rules):
            raise InputError(faults)
        return _made(file.evaluation, file.document, wishes)
