"""Openness of a bid: what it says, what files and repositories show, what is suggested, who decides."""
