"""Bids as they come in: names of files, moments of receipt, the list that goes with them, receipt and state."""
