"""What users type for times and rates, and how we say them."""

from __future__ import annotations

import datetime as dt
import re
from math import inf

import click

_UNITS = {"": 1, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|min|m|h|d|)")
MEGABYTE = 1_000_000


def duration(ctx: click.Context, parameter: click.Parameter, text: str) -> float:
    """Seconds in '90s', '15min', '4h'; wrong usage else."""
    found = _DURATION.fullmatch(text.strip())
    if not found:
        raise click.BadParameter(f"'{text}' is no time; write 90s, 15min or 4h", ctx, parameter)
    return float(found[1]) * _UNITS[found[2]]


def rate(ctx: click.Context, parameter: click.Parameter, text: str | None) -> float | None:
    """Messages a second in '20/min', infinite where it is 'unlimited', None where nothing is said."""
    if text is None:
        return None
    from reportgen.assumptions.mail_server import parsed_rate

    try:
        at = parsed_rate(text)
    except ValueError as error:
        raise click.BadParameter(f"'{text}' {error}", ctx, parameter) from None
    return inf if at is None else at


def megabytes(size: float) -> str:
    """A size as people say it: 0.46 MB, 92 MB."""
    count = size / MEGABYTE
    return f"{count:.2f} MB" if count < 1 else f"{count:,.1f} MB"


def at_rate(rate: float | None) -> str:
    """A rate as people say it."""
    if not rate or rate == inf:
        return "as fast as the server takes them"
    if rate >= 1:
        return f"{rate:g}/s"
    return f"{rate * 60:g}/min" if rate * 60 >= 1 else f"{rate * 3600:g}/h"


def end(now: dt.datetime, seconds: float) -> str:
    """When something that takes so long is over: the time, and the day where it is another one."""
    over = now + dt.timedelta(seconds=seconds)
    return f"{over:%H:%M}" if over.date() == now.date() else f"{over:%H:%M on %d %B}"


def count(number: int, what: str, many: str = "") -> str:
    """One message, 2 messages."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {many or what + 's'}"
