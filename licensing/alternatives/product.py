"""One open-source product of a catalogue, with where it was read."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Product:
    """What a public description says of a product; nothing here is checked against the product itself.

    Args:
        name: Its name.
        url: Address of its repository; two entries with the same one are the same product.
        licence: SPDX expression as stated; empty where nothing is stated.
        summary: Short description, in German where there is one.
        description: Long description in the same language.
        features: What it can do, all languages.
        categories: Categories as stated.
        platforms: Platforms as stated.
        languages: Languages of its pages.
        used_by: Public bodies that use it.
        status: Status of development; empty where it is not stated.
        maintenance: Who maintains it: ``internal``, ``contract``, ``community``, ``none``; empty where not stated.
        version: Version as stated.
        released: Day of that version; None where it is not stated.
        source: Name of the collection or file.
        sha256: Checksum of the file that it was read from.
        place: Where in the file.
    """

    name: str
    url: str
    licence: str
    summary: str
    description: str
    features: tuple[str, ...]
    categories: tuple[str, ...]
    platforms: tuple[str, ...]
    languages: tuple[str, ...]
    used_by: tuple[str, ...]
    status: str
    maintenance: str
    version: str
    released: date | None
    source: str
    sha256: str
    place: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry that did not become a product.

    Args:
        source: Name of the file.
        place: Where in it.
        reason: Slug.
    """

    source: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Products with what was left out.

    Args:
        products: By name, each once: of two with the same repository the later released one.
        left_out: Everything that did not become a product, with its reason.
    """

    products: tuple[Product, ...]
    left_out: tuple[LeftOut, ...] = ()
