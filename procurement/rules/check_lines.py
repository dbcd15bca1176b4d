"""What a Digital-Check says about buying, as lines of a page or a paper."""

from collections.abc import Mapping

from core.german import german_date, german_euro, german_number
from core.numbers import decimal_string, money_string
from digitalcheck.rules.purchase import Purchase, Way

WAYS: Mapping[Way, str] = {Way.KAUFEN: "kaufen", Way.SAAS: "mieten (SaaS: die Software läuft beim Anbieter)"}


def purchase_lines(purchase: Purchase | None, office: str) -> tuple[tuple[str, str], ...]:
    """Return what a check says about buying, by what it is called; nothing where nothing is bought.

    Args:
        purchase: What the check says.
        office: Name of the office that proposes.
    """
    if purchase is None:
        return ()
    found = [
        ("Amt oder Dezernat", office),
        ("Weg", WAYS[purchase.way]),
        ("Einmalige Kosten", purchase.once_eur and german_euro(money_string(purchase.once_eur))),
        ("Laufende Kosten im Jahr", purchase.yearly_eur and german_euro(money_string(purchase.yearly_eur))),
        ("Laufzeit in Monaten", purchase.months and str(purchase.months)),
        ("Beginn", purchase.begins and german_date(purchase.begins)),
        ("Inbetriebnahme", purchase.go_live and german_date(purchase.go_live)),
        (
            "Gewicht des Kriteriums Open Source",
            purchase.open_source_percent and f"{german_number(decimal_string(purchase.open_source_percent, 9))}\u00a0%",
        ),
    ]
    return tuple((label, value) for label, value in found if value)
