"""Opened bids: how their opening is recorded, how they come in, who reads them. Stands above the procedures."""
