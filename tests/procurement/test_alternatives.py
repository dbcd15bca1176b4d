"""Open-source products and alternatives of procedures, through the services on both databases."""

import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest

from api.product_view import stored_import
from app.house import House
from app.wiring import build_house
from core.digest import checksum
from core.document import to_text
from core.errors import InputError
from infra.database import Database
from infra.fields.model import Edit, FieldConflictError
from infra.once.model import AlreadyDoneError, Once
from infra.policy.decision import AccessDeniedError
from infra.uploads.errors import UploadNotFoundError, UploadUnfinishedError
from procurement.errors import (
    AlternativeListedError,
    AlternativeNotFoundError,
    PlaceNotFoundError,
    ProcedureFrozenError,
    ProductNotFoundError,
)
from procurement.model import AlternativeOrigin, CollectionKind, ProductImport, Standing
from procurement.papers import AlternativeFacts, alternatives_paper
from procurement.rules.procedure.facts import TextField
from procurement.services.alternatives.catalogue import NewCollection
from procurement.services.alternatives.weighing import NewAlternative
from tests.audit_lines import lines_of
from tests.fakes import StoppedClock
from tests.licensing.openness.test_alternatives import FORMS, MAPS
from tests.pdf_reader import Reader
from tests.people import actor
from tests.procedures import ASKER, prepared, published

DEPARTMENT, AUDITOR, ADIT = (actor(one) for one in ("fachamt", "revision", "adit"))
DAY, CITY = date(2026, 11, 1), str(ADIT.city)
TABLE = "Produkt;Adresse;Lizenz;Kurzbeschreibung;Kategorien\nKartenwerk;https://forge.example.org/k;MIT;Karten;gis\n"
EXPORT = json.dumps({"data": [MAPS, {"name": "ohne Adresse"}]})


@pytest.fixture
def house(database: Database) -> House:
    return build_house(database, clock=StoppedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)))


def imported(house: House, *files: tuple[str, str | bytes], source: str = "openCode") -> ProductImport:
    given = tuple((name, data.encode() if isinstance(data, str) else data) for name, data in files)
    return house.product_catalogue.import_collection(ADIT, NewCollection(source=source, dated=DAY, files=given))


