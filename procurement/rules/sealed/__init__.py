"""Sealed intake of bids: what a slot holds, when a bid is taken, when two people may open."""
