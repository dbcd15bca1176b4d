"""Papers of a tender procedure as printable documents. Pure: what is drawn, and where to, is decided above."""

from procurement.papers.alternatives import AlternativeFacts, alternatives_paper
from procurement.papers.opening_record import OpeningFacts, ReceivedBid, opening_record
from procurement.papers.openness_annex import openness_annex
from procurement.papers.openness_workbook import openness_workbook
from procurement.papers.score_sheet import score_sheet
from procurement.papers.short_assessment import LightFacts, short_assessment_paper
from procurement.papers.stability_note import stability_note

__all__ = [
    "AlternativeFacts",
    "LightFacts",
    "OpeningFacts",
    "ReceivedBid",
    "alternatives_paper",
    "opening_record",
    "openness_annex",
    "openness_workbook",
    "score_sheet",
    "short_assessment_paper",
    "stability_note",
]
