"""One process that prints, seen from outside: it is started, given orders, watched, and ended.

It gets a folder of its own and a small fixed environment, so that nothing of this machine or its user
reaches a page.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from reportgen.documents import PrintError
from reportgen.documents.orders import Answer

if TYPE_CHECKING:
    from reportgen.documents.limits import Limits
    from reportgen.documents.orders import Ending, Order

COMMAND = (sys.executable, "-P", "-s", "-m", "reportgen.documents.press")
LOG = "complaints.txt"
LONGEST_ANSWER = 1_000_000
ADVICE = (
    "look for very many table cells, very deep nesting or a drawing that repeats itself, in the prose and in"
    " the templates"
)


class Worker:
    """The process with its folder; it is running when this is made."""

    def __init__(self, limits: Limits) -> None:
        """Start it; it gets ready by itself."""
        self.limits = limits
        self._folder = TemporaryDirectory(prefix="reportgen-", ignore_cleanup_errors=True)
        self.folder = Path(self._folder.name)
        self._heard = 0
        with (self.folder / LOG).open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter with words of ours
                [*COMMAND, json.dumps(asdict(limits))],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                cwd=self.folder, env=_environment(self.folder),
            )  # fmt: skip

    def carry_out(self, order: Order) -> Answer:
        """Wait for the answer to an order; raises PrintError where the process broke off."""
        late = threading.Event()
        clock = threading.Timer(self.limits.seconds, self._kill, (late,))
        clock.start()
        try:
            line = self._ask(order.line())
        finally:
            clock.cancel()
        if not line.endswith(b"\n"):
            raise PrintError([self._how_it_died(late=late.is_set())])
        try:
            answer = Answer.read(line)
        except ValueError as error:
            raise PrintError(["the process that prints gave no answer that can be read"]) from error
        if answer.ending:
            raise PrintError([self._explained(answer.ending, answer.detail)])
        return answer

    def _ask(self, line: bytes) -> bytes:
        """Send a line and read one; empty where the process has ended."""
        pipes = self._process.stdin, self._process.stdout
        assert pipes[0] is not None  # noqa: S101 - both are pipes, which the types cannot say
        assert pipes[1] is not None  # noqa: S101
        with suppress(BrokenPipeError):
            pipes[0].write(line)
            pipes[0].flush()
            return pipes[1].readline(LONGEST_ANSWER)
        return b""

    def _kill(self, late: threading.Event) -> None:
        late.set()
        self._process.kill()

    def _how_it_died(self, *, late: bool) -> str:
        code = self._process.wait()
        if late:
            return self._explained("time")
        if code == -signal.SIGXCPU:
            return self._explained("processor")
        last = (self.complaints() or ["it said nothing"])[-1]
        if "allocate" in last:
            return self._explained("memory")
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return f"the process that prints broke down ({how}): {last}; {ADVICE}"

    def _explained(self, ending: Ending | str, detail: str = "") -> str:
        limits = self.limits
        ways = {
            "time": f"the page took more than {limits.seconds} s to print and was stopped",
            "processor": f"the page took more than {limits.processor_seconds} s of the processor to print"
            " and was stopped",
            "memory": f"the page needs more than {limits.memory // 1_000_000} MB of memory to print",
            "size": f"the printed file is larger than {limits.file_size // 1_000_000} MB",
            "nesting": "the page is nested too deeply to be printed",
        }  # fmt: skip
        return f"{ways.get(ending, f'the page could not be laid out: {detail}')}; {ADVICE}"

    def interrupt(self) -> None:
        """Kill it from another thread than the one that waits for its answer."""
        self._process.kill()

    def result(self, order: Order) -> bytes:
        """What the order left behind, taken away; empty where it left nothing that counts."""
        path = self.folder / order.result
        if path.is_symlink() or not path.is_file() or path.stat().st_size > self.limits.file_size:
            return b""
        printed = path.read_bytes()
        path.unlink()
        return printed

    def complaints(self) -> list[str]:
        """What native libraries have written since the last time, line by line."""
        with (self.folder / LOG).open("rb") as log:
            log.seek(self._heard)
            said = log.read(LONGEST_ANSWER)
        self._heard += len(said)
        return [line for line in said.decode("utf-8", "replace").splitlines() if line.strip()]

    def end(self) -> None:
        """Kill it, wait until it is gone, and remove its folder."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()
        self._folder.cleanup()


def _environment(folder: Path) -> dict[str, str]:
    """The same on every machine but for where Python finds its modules."""
    fixed = {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "HOME": str(folder),
        "TMPDIR": str(folder),
    }
    if sys.platform == "darwin":
        fixed["DYLD_FALLBACK_LIBRARY_PATH"] = "/opt/homebrew/lib:/usr/local/lib:/usr/lib"
    return fixed
