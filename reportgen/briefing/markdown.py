"""Markdown as the house sets it; the library is loaded when something is set, or may hold a link."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

SCHEMES = ("https://", "mailto:")


def is_allowed(address: str) -> bool:
    """Whether prose may link to an address."""
    return address.lower().startswith(SCHEMES)


class _House(MarkdownIt):
    """What is no allowed link stays the text that was written."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        return is_allowed(url)


class _Lenient(MarkdownIt):
    """Everything that looks like a link is one, so that we hear of it."""

    def validateLink(self, url: str) -> bool:  # noqa: N802
        del url
        return True


@cache
def house() -> MarkdownIt:
    """The reader of all prose: tables, dashes and quotation marks, no pictures, no HTML."""
    reader = _House("commonmark", {"typographer": True, "html": False})
    return reader.enable(["table", "replacements", "smartquotes"]).disable("image")


@cache
def lenient() -> MarkdownIt:
    """A reader that makes links of whatever address."""
    return _Lenient("commonmark", {"html": False}).enable("table")
