"""The services of open-source products and alternatives."""

from typing import Any

from app.products.gate import GatedCollectionReader
from infra.transactions import Transactions
from procurement.services.alternatives import Alternatives, ProductCatalogue


def about_alternatives(transactions: Transactions) -> dict[str, Any]:
    """Build the services of products and alternatives, by the name of their field in ``House``."""
    return {
        "product_catalogue": ProductCatalogue(transactions=transactions, reader=GatedCollectionReader()),
        "alternatives": Alternatives(transactions=transactions),
    }
