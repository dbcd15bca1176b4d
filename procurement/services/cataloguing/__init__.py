"""Writing the next version of a catalogue of criteria, and releasing it with a second person."""

from procurement.services.cataloguing.editing import CatalogueDrafting
from procurement.services.cataloguing.reading import CatalogueDrafts, OpenedDraft
from procurement.services.cataloguing.releasing import CatalogueReleasing

__all__ = ["CatalogueDrafting", "CatalogueDrafts", "CatalogueReleasing", "OpenedDraft"]
