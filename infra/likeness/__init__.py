"""Whether two PDF files say and show the same although their bytes differ: a file store may pack them anew."""

from infra.likeness.gate import likeness_of

__all__ = ["likeness_of"]
