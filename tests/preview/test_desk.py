"""Pages set one after another: what a change comes to, and what stands when a change was a mistake."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reportgen import shipped
from tests.preview.conftest import EDITION

if TYPE_CHECKING:
    from pathlib import Path

    from tests.preview.conftest import Setter

BRIEFING = f"{EDITION}/briefing.md"
EDITION_FILE = f"{EDITION}/edition.yaml"
EARNINGS = "    value: 10.39\n"
WAYS = re.compile(r'<nav class="ways".*?</nav>\n', re.DOTALL)


def own_templates(setter: Setter) -> Path:
    """Give the workspace templates of its own, which a test may spoil."""
    folder = setter.files.root / "templates"
    shutil.copytree(shipped.templates(), folder)
    return folder


def spoil(file: Path, old: str, new: str) -> int:
    """Put `new` where `old` stands first; the line of it."""
    text = file.read_text("utf-8")
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def panel(page: str) -> str:
    return page.partition('<aside id="preview"')[2].partition("</aside>")[0]


def own(page: str) -> str:
    """A page of the preview without what the preview put around it, and without ways to other files."""
    page = re.sub(r'<aside id="preview".*(?=</body>)', "", page, flags=re.DOTALL)
    page = re.sub(r'<meta name="preview".*?(?=</head>)', "", page, flags=re.DOTALL)
    page = re.sub(
        r"script-src \S+; connect-src 'self'; style-src \S+ ", "style-src ", page, count=1
    )
    return WAYS.sub("", page)


@pytest.mark.slow
def test_after_many_changes_the_page_is_the_one_that_a_build_from_nothing_writes(
    setter: Setter,
) -> None:
    setter.save()
    line = setter.files.file(BRIEFING).read_text("utf-8").splitlines()[0]
    setter.files.replace(EDITION_FILE, EARNINGS, "    value: [broken\n")
    setter.save()
    setter.files.replace(EDITION_FILE, "    value: [broken\n", "    value: 10.41\n")
    setter.save()
    front = own_templates(setter) / "partials" / "front.j2"
    spoil(front, "Key takeaways", "Keys")
    setter.save()
    setter.files.replace(BRIEFING, line, f"{line} once more")
    previewed = own(setter.save())
    words = (sys.executable, "-m", "reportgen", "build", EDITION, "--workspace", setter.files.root)
    built = subprocess.run(words, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    page = setter.files.root / "output" / EDITION / f"{EDITION.replace('/', '-')}.html"
    assert previewed == WAYS.sub("", page.read_text("utf-8"))
    assert "once more" in previewed


@pytest.mark.slow
def test_a_broken_file_is_told_with_its_line_over_the_page_as_it_was(setter: Setter) -> None:
    good = setter.save()
    line = setter.files.replace(EDITION_FILE, EARNINGS, "    value: dear\n")
    broken = setter.save()
    assert f"<code>assumptions/{EDITION_FILE}:{line}:12</code>" in panel(broken)
    assert "found &#x27;dear&#x27;" in panel(broken)
    assert "Behind this stands the page as it was before." in panel(broken)
    assert own(broken) == own(good)
    setter.files.replace(EDITION_FILE, "    value: dear\n", EARNINGS)
    assert setter.save() == good


@pytest.mark.slow
def test_all_problems_are_told_in_the_words_of_check(setter: Setter) -> None:
    setter.files.replace(EDITION_FILE, EARNINGS, "    value: dear\n")
    setter.files.replace(EDITION_FILE, "previous: 2026Q1", "previous: yesterday")
    told = panel(setter.save())
    words = (sys.executable, "-m", "reportgen", "check", EDITION, "--workspace", setter.files.root)
    checked = subprocess.run(words, capture_output=True, text=True, check=False)
    for line in checked.stderr.splitlines()[:-1]:
        place, _, rest = line.partition(": ")
        assert f"<code>{place}</code> {rest.replace(chr(39), '&#x27;')}" in told
    assert "<h2>2 problems</h2>" in told
    assert setter.said == ["2 problems, told in the page in 0.00 s"]


@pytest.mark.slow
def test_a_file_that_vanishes_is_a_problem_until_it_is_back(setter: Setter) -> None:
    good = setter.save()
    file = setter.files.file(BRIEFING)
    text = file.read_text("utf-8")
    file.unlink()
    assert f"<code>assumptions/{BRIEFING}:1:1</code> is missing" in panel(setter.save())
    file.write_text(text, "utf-8")
    assert setter.save() == good


@pytest.mark.slow
def test_a_template_that_does_not_parse_is_told_with_its_line(setter: Setter) -> None:
    front = own_templates(setter) / "partials" / "front.j2"
    good = setter.save()
    line = spoil(front, "{% if page.headline", "{% iff page.headline")
    assert f"<code>templates/partials/front.j2:{line}:1</code>" in panel(setter.save())
    spoil(front, "{% iff page.headline", "{% if page.headline")
    assert setter.save() == good


@pytest.mark.slow
def test_a_theme_that_cannot_be_used_is_told_with_its_line(setter: Setter) -> None:
    theme = own_templates(setter) / "theme.yaml"
    good = setter.save()
    line = spoil(theme, "colours:", "colors:")
    assert f"<code>templates/theme.yaml:{line}:1</code>" in panel(setter.save())
    spoil(theme, "colors:", "colours:")
    assert setter.save() == good


@pytest.mark.slow
def test_a_fault_of_ours_becomes_a_page_too(
    setter: Setter, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = setter.save()
    setter.files.replace(EDITION_FILE, EARNINGS, "    value: 10.41\n")
    with monkeypatch.context() as broken:
        broken.setattr("reportgen.checks.check", lambda _: 1 / 0)
        told = panel(setter.save())
    assert "This is a fault of reportgen, not of your files" in told
    assert "<summary>ZeroDivisionError: division by zero</summary><pre>Traceback" in told
    setter.files.replace(EDITION_FILE, "    value: 10.41\n", EARNINGS)
    assert setter.save() == good


@pytest.mark.slow
def test_the_prints_follow_the_page_and_never_pass_for_newer_ones(setter: Setter) -> None:
    setter.save()
    assert {printed.state for printed in setter.board.shown.prints.values()} == {"printing"}
    setter.files.replace(EDITION_FILE, EARNINGS, "    value: 10.41\n")
    setter.save()  # what was being printed is broken off
    setter.files.replace(EDITION_FILE, "    value: 10.41\n", "    value: dear\n")
    setter.save()  # a page that cannot be set does not stop the printing of the last one
    shown = setter.board.wait(
        lambda shown: all(printed.state == "ready" for printed in shown.prints.values()), 120
    )
    assert [printed.content[:5] for printed in shown.prints.values()] == [b"%PDF-", b"%PDF-"]
    first = shown.prints["briefing"].content
    words = (sys.executable, "-m", "reportgen", "build", EDITION, "--workspace", setter.files.root)
    setter.files.replace(EDITION_FILE, "    value: dear\n", "    value: 10.41\n")
    built = subprocess.run(words, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    pdf = setter.files.root / "output" / EDITION / f"{EDITION.replace('/', '-')}.pdf"
    assert pdf.read_bytes() == first


@pytest.mark.slow
def test_a_document_whose_template_is_wrong_is_told_in_the_place_of_its_pdf(
    setter: Setter,
) -> None:
    workings = own_templates(setter) / "workings.html.j2"
    spoil(workings, "<body>", "<body>{{ nothing }}")
    setter.save()
    assert setter.board.shown.prints["workings"].state == "failed"
    assert (
        setter.board.shown.prints["workings"].problems[0].startswith("templates/workings.html.j2:")
    )
    assert setter.board.shown.prints["briefing"].state == "printing"
    assert panel(setter.shown).count("problem") == 0
