"""What a syntax error of the YAML library means, in the words of somebody who wrote the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ruamel.yaml.error import MarkedYAMLError

from reportgen.problems import Position, Problem

if TYPE_CHECKING:
    from ruamel.yaml.error import YAMLError

_QUOTE_IT = "put the value in quotes"


class _Phrase(NamedTuple):
    """`clue` stands in the library's message; with `opening` the fault lies where it began."""

    clue: str
    what: str
    advice: str
    opening: bool = False


#: The first row whose clue occurs in the message of the library explains it.
_PHRASES = (
    _Phrase(
        r"'\t' that cannot start",
        "a tab stands where a value or key is expected",
        "indent and separate with spaces",
    ),
    _Phrase("'%' that cannot start", "a value cannot begin with '%'", _QUOTE_IT),
    _Phrase("'@' that cannot start", "a value cannot begin with '@'", _QUOTE_IT),
    _Phrase("'`' that cannot start", "a value cannot begin with a backtick", _QUOTE_IT),
    _Phrase(
        "could not find expected ':'",
        "this line has no ': ' after its key",
        "write 'key: value'; indent or quote a text that runs on",
        opening=True,
    ),
    _Phrase(
        "mapping values are not allowed",
        "a second ': ' stands in one value, or a key is indented too far",
        "put the text in quotes, or line up the keys",
    ),
    _Phrase(
        "sequence entries are not allowed",
        "a list entry '- ' cannot stand here",
        "begin the list on its own line under its key",
    ),
    _Phrase("mapping keys are not allowed", "a value cannot begin with '? '", _QUOTE_IT),
    _Phrase(
        "expected ',' or ']'",
        "a list opened with '[' is not closed, or lacks a comma",
        "close it with ']' and set commas between the values",
        opening=True,
    ),
    _Phrase(
        "expected ',' or '}'",
        "a mapping opened with '{' is not closed, or lacks a comma",
        "close it with '}' and set commas between the values",
        opening=True,
    ),
    _Phrase(
        "document separator",
        "a quote is opened here and not closed",
        "close it on the same line",
        opening=True,
    ),
    _Phrase(
        "unexpected end of stream",
        "a quote is opened here and not closed",
        "close it on the same line",
        opening=True,
    ),
    _Phrase(
        "unknown escape character",
        "a backslash in double quotes begins an escape sequence",
        "use single quotes, or write \\\\",
    ),
    _Phrase(
        "hexdecimal numbers",
        "an escape sequence in double quotes is cut short",
        "use single quotes, or complete it",
    ),
    _Phrase(
        "while scanning a block scalar",
        "a value cannot begin with '>' or '|' and go on in the line",
        "put the value in quotes, such as '>= 24%'",
    ),
    _Phrase("while scanning an alias", "a value cannot begin with '*'", _QUOTE_IT),
    _Phrase("while scanning an anchor", "a value cannot begin with '&'", _QUOTE_IT),
    _Phrase("tag", "a value cannot begin with '!'", _QUOTE_IT),
    _Phrase("directive", "a line cannot begin with '%'", "delete it or put the value in quotes"),
    _Phrase(
        "expected the node content",
        "a value is missing here, or a sign too many stands here",
        "check commas, brackets and dashes",
    ),
    _Phrase(
        "<block end>, but found '<scalar>'",
        "text stands here after the end of the value",
        "double an apostrophe inside single quotes ('it''s'), or line up the keys",
    ),
    _Phrase(
        "expected <block end>",
        "the indentation does not fit the lines above",
        "line up the keys of one mapping, and the dashes of one list",
    ),
    _Phrase(
        "<document start>",
        "this line does not fit what stands above",
        "check indentation and brackets above",
    ),
)
_UNEXPLAINED = _Phrase(
    "", "cannot be read as YAML", "check indentation, colons, brackets and quotes here"
)


def syntax_problem(error: YAMLError | Exception, shown: str) -> Problem:
    """Explain an error of the YAML library as a problem at the line and column to look at."""
    message = " ".join(str(part) for part in _parts(error))
    phrase = next((row for row in _PHRASES if row.clue in message), _UNEXPLAINED)
    return Problem(
        _position(error, shown, opening=phrase.opening),
        "",
        phrase.what,
        advice=phrase.advice,
        stage="syntax",
    )


def _parts(error: Exception) -> tuple[object, ...]:
    if isinstance(error, MarkedYAMLError):
        return error.context or "", error.problem or ""
    return ()


def _position(error: Exception, shown: str, *, opening: bool) -> Position:
    if not isinstance(error, MarkedYAMLError):
        return Position(shown)
    first, second = error.problem_mark, error.context_mark
    mark = (second or first) if opening else (first or second)
    return Position(shown, mark.line + 1, mark.column + 1) if mark else Position(shown)