def archive(*files: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for number, text in enumerate(files):
            made.writestr(f"{number}/publiccode.yml", text)
    return written.getvalue()


def names(house: House, query: str = "", category: str = "") -> list[str]:
    return [one.product.name for one in house.product_catalogue.search(DEPARTMENT, query, category).items]


OTHER = FORMS.replace("Formularwerk", "Antragswerk").replace("formularwerk", "antragswerk")


@pytest.mark.parametrize(
    ("files", "kind", "found"),
    [
        ([("publiccode.yml", FORMS)], CollectionKind.PUBLICCODE, ["Formularwerk"]),
        ([("a.yml", FORMS), ("b.yaml", OTHER)], CollectionKind.PUBLICCODE, ["Antragswerk", "Formularwerk"]),
        ([("alle.zip", archive(FORMS, OTHER))], CollectionKind.PUBLICCODE, ["Antragswerk", "Formularwerk"]),
        ([("liste.csv", TABLE)], CollectionKind.TABLE, ["Kartenwerk"]),
        ([("ausgabe.json", EXPORT)], CollectionKind.EXPORT, ["Kartenwerk"]),
    ],
)
def test_collections_of_every_kind_are_imported(
    house: House, files: list[tuple[str, str | bytes]], kind: CollectionKind, found: list[str]
) -> None:
    made = imported(house, *files)
    assert (made.kind, made.products, names(house)) == (kind, len(found), found)
    (line,) = [one for one in lines_of(house.transactions.database, CITY) if one["event"] == "products-imported"]
    assert line["subject"] == {"kind": "product-import", "id": str(made.id)}


def test_what_is_too_large_in_an_archive_is_named(house: House) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        made.writestr("a/publiccode.yml", FORMS)
        made.writestr("b/publiccode.yml", FORMS + "#" * 2 * 2**20)
    read = imported(house, ("alle.zip", written.getvalue()))
    assert read.products == 1
    assert [(one.source, one.reason) for one in read.left_out] == [("b/publiccode.yml", "too_large")]


def test_a_collection_arrives_in_pieces_and_is_gone_afterwards(house: House) -> None:
    content = archive(FORMS, OTHER)
    upload = house.uploads.begin(ADIT, "alle.zip", len(content), "sammlung")
    new = NewCollection(source="openCode", dated=DAY, uploads=(upload.id,))
    once = Once(key="k", request_digest="0" * 64, present=stored_import)
    house.uploads.append(ADIT, upload.id, 0, content[:100])
    with pytest.raises(UploadUnfinishedError):
        house.product_catalogue.import_collection(ADIT, new)
    house.uploads.append(ADIT, upload.id, 100, content[100:])
    with pytest.raises(AccessDeniedError):
        house.product_catalogue.import_collection(ASKER, new)  # somebody else's upload
    made = house.product_catalogue.import_collection(ADIT, new, once)
    assert (made.file_name, made.file_digest, made.products) == ("alle.zip", checksum(content), 2)
    with pytest.raises(AlreadyDoneError):
        house.product_catalogue.import_collection(ADIT, new, once)
    with pytest.raises(UploadNotFoundError):
        house.product_catalogue.import_collection(ADIT, new)


def test_a_later_import_of_a_source_replaces_it_and_the_earlier_one_stays(house: House) -> None:
    first = imported(house, ("a.yml", FORMS))
    imported(house, ("liste.csv", TABLE), source="Eigene Liste")
    imported(house, ("b.yml", OTHER))
    assert sorted(names(house)) == ["Antragswerk", "Kartenwerk"]
    seen = house.product_catalogue.imports(DEPARTMENT).items
    assert [(one.source, one.is_current) for one in seen] == [
        ("openCode", True),
        ("Eigene Liste", True),
        ("openCode", False),
    ]
    with pytest.raises(ProductNotFoundError):
        house.product_catalogue.find(DEPARTMENT, first.id)


def test_products_are_searched_paged_and_walked(house: House) -> None:
    imported(house, ("a.yml", FORMS), ("b.yml", OTHER))
    imported(house, ("liste.csv", TABLE), source="Eigene Liste")
    assert names(house, "ANTRÄGE") == ["Antragswerk", "Formularwerk"]
    assert names(house, "antraege online") == ["Antragswerk", "Formularwerk"]
    assert names(house, "antr%") == []
    assert names(house, category="gis") == ["Kartenwerk"]
    assert house.product_catalogue.categories(DEPARTMENT) == ("gis", "workflow-management")
    second = house.product_catalogue.search(DEPARTMENT, "", "", page=2, size=2)
    assert ([one.product.name for one in second.items], second.total) == (["Kartenwerk"], 3)
    walked: list[str] = []
    after = None
    while part := house.product_catalogue.walk(DEPARTMENT, "", "", after=after, size=1):
        walked, after = [*walked, part[0].product.name], part[0].id
    assert walked == ["Antragswerk", "Formularwerk", "Kartenwerk"]
    with pytest.raises(PlaceNotFoundError):
        house.product_catalogue.walk(DEPARTMENT, "karten", "", after=1, size=1)


def test_what_is_no_collection_is_refused(house: House) -> None:
    wrong: list[tuple[list[tuple[str, str | bytes]], str]] = [
        ([("x.docx", "x")], "products_unknown"),
        ([("a.yml", FORMS), ("b.csv", TABLE)], "products_several"),
        ([("a.yml", "name: x")], "products_none"),
        ([("a.json", "{")], "not_json"),
        ([("a.zip", archive(FORMS)[:-30])], "file_damaged"),
        ([("a.yml", "")], "file_empty"),
    ]
    for files, kind in wrong:
        with pytest.raises(InputError, match=kind):
            imported(house, *files)
    with pytest.raises(InputError, match="product_source"):
        imported(house, ("a.yml", FORMS), source=" ")
    late = NewCollection(source="x", dated=date(2027, 1, 1), files=(("a.yml", FORMS.encode()),))
    with pytest.raises(InputError, match="product_day"):
        house.product_catalogue.import_collection(ADIT, late)
    for nobody in (DEPARTMENT, AUDITOR):
        with pytest.raises(AccessDeniedError):
            house.product_catalogue.import_collection(nobody, NewCollection(source="x", dated=DAY, files=()))


def weighed(house: House, slug: str, number: int, standing: Standing, reason: str) -> None:
    edits = [
        Edit(field="stand", value=standing.value, base_version=0),
        Edit(field="grund", value=reason, base_version=0),
    ]
    house.alternatives.save(ASKER, slug, number, edits)


def test_alternatives_are_found_weighed_up_and_documented(house: House) -> None:
    imported(house, ("a.yml", FORMS), ("b.yml", OTHER))
    slug = prepared(house, "VG-9", ASKER).slug
    seen = house.alternatives.search(ASKER, slug, "Anträge bezahlen")
    assert [hit.product.name for _, hit in seen.hits] == ["Antragswerk", "Formularwerk"]
    house.alternatives.keep_search(ASKER, slug, "Anträge bezahlen")
    taken = house.alternatives.take(ASKER, slug, seen.hits[1][0])
    assert (taken.origin, taken.name, taken.source) == (
        AlternativeOrigin.CATALOGUE,
        "Formularwerk",
        "openCode, 2026-11-01",
    )
    with pytest.raises(AlternativeListedError):
        house.alternatives.take(ASKER, slug, seen.hits[1][0])
    own = house.alternatives.add_by_hand(ASKER, slug, NewAlternative(name="Handwerk", source="Messe"))
    version = house.alternatives.open(ASKER, slug).check.version
    with pytest.raises(InputError, match="alternative_open"):
        house.alternatives.document(ASKER, slug, version)
    weighed(house, slug, taken.number, Standing.REJECTED, "Kann keine Termine.")
    weighed(house, slug, own.number, Standing.SUITABLE, "Deckt den Bedarf.")
    house.alternatives.document(ASKER, slug, version)
    text = house.procedures.open(ASKER, slug).texts[TextField.OPEN_SOURCE_CHECK].value
    assert text == (
        "Stand der Prüfung: 21.11.2026.\n"
        "Gesucht nach „Anträge bezahlen“ in openCode (Stand 01.11.2026): 2 gefunden.\n"
        "Formularwerk (2.0, EUPL-1.2): verworfen. Kann keine Termine.\n"
        "Handwerk: passend. Deckt den Bedarf."
    )


def test_the_paper_is_drawn_and_a_changed_text_is_not_written_over(house: House) -> None:
    slug = prepared(house, "VG-9", ASKER).slug
    own = house.alternatives.add_by_hand(ASKER, slug, NewAlternative(name="Handwerk"))
    weighed(house, slug, own.number, Standing.REJECTED, "Kann keine Termine.")
    with pytest.raises(FieldConflictError):
        house.alternatives.document(ASKER, slug, 0)
    house.alternatives.document(ASKER, slug, house.alternatives.open(ASKER, slug).check.version)
    paper = house.alternatives.paper(ASKER, slug)
    assert paper.name == "vg-9-alternativen.pdf"
    told = " ".join(Reader(paper.data).texts())
    assert "Kann keine Termine." in told
    events = [one["event"] for one in lines_of(house.transactions.database, CITY)]
    assert events[-2:] == ["alternatives-documented", "alternatives-exported"]


def test_the_paper_says_the_same_in_order() -> None:
    facts = AlternativeFacts(
        reference="VG-9", title="Anträge", day=DAY, searches=(), weighed=(), check="Nichts gefunden.", names={}
    )
    assert to_text(alternatives_paper(facts)).startswith(
        "Prüfung quelloffener Alternativen\n\nVergabeverfahren | VG-9\nGegenstand | Anträge\nStand | 01.11.2026\n"
    )
    assert "Nichts gefunden." in to_text(alternatives_paper(facts))


def test_a_search_can_be_narrowed_to_a_category(house: House) -> None:
    imported(house, ("a.yml", FORMS), ("b.yml", json.dumps(MAPS)))
    slug = prepared(house, "VG-9", ASKER).slug
    kind = "geographic-information-systems"
    assert kind in house.alternatives.open(ASKER, slug).categories
    seen = house.alternatives.search(ASKER, slug, "", kind)
    assert [hit.product.name for _, hit in seen.hits] == ["Kartenwerk"]
    house.alternatives.keep_search(ASKER, slug, "Karten", kind)
    house.alternatives.keep_search(ASKER, slug, "", kind)
    kept = house.alternatives.open(ASKER, slug)
    assert [(one.words, one.category, one.found) for one in kept.searches] == [("Karten", kind, 1), ("", kind, 1)]
    assert f"Gesucht nach „Karten“ (Kategorie „{kind}“) in openCode" in kept.text
    assert f"Gesucht nach allem der Kategorie „{kind}“ in openCode" in kept.text
    with pytest.raises(InputError, match="alternative_words"):
        house.alternatives.keep_search(ASKER, slug, " ", "")


def test_a_search_that_finds_nothing_is_an_answer(house: House) -> None:
    slug = prepared(house, "VG-9", ASKER).slug
    version = house.alternatives.open(ASKER, slug).check.version
    with pytest.raises(InputError, match="alternatives_none"):
        house.alternatives.document(ASKER, slug, version)
    kept = house.alternatives.keep_search(ASKER, slug, "Raumfahrt")
    assert (kept.found, kept.sources) == (0, {})
    done = house.alternatives.document(ASKER, slug, version)
    assert done.value.endswith("Es wurde keine quelloffene Alternative gefunden.")


def test_entries_are_checked_changed_and_removed(house: House) -> None:
    slug = prepared(house, "VG-9", ASKER).slug
    with pytest.raises(InputError) as error:
        house.alternatives.add_by_hand(ASKER, slug, NewAlternative(name=" ", url="ftp://x", licence="x" * 401))
    assert {one.type for one in error.value.faults} == {
        "alternative_name",
        "alternative_address",
        "alternative_too_long",
    }
    own = house.alternatives.add_by_hand(ASKER, slug, NewAlternative(name="Handwerk"))
    edit = Edit(field="grund", value="Alt", base_version=0)
    assert house.alternatives.change(ASKER, slug, own.number, edit).version == 1
    with pytest.raises(FieldConflictError):
        house.alternatives.change(ASKER, slug, own.number, Edit(field="grund", value="Neu", base_version=0))
    house.alternatives.remove(ASKER, slug, own.number)
    with pytest.raises(AlternativeNotFoundError):
        house.alternatives.remove(ASKER, slug, own.number)
    again = house.alternatives.add_by_hand(ASKER, slug, NewAlternative(name="Handwerk"))
    assert again.number == own.number + 1, "a number is never used again: its reason would come back"


def test_access_and_stages_are_those_of_the_procedure(house: House) -> None:
    slug = prepared(house, "VG-9", ASKER).slug
    for nobody in (DEPARTMENT, AUDITOR, ADIT):
        with pytest.raises(AccessDeniedError):
            house.alternatives.open(nobody, slug)
        with pytest.raises(AccessDeniedError):
            house.alternatives.keep_search(nobody, slug, "x")
    late = published(house, "VG-10").slug
    assert house.alternatives.open(AUDITOR, late).is_editable is False
    for change in (
        lambda: house.alternatives.keep_search(ASKER, late, "x"),
        lambda: house.alternatives.add_by_hand(ASKER, late, NewAlternative(name="x")),
        lambda: house.alternatives.document(ASKER, late, 0),
    ):
        with pytest.raises(ProcedureFrozenError):
            change()
