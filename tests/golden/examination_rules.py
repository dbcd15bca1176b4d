"""The rules that apply to bids before they are scored; each has its page and its cases."""

RULES = ("examination", "document_request", "conflict_declaration", "variants")
