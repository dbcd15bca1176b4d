"""Services of light routes: writing a Kurzbewertung, handing it to a second person, reading it."""

from procurement.services.light.drafting import LightDrafting
from procurement.services.light.reading import LightDesk
from procurement.services.light.signing import LightSigning

__all__ = ["LightDesk", "LightDrafting", "LightSigning"]
