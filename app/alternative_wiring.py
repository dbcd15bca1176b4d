"""The services of open-source products and alternatives."""

from typing import Any

from app.products.gate import GatedCollectionReader
from infra.transactions import Transactions
from infra.uploads.services import Uploads
from procurement.services.alternatives import Alternatives, ProductCatalogue


def about_alternatives(transactions: Transactions, uploads: Uploads) -> dict[str, Any]:
    """Build the services of products and alternatives, by the name of their field in ``House``."""
    return {
        "product_catalogue": ProductCatalogue(
            transactions=transactions, reader=GatedCollectionReader(), uploads=uploads
        ),
        "alternatives": Alternatives(transactions=transactions),
    }
