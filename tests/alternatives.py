"""What the paper on alternatives tells, in every standing and with texts that people really write."""

from datetime import UTC, date, datetime

from procurement.model import Alternative, AlternativeOrigin, AlternativeSearch, Standing
from procurement.papers import AlternativeFacts
from procurement.rules.alternatives import Weighed

_MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def alternative_facts() -> AlternativeFacts:
    """Return two searches and an alternative of each standing, one of them with everything and one with nothing."""
    return AlternativeFacts(
        reference="VG-9",
        title="Anträge online",
        day=date(2026, 11, 21),
        searches=(_search("Anträge bezahlen", ""), _search("", "workflow-management")),
        weighed=tuple(_weighed(number, one) for number, one in enumerate(Standing, 1)),
        check="Stand der Prüfung: 21.11.2026.\nEine zweite Zeile mit <b>Zeichen</b> & „Anführung“.",
        names={"p": "Kim Muster"},
    )


def _search(words: str, category: str) -> AlternativeSearch:
    return AlternativeSearch(
        words=words,
        category=category,
        found=2,
        sources={"openCode": date(2026, 11, 1)},
        searched_by="p",
        searched_at=_MOMENT,
    )


def _weighed(number: int, standing: Standing) -> Weighed:
    is_bare = standing is Standing.FOUND
    product = Alternative(
        number=number,
        origin=AlternativeOrigin.HAND if is_bare else AlternativeOrigin.CATALOGUE,
        name=f"Formularwerk {number}",
        url="" if is_bare else "https://forge.example.org/stadt/" + "formularwerk" * 12,
        licence="" if is_bare else "EUPL-1.2",
        product_version="" if is_bare else "2.0",
        summary="",
        source="" if is_bare else "openCode, 2026-11-01",
        digest="" if is_bare else "sha256:" + "0" * 64,
        added_by="p",
        added_at=_MOMENT,
    )
    return Weighed(alternative=product, standing=standing, reason="" if is_bare else "Kann keine Termine. " * 20)
