"""Search in a catalogue by what is needed: every hit says which words were found where."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from licensing.alternatives.product import Product

_WORD = re.compile(r"[a-z0-9äöüß]+")
_SHORTEST = 3
_FIELDS = {"name": 8, "categories": 5, "features": 3, "summary": 3, "description": 1}
_SPELLING = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Need:
    """What is looked for.

    Args:
        words: What the product shall do, in words.
        categories: At least one of these; empty for any.
        language: Language that its pages have to have; empty for any.
        statuses: Status of development, one of these; empty for any.
    """

    words: str
    categories: frozenset[str] = frozenset()
    language: str = ""
    statuses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """A product that was found.

    Args:
        product: The product.
        rank: The higher, the more of the need it names; only for the order, it is no judgement on the product.
        found: Words of the need by the field in which they stand.
    """

    product: Product
    rank: int
    found: Mapping[str, tuple[str, ...]] = field(hash=False)


def find(products: Iterable[Product], need: Need, synonyms: Mapping[str, tuple[str, ...]] | None = None) -> list[Hit]:
    """Return the products that name something of a need, those that name the most first, then by name.

    Words of at least three letters count; a word is found at the beginning of another one, umlauts spelt either way.
    Without words everything that passes the filters is found.

    Args:
        products: The catalogue.
        need: What is looked for.
        synonyms: Other words for a word of the need, all in small letters.
    """
    wanted = {word: _others(word, synonyms or {}) for word in wanted_words(need.words)}
    hits = []
    for product in products:
        if not _passes(product, need):
            continue
        found = _found(product, wanted)
        if found or not wanted:
            named = {word for words in found.values() for word in words}
            rank = 100 * len(named) + sum(_FIELDS[place] * len(words) for place, words in found.items())
            hits.append(Hit(product, rank, found))
    return sorted(hits, key=lambda hit: (-hit.rank, hit.product.name.lower(), hit.product.url))


def wanted_words(text: str) -> list[str]:
    """Return the words of a need that count, each once, spelt as they are searched."""
    return [word for word in _words(text) if len(word) >= _SHORTEST]


def spelt(text: str) -> str:
    """Return a text in small letters with umlauts spelt the one way in which they are searched."""
    return text.lower().translate(_SPELLING)


def _passes(product: Product, need: Need) -> bool:
    category = not need.categories or bool(need.categories & set(product.categories))
    language = not need.language or any(
        one.lower().partition("-")[0] == need.language.lower() for one in product.languages
    )
    return category and language and (not need.statuses or product.status in need.statuses)


def _found(product: Product, wanted: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    texts = {
        "name": product.name,
        "categories": " ".join(product.categories),
        "features": " ".join(product.features),
        "summary": product.summary,
        "description": product.description,
    }
    found = {}
    for place, text in texts.items():
        words = _words(text)
        named = tuple(word for word, forms in wanted.items() if any(one.startswith(forms) for one in words))
        if named:
            found[place] = named
    return found


def _others(word: str, synonyms: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return (word, *(other.translate(_SPELLING) for other in synonyms.get(word, ())))


def _words(text: str) -> list[str]:
    return list(dict.fromkeys(word.translate(_SPELLING) for word in _WORD.findall(text.lower())))
