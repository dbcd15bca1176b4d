"""A Bewertungsmatrix from the criteria catalogue: probed at once, ready for bids. Nothing is stored."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter, ValidationError

from core.errors import Fault, InputError, pointer
from core.parameters import ParameterSet
from infra.clock import official_day
from infra.exported_file import ExportedFile
from infra.policy.model import Actor
from infra.policy.table import Action
from procurement.rules.criteria.catalogue import Catalogue, CatalogueGroup, Clause
from procurement.rules.criteria.selection import Selection, matrix_document, proposed_shares, suggested_weights
from procurement.services.criteria import Criteria
from procurement.services.exporting import WorkbookKind, matrix_workbook
from procurement.services.naming import plain_name
from scoring.house_rules import HouseRules
from scoring.intake import parse_evaluation
from scoring.matrix_check import Probe, ProductNames, probe
from scoring.model import CriterionKind, Evaluation

_SELECTION = TypeAdapter(Selection)


class MatrixFile(StrEnum):
    """What a matrix can be taken away as."""

    JSON = "json"
    XLSX = "xlsx"
    ODS = "ods"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenMatrix:
    """A matrix made of chosen criteria.

    Args:
        evaluation: The matrix, without bids.
        document: The same as a JSON value ``pruefstand/evaluation/1``.
        probe: What the probe says of it; what rules forbid is a finding in it.
        clauses: Standard clauses that the chosen criteria name.
    """

    evaluation: Evaluation
    document: Mapping[str, Any]
    probe: Probe
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selecting:
    """The services with what they work on.

    Args:
        criteria: The catalogues.
        parameters: Dated numbers of scoring.
        product_names: Dated word lists for the probe.
    """

    criteria: Criteria
    parameters: ParameterSet
    product_names: ParameterSet

    def suggest(
        self,
        catalogue: Catalogue,
        entries: frozenset[str],
        price_percent: Decimal,
        open_source: Decimal | None = None,
    ) -> Mapping[str, str]:
        """Return weights to start from as decimal strings: of groups by group id, of criteria by entry id.

        Args:
            catalogue: Where the criteria come from.
            entries: Ids of the chosen criteria.
            price_percent: Weight of the price beside the groups; 0 where the method does not weight it.
            open_source: Weight of the open-source group that the Digital-Check of the procedure promises; the policy's
                share where that is higher or nothing is promised.
        """
        scored = [one for one in catalogue.entries if one.id in entries and one.kind is CriterionKind.B_KRITERIUM]
        groups: list[CatalogueGroup] = [
            one for one in catalogue.groups if any(entry.group == one.id for entry in scored)
        ]
        policy, total = self._rules().open_source_share.number, 100 - price_percent
        share = open_source if open_source is not None and policy < open_source < total else policy
        found = suggested_weights(groups, total, share) if groups else {}
        for group in groups:
            of_group = [one for one in scored if one.group == group.id]
            shares = proposed_shares([one.weight_percent for one in of_group])
            found |= {one.id: share for one, share in zip(of_group, shares, strict=True)}
        return {name: format(weight, "f") for name, weight in found.items()}

    def make(self, actor: Actor, catalogue: str, number: int | None, raw: object) -> ChosenMatrix:
        """Return the matrix of a selection with its probe.

        Args:
            actor: Who asks.
            catalogue: Id of the catalogue.
            number: Version; None for the newest.
            raw: The selection as a JSON value.

        Raises:
            CatalogueNotFoundError: There is no such version.
            InputError: The selection is not of its form, or the matrix is wrong, e.g. weights that miss 100.
        """
        opened = self.criteria.open(actor, catalogue, number)
        selection = parse_selection(raw)
        document = matrix_document(opened.catalogue, selection)
        evaluation = parse_evaluation(document, bids_required=False)
        rules = self._rules()
        wanted = {one.entry for one in selection.criteria}
        return ChosenMatrix(
            evaluation=evaluation,
            document=document,
            probe=probe(evaluation, rules, ProductNames.on(self.product_names, rules.day)),
            clauses=opened.catalogue.clauses_of(tuple(one for one in opened.catalogue.entries if one.id in wanted)),
        )

    def file(self, actor: Actor, chosen: ChosenMatrix, kind: MatrixFile) -> ExportedFile:
        """Return a matrix as a file that is ready for bids.

        Raises:
            InputError: It does not fit into a workbook.
        """
        self.criteria.transactions.require(actor, Action.READ_CRITERIA)
        name = f"{plain_name('bewertungsmatrix', chosen.evaluation.procedure.reference)}.{kind.value}"
        if kind is MatrixFile.JSON:
            return ExportedFile(name, (json.dumps(chosen.document, ensure_ascii=False, indent=1) + "\n").encode())
        return ExportedFile(name, matrix_workbook(chosen.evaluation, WorkbookKind(kind.value), self._rules()))

    def _rules(self) -> HouseRules:
        return HouseRules.on(self.parameters, official_day(self.criteria.transactions.clock.now()))


def parse_selection(raw: object) -> Selection:
    """Return the selection in a JSON value.

    Raises:
        InputError: Every fault with its JSON pointer, at most 100 of them listed.
    """
    if not isinstance(raw, dict):
        raise InputError([Fault("object_expected", "")])
    try:
        return _SELECTION.validate_python(raw)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        faults = [
            Fault(f"format_{one['type']}", pointer(*one["loc"]), properties=_texts(one.get("ctx"))) for one in details
        ]
        raise InputError(faults[:100], omitted=max(0, len(faults) - 100)) from error


def _texts(context: Mapping[str, Any] | None) -> dict[str, str]:
    return {key: str(value) for key, value in (context or {}).items()}
