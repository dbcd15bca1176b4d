"""The worked examples that this package carries."""

from importlib.resources import files


def demo_documents() -> list[bytes]:
    """Return the evaluation documents of the demo city, in the order of their file names."""
    folder = files("procurement") / "data" / "demo"
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".json")), key=lambda entry: entry.name)
    return [entry.read_bytes() for entry in found]
