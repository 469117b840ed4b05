"""The process that prints, started as `python -m reportgen.documents.press LIMITS`.

It binds itself, loads what it needs while the program still reads and draws, and then takes one order after
another from its standard input until there are no more. What goes wrong in it stays in it.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.documents import fontconfig
from reportgen.documents import limits as bounds
from reportgen.documents.orders import Answer, Order

if TYPE_CHECKING:
    from typing import BinaryIO

#: Linux's request to die with the parent; a Mac has none and falls back on the end of the orders.
PR_SET_PDEATHSIG = 1
KILOBYTE = 1024


def main() -> None:
    """Print what is ordered, into the folder this process was started in."""
    limits = bounds.Limits(**json.loads(sys.argv[1]))
    bounds.apply(limits)
    _die_with_the_parent()
    answers = _private_output()
    fontconfig.forget_system_fonts(Path.cwd())
    fontconfig.weasyprint()
    gc.disable()  # a layout builds much and throws nothing away
    for line in sys.stdin.buffer:
        bounds.allow_processor_time(limits)
        answers.write(_carry_out(line).line())
        answers.flush()
        _tidy(limits)


def _die_with_the_parent() -> None:
    """Leave Ctrl-C to the parent, and never outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _private_output() -> BinaryIO:
    """Keep the answers apart from whatever a library may print: that goes where complaints go."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


def _carry_out(line: bytes) -> Answer:
    """Print one order; every way in which that can fail is an answer."""
    from reportgen.documents.typesetting import typeset

    try:
        order = Order.read(line)
        printed, answer = typeset(order)
        if printed:
            Path(order.result).write_bytes(printed)
    except MemoryError:
        return Answer(ending="memory")
    except RecursionError:
        return Answer(ending="nesting")
    except Exception as error:  # noqa: BLE001 - a hostile page can make WeasyPrint raise anything
        too_large = isinstance(error, OSError) and error.errno == errno.EFBIG
        return Answer(
            ending="size" if too_large else "failure", detail=f"{type(error).__name__}: {error}"
        )
    return answer


def _tidy(limits: bounds.Limits) -> None:
    """Look for garbage between documents only where it begins to fill the memory that is allowed."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if used * (KILOBYTE if sys.platform == "linux" else 1) > limits.memory // 4:
        gc.collect()


if __name__ == "__main__":
    main()
