"""The result page says who is first, why, what left the ranking and how it was computed."""

from collections.abc import Callable

from litestar.types import ASGIApp

from tests.clients import TestClient
from tests.factories import Json, bid, criterion, evaluation, method, sample, score, two_groups
from tests.web.conftest import Open
from tests.web.page import Node

Store = Callable[[Json, str], str]

QUOTIENT = "/vergaben/vg-2026-031-preis-quotient"
EXTENDED = "/vergaben/vg-2026-031-richtwert-erweitert"
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def section(tree: Node, heading: str) -> Node:
    return tree.one("section", aria_labelledby=heading)


def test_the_list_shows_state_method_and_first(page: Open) -> None:
    rows = page("/?suche=VG-2026-031").one("table").rows()

    assert rows[0] == ["Vergabenummer", "Gegenstand", "Wertungsmethode", "Angebote", "Stand", "Rang 1"]
    assert [(row[2], row[3], row[4], row[5]) for row in rows[1:]] == [
        ("Erweiterte Richtwertmethode", "5", "gewertet 21.11.2026", "Angebot C"),
        ("Preisquotient (umgekehrter Dreisatz)", "5", "gewertet 21.11.2026", "Angebot A"),
    ]


def test_the_list_turns_pages(page: Open, store: Store) -> None:
    for number in range(21):
        store(sample(), f"REIHE-{number:02}")

    first, second = page("/?suche=reihe"), page("/?suche=reihe&seite=2")

    assert first.one(id="trefferzahl").text == "21 Wertungen zu „reihe“, Einträge 1 bis 20"
    assert second.one(id="trefferzahl").text == "21 Wertungen zu „reihe“, Einträge 21 bis 21"
    assert first.one("a", rel="next").attrs["href"] == "/?suche=reihe&seite=2"
    assert second.one("a", rel="prev").attrs["href"] == "/?suche=reihe"
    assert len(second.one("table").rows()) == 2


def test_nothing_found_says_so(page: Open) -> None:
    tree = page("/?suche=%3Cb%3E")

    assert "Zu „<b>“ gibt es keine Wertung." in tree.one(id="verfahren").text
    assert tree.one("input", id="suche").attrs["value"] == "<b>"
    assert "Diese Seite der Liste ist leer." in page("/?seite=99").one(id="verfahren").text


def test_the_answer_comes_first(page: Open) -> None:
    answer = section(page(QUOTIENT), "antwort-titel")

    assert answer.one("h2").text == "Angebot A (Bieter A) ist auf Rang 1."
    assert "82,403 von 100" in answer.text
    assert "47,07 aus der Leistung und 35,333 aus dem Preis" in answer.text


def test_the_ranking_shows_what_the_method_computed(page: Open) -> None:
    assert section(page(QUOTIENT), "rangfolge").one("table").rows()[:2] == [
        [
            "Rang",
            "Angebot",
            "Leistungspunkte",
            "Leistung (0–100)",
            "Preispunkte",
            "Gesamtpunkte",
            "Wertungspreis (brutto)",
        ],
        ["1", "Angebot A Bieter A", "784,5", "78,45", "88,333", "82,403", "214.200,00 €"],
    ]
    extended = section(page(EXTENDED), "rangfolge").one("table").rows()
    assert extended[0][-1] == "Schwankungs\N{SOFT HYPHEN}bereich"
    assert extended[1] == ["1", "Angebot C Bieter C", "848,5", "3.565,126", "238.000,00 €", "liegt darin"]


