"""Two-sided interpolation (min-max): refused. It gives the worst actual bid nothing, whatever the distance."""

from core.errors import Fault, Severity

NAME = "min_max"
RULING = "OLG Düsseldorf, 29.05.2024, Verg 35/23"


def refusal(place: str) -> Fault:
    """Return the fault that refuses the method at the JSON pointer ``place``.

    Legal source:
        OLG Düsseldorf, 29.05.2024, Verg 35/23; earlier 22.01.2014, VII-Verg 26/13
    """
    return Fault("method_unlawful", place, Severity.FORBIDDEN, {"method": NAME}, RULING)
