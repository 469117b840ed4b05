"""What one printing may use: a page that wants more is a mistake or an attack, and is stopped.

The process that prints sets these for itself before it reads anything, and cannot raise the hard ones again.
"""

from __future__ import annotations

import resource
from contextlib import suppress
from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one printing: seconds of the processor and of the clock, bytes, open files."""

    processor_seconds: int = 60
    seconds: int = 120
    memory: int = 2_000 * MEGABYTE
    file_size: int = 50 * MEGABYTE
    open_files: int = 128


def apply(limits: Limits) -> None:
    """Bind this process; what the system does not know (memory on a Mac) is left to the clock."""
    for what, bound in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.file_size),
        (resource.RLIMIT_NOFILE, limits.open_files),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (bound, bound))
    allow_processor_time(limits)


def allow_processor_time(limits: Limits) -> None:
    """Give the next document its whole share of the processor, on top of what was used before."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + limits.processor_seconds
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
