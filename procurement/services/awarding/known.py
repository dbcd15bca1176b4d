"""What is known about the award of a procedure whose result is fixed: read once, looked at by guards, pages, papers."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from core.numbers import parse_measure
from infra.clock import Clock, official_day
from infra.fields.model import FieldValue
from infra.holidays import holiday_in_hesse
from infra.transactions import Reading
from procurement.model import (
    RESULT_STANDS,
    AwardLetter,
    Bid,
    LetterKind,
    Objection,
    ObjectionKind,
    Procedure,
    ProcedureStage,
    Publication,
    Regime,
)
from procurement.repository import AwardRepository
from procurement.rules.award.answers import GateAnswer
from procurement.rules.award.book import AwardBook, SigningPower
from procurement.rules.award.informing import LetterDuty, letters_in
from procurement.rules.award.standstill import Standstill, StandstillPeriods, standstill
from procurement.rules.digest import canonical, digest_of
from procurement.rules.procedure.award_facts import AwardFacts
from procurement.rules.rulebook import KindRow
from procurement.services.awarding.fields import EVIDENCE, REASON, RESOLUTION, STATE, award_id, award_store
from procurement.services.awarding.lots import AwardLot, annulled_lots, lots_of
from scoring.model import is_written

FORMAT = "pruefstand/award/1"


@dataclass(frozen=True, kw_only=True)
class AwardKnown:
    """Everything about the award of a procedure at one moment.

    Args:
        procedure: As it stands.
        document: What was published.
        internal: Internal part of that.
        regime: Law that it follows.
        value: Estimated value, net in euros.
        today: The day in Germany.
        gates: What is to be checked, with answers.
        power: Who signs; None where no table is valid.
        duties: Letters that the law of the procedure demands today.
        lots: Lots with a stored result.
        informed: Lots with whoever is told that they do not get the contract; after an annulment that is everybody.
        held: What was written about the award.
        letters: The last letter of each kind about each bid of the round.
        standstills: Wartefristen of the letters that went before the award, by the id of the bid.
        objections: Of the procedure, oldest first.
    """

    procedure: Procedure
    document: Mapping[str, Any]
    internal: Mapping[str, Any]
    regime: Regime
    value: Decimal
    today: date
    gates: tuple[GateAnswer, ...]
    power: SigningPower | None
    duties: tuple[LetterDuty, ...]
    lots: tuple[AwardLot, ...]
    informed: tuple[AwardLot, ...]
    held: Mapping[str, FieldValue]
    letters: Mapping[tuple[str, LetterKind], AwardLetter]
    standstills: Mapping[str, Standstill]
    objections: tuple[Objection, ...]

    @property
    def letters_now(self) -> tuple[LetterKind, ...]:
        """Letters that go out in the present stage, the usual one first."""
        return letters_in(self.procedure.stage, self.duties)

    def text(self, name: str) -> str:
        """Return what a field holds."""
        return self.held[name].value

    @property
    def last(self) -> Standstill | None:
        """The Wartefrist that ends last; None before the first letter."""
        return max(self.standstills.values(), key=lambda one: one.last, default=None)

    @property
    def uninformed(self) -> tuple[Bid, ...]:
        """Bids to whose bidder no letter went before the award."""
        return tuple(bid for lot in self.lots for bid in lot.others if bid.id not in self.standstills)

    def lot_of(self, bid: str) -> AwardLot | None:
        """Return the lot whose award a bid does not get."""
        return next((lot for lot in self.informed if any(one.id == bid for one in lot.others)), None)

    @cached_property
    def agreed(self) -> str:
        """What two people agree on, as canonical JSON."""
        return canonical(
            {
                "format": FORMAT,
                "reference": self.procedure.reference,
                "publication": self.procedure.publications,
                "round": self.procedure.round,
                "lots": [
                    {
                        "lot": lot.number,
                        "result": lot.digest,
                        "bid": lot.winner.id if lot.winner else None,
                        "tenderer": lot.winner.tenderer if lot.winner else None,
                    }
                    for lot in self.lots
                ],
                "gates": [{"gate": one.gate.id, "state": one.state, "evidence": one.evidence} for one in self.gates],
                "reason": self.text(REASON),
                "signed_by": self.power.office.value if self.power else None,
                "resolution": self.text(RESOLUTION),
            }
        )

    @property
    def facts(self) -> AwardFacts:
        """What guards look at."""
        winners = tuple(lot.winner.tenderer for lot in self.lots if lot.winner)
        objections = [one for one in self.objections if one.is_open]
        last = self.last
        return AwardFacts(
            winners=winners,
            open_gates=tuple(one.gate.title for one in self.gates if not one.is_closed),
            is_reasoned=is_written(self.text(REASON)),
            power=self.power,
            has_resolution=is_written(self.text(RESOLUTION)),
            digest=digest_of(self.agreed) if winners else None,
            waits=self.regime is Regime.EU,
            uninformed=tuple(bid.title for bid in self.uninformed),
            last_day=last.last if last else None,
            today=self.today,
            open_objections=sum(one.kind is ObjectionKind.RUEGE for one in objections),
            open_reviews=sum(one.kind is ObjectionKind.REVIEW for one in objections),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardGathering:
    """Gathers what is known about awards. Who may see it is the policy's to say: ask it first.

    Args:
        book: Dated data of the award.
        kinds: Kinds of procedure with the law that they belong to.
        clock: Tells the day.
    """

    book: AwardBook
    kinds: Sequence[KindRow]
    clock: Clock

    def judge(self, reading: Reading, procedure: Procedure, publications: tuple[Publication, ...]) -> AwardFacts:
        """Return what guards look at: ``Gathering.judge_award``."""
        if procedure.stage not in RESULT_STANDS:
            return AwardFacts()
        return self.known(reading, procedure, publications).facts

    def known(self, reading: Reading, procedure: Procedure, publications: tuple[Publication, ...]) -> AwardKnown:
        """Return everything about the award of a procedure whose result is fixed."""
        published = publications[procedure.publications - 1]
        document, internal = json.loads(published.document), json.loads(published.internal)
        row = next(one for one in self.kinds if one.kind.value == document["procedure_type"])
        regime, value = Regime(row.regime), parse_measure(internal["estimated_value_net_eur"])
        today = official_day(self.clock.now())
        store = award_store(self.book)
        held = store.values(reading, store.record(award_id(procedure)))
        awards, lots = AwardRepository(reading.session), lots_of(reading, procedure, document)
        is_annulled = procedure.stage is ProcedureStage.ANNULLED
        letters = {(one.bid, one.kind): one for one in awards.letters(procedure.slug) if _is_of(one, procedure)}
        return AwardKnown(
            procedure=procedure,
            document=document,
            internal=internal,
            regime=regime,
            value=value,
            today=today,
            gates=tuple(
                GateAnswer(gate, held[gate.id + STATE].value, held[gate.id + EVIDENCE].value)
                for gate in self.book.gates_for(regime, value, today)
            ),
            power=self.book.power_for(value, today),
            duties=self.book.letters_for(regime, today),
            lots=lots,
            informed=annulled_lots(reading, procedure, document, lots) if is_annulled else lots,
            held=held,
            letters=letters,
            standstills={
                bid: self.standstill(letter.sent_on, is_electronic=letter.is_electronic)
                for (bid, kind), letter in letters.items()
                if kind is LetterKind.BEFORE_AWARD
            },
            objections=awards.objections(procedure.slug),
        )

    def standstill(self, sent: date, *, is_electronic: bool) -> Standstill:
        """Return the Wartefrist of a letter."""
        periods = StandstillPeriods.on(self.book.parameters, sent)
        return standstill(sent, electronic=is_electronic, periods=periods, holiday=holiday_in_hesse)


def _is_of(letter: AwardLetter, procedure: Procedure) -> bool:
    return (letter.publication, letter.round) == (procedure.publications, procedure.round)
