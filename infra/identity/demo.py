"""People of the invented demo city, at least one for each role, and its offices."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from infra.policy.model import Role

DEMO_CITY = "musterstadt"
DEMO_CITY_NAME = "Musterstadt"

DEMO_PASSWORD = "nur-zur-anschauung"  # noqa: S105 - published: `pruefstand serve` keeps it off the network
DEMO_PASSWORD_HASH = "$argon2id$v=19$m=65536,t=3,p=4$0fx/BwxYX2pRbrFeNmezYw$BG0XLSSu8DzxxNRPPZasDwcsJuCY+zxwaFKDkmrw2Ak"  # noqa: S105 - the same
"""Its hash at the usual cost, so that loading the demo city need not compute one."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An invented person.

    Args:
        name: As shown on pages.
        roles: What the person is there for.
        office: Key of the office.
    """

    name: str
    roles: frozenset[Role]
    office: str


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """An invented office.

    Args:
        name: As shown on pages.
        is_dezernat: A Dezernat, not an Amt.
    """

    name: str
    is_dezernat: bool = False


DEMO_OFFICES: Mapping[str, DemoOffice] = {
    "dezernat-digitales": DemoOffice("Dezernat für Digitalisierung und Bürgerservice", is_dezernat=True),
    "buergeramt": DemoOffice("Bürgeramt"),
    "vergabestelle": DemoOffice("Zentrale Vergabestelle"),
    "adit": DemoOffice("Amt für Digitalisierung und Informationstechnik"),
    "datenschutz": DemoOffice("Behördliche Datenschutzbeauftragte"),
    "sicherheit": DemoOffice("Stabsstelle Informationssicherheit"),
    "magistrat": DemoOffice("Magistratsbüro"),
    "revision": DemoOffice("Revisionsamt"),
}

DEMO_PEOPLE: Mapping[str, DemoPerson] = {
    "fachamt": DemoPerson("Ayşe Demir", frozenset({Role.DEPARTMENT}), "buergeramt"),
    "amtsleitung": DemoPerson("Konrad Linde", frozenset({Role.OFFICE_HEAD}), "buergeramt"),
    "vergabestelle": DemoPerson("Jonas Keller", frozenset({Role.PROCUREMENT_OFFICER}), "vergabestelle"),
    "vergabestelle2": DemoPerson("Ingrid Sørensen", frozenset({Role.PROCUREMENT_OFFICER}), "vergabestelle"),
    "vergabestelle3": DemoPerson("Amara Okafor", frozenset({Role.PROCUREMENT_OFFICER}), "vergabestelle"),
    "wertung": DemoPerson("Mira Novak", frozenset({Role.EVALUATOR}), "buergeramt"),
    "wertung2": DemoPerson("Piet Jansen", frozenset({Role.EVALUATOR}), "adit"),
    "adit": DemoPerson("Samira Haddad", frozenset({Role.ADIT}), "adit"),
    "dezernat": DemoPerson("Henrike Vogt", frozenset({Role.DIGITALDEZERNAT}), "dezernat-digitales"),
    "datenschutz": DemoPerson("Emil Sommer", frozenset({Role.DATA_PROTECTION}), "datenschutz"),
    "sicherheit": DemoPerson("Noor Rahimi", frozenset({Role.INFORMATION_SECURITY}), "sicherheit"),
    "magistrat": DemoPerson("Clara Weiß", frozenset({Role.MAGISTRAT}), "magistrat"),
    "gremien": DemoPerson("Sofia Marino", frozenset({Role.COMMITTEE_OFFICE}), "magistrat"),
    "revision": DemoPerson("Tomasz Zieliński", frozenset({Role.AUDITOR}), "revision"),
    "verwaltung": DemoPerson("Lea Brandt", frozenset({Role.ADMINISTRATOR}), "adit"),
}


def demo_person(account: str) -> str:
    """Return the id of a demo person: the same on every machine."""
    return str(uuid5(NAMESPACE_URL, f"{DEMO_CITY}/{account}"))


def demo_office(key: str) -> str:
    """Return the id of a demo office: the same on every machine."""
    return str(uuid5(NAMESPACE_URL, f"{DEMO_CITY}/office/{key}"))
