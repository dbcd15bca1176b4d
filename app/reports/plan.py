"""What ``pruefstand plan`` tells people."""

from fractions import Fraction

from app.reports.table import plain, text_table
from capacity.planning.form import CapacityPlanInput
from capacity.planning.result import BlockingEntry, PlanResult, RequestEntry
from core.german import german_number
from core.numbers import decimal_string

_MOST_ROLES = 3


def plan_report(given: CapacityPlanInput, result: PlanResult) -> str:
    """Return the report on a plan."""
    lines = [
        f"Plan ab {result['start_week']}: {len(result['requests'])} von {len(given.requests)} Anforderungen geplant",
        *_worth(result),
        "",
        *_table(given, result),
    ]
    lines += _listed("Ohne Platz im Plan", [f"{one['id']}: {one['text']}" for one in result["unplanned"]])
    lines += _listed("Hinweise", result["notices"])
    lines += ["", f"Regel vom {result['rule_version']}, Eingabe {result['input_sha256']}"]
    return "".join(f"{line}\n" for line in lines)


def _worth(result: PlanResult) -> list[str]:
    lines = [f"Zielwert {_thousands(result['objective'])}, je kleiner desto besser"]
    if result["iterations"]:
        found = f"nach fester Reihenfolge wären es {_thousands(result['list_objective'])}"
        again = f"wiederholbar mit --iterations {result['iterations']} --seed {result['seed']}"
        if result["cooling_iterations"] != result["iterations"]:
            again += f" --cooling-iterations {result['cooling_iterations']}"
        lines.append(f"{found}; {again}")
    if result["lower_bound"] is not None and result["gap"] is not None:
        share = german_number(decimal_string(Fraction(result["gap"]) * 100, 1))
        bound = _thousands(result["lower_bound"])
        lines.append(f"Bewiesen: Kein Plan liegt unter {bound}; der Abstand beträgt {share} % des Zielwerts.")
    return lines


def _thousands(value: int) -> str:
    return f"{value:,}".replace(",", ".")


def _table(given: CapacityPlanInput, result: PlanResult) -> list[str]:
    names = {role.id: role.name for role in given.roles}
    rows = [_row(one, names) for one in result["requests"]]
    header = ["Anforderung", "frühestens", "Beginn", "fertig", "warum nicht früher"]
    return text_table(header, rows, right=frozenset({1, 2, 3}))


def _row(one: RequestEntry, names: dict[str, str]) -> list[str]:
    why = one["why"]
    waits = "" if why["waits_for"] is None else f"wartet auf {why['waits_for']}"
    blocked = _roles(why["blocking_roles"], names)
    weeks = (why["earliest_possible_week"], one["phases"][0]["start_week"], one["finish_week"])
    return [plain(one["id"]), *map(str, weeks), plain(", ".join(filter(None, (waits, blocked))))]


def _roles(blocking: list[BlockingEntry], names: dict[str, str]) -> str:
    return ", ".join(f"{names[one['role']]} {one['weeks']} Wo." for one in blocking[:_MOST_ROLES])


def _listed(title: str, items: list[str]) -> list[str]:
    return ["", f"{title}:", *(f"- {plain(item)}" for item in items)] if items else []
