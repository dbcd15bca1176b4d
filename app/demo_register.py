"""The register of the demo city: a contract that ends soon, legacy systems with and without a day, and open source."""

from datetime import date

from app.demo_procedures import actor_of
from app.demo_running import early
from app.house import House
from infra.identity.demo import demo_office
from procurement.model import BrowserUse, LicenceKind, RegisterFacts

_MOST = 1_000
_ENTRIES = (
    RegisterFacts(
        product="MeldePlan",
        purpose="Melderegister führen, Meldeauskunft",
        office=demo_office("buergeramt"),
        supplier="Fachverfahren Süd GmbH",
        contract="V-2019-044",
        licence_kind=LicenceKind.RENTED,
        licence="Mietlizenz",
        browser=BrowserUse.NO,
        product_version="7.3",
        support_end=date(2028, 6, 30),
        contract_end=date(2027, 9, 30),
        notice_months=6,
    ),
    RegisterFacts(
        product="Faxserver Rathaus",
        purpose="Faxe empfangen und verteilen",
        office=demo_office("adit"),
        supplier="Telefonie Nord AG",
        contract="V-2014-009",
        licence_kind=LicenceKind.BOUGHT,
        browser=BrowserUse.NO,
        product_version="2.1",
        support_end=date(2023, 12, 31),
        is_legacy=True,
        switch_off=date(2027, 6, 30),
    ),
    RegisterFacts(
        product="Wissensspeicher",
        purpose="Anleitungen und Wissen teilen, Wiki",
        office=demo_office("adit"),
        supplier="Freie Software Genossenschaft eG",
        contract="V-2025-112",
        licence_kind=LicenceKind.OPEN_SOURCE,
        licence="AGPL-3.0-or-later",
        browser=BrowserUse.YES,
        product_version="15.2",
        contract_end=date(2029, 12, 31),
        notice_months=3,
    ),
    RegisterFacts(
        product="Zeichenwerk",
        purpose="Pläne zeichnen",
        office=demo_office("buergeramt"),
        licence_kind=LicenceKind.BOUGHT,
        is_legacy=True,
    ),
)


def add_register(house: House) -> None:
    """Enter the products where there is none yet."""
    keeper, before = actor_of("adit"), early(house, 11, 20, 16)
    desk = before.register.register_desk
    known = {one.facts.product for one in desk.page(keeper, desk.query(), size=_MOST).page.items}
    for facts in _ENTRIES:
        if facts.product not in known:
            before.register.register_keeping.add(keeper, facts)