def test_contributions_stand_in_chart_and_table(page: Open) -> None:
    shown = section(page(QUOTIENT), "beitraege-kopf")

    chart = shown.one("svg", role="img")
    assert chart.one("title").text == "Beiträge zu den Gesamtpunkten"
    assert "Angebot A: 82,403" in chart.one("desc").text
    assert next(node.text for node in chart.all("text", class_="balken-name")) == "Rang 1 · Angebot A"
    assert shown.one("table").rows()[1] == ["Angebot A", "18,85", "7,6", "7,2", "9,1", "4,32", "35,333", "82,403"]
    patterns = {pattern.attrs["id"] for pattern in chart.all("pattern")}
    used = {node.attrs["fill"][5:-1] for node in shown.all("rect") if node.attrs.get("fill", "").startswith("url(#")}
    assert used <= patterns


def test_excluded_bids_have_ground_and_source(page: Open) -> None:
    text = section(page(QUOTIENT), "ausgeschlossen").text

    assert "Mindestpunkte nicht erreicht: U1 – Geprüfte Barrierefreiheit" in text
    assert "EuGH, 20.09.2018, C-546/16 (Montte)" in text
    assert "A-Kriterium nicht erfüllt: A2 –" in text
    assert "Begründung: Teilnahme nur mit installierter App" in text


def test_notices_carry_their_source_and_how_far_it_was_checked(page: Open) -> None:
    text = section(page(QUOTIENT), "hinweise").text

    assert "Angebot B liegt 11,667 % unter Angebot A." in text
    assert "Quelle: § 60 VgV, § 44 UVgO (am Wortlaut geprüft; § 44 UVgO ungeprüft)" in text


def test_low_bids_name_the_thresholds(page: Open) -> None:
    text = section(page(QUOTIENT), "niedrig").text

    assert "Das ist weniger als die Aufgreifschwelle von 20 %" in text
    assert "Hinweis ab 10 %" in text


def test_how_it_was_computed(page: Open) -> None:
    text = section(page(QUOTIENT), "rechenweg").text

    assert "Preispunkte = Höchstpunktzahl · Pmin / P" in text
    assert "Gewicht des Preises 40 %" in text
    assert "kaufmännisch auf 3 Nachkommastellen gerundet" in text
    extended = section(page(EXTENDED), "rechenweg").text
    assert "Schwankungsbereich s 6 %" in extended
    assert "Entscheidungskriterium Leistungspunkte" in extended
    assert "mit 1.000.000 malgenommen" in extended


def test_every_point_links_to_its_arithmetic(page: Open) -> None:
    table = section(page(QUOTIENT), "punkte").one("table")

    assert table.one("a", href=f"{QUOTIENT}/angebote/D/kriterien/U1").text == "3 Punkte, Angebot D, U1"
    cells = next(row for row in table.rows() if row[0].startswith("U1 "))
    assert cells[1:3] == ["60 %", "10 %"]
    assert cells[6] == "3 Punkte, Angebot D, U1 zu wenig"
    assert next(row for row in table.rows() if row[0].startswith("A2 "))[-1] == "nicht erfüllt"


def test_the_result_is_recomputed_on_opening(page: Open) -> None:
    proof = section(page(QUOTIENT), "nachweis")

    assert proof.one("code").text.startswith("sha256:75b4a2aff070")
    assert "die Prüfsumme stimmt überein" in proof.text


def test_a_draft_says_so_and_withholds_its_stability(page: Open, store: Store) -> None:
    address = store({**sample(), "draft": True}, "ENTWURF-1")

    assert "Vorläufige Wertung" in page(address).text
    stability = page(f"{address}/stabilitaet")
    assert "Noch zurückgehalten" in stability.text
    assert not stability.one("main").all("svg", role="img")
    assert "vorläufig" in page("/?suche=entwurf-1").one("table").text


