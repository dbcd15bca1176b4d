"""What a Kurzbewertung about a product in use begins with: what the register knows of it is not typed again."""

from core.german import german_date
from procurement.model import LicenceKind, LightRoute, RegisterFacts
from procurement.rules.light import form

ROUTE = LightRoute.RENEWAL
"""The usual way on for what is in use."""


def prefilled(facts: RegisterFacts) -> dict[str, str]:
    """Return the texts of a form about a product in use, by their fields; cut to what a field takes.

    The product stands in the first place. Whether it is open source is said only where the register says so.
    """
    is_open = facts.licence_kind is LicenceKind.OPEN_SOURCE
    texts = {
        form.NEED: facts.purpose,
        form.REFERENCE: _contract(facts),
        "name-1": facts.product,
        "art-1": form.Openness.OPEN.value if is_open else "",
        "lizenz-1": facts.licence,
    }
    return {name: text[: form.FIELDS[name].longest] for name, text in texts.items() if text}


def _contract(facts: RegisterFacts) -> str:
    named = f"Vertrag {facts.contract}" if facts.contract else ""
    ends = f"Vertragsende {german_date(facts.contract_end)}" if facts.contract_end else ""
    return ", ".join(one for one in (named, ends) if one)
