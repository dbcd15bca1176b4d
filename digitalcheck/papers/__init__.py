"""Papers of the Digital-Check: what they say, free of how they are drawn."""

from digitalcheck.papers.sheet import check_sheet, paragraph_for_proposal

__all__ = ["check_sheet", "paragraph_for_proposal"]
