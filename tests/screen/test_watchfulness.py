"""The watch itself: a page that is broken in any way it looks for does not get past it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screen.browsing import visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.screen.conftest import Built

    Break = Callable[[str, str], Path]

pytestmark = pytest.mark.slow


@pytest.fixture
def broken(tmp_path: Path, edition: Callable[[str], Built]) -> Break:
    """A copy of an edition in which something stands in the place of something else."""

    def put(old: str, new: str) -> Path:
        page = edition("amazon/2026Q2").page.read_text("utf-8")
        assert old in page
        file = tmp_path / "broken.html"
        file.write_text(page.replace(old, new), "utf-8")
        return file

    return put


def test_a_picture_from_elsewhere_is_seen(browser: Browser, broken: Break) -> None:
    file = broken("</main>", '<img src="https://example.com/dot.png" alt="a dot"></main>')
    with visit(browser, file, 1280) as page:
        assert page.violations == ["img-src: https://example.com/dot.png"]
        assert any("Content Security Policy" in message for message in page.said)


def test_a_request_that_no_policy_stops_is_seen(browser: Browser, broken: Break) -> None:
    file = broken("img-src data:", "img-src *")
    page_text = file.read_text("utf-8")
    picture = f'<img src="{file.parent.as_uri()}/dot.png" alt="a dot"></main>'
    file.write_text(page_text.replace("</main>", picture), "utf-8")
    with visit(browser, file, 1280) as page:
        assert page.elsewhere == [f"{file.parent.as_uri()}/dot.png"]


def test_a_script_and_a_style_of_an_element_are_stopped_and_seen(
    browser: Browser, broken: Break
) -> None:
    file = broken(
        "</main>", '<p style="color: red" id="red">Red</p><script>red.remove()</script></main>'
    )
    with visit(browser, file, 1280) as page:
        assert page.page.locator("#red").count() == 1
        kinds = sorted(violation.partition(":")[0] for violation in page.violations)
        assert kinds == ["script-src-elem", "style-src-attr"]


def test_a_style_sheet_that_was_changed_afterwards_is_dropped_and_seen(
    browser: Browser, broken: Break
) -> None:
    with visit(browser, broken("--column: 39rem", "--column: 99rem"), 1280) as page:
        assert [violation.partition(":")[0] for violation in page.violations] == ["style-src-elem"]


def test_words_that_are_wider_than_the_window_are_seen(browser: Browser, broken: Break) -> None:
    file = broken("</main>", f"<pre><b>{'wide' * 300}</b></pre></main>")
    with visit(browser, file, 390) as page:
        assert page.overflow > 0
        assert page.sticking_out != []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('<html lang="en">', "<html>", "html-has-lang"),
        ('<main id="content">', '<div id="content">', "landmark-one-main"),
        ('role="region" tabindex="0"', 'role="region"', "scrollable-region-focusable"),
        ("</main>", '<a href="#content"></a></main>', "link-name"),
        ("</main>", "<h6>Too deep</h6></main>", "heading-order"),
        (' aria-label="Line chart', ' data-label="Line chart', "svg-img-alt"),
    ],
)
def test_what_shuts_readers_out_is_seen(
    browser: Browser, broken: Break, old: str, new: str, rule: str
) -> None:
    with visit(browser, broken(old, new), 390) as page:
        assert any(fault.startswith(rule) for fault in page.faults_of_access())


def test_words_too_faint_to_read_are_seen(browser: Browser, broken: Break) -> None:
    """The policy is widened for the digest of the changed sheet, so that the change holds."""
    file = broken("--ink2: #46535f", "--ink2: #c6c3cf")
    page_text = file.read_text("utf-8")
    start = page_text.index("style-src ")
    end = page_text.index(";", start)
    file.write_text(f"{page_text[:start]}style-src 'unsafe-inline'{page_text[end:]}", "utf-8")
    with visit(browser, file, 1280) as page:
        assert any(fault.startswith("color-contrast") for fault in page.faults_of_access())


def test_a_drawing_whose_letters_are_cut_is_seen(browser: Browser, broken: Break) -> None:
    file = broken(
        'class="chart market_caps" role="img" width="174mm"',
        'class="chart" role="img" width="174mm"',
    )
    text = file.read_text("utf-8")
    start = text.index("<text", text.index('<figure class="wide"'))
    file.write_text(
        f'{text[:start]}<text x="480" y="9">cut off at the edge</text>{text[start:]}', "utf-8"
    )
    with visit(browser, file, 1280) as page:
        assert [d["outside"] for d in page.drawings if d["outside"]] == [["cut off at the edge"]]
