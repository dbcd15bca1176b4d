"""Facts computed from answers and dated parameters: sums, limits, steps. Everything exact."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from core.numbers import parse_measure
from core.parameters import ParameterSet
from digitalcheck.rules.answers import Answers, DigitalCheck, Effort
from digitalcheck.rules.catalogue.condition import Value
from digitalcheck.rules.catalogue.form import QuestionCatalogue
from digitalcheck.rules.service_key import service_key

YEARS_SUMMED = 5
_MONTHS = 12
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Figures:
    """The dated figures of the Digital-Check on one day."""

    short_check_person_days: Decimal
    short_check_cost_eur: Decimal
    open_source_percent: Decimal
    transition_months: int
    protection_days: int
    rough_estimate_percent: Decimal
    e_file_until: date

    @classmethod
    def on(cls, parameters: ParameterSet, day: date) -> "Figures":
        """Return the figures valid on a day.

        Raises:
            ParameterNotValidError: The day lies before the figures.
        """
        return cls(
            short_check_person_days=parameters.on("short_check_person_days", day).number,
            short_check_cost_eur=parameters.on("short_check_cost_eur", day).number,
            open_source_percent=parameters.on("open_source_percent", day).number,
            transition_months=int(parameters.on("transition_months", day).number),
            protection_days=int(parameters.on("protection_days_before_go_live", day).number),
            rough_estimate_percent=parameters.on("rough_estimate_percent", day).number,
            e_file_until=date.fromisoformat(str(parameters.on("e_file_until", day).value)),
        )


@dataclass(frozen=True, slots=True)
class Cost:
    """What it costs.

    Args:
        once: One-off, in euro; None where it was not stated.
        yearly: Running, in euro a year; None where it was not stated.
        total: One-off and running over five years or the shorter term; None where nothing was stated.
    """

    once: Decimal | None
    yearly: Decimal | None
    total: Decimal | None


def months_later(day: date, months: int) -> date:
    """Return the day some months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def efforts(answers: Answers) -> tuple[Effort, ...]:
    """Return the person-days stated."""
    rows = answers.get("K1", {}).get("value")
    return tuple(row for row in rows if isinstance(row, Effort)) if isinstance(rows, tuple) else ()


def cost(answers: Answers) -> Cost:
    """Return the cost stated, with its sum over five years."""
    answer = answers.get("K3", {})
    once, yearly, years = (_number(answer.get(name)) for name in ("value", "yearly", "years"))
    if once is None and yearly is None:
        return Cost(None, None, None)
    term = min(Decimal(YEARS_SUMMED), years or Decimal(YEARS_SUMMED))
    return Cost(once, yearly, (once or Decimal(0)) + (yearly or Decimal(0)) * term)


def facts(
    check: DigitalCheck, answers: Answers, catalogue: QuestionCatalogue, figures: Figures, day: date
) -> dict[str, Value]:
    """Return every fact that rules may name, None where it is not known."""
    rows = efforts(answers)
    step, end = _maturity(answers, catalogue)
    return {
        "day": day,
        "capacity": check.capacity_state.value,
        "capacity_until": check.capacity_until,
        "transition_until": months_later(day, figures.transition_months),
        "protected_until": day + timedelta(days=figures.protection_days),
        "e_file_until": figures.e_file_until,
        "open_source_percent": figures.open_source_percent,
        "rough_percent": figures.rough_estimate_percent,
        "widest_spread_percent": _widest_spread(rows),
        "person_days": sum((row.days_to for row in rows), Decimal(0)) if rows else None,
        "cost_total_eur": cost(answers).total,
        "maturity_step": step,
        "maturity_end_to_end": end,
        "leika_key": _leika_key(answers),
    }


def _number(value: object) -> Decimal | None:
    return parse_measure(value) if isinstance(value, Decimal) else None


def _widest_spread(rows: Iterable[Effort]) -> Decimal | None:
    """Return the widest range in percent of its lower end; from zero it is as wide as any."""
    spreads = [
        (row.days_to - row.days_from) * _HUNDRED / row.days_from if row.days_from else Decimal(10**9)
        for row in rows
        if row.days_to > row.days_from
    ]
    return max(spreads, default=Decimal(0)) if rows else None


def _leika_key(answers: Answers) -> str | None:
    """Return whether the key has the form of the LeiKa: 14 digits, 99 first, however they are grouped."""
    key = answers.get("B1", {}).get("key")
    return None if not isinstance(key, str) else "ja" if service_key(key) else "nein"


def _maturity(answers: Answers, catalogue: QuestionCatalogue) -> tuple[str | None, str | None]:
    """Return whether the level rises, and whether it ends at the top; levels of two models are not compared."""
    levels = {id_: _level(answers, catalogue, id_) for id_ in ("B2", "B3")}
    now, then = levels["B2"], levels["B3"]
    end = None if then is None else "ja" if then[1] == then[2] else "nein"
    if now is None or then is None or now[0] != then[0]:
        return None, end
    return ("besser" if then[1] > now[1] else "gleich" if then[1] == now[1] else "schlechter"), end


def _level(answers: Answers, catalogue: QuestionCatalogue, id_: str) -> tuple[str, int, int] | None:
    """Return model, level and highest level of an answer; the code of a level begins with its model."""
    question, code = catalogue.question(id_), answers.get(id_, {}).get("value")
    field = question.field("value") if question else None
    levels = {one.code: one.level for one in field.options if one.level is not None} if field else {}
    if not isinstance(code, str) or code not in levels:
        return None
    model = code.rpartition("/")[0]
    return model, levels[code], max(level for other, level in levels.items() if other.rpartition("/")[0] == model)