def test_foreign_text_is_only_text(page: Open, client: TestClient[ASGIApp], store: Store) -> None:
    document = sample()
    document["procedure"]["title"] = HOSTILE
    document["bids"][0]["tenderer"] = HOSTILE
    document["bids"][0]["scores"]["Q"]["reason"] = HOSTILE
    document["matrix"]["criteria"][0]["title"] = HOSTILE
    address = store(document, "FEINDLICH-1")

    for path in (
        "",
        "/angebote/A",
        "/angebote/A/kriterien/Q",
        "/stabilitaet",
        "/probe",
        "/probe?methode=preis_quotient",
    ):
        raw = client.get(address + path).text
        assert "<script>alert" not in raw
        assert "<img" not in raw
        assert "&lt;script&gt;alert(1)" in raw
    assert HOSTILE in page(address).one("h2", id="antwort-titel").text
    assert HOSTILE in page("/?suche=feindlich-1").one("table").text


def test_evaluators_who_disagree_are_listed(page: Open, store: Store) -> None:
    document = sample()
    first = document["bids"][0]
    points = first.pop("scores")
    first["evaluations"] = [
        {"evaluator": "Person 1", "scores": {"Q": score("9"), "O": score("6")}},
        {"evaluator": "Person 2", "scores": {"Q": score("5"), "O": score("6")}},
    ]
    first["consensus"] = points
    address = store(document, "KONSENS-1")

    assert section(page(address), "spreizung").one("table").rows()[1] == ["A", "Q", "5", "9", "4", "besprechen"]
    criterion_page = page(f"{address}/angebote/A/kriterien/Q").text
    assert "8 von 10 (Konsenswertung)" in criterion_page
    assert "Person 2" in criterion_page


def test_a_matrix_too_large_for_a_table_points_to_the_bids(page: Open, store: Store) -> None:
    criteria = [criterion(f"Q{number}", "0.09") for number in range(1000)]
    points = {f"Q{number}": "10" for number in range(1000)} | {"O": "5"}
    bids = [bid(name, f"{number}00000.00", points) for number, name in enumerate("ABCDE", 1)]
    address = store(evaluation(bids, criteria=[*criteria, criterion("O", "10", role="open_source")]), "GROSS-1")

    tree = page(address)

    assert "zu groß für eine Tabelle" in section(tree, "punkte").text
    assert "zu viele Hauptgruppen und Angebote" in section(tree, "beitraege-kopf").text
    assert not tree.one("main").all("svg", role="img")
    assert page(f"{address}/angebote/A").one("h1").text.startswith("Angebot A")


def test_the_chart_shows_the_first_bids_and_the_table_all(page: Open, store: Store) -> None:
    bids = [bid(f"B{number:02}", f"{100000 + number}.00", {"Q": "8", "O": "6"}) for number in range(30)]
    shown = section(page(store(evaluation(bids), "VIELE-1")), "beitraege-kopf")

    assert len(shown.all("text", class_="balken-name")) == 25
    assert "Das Schaubild zeigt die ersten 25 Angebote, die Tabelle alle." in shown.text
    assert len(shown.one("table").rows()) == 31


def test_the_lowest_price_alone_needs_no_chart(page: Open, store: Store) -> None:
    bids = [bid("A", "190000.00"), bid("B", "170000.00")]
    document = evaluation(bids, method("niedrigster_preis"), criteria=[])
    document["procedure"]["open_source_exemption"] = {"reason": "Nur Lizenzverlängerung"}
    tree = page(store(document, "PREIS-1"))

    assert "Angebot B (Bieter B) ist auf Rang 1." in tree.text
    assert not tree.one("main").all("svg", role="img")
    assert "Ausnahme vom Kriterium Open Source: Nur Lizenzverlängerung" in section(tree, "hinweise").text


def test_nobody_left(page: Open, store: Store) -> None:
    document = evaluation(
        [bid("A", "1.00", exclusion={"code": "eigener-grund", "reason": "Frist"})], criteria=two_groups()
    )
    tree = page(store(document, "NIEMAND-1"))

    assert "Kein Angebot ist in der Wertung." in section(tree, "rangfolge").text
    assert "eigener-grund" in section(tree, "ausgeschlossen").text
    assert "kein Angebot" in page("/?suche=niemand-1").one("table").text
