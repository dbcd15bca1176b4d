"""Names of files of bids. Pure."""

from core.file_names import known_suffix


def neutral_name(number: int, name: str) -> str:
    """Return what a file that tells the price is called: bidders write prices into names, too."""
    return f"Preisdatei {number}{known_suffix(name)}"
