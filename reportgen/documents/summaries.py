"""What the archive says of an edition: a small file beside its documents, and how it is read again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from reportgen import formats
from reportgen.assumptions.quarters import is_quarter
from reportgen.atomic import write_atomically

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportgen.figures import Figure
    from reportgen.model import Story

FILE = "summary.json"
#: The headline figures, in the order of the archive's columns.
HEADLINE = ("market_cap", "target_market_cap", "required_upside", "share_price", "implied_price")
#: No summary is as long; what is longer is none.
LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure as the archive prints it, and whether it is the house's own."""

    label: str
    value: str
    judgement: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """An edition in a few words."""

    company: str
    ticker: str
    quarter: str
    as_of: date
    title: str
    draft: bool
    figures: tuple[Headline, ...]

    @property
    def edition(self) -> str:
        """Its name as it is printed: `Q4 2025`."""
        return formats.quarter(self.quarter)

    @property
    def year(self) -> str:
        """The year of its quarter."""
        return self.quarter[:4]

    @property
    def day(self) -> str:
        """The day of its data, in words."""
        return formats.day(self.as_of)


def write(folder: Path, story: Story, title: str) -> None:
    """Write the summary of an edition into the folder of its documents."""
    company, edition = story.now.assumptions.company, story.now.assumptions.edition
    told = {
        "company": company.name,
        "ticker": company.ticker,
        "quarter": edition.quarter,
        "as_of": edition.as_of.date().isoformat(),
        "title": title,
        "draft": edition.status == "draft",
        "figures": [_told(story.now.figures[name]) for name in HEADLINE],
    }
    content = json.dumps(told, ensure_ascii=False, indent=1)
    write_atomically(folder / FILE, f"{content}\n".encode())


def _told(figure: Figure) -> dict[str, Any]:
    own = figure.judgement and figure.given is not None
    return {"label": figure.label, "value": figure.printed, "judgement": own}


def read(content: bytes, quarter: str) -> Summary:
    """The summary of the edition in the folder of that quarter; ValueError says why it is none."""
    if len(content) > LONGEST:
        raise ValueError("longer than any summary")
    try:
        told = json.loads(content)
        summary = _summary(told)
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from error
    if not is_quarter(quarter) or summary.quarter != quarter:
        raise ValueError(f"the summary of '{summary.quarter}' in the folder '{quarter}'")
    if len(summary.figures) != len(HEADLINE):
        raise ValueError(f"{len(summary.figures)} headline figures instead of {len(HEADLINE)}")
    return summary


def _summary(told: Mapping[str, Any]) -> Summary:
    return Summary(
        company=_words(told, "company"),
        ticker=_words(told, "ticker"),
        quarter=_words(told, "quarter"),
        as_of=date.fromisoformat(_words(told, "as_of")),
        title=_words(told, "title"),
        draft=told["draft"] is True,
        figures=tuple(
            Headline(_words(one, "label"), _words(one, "value"), one["judgement"] is True)
            for one in told["figures"]
        ),
    )


def _words(told: Mapping[str, Any], key: str) -> str:
    words = told[key]
    if not isinstance(words, str):
        raise TypeError(f"'{key}' is no text")
    return words
