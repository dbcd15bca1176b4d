"""Legal notes: every kind can be there and can be absent, at the right place and with its source."""

import pytest

from scoring.matrix_check.findings import KINDS
from scoring.matrix_check.wording import FINDINGS
from scoring.methods import METHODS
from tests.factories import Json, criterion, exempt, house_rules, method
from tests.scoring.matrix_probe import NAMES, matrix, of, report, types, written

ROUNDED = {"rounding": {"mode": "half_up", "digits": 3}}


def whole(**fields: object) -> Json:
    """Return a matrix to which every text is written; fields change the criterion Q."""
    return matrix(criteria=[written("Q", "90", **fields), written("O", "10", role="open_source")])


def test_every_kind_has_a_sentence_a_severity_and_a_place_in_this_list() -> None:
    assert set(KINDS) == set(FINDINGS)


def test_a_complete_matrix_leaves_nothing_to_say() -> None:
    assert report(whole())["findings"] == []


@pytest.mark.parametrize(
    ("field", "kind", "severity", "source"),
    [
        ("subject_link", "subject_link_missing", "warnung", "§ 127 Abs. 3 GWB"),
        ("evidence", "evidence_missing", "hinweis", "§ 127 Abs. 4 GWB"),
        ("degrees", "degrees_missing", "hinweis", "BGH, 04.04.2017, X ZB 3/17"),
    ],
)
def test_a_missing_text(field: str, kind: str, severity: str, source: str) -> None:
    found = report(whole(**{field: [] if field == "degrees" else "  "}))
    [entry] = found["findings"]

    assert (entry["type"], entry["severity"], entry["legal_source"]) == (kind, severity, source)
    assert entry["place"] == "/matrix/criteria/0"
    assert "„Q“" in entry["text"]


def test_texts_are_owed_by_criteria_not_by_groups() -> None:
    group = criterion("Q", "90", children=[written("Q1", "100")])

    assert report(matrix(criteria=[group, written("O", "10", role="open_source")]))["findings"] == []


@pytest.mark.parametrize(("kind", "expected"), [("A", ["evidence_missing"]), ("I", [])])
def test_what_a_and_i_criteria_owe(kind: str, expected: list[str]) -> None:
    document = whole()
    document["matrix"]["criteria"].append(criterion("X", kind=kind))

    assert [entry["type"] for entry in report(document)["findings"]] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Anbindung an Microsoft Exchange",
        "Export als docx",
        "Export als .XLSX-Datei.",
        "Läuft unter Windows. Die Anbindung ist offen oder gleichwertig.",
        "SAP",
        "gleichwertig zu Webex",
        "Läuft unter Windows? Oder gleichwertig",
    ],
)
@pytest.mark.parametrize("field", ["title", "expectation", "subject_link", "evidence"])
def test_a_product_is_named(text: str, field: str) -> None:
    [entry] = of(report(whole(**{field: text})), "product_named")

    assert entry["severity"] == "warnung"
    assert entry["place"] == f"/matrix/criteria/0/{field}"
    assert entry["legal_source"] == "§ 31 Abs. 6 VgV"


@pytest.mark.parametrize(
    "text",
    [
        "Export als docx oder gleichwertig",
        "Export als docx oder einem gleichwertigen Format",
        "Anbindung an Microsoft Teams, Zoom oder gleichwertige Technik",
        "Sapphire, Windowskreuz, Excellence und Officer",
        "Die Teamsitzungen werden unterstützt.",
        "Dokumente im Format ODF",
    ],
)
def test_no_product_is_named(text: str) -> None:
    assert not {"product_named", "product_named_maybe"} & types(report(whole(title=text)))


@pytest.mark.parametrize(
    ("text", "names"),
    [("Zusammenarbeit der Teams im Amt", "Teams"), ("Word und Zoom", "Word“, „Zoom"), ("Ein Word. Word", "Word")],
)
def test_words_with_an_everyday_meaning_are_only_asked_about(text: str, names: str) -> None:
    found = report(whole(title=text))

    assert [entry["severity"] for entry in found["findings"]] == ["hinweis"]
    assert f"„{names}“" in of(found, "product_named_maybe")[0]["text"]
    assert report(whole(title="das letzte word, teams und zoom"))["findings"] == []


def test_a_clear_name_is_not_asked_about_again() -> None:
    found = report(whole(title="MS Teams und microsoft Office"))

    assert "„MS Teams“, „microsoft“" in of(found, "product_named")[0]["text"]
    assert "„Office“" in of(found, "product_named_maybe")[0]["text"]


def test_degrees_and_a_criteria_are_read_too() -> None:
    document = whole(degrees=[{"points": "0", "label": "nein"}, {"points": "10", "label": "ja", "text": "mit Oracle"}])
    document["matrix"]["criteria"].append(criterion("X", kind="A", title="Läuft auf Android", evidence="Erklärung"))
    places = [entry["place"] for entry in of(report(document), "product_named")]

    assert places == ["/matrix/criteria/0/degrees/1", "/matrix/criteria/2/title"]


def test_the_word_lists_are_dated_and_sourced() -> None:
    assert NAMES.clear.covers(house_rules().day)
    assert NAMES.clear.source.status == NAMES.ambiguous.source.status == "house_rule"
    listed = str(NAMES.clear.value).splitlines() + str(NAMES.ambiguous.value).splitlines()
    assert len(listed) == len({name.lower() for name in listed})
    assert all(name.strip() == name for name in listed)


@pytest.mark.parametrize("name", METHODS)
def test_remarks_of_methods(name: str) -> None:
    found = of(report(exempt(matrix(name))), "method_remark")

    assert bool(found) == bool(METHODS[name].remark)
    assert all(entry["legal_source"] == str(METHODS[name].source) for entry in found)


@pytest.mark.parametrize("name", ["preis_quotient", "preis_linear", "preis_festbereich"])
def test_missing_rounding(name: str) -> None:
    assert of(report(matrix(name)), "rounding_missing")[0]["legal_source"] == "VK Bund, VK 1-4/15"
    assert "rounding_missing" not in types(report(matrix(method(name, **ROUNDED))))


def test_rounding_is_no_matter_of_other_methods() -> None:
    assert "rounding_missing" not in types(report(matrix("richtwert_erweitert")))


def test_a_published_matrix_is_frozen() -> None:
    document = whole()
    document["procedure"]["published"] = True
    [entry] = report(document)["findings"]

    assert (entry["type"], entry["severity"], entry["place"]) == ("published", "hinweis", "/procedure/published")
    assert "127 Abs. 5 GWB" in (entry["legal_source"] or "")


@pytest.mark.parametrize(("band", "kinds"), [("10", set()), ("10.001", {"band_too_wide"})])
def test_a_band_too_wide(band: str, kinds: set[str]) -> None:
    fields = {"band_percent": band, "decision_criterion": "leistungspunkte"}
    found = report(matrix(method("richtwert_erweitert", **fields)))
    violations = [entry for entry in found["findings"] if entry["severity"] == "verstoss"]

    assert {entry["type"] for entry in violations} == kinds
    assert all(entry["legal_source"] and entry["place"] == "/matrix/method/band_percent" for entry in violations)
