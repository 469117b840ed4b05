"""What a screen reader and an archive find in the file: one tree of the text, and marks of both standards."""

from __future__ import annotations

from datetime import UTC, datetime

import pikepdf
import pytest

from reportgen.documents import Attachment
from reportgen.documents.pdf import print_pdf
from tests.documents.small_pages import FOLDERS, marks, of_kind, opened, parts, small_page

LONG = "<p>" + "The sentence goes on and on, and then it ends. " * 40 + "</p>"
SMALL_SHEET = "@page { size: 400px 300px; margin: 40px; @top-left { content: 'Running head' } }"


def printed(body: str, style: str = "", **options: object) -> pikepdf.Pdf:
    """A small page as the objects of its file."""
    html = small_page(body, f"<style>{style}</style>")
    return opened(print_pdf(html, folders=FOLDERS, **options))  # type: ignore[arg-type]


# The marks of the standards


def test_the_file_says_that_it_is_for_archives_and_for_everybody() -> None:
    pdf = printed("")
    told = pdf.Root.Metadata.read_bytes().decode()
    assert 'pdfaid:part="3"' in told
    assert 'pdfaid:conformance="A"' in told
    assert 'pdfuaid:part="1"' in told
    for name in ("pdfaExtension:schemas", "pdfaSchema:namespaceURI", "pdfaProperty:valueType"):
        assert f"<{name}>" in told
    assert told.count("<rdf:RDF") == 1


def test_the_only_dates_are_those_of_the_page() -> None:
    file = Attachment("a.csv", b"1", "text/csv", "", "Data")
    pdf = printed("", attachments=[file])
    assert str(pdf.docinfo.CreationDate) == "D:20260310223000+02'00"
    embedded = pdf.attachments["a.csv"].get_file()
    ten = datetime(2026, 3, 10, 20, 30, tzinfo=UTC)
    assert (embedded.creation_date, embedded.mod_date) == (ten, ten)


# Attached files


FILES = (
    Attachment("figures.json", b"[1]", "application/json", "Every figure", "Data"),
    Attachment("edition.yaml", b"[1]", "application/yaml", "What was assumed: café", "Source"),
    Attachment("manifest.json", b"{}", "application/json", "How it was made", "Supplement"),
)


def test_attached_files_say_what_they_are() -> None:
    """Two of them hold the same bytes, and none of them is confused with the other."""
    pdf = printed("", attachments=FILES)
    found = {str(file.UF): file for file in pdf.Root.AF}
    assert len(pdf.Root.AF) == len(FILES)
    for file in FILES:
        embedded = found[file.name].EF.F
        assert str(found[file.name].AFRelationship) == f"/{file.relationship}"
        assert str(found[file.name].Desc) == file.description
        assert str(embedded.Subtype) == f"/{file.media_type}"
        assert embedded.read_bytes() == file.content


def test_the_order_in_which_files_are_attached_does_not_count() -> None:
    first = print_pdf(small_page(), folders=FOLDERS, attachments=FILES)
    assert print_pdf(small_page(), folders=FOLDERS, attachments=FILES[::-1]) == first
    assert list(opened(first).attachments) == ["edition.yaml", "figures.json", "manifest.json"]


# The tree of the text


def artifacts(page: pikepdf.Page) -> list[str]:
    """The kinds of the artifacts of a page that have one."""
    return [str(properties.Type) for tag, properties in marks(page) if tag == "/Artifact"]


def test_running_heads_are_seen_and_not_heard() -> None:
    pdf = printed(LONG, SMALL_SHEET)
    assert len(pdf.pages) > 2
    assert [artifacts(page) for page in pdf.pages] == [["/Pagination"]] * len(pdf.pages)
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    for page in range(len(pdf.pages)):
        owners = [str(owner.S) if owner else None for owner in numbers[2 * page + 1]]
        assert owners.count(None) == 1, "the running head"
        assert set(owners) == {None, "/Span"}


def test_every_mark_of_a_page_has_its_place_in_the_tree() -> None:
    pdf = printed(LONG * 2, SMALL_SHEET)
    heard = sorted(
        (pdf.pages.index(pikepdf.Page(part.Pg)), int(kid))
        for part in parts(pdf)
        for kid in part.K
        if isinstance(kid, int)
    )
    seen = [
        (number, int(properties.MCID))
        for number, page in enumerate(pdf.pages)
        for tag, properties in marks(page)
        if tag != "/Artifact"
    ]
    assert heard == sorted(seen)


