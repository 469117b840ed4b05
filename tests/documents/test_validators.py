"""Everything we print passes the validators: for archives, for screen readers, for who listens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.documents import archive_metadata, finishing
from reportgen.documents.orders import Order
from reportgen.documents.typesetting import typeset
from reportgen.shipped import templates
from tests.documents.small_pages import FOLDERS, small_page
from tests.documents.validators import outloud, verapdf
from tests.shop import AMAZON, NEWEST, PAPERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.shop import Shop

THEMES = {templates() / "theme.yaml", *(templates() / "themes").glob("*.yaml")}


def every_document(shop: Shop) -> list[Path]:
    """Every briefing on every paper, and the workings of the newest edition."""
    briefings = [shop.pdf(edition, paper) for edition in AMAZON for paper in PAPERS]
    return briefings + [shop.pdf(NEWEST, paper, "workings") for paper in PAPERS]


@pytest.mark.slow
def test_every_edition_on_every_paper_in_every_theme_passes(shops: tuple[Shop, Shop]) -> None:
    """All at once, for the judges take long to get going."""
    assert {shop.theme.source for shop in shops} == THEMES
    files = [file for shop in shops for file in every_document(shop)]
    assert len(set(files)) == (len(AMAZON) + 1) * len(PAPERS) * len(THEMES)
    assert outloud(files) == ""
    verdicts = verapdf(files)
    assert len(verdicts) == 2 * len(files)
    assert [verdict for verdict in verdicts if not verdict.startswith("PASS")] == []


# The judges do judge: what we do to a file is what makes it pass.


def typeset_to(file: Path, html: str) -> Sequence[Path]:
    printed, answer = typeset(Order(html, FOLDERS, (), "printed.pdf"))
    assert answer.complaints == ()
    file.write_bytes(printed)
    return [file]


def test_without_its_mark_a_file_is_not_for_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = verapdf(typeset_to(tmp_path / "whole.pdf", small_page()))
    assert [verdict[:12] for verdict in whole] == ["PASS PDFUA-1", "PASS PDFA-3A"]
    monkeypatch.setattr(archive_metadata, "declare_accessible", lambda _: None)
    bare = verapdf(typeset_to(tmp_path / "bare.pdf", small_page()))
    assert [verdict[:12] for verdict in bare] == ["FAIL PDFUA-1", "PASS PDFA-3A"]
    assert "\t5-1: " in bare[0]


def test_without_a_finish_running_heads_would_be_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    style = "<style>@page { size: A5; @top-left { content: 'A running head' } }</style>"
    html = small_page("<p>A sentence that is printed on a page.</p>" * 60, style)
    assert outloud(typeset_to(tmp_path / "whole.pdf", html), "warning") == ""
    monkeypatch.setattr(finishing, "finish", lambda *_: None)
    said = outloud(typeset_to(tmp_path / "bare.pdf", html), "warning")
    assert "running header or footer line(s) are tagged as content" in said
