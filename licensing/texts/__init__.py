"""Licence texts that a bidder hands in, compared with the text of the licence that they claim."""
