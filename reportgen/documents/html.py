"""A page for the screen: one file that holds its style sheets, fonts and pictures and asks for nothing.

Its own policy forbids whatever it does not need: no script, no request, no style but the sheets that stand
in it, each named by its digest. What a browser would drop for that is refused here, before it is written.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from reportgen.documents import PrintError, addresses
from reportgen.documents.bundle import Bundle, RefusedError
from reportgen.documents.dressing import dressed_in
from reportgen.documents.reshaping import TAG, Way, for_screen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from reportgen.theme import Theme

#: What a browser must know before it reads anything else.
HEAD = """\
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {styles}; \
font-src data:; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="{light}">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="{dark}">
<link rel="icon" href="{icon}">
"""
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<path fill="{colour}" d="M1 5h14v6H1z"/></svg>'
)
CHARSET = '<meta charset="utf-8">\n'
LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)"[^>]*>')
STYLE = re.compile(r"(?<=<style>).*?(?=</style>)", re.DOTALL)
ADDRESS = re.compile(r"""url\(\s*(['"]?)(?!data:)([^'")]+)\1\s*\)""")
PICTURE = re.compile(r'(<img\b[^>]*\ssrc=")(?!data:)([^"]+)"')
LEADING = re.compile(r'<a\b[^>]*\shref="([^"]*)"')
#: A file beside the page or below it.
BESIDE = re.compile(r"\w[\w.-]*(?:/\w[\w.-]*)*")
VALUE = re.compile(r'"[^"]*"')
#: What the policy makes a browser drop, so that the page would not be what was written.
DEAD = re.compile(
    r"<(?:script|iframe|object|embed|base|form|link)\b|\s(?:style|srcset|on[a-z]+)\s*=",
    re.IGNORECASE,
)


def write(markup: str, *, theme: Theme, folders: Sequence[Path], ways: Sequence[Way] = ()) -> str:
    """Make one file of a page and what it links; PrintError tells all that it cannot hold.

    Relative addresses begin in the first of the folders, as they do in print.
    """
    bundle = Bundle((*folders, *theme.folders))
    problems = list(_faults(markup))
    page = for_screen(markup, ways)
    page = LINK.sub(lambda found: f"<style>\n{_text(found[1], bundle)}</style>", page)
    page = page.replace("<head>\n", f"<head>\n<style>\n{dressed_in(theme)}</style>\n", 1)
    page = STYLE.sub(lambda found: _inlined(found[0], bundle), page)
    page = PICTURE.sub(lambda found: f'{found[1]}{_data(found[2], bundle)}"', page)
    problems += [f"refused: {address}" for address in bundle.refused]
    if problems:
        raise PrintError(problems)
    return _guarded(page, theme)


def _faults(markup: str) -> Iterator[str]:
    """What a page on the screen may not hold, by the tag that holds it."""
    for tag in TAG.findall(LINK.sub("", markup)):
        if DEAD.search(VALUE.sub('""', tag)):
            yield f"not allowed on the screen: {tag}"
    for address in map(unescape, LEADING.findall(markup)):
        if not (addresses.is_allowed(address) or BESIDE.fullmatch(address)):
            yield f"link to '{address}': not allowed; {addresses.ADVICE}"


def _guarded(page: str, theme: Theme) -> str:
    """The page with its policy, which knows each of its style sheets by digest."""
    digests = (sha256(sheet.encode()).digest() for sheet in STYLE.findall(page))
    head = HEAD.format(
        styles=" ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in digests),
        light=theme.colours.ground,
        dark=theme.dark.ground,
        icon="data:image/svg+xml," + quote(ICON.format(colour=theme.colours.subject)),
    )
    return page.replace(CHARSET, "", 1).replace("<head>\n", head, 1)


def _inlined(sheet: str, bundle: Bundle) -> str:
    return ADDRESS.sub(lambda found: f'url("{_data(found[2], bundle)}")', sheet)


def _text(address: str, bundle: Bundle) -> str:
    return _read(address, bundle)[0].decode()


def _data(address: str, bundle: Bundle) -> str:
    """A file as an address that holds it."""
    content, media_type = _read(address, bundle)
    return f"data:{media_type};base64,{b64encode(content).decode()}"


def _read(address: str, bundle: Bundle) -> tuple[bytes, str]:
    """A file of the bundle; what is refused stands in its ledger and reads as nothing."""
    base = f"{bundle.folders[0].resolve().as_uri()}/"
    try:
        return bundle.read(urljoin(base, unescape(address)))
    except RefusedError:
        return b"", "text/plain"
