"""Identifiers survive addresses; redirects stay here."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web import addresses


@given(st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=64))
def test_an_identifier_survives_its_address(text: str) -> None:
    segment = addresses.segment(text)

    assert segment.isascii()
    assert not set(segment) & set("/?#&")
    assert set(segment) != {"."}
    assert addresses.identifier(unquote(segment)) == text


def test_plain_identifiers_stay_readable() -> None:
    assert addresses.criterion("vg-1", "A", "F1") == "/vergaben/vg-1/angebote/A/kriterien/F1"
    assert addresses.bid("vg-1", "a/b") == "/vergaben/vg-1/angebote/a%252Fb"


def test_addresses_of_the_list() -> None:
    assert addresses.start("", 1) == "/"
    assert addresses.start("video & los", 2) == "/?suche=video+%26+los&seite=2"


@pytest.mark.parametrize("address", ["/", "/vergaben/x?a=b"])
def test_own_addresses(address: str) -> None:
    assert addresses.is_local(address)


@pytest.mark.parametrize(
    "address", ["", "//boese.example", "https://boese.example", "/\\boese.example", "/a\nb", "vergaben"]
)
def test_foreign_addresses(address: str) -> None:
    assert not addresses.is_local(address)
