"""Catalogues of data: each node counts as its own, and what was not looked at is said."""

from typing import Any

import pytest

from app.artefacts.child import examine_artefact
from tests.artefacts import as_json

_DCAT = "http://www.w3.org/ns/dcat#"
_SPACES = f'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="{_DCAT}" xmlns:dct="http://purl.org/dc/terms/"'
_ADDRESS = '<dcat:accessURL rdf:resource="https://a.example/b.csv"/>'
_SOUND = f"<dcat:Distribution>{_ADDRESS}</dcat:Distribution>"
_NO_ADDRESS = "dcat:accessURL fehlt; DCAT-AP verlangt es für dcat:Distribution."
_TITLE, _TEXT = "<dct:title>a</dct:title>", "<dct:description>b</dct:description>"


def _examined(*nodes: str) -> dict[str, Any]:
    return examine_artefact(f"<rdf:RDF {_SPACES}>{''.join(nodes)}</rdf:RDF>".encode(), "a.rdf")


def _missing(answer: dict[str, Any]) -> list[tuple[str, str]]:
    """Return sentence and place of what is missing."""
    return [(one["text"], one["place"]) for one in answer["findings"] if one["type"] == "dcat_missing"]


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize(
    "lacking",
    [
        "<dcat:Distribution/>",
        "<dcat:Distribution><dct:title>a</dct:title></dcat:Distribution>",
        '<dcat:Distribution rdf:nodeID="x"/>',
        '<dcat:Distribution rdf:ID="x"/>',
        f'<rdf:Description><rdf:type rdf:resource="{_DCAT}Distribution"/></rdf:Description>',
    ],
)
def test_a_distribution_without_address_is_found_among_others_on_its_line(lacking: str, at: int) -> None:
    nodes = [_SOUND] * 3
    nodes.insert(at, lacking)
    held = "".join(f"<dcat:distribution>{one}</dcat:distribution>" for one in nodes)
    answer = _examined(f"<dcat:Dataset>{_TITLE}{_TEXT}{held}</dcat:Dataset>")
    assert answer["conformance"] == "invalid"
    assert _missing(answer) == [(_NO_ADDRESS, "Zeile 1")]


def test_a_distribution_that_shares_its_element_with_the_property_is_found_too() -> None:
    typed = f'<rdf:type rdf:resource="{_DCAT}Distribution"/>'
    both = [f'<dcat:distribution rdf:parseType="Resource">{typed}{one}</dcat:distribution>' for one in (_ADDRESS, "")]
    answer = _examined(f"<dcat:Dataset>{_TITLE}{_TEXT}{''.join(both)}</dcat:Dataset>")
    assert _missing(answer) == [(_NO_ADDRESS, "Zeile 1")]


def test_data_sets_on_one_line_do_not_lend_each_other_their_title() -> None:
    one, other = (f"<dcat:Dataset>{held}</dcat:Dataset>" for held in (_TITLE, _TEXT))
    assert _missing(_examined(one, other)) == [
        ("dct:description fehlt; DCAT-AP verlangt es für dcat:Dataset.", "Zeile 1"),
        ("dct:title fehlt; DCAT-AP verlangt es für dcat:Dataset.", "Zeile 1"),
    ]


@pytest.mark.parametrize("names", [("about", "about"), ("nodeID", "nodeID"), ("ID", "ID"), ("ID", "about")])
def test_what_is_said_of_a_named_node_in_several_places_counts_together(names: tuple[str, str]) -> None:
    first, second = (f'rdf:{name}="{"#" if name != names[0] else ""}x"' for name in names)
    answer = _examined(
        f"<dcat:Dataset {first}>{_TITLE}</dcat:Dataset>\n", f"<rdf:Description {second}>{_TEXT}</rdf:Description>"
    )
    assert (answer["conformance"], _missing(answer)) == ("claimed", [])


def test_nodes_of_different_names_are_different() -> None:
    nodes = (f'<dcat:Dataset rdf:{name}="x">{_TITLE}</dcat:Dataset>' for name in ("about", "nodeID", "ID"))
    assert [place for _, place in _missing(_examined(*nodes))] == ["x", "Zeile 1", "Zeile 1"]


def _json(*nodes: dict[str, Any]) -> dict[str, Any]:
    return examine_artefact(as_json(**{"@context": {"dcat": _DCAT}, "@graph": list(nodes)}), "a.json")


def _slugs(answer: dict[str, Any], kind: str) -> set[str]:
    return {one["id"] for one in answer[kind]}


_KEPT = {"@type": "dcat:Dataset", "dct:title": "a", "dct:description": "b"}
_MANY = 100_000


@pytest.mark.parametrize("nodes", [[_KEPT], []], ids=["nodes that keep to it", "no nodes among those looked at"])
def test_json_that_is_not_read_to_its_end_is_unknown(nodes: list[dict[str, Any]]) -> None:
    answer = _json({"x": [0] * _MANY}, *nodes)
    assert (answer["conformance"], answer["findings"]) == ("unknown", [])
    assert "dcat_mandatory" in _slugs(answer, "unchecked") - _slugs(answer, "checked")


def test_a_breach_in_json_that_is_not_read_to_its_end_stays_one() -> None:
    answer = _json({"x": [0] * _MANY}, {"@type": "dcat:Distribution", "@id": "urn:a"})
    assert (answer["conformance"], _missing(answer)) == ("invalid", [(_NO_ADDRESS, "urn:a")])
    assert "dcat_mandatory" in _slugs(answer, "unchecked") - _slugs(answer, "checked")


def test_json_that_is_read_to_its_end_is_checked() -> None:
    answer = _json({"x": [0] * (_MANY - 100)}, _KEPT)
    assert answer["conformance"] == "claimed"
    assert "dcat_mandatory" in _slugs(answer, "checked") - _slugs(answer, "unchecked")
