"""Open-source products a city knows, and their weighing up for a procedure."""

from procurement.services.alternatives.catalogue import ProductCatalogue
from procurement.services.alternatives.reader import CollectionReader
from procurement.services.alternatives.weighing import Alternatives

__all__ = ["Alternatives", "CollectionReader", "ProductCatalogue"]
