"""Everything we print passes the validators: for archives, for screen readers, for who listens."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reportgen.documents import archive_metadata, finishing
from reportgen.documents.orders import Order
from reportgen.documents.typesetting import typeset
from reportgen.shipped import example, templates
from tests.documents.small_pages import FOLDERS, small_page
from tests.documents.validators import outloud, verapdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

EDITIONS = ("2025Q3", "2025Q4", "2026Q1", "2026Q2")
PAPERS = ("a4", "letter")
THEMES = (templates() / "theme.yaml", *sorted((templates() / "themes").glob("*.yaml")))


def build_all(folder: Path, theme: Path) -> list[Path]:
    """Every briefing on every paper, and the workings of the newest edition."""
    shutil.copytree(example(), folder / "assumptions")
    command = [sys.executable, "-m", "reportgen", "build", "--theme", str(theme)]
    for edition in EDITIONS:
        for paper in PAPERS:
            choice = [f"amazon/{edition}", "--paper", paper]
            choice += ["--workings"] if edition == EDITIONS[-1] else []
            subprocess.run([*command, *choice], cwd=folder, check=True, capture_output=True)
    return sorted(folder.glob("output/**/*.pdf"))


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.stem)
def test_every_edition_on_every_paper_passes(tmp_path: Path, theme: Path) -> None:
    files = build_all(tmp_path, theme)
    assert len(files) == (len(EDITIONS) + 1) * len(PAPERS)
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
