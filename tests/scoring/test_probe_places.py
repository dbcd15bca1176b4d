"""Findings name criteria and entries in German; JSON pointers stay in the JSON report."""

import pytest

from scoring.matrix_check.places import criterion_names, criterion_names_in, place_name
from tests.workbooks import parsed, rich


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("/matrix/criteria/1/children/0", "Kriterium Q1"),
        ("/matrix/criteria/1/children/0/weight_percent", "Kriterium Q1, Gewicht"),
        ("/matrix/criteria/1/children/2/evidence", "Kriterium Q2, Nachweis"),
        ("/matrix/criteria/1/children/0/degrees/1", "Kriterium Q1, Erfüllungsgrade"),
        ("/matrix/criteria/1/children", "Kriterium Q, Kriterien darunter"),
        ("/matrix/criteria", "Hauptgruppen"),
        ("/matrix/method/band_percent", "Wertungsmethode"),
        ("/matrix/price/weight_percent", "Gewicht des Preises"),
        ("/procedure/open_source_exemption", "Begründung der Ausnahme vom Kriterium Open Source"),
        ("/bids/0/scores/Q1", "Angebote"),
        ("", "Bewertungsmatrix"),
    ],
)
def test_a_place_has_a_name(place: str, name: str) -> None:
    names = criterion_names_in(rich())

    assert names == criterion_names(parsed(rich()).matrix)
    assert place_name(place, names) == name
