"""Minutes of a round, without a database."""

from capacity.model import RoundBasis, RoundDecision, RoundEffort, RoundMinutes, RoundRow

DIGEST = "sha256:" + 64 * "0"


def round_row(rank: int, days: str, before: int | None = None, *, is_set: bool = False) -> RoundRow:
    """Return a request as it lay before a round."""
    return RoundRow(
        rank=rank,
        number=rank + 10,
        title=f"Vorhaben {rank}",
        office="Bürgeramt",
        urgency="a" if rank == 1 else "",
        score="52.5",
        index="5.25",
        is_set=is_set,
        is_protected=False,
        efforts=(RoundEffort(role="Projektleitung", quarter="2027-Q1", days=days),),
        before=before,
    )


def round_minutes() -> RoundMinutes:
    """Return the minutes of a round in which a lower rank was served first, and one beside the order."""
    basis = RoundBasis(
        kind="monat",
        day="2026-11-23",
        total=3,
        left=(RoundEffort(role="Projektleitung", quarter="2027-Q1", days="48"),),
        rows=(round_row(1, "10", 2), round_row(2, "30", is_set=True), round_row(3, "20")),
        gone=(7,),
    )
    served = RoundDecision(
        number=12,
        title="Vorhaben 2",
        rank=2,
        step="approve",
        reason="Der Vertrag endet.",
        person="Erika Muster",
        at="2026-11-23T10:00:00+00:00",
        displaced=(11,),
    )
    beside = RoundDecision(
        number=20,
        title="Eilfall",
        rank=None,
        step="rule",
        reason="Gefahr im Verzug.",
        person="Erika Muster",
        at="2026-11-23T10:05:00+00:00",
        displaced=(11, 13),
    )
    return RoundMinutes(
        number=4,
        basis=basis,
        decisions=(served, beside),
        undecided=(11, 13),
        note="Einstimmig.",
        chair="Erika Muster",
        opened_at="2026-11-23T09:30:00+00:00",
        closed_at="2026-11-23T11:00:00+00:00",
    )
