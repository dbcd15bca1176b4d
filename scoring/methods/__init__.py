"""The scoring methods, one module each. Order: those the interface offers first, then the others."""

from typing import Annotated

from pydantic import Field

from scoring.methods.base import Method, RichtwertMethod, ScoredField, Standing
from scoring.methods.festpreis import Festpreis
from scoring.methods.gewichtet_median import GewichtetMedian
from scoring.methods.gewichtet_referenzwert import GewichtetReferenzwert
from scoring.methods.niedrigster_preis import NiedrigsterPreis
from scoring.methods.preis import PreisMethod, Rounding
from scoring.methods.preis_festbereich import PreisFestbereich
from scoring.methods.preis_linear import PreisLinear
from scoring.methods.preis_quotient import PreisQuotient
from scoring.methods.richtwert_einfach import RichtwertEinfach
from scoring.methods.richtwert_erweitert import RichtwertErweitert
from scoring.methods.richtwert_exponent import RichtwertExponent
from scoring.methods.richtwert_verschoben import RichtwertVerschoben

AnyMethod = Annotated[
    RichtwertEinfach
    | RichtwertErweitert
    | PreisQuotient
    | Festpreis
    | RichtwertVerschoben
    | RichtwertExponent
    | GewichtetReferenzwert
    | GewichtetMedian
    | PreisLinear
    | PreisFestbereich
    | NiedrigsterPreis,
    Field(discriminator="name"),
]
"""A method with its parameters, told apart by ``name``."""

METHODS: dict[str, type[Method]] = {
    "richtwert_einfach": RichtwertEinfach,
    "richtwert_erweitert": RichtwertErweitert,
    "preis_quotient": PreisQuotient,
    "festpreis": Festpreis,
    "richtwert_verschoben": RichtwertVerschoben,
    "richtwert_exponent": RichtwertExponent,
    "gewichtet_referenzwert": GewichtetReferenzwert,
    "gewichtet_median": GewichtetMedian,
    "preis_linear": PreisLinear,
    "preis_festbereich": PreisFestbereich,
    "niedrigster_preis": NiedrigsterPreis,
}
"""Every lawful method by its name in the format; the first four are offered first."""

__all__ = [
    "METHODS",
    "AnyMethod",
    "Festpreis",
    "GewichtetMedian",
    "GewichtetReferenzwert",
    "Method",
    "NiedrigsterPreis",
    "PreisFestbereich",
    "PreisLinear",
    "PreisMethod",
    "PreisQuotient",
    "RichtwertEinfach",
    "RichtwertErweitert",
    "RichtwertExponent",
    "RichtwertMethod",
    "RichtwertVerschoben",
    "Rounding",
    "ScoredField",
    "Standing",
]
