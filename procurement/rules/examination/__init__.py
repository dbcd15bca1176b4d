"""Examination of bids: which points there are, who leaves, what may be asked for, who may score."""
