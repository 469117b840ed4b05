"""Hostile pages, as a template or a theme of unknown origin may make them: none prints, none reaches out."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from reportgen.documents import PrintError
from reportgen.documents.limits import Limits
from reportgen.documents.pdf import Press
from tests.documents.small_pages import FOLDERS, small_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "file:///etc/passwd"  # noqa: S105 - the place of what is secret
DRAWN_ELSEWHERE = (
    "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%3E%3Cimage%20href="
    "%22http://127.0.0.1:{port}/x%22/%3E%3C/svg%3E"
)


@pytest.fixture(name="press", scope="module")
def _press() -> Iterator[Press]:
    with Press(Limits(processor_seconds=4, memory=1_000_000_000)) as press:
        yield press


@pytest.fixture(name="server", scope="module")
def _server() -> Iterator[socket.socket]:
    """Somebody who waits to be asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)  # noqa: FBT003 - the only way to say it
        yield server


def complaint(press: Press, html: str, *folders: Path) -> str:
    with pytest.raises(PrintError) as refused:
        press.print(html, folders=(*FOLDERS, *folders))
    return str(refused.value)


def svg(inside: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' width="90" height="40"><title>Picture</title>{inside}</svg>'
    )


# To bring a file in, or to ask somebody


@pytest.mark.parametrize(
    "address",
    [
        SECRET, "file://localhost/etc/passwd", "../../../../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd",
        "http://127.0.0.1:{port}/x", "https://127.0.0.1:{port}/x", "//127.0.0.1:{port}/x",
        "ftp://127.0.0.1:{port}/x", "http://169.254.169.254/latest/meta-data/", "../pyproject.toml",
        DRAWN_ELSEWHERE,
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "body",
    [
        '<img alt="x" src="{}">',
        '<p style="background: url({})">x</p>',
        '<ul style="list-style-image: url({})"><li>x</li></ul>',
        "<style>@import url({});</style>",
        "<style>p::before {{ content: url({}) }}</style><p>x</p>",
        "<style>@font-face {{ font-family: F; src: url({}) }}</style><p>x</p>",
        '<link rel="stylesheet" href="{}">',
        svg('<image href="{}" width="9" height="9"/>'),
        svg('<image xlink:href="{}" width="9" height="9"/>'),
        svg('<style>@import url({});</style><rect width="9" height="9"/>'),
    ],
    ids=[
        "img", "background", "list", "import", "content", "font", "link", "svg image", "svg xlink",
        "svg import",
    ],
)  # fmt: skip
def test_what_lies_elsewhere_is_not_asked_for(
    press: Press, server: socket.socket, body: str, address: str
) -> None:
    named = address.format(port=server.getsockname()[1])
    assert (
        "refused: " in (told := complaint(press, small_page(body.format(named)))) or "svg" in body
    )
    assert "root:" not in told
    with pytest.raises(BlockingIOError):
        server.accept()


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="attachment" href="{}">', '<a rel="attachment" href="{}">x</a>',
        '<a rel="ATTACHMENT noopener" href="{}" download="x">x</a>',
    ],
)  # fmt: skip
@pytest.mark.parametrize("address", [SECRET, "print.css", "https://example.com/x", "data:,x"])
def test_no_page_attaches_a_file(press: Press, markup: str, address: str) -> None:
    told = complaint(press, small_page(markup.format(address)))
    assert told == f"attaches a file by its address, '{address}': not allowed"


@pytest.mark.parametrize(
    "element", ["script", "iframe", "object", "embed", "form", "applet", "base"]
)
def test_what_acts_in_a_browser_is_refused(press: Press, element: str) -> None:
    markup = f'<{element} src="{SECRET}" data="{SECRET}" action="{SECRET}" href="#"></{element}>'
    assert f"holds a <{element}>: not allowed" in complaint(press, small_page(markup))


def test_a_page_does_not_lead_on_by_itself(press: Press) -> None:
    head = '<meta http-equiv="refresh" content="0; url=https://example.com">'
    assert "holds a <meta>: not allowed" in complaint(press, small_page(head=head))


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "java&#9;script:alert(1)", "&#1;javascript:alert(1)",
        "data:text/html,x", "vbscript:x", SECRET, "http://example.com", "//example.com", "other.pdf",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "link",
    ['<a href="{}">x</a>', '<map><area href="{}"></map>', svg('<a xlink:href="{}"><text>x</text></a>'),
     '<p style="display: none"><a href="{}">x</a></p>'],
    ids=["a", "area", "svg", "hidden"],
)  # fmt: skip
def test_links_lead_to_https_and_to_mail(press: Press, link: str, address: str) -> None:
    told = complaint(press, small_page(link.format(address)))
    assert told.endswith("not allowed; links begin with https://, mailto: or #")


