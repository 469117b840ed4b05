"""The folders a page is made of: what lies in them is served, anything else is refused and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.documents import bundle as bundles
from reportgen.documents.bundle import Bundle, RefusedError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="bundle")
def _bundle(tmp_path: Path) -> Bundle:
    for place in ("templates/fonts", "theme", "other"):
        (tmp_path / place).mkdir(parents=True)
    for name in ("templates/a.css", "templates/fonts/a.ttf", "theme/b.svg", "other/c.css"):
        (tmp_path / name).write_text(name, "utf-8")
    return Bundle((tmp_path / "templates", tmp_path / "theme"))


def address(bundle: Bundle, name: str) -> str:
    return f"{bundle.folders[0].as_uri()}/{name}"


@pytest.mark.parametrize(
    ("name", "found", "media_type"),
    [
        ("a.css", "templates/a.css", "text/css"),
        ("fonts/a.ttf", "templates/fonts/a.ttf", "font/ttf"),
        ("fonts/../a.css", "templates/a.css", "text/css"),
        ("b.svg", "theme/b.svg", "image/svg+xml"),
        ("../theme/b.svg", "theme/b.svg", "image/svg+xml"),
        ("%61.css", "templates/a.css", "text/css"),
        ("a.css?x=1#y", "templates/a.css", "text/css"),
    ],
)
def test_files_of_the_folders_are_served(
    bundle: Bundle, name: str, found: str, media_type: str
) -> None:
    assert bundle.read(address(bundle, name)) == (found.encode(), media_type)
    assert bundle.refused == []


@pytest.mark.parametrize(
    "name",
    [
        "missing.css",
        "",
        "fonts",
        "../other/c.css",
        "%2e%2e/other/c.css",
        "../../etc/passwd",
        "a%00.css",
    ],
)
def test_everything_beside_them_is_refused(bundle: Bundle, name: str) -> None:
    with pytest.raises(RefusedError):
        bundle.read(address(bundle, name))
    assert bundle.refused == [address(bundle, name)]


@pytest.mark.parametrize(
    "asked",
    [
        "https://example.com/a.css", "http://127.0.0.1/a.css", "ftp://example.com/a.css",
        "data:text/css,p{}", "file://server/a.css", "file:///etc/passwd", "a.css", "", "//x/a.css",
        "http://[/a.css", "file://[/a.css",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(bundle: Bundle, asked: str) -> None:
    with pytest.raises(RefusedError):
        bundle.read(asked)
    assert bundle.refused == [asked]


def test_a_link_out_of_the_folder_is_refused(bundle: Bundle, tmp_path: Path) -> None:
    (bundle.folders[0] / "out.css").symlink_to(tmp_path / "other/c.css")
    (bundle.folders[0] / "away").symlink_to(tmp_path / "other")
    for name in ("out.css", "away/c.css"):
        with pytest.raises(RefusedError):
            bundle.read(address(bundle, name))


@pytest.mark.parametrize("name", ["a.html", "a.js", "a.py", "a.woff", "a", "a.css.exe"])
def test_other_kinds_of_files_are_refused(bundle: Bundle, name: str) -> None:
    (bundle.folders[0] / name).write_text("x", "utf-8")
    with pytest.raises(RefusedError):
        bundle.read(address(bundle, name))


def test_a_file_beyond_measure_is_refused(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "LARGEST", 14)
    with pytest.raises(RefusedError):
        bundle.read(address(bundle, "a.css"))
    monkeypatch.setattr(bundles, "LARGEST", 15)
    assert bundle.read(address(bundle, "a.css"))


def test_a_font_may_be_larger_than_what_else_is_served(
    bundle: Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "LARGEST", 1)
    assert bundle.read(address(bundle, "fonts/a.ttf"))[1] == "font/ttf"
    monkeypatch.setattr(bundles, "LARGEST_FONT", 1)
    with pytest.raises(RefusedError):
        bundle.read(address(bundle, "fonts/a.ttf"))
