"""A file is saved while Chromium watches: the page follows without anybody touching the browser."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from tests.preview.conftest import EDITION, previewed
from tests.screen.browsing import Visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

    from tests.conftest import Desk as Files

pytestmark = pytest.mark.slow

EDITION_FILE = f"{EDITION}/edition.yaml"
EARNINGS = "    value: 10.39\n"
DEARER = "    value: 10.41\n"
MISTAKE = "    value: dear\n"
READY = '[data-print="briefing"][data-state="ready"]'
#: On an idle machine it takes a tenth of this.
BOUND_SECONDS = 5
TIMEOUT = 60_000


@dataclass(frozen=True, slots=True)
class Reader:
    """A page that is open while its files are worked on; how long each change took to be seen."""

    page: Page
    files: Files
    latency: list[float] = field(default_factory=list)

    def sees(self, words: str) -> None:
        self.page.get_by_text(words).first.wait_for(timeout=TIMEOUT)

    def sees_after(self, old: str, new: str, selector: str) -> None:
        began = time.monotonic()
        self.files.replace(EDITION_FILE, old, new)
        self.page.locator(selector).first.wait_for(timeout=TIMEOUT)
        self.latency.append(time.monotonic() - began)


def test_a_new_number_a_mistake_and_its_mending_are_seen_at_once(
    browser: Browser, desk: Callable[..., Files], capsys: pytest.CaptureFixture[str]
) -> None:
    files = desk("amazon")
    line = files.file(EDITION_FILE).read_text("utf-8").split(EARNINGS)[0].count("\n") + 1
    with previewed(files) as preview:
        visit = Visit(browser.new_page(viewport={"width": 1280, "height": 900}))
        visit.listen()
        reader = Reader(visit.page, files)
        visit.page.goto(preview.address)
        reader.sees("$10.39")
        visit.page.evaluate("scrollTo(0, 1500)")
        reader.sees_after(EARNINGS, DEARER, "text=$10.41")
        assert visit.page.evaluate("scrollY") == 1500
        reader.sees_after(DEARER, MISTAKE, f"text=assumptions/{EDITION_FILE}:{line}:12")
        assert visit.page.locator("#preview h2").inner_text() == "1 problem"
        assert visit.page.get_by_text("$10.41").count() > 0
        assert visit.faults_of_access() == []
        reader.sees_after(MISTAKE, EARNINGS, "#preview:not([data-problems])")
        reader.sees("$10.39")
        visit.page.locator(READY).wait_for(timeout=TIMEOUT)
        assert visit.page.evaluate("scrollY") == 1500
        assert visit.violations == visit.said == []
        assert set(visit.elsewhere) == {f"{preview.address}events"}
        assert preview.get("briefing.pdf").startswith(b"%PDF-")
        visit.page.close()
    with capsys.disabled():
        print("\nseconds from save to sight:", *(f"{s:.2f}" for s in reader.latency))  # noqa: T201
    assert max(reader.latency) < BOUND_SECONDS


def test_when_the_preview_ends_the_page_says_so(
    browser: Browser, desk: Callable[..., Files]
) -> None:
    with previewed(desk("amazon")) as preview:
        page = browser.new_page()
        page.goto(preview.address)
        page.get_by_text("Preview of amazon/2026Q2").wait_for(timeout=TIMEOUT)
    page.locator("[data-connection]").wait_for(state="visible", timeout=TIMEOUT)
    page.close()