# Files of the folder that are not what they seem


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("root:x:0:0", "utf-8")
    (tmp_path / "theme").mkdir()
    return tmp_path / "theme"


def test_a_link_out_of_the_folder_is_refused(press: Press, folder: Path) -> None:
    (folder / "logo.svg").symlink_to(folder.parent / "secret.txt")
    assert "refused: " in complaint(press, small_page('<img alt="x" src="logo.svg">'), folder)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!ENTITY l9 SYSTEM "{SECRET}">',
        f'<!ENTITY % p SYSTEM "{SECRET}"> %p; <!ENTITY l9 "x">',
        f'<!ENTITY l0 "ha">{LAUGHS}',
    ],
    ids=["a file", "a file by parameter", "a billion laughs"],
)
def test_a_picture_declares_nothing(press: Press, folder: Path, declared: str) -> None:
    picture = svg("<text>&l9;</text>")
    (folder / "logo.svg").write_text(f"<!DOCTYPE svg [{declared}]>{picture}", "utf-8")
    told = complaint(press, small_page('<img alt="x" src="logo.svg">'), folder)
    assert "Failed to load image" in told
    assert "root:" not in told


def test_a_picture_with_a_picture_from_elsewhere(press: Press, folder: Path) -> None:
    """The library that draws it swallows the refusal; the ledger does not."""
    (folder / "logo.svg").write_text(svg(f'<image href="{SECRET}" width="9" height="9"/>'), "utf-8")
    told = complaint(press, small_page('<img alt="x" src="logo.svg">'), folder)
    assert f"refused: {SECRET}" in told


def test_a_file_with_the_wrong_name(press: Press, folder: Path) -> None:
    (folder / "logo.png").write_text("root:x:0:0", "utf-8")
    told = complaint(press, small_page('<img alt="x" src="logo.png">'), folder)
    assert "Failed to load image" in told


# Bombs


TEN = range(1, 10)
USES = "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in TEN)
VARIABLES = "".join(f"--a{n}: " + f"var(--a{n - 1}) " * 10 + ";" for n in TEN)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (svg(f'<defs><g id="a0"><rect width="1" height="1"/></g>{USES}</defs><use href="#a9"/>'),
         "of the processor"),
        (svg('<g id="a"><use href="#a"/></g>'), "Failed to render SVG"),
        (svg("<g>" * 20_000 + "</g>" * 20_000), "nested too deeply"),
        ("<div>" * 3000 + "x" + "</div>" * 3000, "nested too deeply"),
        ('<table><tr><td colspan="100000000">x</td></tr></table>', "of memory"),
        ('<p style="font-size: 1e9px">x</p>', "could not be laid out: ZeroDivisionError"),
        ("<p>" + "word " * 1_000_000, "of the processor"),
        (f"<style>p {{ --a0: x; {VARIABLES} font-family: var(--a9) }}</style><p>x</p>",
         "more than"),
        (svg("<text>" + "x" * 1_000_000 + "</text>"), "of the processor"),
    ],
    ids=[
        "uses", "a use of itself", "groups", "divisions", "a wide cell", "a large letter", "many words",
        "variables", "a long word",
    ],
)  # fmt: skip
def test_bombs_die_by_themselves(press: Press, body: str, told: str) -> None:
    assert told in complaint(press, small_page(body))
    assert press.print(small_page(), folders=FOLDERS).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "body",
    [
        '<div style="display: grid; grid-template-columns: repeat(100000, 1px)"><p>x</p></div>',
        '<table><tr><td rowspan="100000000">x</td></tr></table>',
        "<style>@page { size: 1e9px 1e9px }</style>",
        "<style>body { columns: 100000000 }</style>",
        svg('<path d="M0 0H1e9" stroke="red" stroke-dasharray="0.0001"/>'),
    ],
    ids=["tracks", "a long cell", "a large sheet", "columns", "dashes"],
)
def test_what_only_looks_like_a_bomb_prints(press: Press, body: str) -> None:
    assert press.print(small_page(body), folders=FOLDERS).startswith(b"%PDF-")
