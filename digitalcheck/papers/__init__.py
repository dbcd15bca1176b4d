"""Papers of the Digital-Check: what they say, free of how they are drawn."""

from digitalcheck.papers.proposal import paragraph_for_proposal
from digitalcheck.papers.sheet import check_sheet

__all__ = ["check_sheet", "paragraph_for_proposal"]
