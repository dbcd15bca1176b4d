"""What a paper says is what its PDF reads out: everything, in order, with its role."""

from io import BytesIO

from pikepdf import Name

from core.document import Column, Definitions, ListBlock, Paragraph, Row, RowGroup, Table, reading_order, runs
from infra.pdf import render
from infra.pdf.fonts import visible
from tests.infra.pdf.papers import document, everything, long_table
from tests.pdf_reader import Reader


def test_everything_is_read_in_order() -> None:
    paper = everything()

    assert Reader(render(paper)).texts() == [visible(text) for text in reading_order(paper)]


def test_nothing_visible_is_out_of_reach() -> None:
    reader = Reader(render(everything()))

    assert reader.unreachable() == []
    assert len(reader.pages) > 3


def test_text_turned_into_decoration_is_noticed() -> None:
    content = render(document(Paragraph(runs("Der Absatz"))))
    reader = Reader(content)
    page = reader.pdf.pages[0]
    page.Contents.write(page.Contents.read_bytes().replace(b"/P <</MCID 1>> BDC", b"/P <<>> BDC"))
    reader.pages = Reader(_saved(reader)).pages

    assert reader.unreachable() == ["Der Absatz"]


def _saved(reader: Reader) -> bytes:
    out = BytesIO()
    reader.pdf.save(out)
    return out.getvalue()


def test_the_parent_tree_leads_back_to_every_element_with_content() -> None:
    reader = Reader(render(everything()))
    content = sum(len(page.marked) for page in reader.pages)
    links = sum(len(page.obj.get("/Annots", [])) for page in reader.pdf.pages)
    owners = list(reader.owners())

    assert links >= 1
    assert len(owners) == content + links
    assert all("/S" in owner for _, owner in owners)


def test_a_table_over_pages_is_one_table_with_one_header() -> None:
    reader = Reader(render(document(long_table())))
    tables = [node for node in reader.root.K[0].K if Name.Table == node.S]
    titles = [leaf.text for leaf in reader.leaves() if leaf.role == "/TH"]

    assert len(tables) == 1
    assert titles.count("Begründung") == 1
    assert sum("Begründung" in page.artifacts for page in reader.pages) == len(reader.pages) - 1 > 1


def test_every_cell_names_its_headers() -> None:
    reader = Reader(render(document(long_table(groups=2, rows=3))))
    ids = {str(leaf.node.ID): leaf.text for leaf in reader.leaves() if leaf.role == "/TH"}
    cells = [leaf for leaf in reader.leaves() if leaf.role == "/TD"]

    assert [ids[str(name)] for name in cells[-1].node.A.Headers] == ["Punkte", "Gruppe 1", "A2"]
    assert all(str(name) in ids for cell in cells for name in cell.node.A.Headers)
    names = [str(name) for name in reader.root.IDTree.Names[::2]]
    assert names == sorted(ids)


def test_headers_have_their_scope() -> None:
    reader = Reader(render(document(long_table(groups=1, rows=1))))
    scopes = {leaf.text: str(leaf.node.A.Scope) for leaf in reader.leaves() if leaf.role == "/TH"}

    assert scopes == {
        "Rang": "/Column",
        "Angebot": "/Column",
        "Begründung": "/Column",
        "Punkte": "/Column",
        "Gruppe 0": "/Column",
        "A0": "/Row",
    }


def test_a_row_taller_than_a_page_runs_on() -> None:
    reason = "Ein sehr langer Grund. " * 900
    rows: tuple[Row, ...] = ((runs("A"), runs(reason), runs("kurz")),)
    paper = document(
        Table("Lang", (Column("Angebot", names_row=True), Column("Grund"), Column("Rest")), (RowGroup(rows),))
    )
    reader = Reader(render(paper))

    assert reader.texts() == list(reading_order(paper))
    assert len(reader.pages) > 2


def test_a_header_taller_than_a_page_ends() -> None:
    title = "Kriterium " * 2000
    paper = document(
        Table(title, (Column(title), Column(title)), (RowGroup(((runs("a"), runs("b")),), title),)),
        Definitions(((title, runs(title)),)),
        ListBlock((runs(title),)),
    )

    assert Reader(render(paper)).texts() == list(reading_order(paper))


def test_links_have_words_and_a_place_in_the_tree() -> None:
    reader = Reader(render(everything()))
    links = [annotation for page in reader.pdf.pages for annotation in page.obj.get("/Annots", [])]
    owners = dict(reader.owners())

    assert links
    for link in links:
        assert str(link.Contents) == "die Seite der Stadt (https://example.org/weg?x=1&y=(zwei))"
        assert str(link.A.URI) == "https://example.org/weg?x=1&y=(zwei)"
        assert Name.Link == owners[int(link.StructParent)].S


def test_bookmarks_follow_the_headings() -> None:
    reader = Reader(render(everything()))
    with reader.pdf.open_outline() as outline:
        titles = [(entry.title, [child.title for child in entry.children]) for entry in outline.root]

    assert titles == [("Ein Papier", ["Angaben", "Tabellen"])]
