import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.services.naming import free_slug, is_slug


@pytest.mark.parametrize(
    ("reference", "lot", "method", "slug"),
    [
        ("VG-2026-031", None, "preis_quotient", "vg-2026-031-preis-quotient"),
        ("VG 2026/031", "Los 2: Schulung", "festpreis", "vg-2026-031-los-2-schulung-festpreis"),
        ("Straßen ÄÖÜ é", None, "festpreis", "strassen-aeoeue-e-festpreis"),
        ("漢字", None, "festpreis", "festpreis"),
    ],
)
def test_slugs_can_be_read(reference: str, lot: str | None, method: str, slug: str) -> None:
    assert free_slug(reference, lot, method, lambda _: False) == slug


def test_a_taken_slug_gets_a_number() -> None:
    taken = {"a-b-festpreis", "a-b-festpreis-2"}
    assert free_slug("A/B", None, "festpreis", taken.__contains__) == "a-b-festpreis-3"


@given(reference=st.text(min_size=1, max_size=300), lot=st.none() | st.text(max_size=300))
def test_every_slug_is_one_and_fits(reference: str, lot: str | None) -> None:
    slug = free_slug(reference, lot, "richtwert_erweitert", lambda _: False)
    assert is_slug(slug)
    assert re.fullmatch(r"[a-z0-9-]{1,190}", slug)


@pytest.mark.parametrize("text", ["", "-", "a-", "A", "a b", "a\0", "ä", "../x", "a" * 201, "a\n"])
def test_what_is_no_slug(text: str) -> None:
    assert not is_slug(text)