@pytest.mark.parametrize(
    "style", [SMALL_SHEET, "body { columns: 3; height: 60px }"], ids=["pages", "columns"]
)
def test_a_paragraph_that_runs_on_is_one_paragraph(style: str) -> None:
    pdf = printed(f"<section>{LONG}<p>Short.</p></section>", style)
    assert [len(of_kind(pdf, kind)) for kind in ("Sect", "P")] == [1, 2]
    long, short = of_kind(pdf, "P")
    assert len(long.K) > 5 > len(short.K)
    assert all(kid.get("/P") == long for kid in long.K)


def test_items_of_a_list_over_pages_stay_one_list() -> None:
    pdf = printed("<ul>" + "<li>Another point to be made here.</li>" * 40 + "</ul>", SMALL_SHEET)
    assert len(pdf.pages) > 2
    assert [len(of_kind(pdf, kind)) for kind in ("L", "LI", "LBody")] == [1, 40, 40]


ROWS = "".join(f'<tr><th scope="row">R{n}</th><td>{n}</td><td>{n}</td></tr>' for n in range(30))
HEADS = '<thead><tr><th scope="col">A</th><th scope="col">B</th><th scope="col">C</th></tr></thead>'


def test_parts_of_a_table_keep_their_heads() -> None:
    pdf = printed(f"<table>{HEADS}<tbody>{ROWS}</tbody></table>", SMALL_SHEET)
    tables = of_kind(pdf, "Table")
    assert len(pdf.pages) > 2
    assert len(tables) == len(pdf.pages)
    assert len(of_kind(pdf, "THead")) == len(tables)
    assert len(of_kind(pdf, "TD")) == 60


def test_heads_say_what_they_head() -> None:
    pdf = printed(f"<table>{HEADS}<tbody>{ROWS}</tbody></table>")
    scopes = [str(head.A.Scope) for head in of_kind(pdf, "TH")]
    assert scopes == ["/Column"] * 3 + ["/Row"] * 30


def test_the_label_of_a_single_row_is_a_cell() -> None:
    """Four heads for two cells is no table; the cells still know the heads of their columns."""
    row = '<tr><th scope="row">R</th><td>1</td><td>2</td></tr>'
    pdf = printed(f"<table>{HEADS}<tbody>{row}</tbody></table>")
    assert [str(head.A.Scope) for head in of_kind(pdf, "TH")] == ["/Column"] * 3
    names = [str(head.ID) for head in of_kind(pdf, "TH")]
    label, *cells = of_kind(pdf, "TD")
    assert "/ID" not in label
    assert [[str(head) for head in cell.A.Headers] for cell in cells] == [[names[1]], [names[2]]]


def test_a_picture_is_measured_from_the_lower_left_corner() -> None:
    """100 by 60 px at 40 px from the left and 40 from the top of 300: points are 3/4 of that."""
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60" style="display: block">'
        "<title>A line.</title><path d='M0 0H9' stroke='red'/></svg>"
    )
    html = small_page(
        picture, f"<style>{SMALL_SHEET} h1 {{ position: absolute; top: 150px }}</style>"
    )
    pdf = opened(print_pdf(html, folders=FOLDERS))
    (figure,) = of_kind(pdf, "Figure")
    assert str(figure.Alt) == "A line."
    assert list(map(float, figure.A.BBox)) == [30, 150, 105, 195]


def test_links_are_printed_and_described() -> None:
    pdf = printed('<p><a href="https://example.com/a">Source</a></p>')
    (link,) = pdf.pages[0].Annots
    assert (int(link.F), str(link.A.URI)) == (4, "https://example.com/a")
    assert "/Contents" in link


def test_what_stands_inside_a_link_is_part_of_it() -> None:
    style = "a::after { content: ' →' } body { font-size: 30px } @page { size: 600px }"
    pdf = printed(
        '<p>See <a href="https://example.com/a">a <em>long <b>note</b></em></a></p>', style
    )
    assert len(pdf.pages[0].Annots) == 1
    (link,) = of_kind(pdf, "Link")
    assert (
        len([kid for kid in link.K if not isinstance(kid, int) and kid.get("/Type") == "/OBJR"])
        == 1
    )


def test_a_link_over_two_lines_has_a_place_on_each_and_no_empty_one() -> None:
    """The line ends before the link, and again inside of it."""
    style = "@page { size: 300px 400px; margin: 20px } body { font-size: 24px }"
    words = '<a href="https://example.com"><span>And all the others of these lines</span></a>'
    pdf = printed(f"<p>These words fill it {words}</p>", style)
    places = [[float(edge) for edge in link.Rect] for link in pdf.pages[0].Annots]
    assert len(places) > 1
    assert all(right - left > 1 for left, _, right, _ in places)
    assert len(of_kind(pdf, "Link")) == len(places)
    assert all(link.K for link in of_kind(pdf, "Link"))
    assert [part for part in of_kind(pdf, "Span") if len(part.K) == 0] == []
