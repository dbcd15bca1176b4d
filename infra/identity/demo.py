"""People of the invented demo city, one for each role."""

from collections.abc import Mapping
from dataclasses import dataclass

from infra.policy.model import Role

DEMO_CITY = "musterstadt"
DEMO_CITY_NAME = "Musterstadt"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented person.

    Args:
        name: As shown on pages.
        roles: What the person is there for.
    """

    name: str
    roles: frozenset[Role]


DEMO_PEOPLE: Mapping[str, DemoPerson] = {
    "fachamt": DemoPerson("Ayşe Demir", frozenset({Role.DEPARTMENT})),
    "vergabestelle": DemoPerson("Jonas Keller", frozenset({Role.PROCUREMENT_OFFICER})),
    "wertung": DemoPerson("Mira Novak", frozenset({Role.EVALUATOR})),
    "wertung2": DemoPerson("Piet Jansen", frozenset({Role.EVALUATOR})),
    "adit": DemoPerson("Samira Haddad", frozenset({Role.ADIT})),
    "dezernat": DemoPerson("Henrike Vogt", frozenset({Role.DIGITALDEZERNAT})),
    "datenschutz": DemoPerson("Emil Sommer", frozenset({Role.DATA_PROTECTION})),
    "sicherheit": DemoPerson("Noor Rahimi", frozenset({Role.INFORMATION_SECURITY})),
    "magistrat": DemoPerson("Clara Weiß", frozenset({Role.MAGISTRAT})),
    "revision": DemoPerson("Tomasz Zieliński", frozenset({Role.AUDITOR})),
    "verwaltung": DemoPerson("Lea Brandt", frozenset({Role.ADMINISTRATOR})),
}
