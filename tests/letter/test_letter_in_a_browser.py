"""The letter in a real window: on a desk and on a telephone, by day and by night."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.briefing.letter import Cover, Enclosure, Person
from tests.screen.browsing import visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from reportgen.briefing.letter import Writing
    from tests.screen.browsing import Scheme

COVER = Cover(
    browser="https://halden.example/2026Q2.html",
    enclosure=Enclosure("amazon-2026Q2.pdf", 8, 536_000),
)
ANN = Person("Ann Smith", {}, "https://halden.example/leave/1f", "mailto:leave@halden.example")
#: A page of its own has a main part; a letter is shown inside of a mail program's.
A_PAGE_S = ("landmark-one-main: ", "region: ")
#: The smallest letters that are read, in pixels; the sign of a judgement is a sign.
SMALLEST = """() => [...document.querySelectorAll("p, td, th, h1, h2, a, b")]
    .filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => parseFloat(getComputedStyle(e).fontSize) < 12).map(e => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("theme", ["house", "halden"])
@pytest.mark.parametrize(("width", "scheme"), [(600, "light"), (375, "dark")])
def test_it_is_readable_fits_and_asks_for_nothing(
    theme: str,
    width: int,
    scheme: Scheme,
    browser: Browser,
    tmp_path: Path,
    write: Callable[..., Writing],
) -> None:
    """What axe calls a fault includes a contrast below 4.5."""
    file = tmp_path / "mail.html"
    file.write_text(write("amazon/2026Q2", ANN, COVER, theme=theme).html, "utf-8")
    with visit(browser, file, width, scheme) as seen:
        assert [f for f in seen.faults_of_access() if not f.startswith(A_PAGE_S)] == []
        assert seen.overflow == 0
        assert seen.sticking_out == []
        assert seen.elsewhere == []
        assert seen.said == []
        assert seen.page.evaluate(SMALLEST) == []
        ground = seen.style_of("body", "backgroundColor")
    assert (ground == "rgb(255, 255, 255)") is (scheme == "light")


def test_without_the_rules_that_some_programs_drop_it_still_fits_a_telephone(
    browser: Browser, tmp_path: Path, write: Callable[..., Writing]
) -> None:
    html = write("amazon/2026Q2", ANN, COVER).html
    start, end = html.index("<style>@media"), html.index("</style></head>")
    file = tmp_path / "mail.html"
    file.write_text(html[:start] + html[end + len("</style>") :], "utf-8")
    with visit(browser, file, 375, "dark") as seen:
        assert seen.overflow == 0
        assert seen.style_of("h1", "fontSize") == "34px"
        assert seen.style_of("body", "backgroundColor") == "rgb(255, 255, 255)"
