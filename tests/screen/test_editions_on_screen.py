"""Every edition in a real browser, at the widths of a telephone, a tablet and a desk, by day and by night."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.screen.browsing import visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from reportgen.theme import Palette, Theme
    from tests.screen.browsing import Scheme
    from tests.screen.conftest import Built

pytestmark = pytest.mark.slow

EDITIONS = ("amazon/2025Q3", "amazon/2025Q4", "amazon/2026Q1", "amazon/2026Q2")
WIDTHS = (390, 768, 1280)
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
EVERY = pytest.mark.parametrize("name", EDITIONS)
AT_EVERY_WIDTH = pytest.mark.parametrize("width", WIDTHS)
BY_DAY_AND_NIGHT = pytest.mark.parametrize("scheme", SCHEMES)
#: Where the charts change from half a page wide to the whole of it.
ROOM_FOR_WHOLE_CHARTS = 704


def rgb(colour: str) -> str:
    """`#12181f` as browsers say it: rgb(18, 24, 31)."""
    return f"rgb({', '.join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))})"


@EVERY
@AT_EVERY_WIDTH
@BY_DAY_AND_NIGHT
def test_nothing_is_complained_of_or_asked_for_and_everything_can_be_read(
    browser: Browser, edition: Callable[[str], Built], name: str, width: int, scheme: Scheme
) -> None:
    with visit(browser, edition(name).page, width, scheme) as page:
        assert page.said == []
        assert page.elsewhere == []
        assert page.violations == []
        assert page.overflow == 0
        assert page.sticking_out == []
        assert page.faults_of_access() == []


@EVERY
@AT_EVERY_WIDTH
def test_each_figure_shows_one_drawing_whole(
    browser: Browser, edition: Callable[[str], Built], name: str, width: int
) -> None:
    with visit(browser, edition(name).page, width) as page:
        assert len(page.drawings) >= 5
        for drawing in page.drawings:
            assert drawing == {"id": drawing["id"], "seen": 1, "outside": [], "wide": False}


@AT_EVERY_WIDTH
def test_a_narrow_window_gets_the_narrow_drawing(
    browser: Browser, edition: Callable[[str], Built], width: int
) -> None:
    shown = ".wide svg:visible"
    with visit(browser, edition("amazon/2026Q2").page, width) as page:
        widths = page.page.locator(shown).evaluate_all(
            "all => all.map(s => s.getAttribute('width'))"
        )
    assert set(widths) == ({"174mm"} if width >= ROOM_FOR_WHOLE_CHARTS else {"84mm"})


def test_the_words_are_set_in_the_fonts_of_the_theme(
    browser: Browser, edition: Callable[[str], Built]
) -> None:
    with visit(browser, edition("amazon/2026Q2").page, 1280) as page:
        assert set(page.fonts.values()) <= {"loaded", "unloaded"}
        for used in (
            "Text 400 normal",
            "Display 600 normal",
            "Label 400 normal",
            "Label 600 normal",
        ):
            assert page.fonts[used] == "loaded", used
        assert page.faces_of("h1") == {"Source Serif 4 Display Semibold"}
        assert page.faces_of(".takeaways li") == {"Source Serif 4"}
        assert page.faces_of("figcaption .claim") == {"Inter SemiBold"}
        assert page.faces_of("figure svg text") <= {"Inter", "Inter Medium", "Inter SemiBold"}


@EVERY
def test_every_letter_of_the_page_comes_out_of_the_file(
    browser: Browser, edition: Callable[[str], Built], name: str
) -> None:
    """A sign that the theme's fonts lack would be lent by the system, and look another way elsewhere."""
    with visit(browser, edition(name).page, 1280) as page:
        faces = page.faces_of("h1, h2, h3, p, li, th, td, b, em, span, svg text")
    assert len(faces) > 5
    assert [face for face in faces if face.startswith("system")] == []


def test_the_night_has_its_own_colours_in_words_and_drawings(
    browser: Browser, edition: Callable[[str], Built], theme: Theme
) -> None:
    grounds: tuple[tuple[Scheme, Palette], ...] = (("light", theme.colours), ("dark", theme.dark))
    for scheme, colours in grounds:
        with visit(browser, edition("amazon/2026Q2").page, 1280, scheme) as page:
            assert page.style_of("html", "backgroundColor") == rgb(colours.ground)
            assert page.style_of("h1", "color") == rgb(colours.ink)
            assert len(page.inks) > 5
            assert page.inks <= set(colours.tokens.values())


@pytest.mark.parametrize("width", WIDTHS)
@BY_DAY_AND_NIGHT
def test_a_firm_s_own_theme_is_as_clean(
    browser: Browser, branded: Built, width: int, scheme: Scheme
) -> None:
    with visit(browser, branded.page, width, scheme) as page:
        assert (page.said, page.elsewhere, page.violations) == ([], [], [])
        assert (page.overflow, page.sticking_out) == (0, [])
        assert page.faults_of_access() == []
        assert [drawing for drawing in page.drawings if drawing["outside"]] == []
        assert page.page.locator(".brand img").evaluate("img => img.naturalWidth") > 0
        assert page.faces_of("h1") == {"IBM Plex Serif SemiBold"}


def test_without_scripts_the_page_is_the_same(
    browser: Browser, edition: Callable[[str], Built]
) -> None:
    file = edition("amazon/2026Q1").page
    pictures = []
    for script in (True, False):
        with visit(browser, file, 768, script=script) as page:
            pictures.append(page.page.screenshot(full_page=True))
    assert pictures[0] == pictures[1]


def test_the_keyboard_comes_past_the_bar_and_into_wide_tables(
    browser: Browser, edition: Callable[[str], Built]
) -> None:
    with visit(browser, edition("amazon/2026Q2").page, 390) as page:
        page.page.keyboard.press("Tab")
        assert page.page.evaluate("document.activeElement.textContent") == "Skip to content"
        page.page.keyboard.press("Enter")
        assert page.page.url.endswith("#content")
        table = page.page.locator(".tabular .movable").first
        table.focus()
        page.page.keyboard.press("ArrowRight")
        # Asked from outside: the policy of the page forbids the text that waits inside it in newer browsers.
        until = time.monotonic() + 10
        while not page.page.evaluate("document.activeElement.scrollLeft"):
            assert time.monotonic() < until, "the table does not move"


@EVERY
def test_every_place_of_the_page_that_is_led_to_is_there(
    browser: Browser, edition: Callable[[str], Built], name: str
) -> None:
    with visit(browser, edition(name).page, 1280) as page:
        assert page.page.locator('a[href^="#f-"]').count() > 5
        assert page.lost_anchors == []
