"""Searching the catalogue by what a procedure needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from infra.transactions import Reading
from licensing.alternatives.finding import Hit, Need, find, wanted_words
from procurement.repository import ProductRepository

MOST_RANKED = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProducts:
    """What a search for alternatives found.

    Args:
        words: What was looked for.
        category: Only this category; empty for any.
        hits: Products with the words they name, the most telling first, with their number in the catalogue.
        total: How many were found.
        sources: Day of each collection that was searched, by its name.
    """

    words: str
    category: str
    hits: tuple[tuple[int, Hit], ...]
    total: int
    sources: Mapping[str, date]


def found_products(reading: Reading, words: str, category: str, size: int) -> FoundProducts:
    """Return the products that name something of a need; the caller has asked the policy.

    The database leaves out what names no word at all; what is left is ranked by the pure search.

    Args:
        reading: The transaction.
        words: What is needed.
        category: Only this category; empty for any.
        size: Most hits.
    """
    repository = ProductRepository(reading.session)
    bare, kind = (" ".join(one.split()) for one in (words, category))
    if not bare and not kind:
        return FoundProducts(words="", category="", hits=(), total=0, sources=repository.sources())
    known = repository.naming(wanted_words(bare), kind, most=MOST_RANKED)
    numbers = {(one.product.url, one.product.source, one.product.place): one.id for one in known}
    hits = find([one.product for one in known], Need(words=bare))
    ranked = tuple((numbers[hit.product.url, hit.product.source, hit.product.place], hit) for hit in hits[:size])
    return FoundProducts(words=bare, category=kind, hits=ranked, total=len(hits), sources=repository.sources())
