"""Tender procedures: their evaluations, stored and found again."""
