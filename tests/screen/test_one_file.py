"""What becomes of a page on its way to the screen: one file, bound by its own policy."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from reportgen.documents import PrintError, html
from reportgen.documents.reshaping import Way

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.theme import Theme

    Write = Callable[..., str]

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>A title</title>
<link rel="stylesheet" href="plain.css">
</head>
<body>
{body}
</body>
</html>
"""
DOT = b"\x89PNG\r\n\x1a\n a dot"


@pytest.fixture
def write(tmp_path: Path, theme: Theme) -> Write:
    """Write a body with one style sheet and one picture beside it."""
    (tmp_path / "plain.css").write_text("p { background: url(dot.png) }\n", "utf-8")
    (tmp_path / "dot.png").write_bytes(DOT)

    def written(body: str, **given: object) -> str:
        page = PAGE.replace("{body}", body)
        return html.write(page, theme=theme, folders=(tmp_path,), **given)  # type: ignore[arg-type]

    return written


def test_style_sheets_and_pictures_stand_in_the_file_itself(write: Write) -> None:
    page = write('<p>Words <img src="dot.png" alt="a dot"></p>')
    held = f"data:image/png;base64,{b64encode(DOT).decode()}"
    assert f'p {{ background: url("{held}") }}' in page
    assert f'<img src="{held}" alt="a dot">' in page
    assert "stylesheet" not in page
    assert "plain.css" not in page


def test_the_fonts_of_the_theme_stand_in_it_as_they_are(write: Write, theme: Theme) -> None:
    page = write("<p>Words</p>")
    regular = next(face for face in theme.typefaces["text"].faces if face.weight == 400)
    assert regular.web is not None
    found = re.findall(r'font-family: Text; [^}]*url\("data:font/woff2;base64,([^"]+)"\)', page)
    assert regular.web.read_bytes() in [b64decode(one) for one in found]


def test_the_policy_names_each_style_sheet_and_allows_nothing_else(write: Write) -> None:
    page = write("<p>Words</p>")
    policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    rules = dict(rule.split(" ", 1) for rule in policy[0].split("; "))
    sheets = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digests = [b64encode(sha256(sheet.encode()).digest()).decode() for sheet in sheets]
    assert len(sheets) == 2
    assert rules == {
        "default-src": "'none'", "font-src": "data:", "img-src": "data:", "base-uri": "'none'",
        "form-action": "'none'", "style-src": " ".join(f"'sha256-{one}'" for one in digests),
    }  # fmt: skip
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_the_same_page_gives_the_same_bytes(write: Write) -> None:
    assert write("<p>Words</p>") == write("<p>Words</p>")
    assert write("<p>Words</p>") != write("<p>Other words</p>")


def test_it_leads_to_the_files_beside_it(write: Write) -> None:
    page = write(
        "<p>Words</p>", ways=(Way("PDF & more", "a-b.pdf"), Way("All", "../../index.html"))
    )
    assert '<a href="a-b.pdf">PDF &amp; more</a>' in page
    assert '<a href="../../index.html">All</a>' in page


def test_a_drawing_says_what_it_shows_without_a_tip_over_it(write: Write) -> None:
    page = write('<svg role="img"><title>Up "sharply" to 5 &amp; more</title><path d=""/></svg>')
    assert '<svg role="img" aria-label="Up &quot;sharply&quot; to 5 &amp; more"><path' in page


def test_letters_of_a_drawing_stay_as_they_were_measured(write: Write) -> None:
    assert "<text>−$7.60B</text>" in write("<svg><text>−$7.60B</text></svg>")


def table(columns: int, more: str = "") -> str:
    heads = "".join(f'<th scope="col">Head {number}</th>' for number in range(columns))
    caption = "<caption><p>Table</p><p>Peers &amp; rivals</p></caption>"
    return f"<table{more}>{caption}<thead><tr>{heads}</tr></thead></table>"


@pytest.mark.parametrize(("columns", "moves"), [(2, False), (3, False), (4, True), (9, True)])
def test_a_wide_table_moves_in_a_region_named_by_its_caption(
    write: Write, columns: int, *, moves: bool
) -> None:
    region = (
        '<div class="movable" role="region" tabindex="0" aria-label="Table Peers &amp; rivals">'
    )
    assert (region in write(table(columns))) is moves


def test_a_table_that_reshapes_itself_is_left_alone(write: Write) -> None:
    assert "movable" not in write(table(9, ' role="table"'))


def test_a_sign_stays_with_its_amount(write: Write) -> None:
    assert "<p>is \u2212\u2060$7.60B, +\u2060€2B and \u22125%</p>" in write(
        "<p>is −$7.60B, +€2B and −5%</p>"
    )


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<p style="color: red">Words</p>', 'not allowed on the screen: <p style="color: red">'),
        ("<script>alert(1)</script>", "not allowed on the screen: <script>"),
        ('<p onclick="alert(1)">Words</p>', "not allowed on the screen: <p onclick"),
        ('<img src="dot.png" srcset="https://example.com/2x.png 2x" alt="">', "not allowed on the"),
        ('<iframe src="https://example.com"></iframe>', "not allowed on the screen: <iframe"),
        ('<link rel="preload" href="https://example.com/a.css">', "not allowed on the screen: <link"),
        ('<img src="https://example.com/dot.png" alt="">', "refused: https://example.com/dot.png"),
        ('<img src="../../etc/passwd" alt="">', "refused: file://"),
        ('<a href="javascript:alert(1)">Words</a>', "link to 'javascript:alert(1)': not allowed"),
        ('<a href="http://example.com/">Words</a>', "link to 'http://example.com/': not allowed"),
        ('<a href="//example.com/">Words</a>', "link to '//example.com/': not allowed"),
        ('<a href="../secret.html">Words</a>', "link to '../secret.html': not allowed"),
    ],
)  # fmt: skip
def test_what_the_policy_would_stop_is_refused(write: Write, body: str, told: str) -> None:
    with pytest.raises(PrintError) as refusal:
        write(body)
    assert len(refusal.value.messages) == 1
    assert refusal.value.messages[0].startswith(told)


def test_everything_that_is_wrong_is_told_at_once(write: Write) -> None:
    with pytest.raises(PrintError) as refusal:
        write('<p style="color: red">Words <img src="https://example.com/dot.png" alt=""></p>')
    assert len(refusal.value.messages) == 2


def test_words_that_only_look_like_markup_are_words(write: Write) -> None:
    words = '<p title="style=1 onclick=2">&lt;script&gt; style="a" on = 5</p>'
    assert words in write(words)
