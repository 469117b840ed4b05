"""What a letter must not be: too large to be shown whole, a program, or a spy that calls home.

The house's own templates are none of this; a firm may have changed them.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from reportgen.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Gmail cuts a message off here, in bytes; from AIM on we warn.
CLIP, AIM = 102_400, 90 * 1024
#: Gmail throws the whole style sheet away beyond this many bytes.
LARGEST_SHEET = 16 * 1024
#: Mail programs throw these away, or the message with them.
REFUSED = frozenset({
    "applet", "audio", "base", "button", "canvas", "embed", "form", "frame", "frameset", "iframe",
    "input", "link", "object", "picture", "script", "select", "source", "svg", "textarea", "video",
})  # fmt: skip
LINKS = ("https://", "mailto:", "#")
#: What fetches something when the letter is opened.
FETCHING = ("src", "srcset", "background", "poster", "data", "lowsrc", "dynsrc")
_SHEET = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
_FETCHED = re.compile(r"url\(|@import|expression\(", re.IGNORECASE)
_PLACE = Position("templates/mail.html.j2")


def problems(html: str) -> Iterator[Problem]:
    """Everything that keeps a letter from being sent, and a warning where it is nearly too large."""
    yield from sizes(html)
    yield from contents(html)


def contents(html: str) -> Iterator[Problem]:
    """Markup that mail programs throw away, and whatever would tell that or when a letter is read."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for what, found in dict.fromkeys(reader.faults):
        yield Problem(_PLACE, "", what, found[:120], "remove it from the template")


def sizes(html: str) -> Iterator[Problem]:
    """Whether Gmail shows a letter whole: in bytes, as it counts."""
    size = len(html.encode())
    found, advice = f"{kilobytes(size)} of {kilobytes(CLIP)}", "shorten what its prose says"
    if size > CLIP:
        yield Problem(_PLACE, "", "the letter is longer than Gmail shows", found, advice)
    elif size > AIM:
        what = "the letter is nearly longer than Gmail shows"
        yield Problem(_PLACE, "", what, found, advice, severity="warning")
    rules = sum(len(sheet.encode()) for sheet in _SHEET.findall(html))
    if rules > LARGEST_SHEET:
        found = f"{kilobytes(rules)} of {kilobytes(LARGEST_SHEET)}"
        advice = "shorten what mail.css has in @media"
        yield Problem(_PLACE, "", "more style than Gmail keeps", found, advice)


def kilobytes(size: int) -> str:
    """A number of bytes in units of 1024, rounded up: what is over a limit never reads as below it."""
    return f"{-(-size // 1024)} KB"


class _Reader(HTMLParser):
    """Reads a letter as a mail program does and notes what it must not hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[tuple[str, str]] = []
        self._in_sheet = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Judge an element and its attributes."""
        written = self.get_starttag_text() or tag
        self._in_sheet = tag == "style"
        if tag in REFUSED:
            self.faults.append((f"mail programs refuse <{tag}>", written))
        if tag == "meta" and ("refresh" in (value.lower() for _, value in attrs if value)):
            self.faults.append(("leads elsewhere by itself", written))
        if tag == "img" and not any(name == "alt" for name, _ in attrs):
            self.faults.append(("a picture without words for those who do not see it", written))
        for name, value in attrs:
            self._judge(name, value or "", written)

    def _judge(self, name: str, value: str, written: str) -> None:
        address = re.sub(r"[\x00-\x20]", "", value).lower()
        if name.startswith("on"):
            self.faults.append(("holds a script", written))
        elif name in FETCHING and not address.startswith("cid:"):
            self.faults.append(("fetches something when the letter is opened", written))
        elif name in {"href", "action"} and not address.startswith(LINKS):
            self.faults.append(("a link to what is neither https: nor mailto:", written))
        elif name == "style" and _FETCHED.search(value):
            self.faults.append(("fetches something when the letter is opened", written))

    def handle_data(self, data: str) -> None:
        """Judge the style sheet."""
        if self._in_sheet and (found := _FETCHED.search(data)):
            self.faults.append(("fetches something when the letter is opened", found[0]))

    def handle_comment(self, data: str) -> None:
        """Judge what only Outlook reads: `<!--[if mso]>…<![endif]-->`."""
        if data.lstrip().startswith("[if"):
            inner = _Reader()
            inner.feed(data)
            self.faults += inner.faults

    def handle_endtag(self, tag: str) -> None:
        """A style sheet ends."""
        self._in_sheet = self._in_sheet and tag != "style"
