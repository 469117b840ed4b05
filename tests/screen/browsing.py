"""A page opened in a real Chromium, watched by everything that may complain about it."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

Scheme = Literal["light", "dark"]
#: What Debian and others call it.
NAMES = ("chromium", "chromium-browser", "google-chrome")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HEIGHT = 900
#: Set before the page is read, so that nothing it does is missed; the policy binds the page, not this.
LISTENER = """
window.violations = [];
document.addEventListener("securitypolicyviolation", event =>
    window.violations.push(`${event.violatedDirective}: ${event.blockedURI || event.sample}`));
"""
#: Boxes that stick out of the window although nothing around them lets them be moved into sight.
STICKING_OUT = """() => [...document.querySelectorAll("body *")].filter(element => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.right > innerWidth + 1
        && !element.closest(".movable, .skip, svg") && element.checkVisibility();
}).map(element => element.outerHTML.slice(0, 120))"""
#: Drawings in sight, by figure; and their letters that lie outside of the drawing.
DRAWINGS = """() => [...document.querySelectorAll("figure")].map(figure => {
    const seen = [...figure.querySelectorAll("svg")].filter(svg => svg.checkVisibility());
    const column = figure.getBoundingClientRect();
    const outside = seen.flatMap(svg => {
        const paper = svg.getBoundingClientRect();
        return [...svg.querySelectorAll("text")].filter(text => {
            const box = text.getBoundingClientRect();
            // The box of a line is taller than its letters, in some typefaces by a third.
            const air = box.height / 4;
            return box.left < paper.left - 1.5 || box.right > paper.right + 1.5
                || box.top < paper.top - air || box.bottom > paper.bottom + air;
        }).map(text => text.textContent);
    });
    const wide = seen.some(svg => svg.getBoundingClientRect().right > column.right + 1);
    return {id: figure.id, seen: seen.length, outside, wide};
})"""
#: Every block of words in sight, each without the blocks inside it.
BLOCKS = """() => {
    const names = "h1, h2, h3, p, li, th, td, blockquote";
    return [...document.querySelectorAll(names)]
        .filter(block => block.checkVisibility() && !block.querySelector(names))
        .filter(block => !block.closest(".ways, .inside, .contents"))
        .map(block => [...block.childNodes]
            .filter(node => node.nodeName !== "svg").map(node => node.textContent).join(""));
}"""

#: The colours in which the drawings in sight are inked, as `#rrggbb`.
INKS = """() => {
    const hex = colour => "#" + colour.match(/\\d+/g).slice(0, 3)
        .map(part => Number(part).toString(16).padStart(2, "0")).join("");
    const drawn = [...document.querySelectorAll("svg *")].filter(e => e.checkVisibility());
    return drawn.flatMap(e => [getComputedStyle(e).fill, getComputedStyle(e).stroke])
        .filter(colour => colour.startsWith("rgb")).map(hex);
}"""
LOST = """() => [...document.querySelectorAll('a[href^="#"]')]
    .map(link => link.getAttribute("href").slice(1))
    .filter(place => !document.getElementById(place))"""


def executable() -> str | None:
    """Where the system has its Chromium; none is ever downloaded."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def started() -> Iterator[Browser]:
    """The system's Chromium without a window."""
    with sync_playwright() as playwright:
        # Its sandbox cannot be set up by root, as whom containers run; it opens our own files only.
        browser = playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass(slots=True)
class Visit:
    """An open page, and what was said and asked for while it was opened."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Note every message and every request from now on."""
        # Playwright marks the functions it is given, which methods do not allow.
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.add_init_script(LISTENER)

    @property
    def elsewhere(self) -> list[str]:
        """Requests for anything but the file itself and what it holds."""
        own = self.page.url.partition("#")[0]
        return [url for url in self.asked if url != own and not url.startswith("data:")]

    @property
    def violations(self) -> list[str]:
        """What the page's own policy had to stop."""
        return list(self.page.evaluate("window.violations"))

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        wide: int = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        return wide

    @property
    def sticking_out(self) -> list[str]:
        """Elements that reach over the window's edge."""
        return list(self.page.evaluate(STICKING_OUT))

    @property
    def drawings(self) -> list[dict[str, Any]]:
        """For each figure how many of its drawings are in sight, and which letters were cut."""
        return list(self.page.evaluate(DRAWINGS))

    @property
    def blocks(self) -> list[str]:
        """Headings, paragraphs, list items and cells in sight, in the order of the page."""
        return list(self.page.evaluate(BLOCKS))

    @property
    def fonts(self) -> dict[str, str]:
        """The state of every face of the page by role, weight and slant."""
        faces = "[...document.fonts].map(f => [`${f.family} ${f.weight} ${f.style}`, f.status])"
        self.page.evaluate("document.fonts.ready")
        return dict(self.page.evaluate(faces))

    def faces_of(self, selector: str) -> set[str]:
        """The names, as their files give them, of the fonts in which the browser set these elements.

        A font that is not the page's own counts as `system: ` and its name.
        """
        session = self.page.context.new_cdp_session(self.page)
        for domain in ("DOM", "CSS"):
            session.send(f"{domain}.enable")
        root = session.send("DOM.getDocument")["root"]["nodeId"]
        asked = {"nodeId": root, "selector": selector}
        used = [
            font
            for node in session.send("DOM.querySelectorAll", asked)["nodeIds"]
            for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        ]
        session.detach()
        lent = {True: "", False: "system: "}
        return {lent[font["isCustomFont"]] + font["familyName"] for font in used}

    def style_of(self, selector: str, name: str) -> str:
        """A property of the first such element as the browser computed it."""
        asked = "([selector, name]) => getComputedStyle(document.querySelector(selector))[name]"
        return str(self.page.evaluate(asked, [selector, name]))

    @property
    def inks(self) -> set[str]:
        """The colours of all drawings in sight."""
        return set(self.page.evaluate(INKS))

    @property
    def lost_anchors(self) -> list[str]:
        """Places of the page that a link names and that are not there."""
        return list(self.page.evaluate(LOST))

    def faults_of_access(self) -> list[str]:
        """What axe finds, by rule and element."""
        options = {"runOnly": RULES, "resultTypes": ["violations"]}
        found = Axe().run(self.page, options=options).response["violations"]
        return [
            f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
            for rule in found
            for node in rule["nodes"]
        ]


@contextmanager
def visit(
    browser: Browser, path: Path, width: int, scheme: Scheme = "light", *, script: bool = True
) -> Iterator[Visit]:
    """Open a file in a window of this width, for a reader of this taste."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme=scheme,
        java_script_enabled=script, reduced_motion="reduce",
    )  # fmt: skip
    opened = Visit(context.new_page())
    opened.listen()
    opened.page.goto(path.resolve().as_uri(), wait_until="load")
    yield opened
    context.close()
