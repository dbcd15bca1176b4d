"""Dated data of the award, read once from its parsed file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from core.legal import LegalSource
from core.numbers import parse_measure
from core.parameters import ParameterSet, legal_source
from procurement.model import LetterKind, Regime
from procurement.rules.award.informing import LetterDuty


class SigningOffice(StrEnum):
    """Who signs an award in the end."""

    AMTSLEITUNG = "amtsleitung"
    DEZERNAT = "dezernat"
    MAGISTRAT = "magistrat"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardGate:
    """One thing that is checked before an award is decided on.

    Args:
        id: Name in forms and addresses.
        title: Short German name.
        text: German sentence: what has to hold.
        regimes: Laws that it applies under.
        from_value: From this estimated value on, net in euros; None whatever the value.
        valid_from: First day on which it applies.
        source: Where it comes from.
    """

    id: str
    title: str
    text: str
    regimes: frozenset[Regime]
    from_value: Decimal | None
    valid_from: date
    source: LegalSource

    def applies(self, regime: Regime, value: Decimal, day: date) -> bool:
        """Tell whether it has to be checked for an award under this law, of this estimated value, on this day."""
        reached = self.from_value is None or value >= self.from_value
        return reached and regime in self.regimes and self.valid_from <= day


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningPower:
    """Up to which value somebody signs.

    Args:
        office: Who.
        until_value: Highest estimated value, net in euros, included; None without a limit.
        source: Where it comes from.
    """

    office: SigningOffice
    until_value: Decimal | None
    source: LegalSource


@dataclass(frozen=True, slots=True)
class AwardBook:
    """Dated data of the award.

    Args:
        parameters: Lengths of periods.
        gates: What is checked, in the order of the form.
        powers: Tables of signing powers with their first day, newest first.
        letters: Letters that the law demands; of each law the one that usually comes next stands first.
    """

    parameters: ParameterSet
    gates: tuple[AwardGate, ...]
    powers: tuple[tuple[date, tuple[SigningPower, ...]], ...]
    letters: tuple[LetterDuty, ...]

    @classmethod
    def from_data(cls, raw: Mapping[str, Any]) -> Self:
        """Read the parsed file.

        Raises:
            KeyError: A required key is missing, e.g. the status of a source.
            ValueError: A value is not of its form, or a table of powers does not rise up to a line without a limit.
        """
        tables = sorted(raw["powers"], key=lambda one: one["valid_from"], reverse=True)
        powers = tuple((one["valid_from"], tuple(_powers(one))) for one in tables)
        for _, lines in powers:
            _check(lines)
        gates = tuple(_gate(one) for one in raw["gates"])
        if len({gate.id for gate in gates}) != len(gates):
            raise ValueError("two gates have the same id")
        letters = tuple(_duty(one) for one in raw["letters"])
        return cls(ParameterSet.from_mapping(raw["parameters"]), gates, powers, letters)

    def gates_for(self, regime: Regime, value: Decimal, day: date) -> tuple[AwardGate, ...]:
        """Return what has to be checked for an award, in the order of the form."""
        return tuple(gate for gate in self.gates if gate.applies(regime, value, day))

    def letters_for(self, regime: Regime, day: date) -> tuple[LetterDuty, ...]:
        """Return the letters that a law demands on a day."""
        return tuple(one for one in self.letters if one.regime is regime and one.valid_from <= day)

    def power_for(self, value: Decimal, day: date) -> SigningPower | None:
        """Return who signs an award of this estimated value on a day: the first whose limit is not exceeded.

        None where no table is valid on that day.
        """
        lines = next((lines for first, lines in self.powers if first <= day), ())
        return next((one for one in lines if one.until_value is None or value <= one.until_value), None)


def _gate(raw: Mapping[str, Any]) -> AwardGate:
    limit = raw.get("from_value_net_eur")
    return AwardGate(
        id=raw["id"],
        title=raw["title"],
        text=raw["text"],
        regimes=frozenset(Regime(one) for one in raw["regimes"]),
        from_value=None if limit is None else parse_measure(limit),
        valid_from=raw["valid_from"],
        source=legal_source(raw["source"]),
    )


def _duty(raw: Mapping[str, Any]) -> LetterDuty:
    return LetterDuty(
        kind=LetterKind(raw["kind"]),
        regime=Regime(raw["regime"]),
        valid_from=raw["valid_from"],
        source=legal_source(raw["source"]),
    )


def _powers(raw: Mapping[str, Any]) -> Iterable[SigningPower]:
    source = legal_source(raw["source"])
    for line in raw["lines"]:
        limit = line.get("until_value_net_eur")
        until = None if limit is None else parse_measure(limit)
        yield SigningPower(office=SigningOffice(line["office"]), until_value=until, source=source)


def _check(lines: tuple[SigningPower, ...]) -> None:
    limits = [one.until_value for one in lines]
    known = [one for one in limits if one is not None]
    if not lines or limits[-1] is not None or known != sorted(set(known)) or len(known) != len(limits) - 1:
        raise ValueError("signing powers rise up to one line without a limit")
