"""Weighing up open-source alternatives: what is still open, and the sentences that document the check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.errors import Fault
from core.german import german_date
from core.legal import LegalSource, VerificationStatus
from procurement.model import Alternative, AlternativeSearch, Standing

STANDING, REASON = "stand", "grund"
LONGEST_CHECK = 20_000
CHECK = LegalSource(
    "§ 8 Abs. 1 VgV",
    VerificationStatus.VERIFIED,
    "laufende Dokumentation; dass geprüft wird, ist eine Festlegung der Stadt",
    date(2026, 11, 21),
)
STANDINGS: Mapping[Standing, str] = {
    Standing.FOUND: "gefunden, noch nicht beurteilt",
    Standing.CONSIDERED: "geprüft, kommt in Betracht",
    Standing.SUITABLE: "passend",
    Standing.REJECTED: "verworfen",
}
FAULTS: Mapping[str, str] = {
    "alternative_words": "Bitte geben Sie Wörter mit höchstens {maximum} Zeichen an, oder wählen Sie eine Kategorie.",
    "alternative_name": "Bitte nennen Sie das Produkt.",
    "alternative_too_long": "Bitte kürzen Sie die Angabe auf höchstens {maximum} Zeichen.",
    "alternative_address": "Bitte geben Sie eine Adresse an, die mit https:// oder http:// beginnt, oder keine.",
    "alternatives_too_many": "Mehr als {maximum} Alternativen sind nicht vorgesehen.",
    "alternatives_none": "Bitte suchen Sie zuerst und halten Sie die Suche fest, oder tragen Sie ein Produkt ein.",
    "alternative_open": "Zu „{name}“ fehlt noch die Beurteilung oder ihr Grund.",
    "products_size": "Die Dateien einer Sammlung sind zusammen höchstens {maximum} MiB groß.",
    "products_none": "In der Sammlung ist kein Produkt mit Namen und Adresse.",
    "products_unknown": "Verstanden werden publiccode.yml, ein ZIP-Archiv davon, CSV, und die JSON-Ausgabe eines "
    "Verzeichnisses.",
    "products_several": "Mehrere Dateien zusammen können nur publiccode.yml sein.",
    "product_source": "Bitte benennen Sie die Sammlung mit höchstens {maximum} Zeichen.",
    "product_day": "Der Stand der Sammlung kann nicht in der Zukunft liegen.",
}
"""Sentence of each fault of what somebody says about products and alternatives."""

_FOR_TIME = "Die Gründe zu jedem Produkt stehen in der Unterlage „Prüfung quelloffener Alternativen“."


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """An alternative with what became of it.

    Args:
        alternative: The product.
        standing: What became of it.
        reason: Why; empty where nobody wrote it.
    """

    alternative: Alternative
    standing: Standing
    reason: str

    @property
    def is_open(self) -> bool:
        """Nobody has said yet what became of it, or why."""
        return self.standing is Standing.FOUND or not self.reason


def standing_of(value: str) -> Standing:
    """Return the standing that a field holds; what it does not know counts as not judged yet."""
    return Standing(value) if value in set(Standing) else Standing.FOUND


def alternative_faults(given: Mapping[str, str], limits: Mapping[str, int]) -> list[Fault]:
    """Return what is wrong with a product entered by hand.

    Args:
        given: What was entered, by field.
        limits: Most characters, by field.
    """
    faults = [] if given["name"] else [Fault("alternative_name", "/name")]
    faults += [
        Fault("alternative_too_long", f"/{name}", properties={"maximum": str(limit)})
        for name, limit in limits.items()
        if len(given[name]) > limit
    ]
    if given["url"] and not given["url"].lower().startswith(("https://", "http://")):
        faults.append(Fault("alternative_address", "/url"))
    return faults


def open_questions(searches: Sequence[AlternativeSearch], weighed: Sequence[Weighed]) -> list[Fault]:
    """Return what is missing before the check can be documented; that nothing was found is an answer too.

    Args:
        searches: What was looked for.
        weighed: The alternatives.

    Legal source:
        § 8 Abs. 1 VgV
    """
    if not searches and not weighed:
        return [Fault("alternatives_none", "")]
    return [
        Fault("alternative_open", f"/alternatives/{one.alternative.number}", properties={"name": one.alternative.name})
        for one in weighed
        if one.is_open
    ]


def check_text(searches: Sequence[AlternativeSearch], weighed: Sequence[Weighed], day: date) -> str:
    """Return the sentences that document the check, for the text of the procedure.

    Reasons are left out where the text would become longer than the field holds.

    Args:
        searches: What was looked for.
        weighed: The alternatives.
        day: Day of the check.

    Legal source:
        § 8 Abs. 1 VgV
    """
    head = [f"Stand der Prüfung: {german_date(day)}.", *map(search_sentence, searches)]
    if not weighed:
        return "\n".join([*head, "Es wurde keine quelloffene Alternative gefunden."])
    whole = "\n".join([*head, *map(_sentence, weighed)])
    if len(whole) <= LONGEST_CHECK:
        return whole
    short = [f"{one.alternative.name[:60]}: {STANDINGS[one.standing]}." for one in weighed]
    return "\n".join([*head[:20], *short, _FOR_TIME])[:LONGEST_CHECK]


def search_sentence(search: AlternativeSearch) -> str:
    """Return what was looked for, where, and how much was found."""
    where = ", ".join(f"{name} (Stand {german_date(day)})" for name, day in search.sources.items())
    return f"Gesucht nach {looked_for(search)} in {where or 'keiner Sammlung'}: {search.found} gefunden."


def looked_for(search: AlternativeSearch) -> str:
    """Return what was looked for: words, a category, or both."""
    if not search.words:
        return f"allem der Kategorie „{search.category}“"
    return f"„{search.words}“ (Kategorie „{search.category}“)" if search.category else f"„{search.words}“"


def _sentence(one: Weighed) -> str:
    product = one.alternative
    told = ", ".join(text for text in (product.product_version, product.licence) if text)
    name = f"{product.name} ({told})" if told else product.name
    return f"{name}: {STANDINGS[one.standing]}.{f' {one.reason}' if one.reason else ''}"
