"""Files about requests."""

from capacity.model import RoundMinutes
from capacity.papers.minutes import minutes_paper
from infra.pdf import render


def minutes_of(minutes: RoundMinutes, digest: str) -> bytes:
    """Return the minutes of a round as PDF."""
    return render(minutes_paper(minutes, digest))
