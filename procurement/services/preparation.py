"""Before a procedure starts: what a need is worth, which kinds of procedure come into question. Nothing is stored."""

from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from core.errors import Fault, InputError
from core.validated import validated
from infra.clock import official_day
from infra.documents.reading import read_document
from infra.holidays import holiday_in_hesse
from infra.policy.model import Actor
from infra.policy.table import Action
from infra.transactions import Transactions
from procurement.rules.need import Need
from procurement.rules.report import ProcedureKindReport, report
from procurement.rules.rulebook import Rulebook

_NEED = TypeAdapter(Need)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """The services with what they work on.

    Args:
        transactions: Clock and rights.
        rulebook: Dated data.
    """

    transactions: Transactions
    rulebook: Rulebook

    def today(self) -> date:
        """Return the present day in Germany."""
        return official_day(self.transactions.clock.now())

    def suggest_document(self, actor: Actor, data: bytes) -> ProcedureKindReport:
        """Read a need from JSON and report on it, as ``suggest`` does.

        Raises:
            InputError: Every fault with its JSON pointer.
        """
        self.transactions.require(actor, Action.USE_PUBLIC_TOOLS)
        return self.suggest(actor, read_document(data))

    def suggest(self, actor: Actor, raw: object) -> ProcedureKindReport:
        """Report on a need ``pruefstand/need/1``, given as a JSON value.

        Raises:
            InputError: Every fault with its JSON pointer.
        """
        self.transactions.require(actor, Action.USE_PUBLIC_TOOLS)
        return report(parse_need(raw), self.rulebook, holiday_in_hesse)


def parse_need(raw: object) -> Need:
    """Return the need in a JSON value.

    Raises:
        InputError: Every fault with its JSON pointer, at most 100 of them listed.
    """
    if not isinstance(raw, dict):
        raise InputError([Fault("object_expected", "")])
    return validated(_NEED, raw)
