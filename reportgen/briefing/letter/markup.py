"""The page's markup for places without its style sheet and its appendix: in a mail program, in plain text."""

from __future__ import annotations

import html
import re

from markupsafe import Markup

#: A number that is the house's own judgement, as prose marks it.
HOUSE = '<span class="house">'
LOZENGE = "◇"
_FIGURE = re.compile(r'<a class="figure" href="#[^"]*">(.*?)</a>', re.DOTALL)
_INWARD = re.compile(r'<a\b[^>]*\bhref="#[^"]*"[^>]*>(.*?)</a>', re.DOTALL)
_JUDGED = re.compile(rf"{HOUSE}((?:<span[^>]*>.*?</span>|.)*?)</span>", re.DOTALL)
_LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
#: Spaces that a line may end at; those that hold a currency to its number are kept.
_SPACES = re.compile(r"[ \t\r\n]+")


def for_mail(markup: str) -> Markup:
    """The same words without links into the document, the house's judgements marked by a sign.

    Mail programs drop `::after`, with which the pages set that sign. A figure stays on one line.
    """
    opened = _INWARD.sub(r"\1", _FIGURE.sub(r'<span class="held">\1</span>', str(markup)))
    judged = rf'<em class="house">\1</em><span class="lozenge">{LOZENGE}</span>'
    return Markup(_JUDGED.sub(judged, opened))


def plain(words: str) -> str:
    """Markup as plain text, each link's address behind its words; what is no markup stays as it is."""
    if not isinstance(words, Markup):
        return _SPACES.sub(" ", words).strip()
    spelt = _LINK.sub(_spelt, str(words))
    return _SPACES.sub(" ", html.unescape(_TAG.sub("", spelt))).strip()


def _spelt(link: re.Match[str]) -> str:
    address = link[1].removeprefix("mailto:")
    return link[2] if address == link[2] else f"{link[2]} ({address})"
