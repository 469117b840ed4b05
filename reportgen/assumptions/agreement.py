"""Rules on values: what two places say of one thing must agree."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.assumptions.arithmetic import ArithmeticTextError, agrees, evaluate
from reportgen.assumptions.entries import entries, stated_values
from reportgen.assumptions.quantities import write_quantity
from reportgen.assumptions.validation import quoted
from reportgen.assumptions.yaml_document import dotted
from reportgen.problems import Problem, ProblemsError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.edition import Market, PeerMarket
    from reportgen.assumptions.market import Close
    from reportgen.assumptions.reading import Assumptions
    from reportgen.assumptions.yaml_document import Document, Path

#: Prices are quoted to the cent; share counts of one day may be rounded differently.
_CENT = Decimal("0.005")
_SHARES_APART = Decimal("0.001")
_ABOUT = Decimal("0.01")


def quarter_is_the_folder(assumptions: Assumptions) -> Iterator[Problem]:
    """An edition says the quarter its folder is named by."""
    if assumptions.edition.quarter != assumptions.name.quarter:
        yield _wrong(
            assumptions.edition_document,
            ("quarter",),
            "is not the quarter its folder is named by",
            assumptions.edition.quarter,
            f"write {assumptions.name.quarter} or rename the folder",
        )


def previous_is_earlier(assumptions: Assumptions) -> Iterator[Problem]:
    """The edition compared with exists, is of an earlier quarter and spoke earlier."""
    edition, document = assumptions.edition, assumptions.edition_document
    if edition.previous is None:
        return
    known = assumptions.company_files.quarters()
    if edition.previous not in known:
        there = nearest(edition.previous, [q for q in known if q < edition.quarter])
        yield _wrong(document, ("previous",), "has no edition", edition.previous, there)
    elif edition.previous >= edition.quarter:
        yield _wrong(
            document,
            ("previous",),
            "is not before this quarter",
            edition.previous,
            "name an earlier one",
        )
    else:
        try:
            previous = assumptions.company_files.edition(edition.previous).edition
        except ProblemsError as error:
            yield from error.problems
            return
        if previous.as_of >= edition.as_of:
            found = edition.as_of.isoformat()
            before = f"must be later than {previous.as_of.isoformat()}, that of {edition.previous}"
            yield _wrong(document, ("as_of",), before, found, "check the two moments")


def facts_were_public(assumptions: Assumptions) -> Iterator[Problem]:
    """Nothing in an edition is of a day after its as-of day, nor was published after it."""
    limit, document = assumptions.edition.as_of.date(), assumptions.edition_document
    for path, entry in entries(assumptions.edition):
        for name in ("as_of", "since") if path else ():
            day = getattr(entry, name, None)
            if day and day > limit:
                found = day.isoformat()
                advice = f"must be {limit} or earlier"
                yield _wrong(document, (*path, name), "is after the as-of day", found, advice)
        source = assumptions.sources.get(getattr(entry, "source", None) or "")
        if source and source.date and source.date > limit:
            found = f"{source.key} of {source.date}"
            what = f"was not public on {limit}, the as-of day"
            yield _wrong(document, (*path, "source"), what, found, "cite what was known then")


def derived_values_agree(assumptions: Assumptions) -> Iterator[Problem]:
    """A value that says how it was worked out is worked out again."""
    for document, model in (
        (assumptions.company_document, assumptions.company),
        (assumptions.edition_document, assumptions.edition),
    ):
        for path, stated in stated_values(model):
            if stated.derived is not None and isinstance(stated.value, Decimal):
                written = _written(document, (*path, "value"))
                here = (*path, "derived")
                wrong = disagreement(stated.derived, stated.value, written)
                if wrong:
                    yield _wrong(
                        document,
                        here,
                        wrong,
                        quoted(stated.derived),
                        "mend the value or the arithmetic",
                    )


def disagreement(expression: str, stated: Decimal, written: object) -> str:
    """What is wrong with the arithmetic behind a value; '' where nothing is."""
    try:
        computed = evaluate(expression)
    except ArithmeticTextError as error:
        return str(error)
    if agrees(stated, computed, written):
        return ""
    return f"makes {write_quantity(computed)} where the value is {write_quantity(stated)}"


def market_cap_agrees(assumptions: Assumptions) -> Iterator[Problem]:
    """A market cap as somebody quotes it lies near price times shares."""
    market = assumptions.edition.market
    price, shares = _number(market.share_price), _number(market.shares_outstanding)
    quoted_cap, tolerance = (
        _number(market.quoted_market_cap),
        assumptions.policy.market_cap_tolerance,
    )
    if price is None or shares is None or quoted_cap is None:
        return
    apart = quoted_cap / (price * shares) - 1
    if abs(apart) > tolerance:
        yield _wrong(
            assumptions.edition_document,
            ("market", "quoted_market_cap", "value"),
            f"lies {float(apart):+.1%} from price times shares, {write_quantity(price * shares)}",
            write_quantity(quoted_cap),
            f"may be {float(tolerance):.1%} apart: check price, shares and their days",
        )


def closes_agree(assumptions: Assumptions) -> Iterator[Problem]:
    """Prices and share counts of an edition are those of market.csv on the same day."""
    company, edition = assumptions.company, assumptions.edition
    yield from _against_closes(assumptions, company.ticker, edition.market, ("market",))
    for key, peer in edition.peers.items():
        if key in company.peers:
            yield from _against_closes(assumptions, company.peers[key].ticker, peer, ("peers", key))


def _against_closes(
    assumptions: Assumptions, ticker: str, market: Market | PeerMarket, path: Path
) -> Iterator[Problem]:
    price = market.share_price
    day = (price and price.as_of) or assumptions.edition.as_of.date()
    closes = assumptions.prices.get(ticker, ())
    close = next((close for close in closes if close.date == day), None)
    if close is None:
        return
    document, where = assumptions.edition_document, f"market.csv, line {close.position.line}"
    stated = _number(price)
    if stated is not None and abs(stated - Decimal(str(close.close))) > _CENT:
        what = f"differs from {close.close:g} in {where}"
        yield _wrong(
            document, (*path, "share_price", "value"), what, str(stated), "one of the two is wrong"
        )
    shares = _number(market.shares_outstanding)
    if shares is not None and close.shares_outstanding and _apart(shares, close):
        what = f"differs from {close.shares_outstanding:.12g} in {where}"
        yield _wrong(
            document,
            (*path, "shares_outstanding", "value"),
            what,
            f"{float(shares):.12g}",
            "one of the two is wrong",
        )


def _apart(shares: Decimal, close: Close) -> bool:
    there = Decimal(str(close.shares_outstanding))
    return abs(shares / there - 1) > (_ABOUT if close.about else _SHARES_APART)


def _number(stated: object) -> Decimal | None:
    value = getattr(stated, "value", None)
    return value if isinstance(value, Decimal) else None


def _written(document: Document, path: Path) -> object:
    value = document.value
    for step in path:
        value = value[step] if isinstance(value, (dict, list)) else value  # type: ignore[index]
    return value


def _wrong(document: Document, path: Path, what: str, found: str, advice: str) -> Problem:
    return Problem(document.position(path), dotted(path), what, found, advice, "consistency")
