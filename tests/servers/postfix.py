"""A real mail server of the tests' own: Debian's Postfix on a port of this machine, throwing all mail away.

It has its own settings, queue and log, and knows nothing of the machine's. What it took is read from its
log: a message counts once the queue has handed it on (`status=sent`), not when the client was told 250.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trustme import LeafCert

PROGRAM = shutil.which("postfix", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""
HOST = "127.0.0.1"
#: Takes from this machine, resolves nothing, keeps nothing, waits for nothing.
SETTINGS = {
    "compatibility_level": "3.6",
    "inet_interfaces": HOST,
    "inet_protocols": "ipv4",
    "myhostname": f"mx{os.getpid()}.test",
    "mydestination": "",
    "mynetworks": "127.0.0.0/8",
    "alias_maps": "",
    "alias_database": "",
    "local_recipient_maps": "",
    "default_transport": "discard:",
    "local_transport": "discard:",
    "relay_transport": "discard:",
    "virtual_transport": "discard:",
    "disable_dns_lookups": "yes",
    "smtpd_peername_lookup": "no",
    "smtpd_error_sleep_time": "0",
    "smtputf8_enable": "yes",
    "enable_long_queue_ids": "yes",  # a name that is never given twice, for the log is read by it
    "message_size_limit": "52428800",
    "in_flow_delay": "0",
    "queue_run_delay": "1s",
    "minimal_backoff_time": "1s",
    "maximal_backoff_time": "2s",
    "transport_retry_time": "1s",
    "service_throttle_time": "1s",
}
#: Postfix's programs, as its own master.cf lists them, without those that bring mail elsewhere.
SERVICES = """\
{listens} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
postlog unix-dgram n - n - 1 postlogd
"""
#: In the order in which a message goes through them; from `deferred` it goes back.
QUEUES = ("maildrop", "incoming", "active", "deferred", "active")
#: The folders of the queue; the two first are root's, all others the user's that Postfix works as.
FOLDERS = (
    *("", "pid", "active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming"),
    *("maildrop", "private", "public", "saved", "trace"),
)
NAMED = re.compile(r" (\w+): message-id=(\S+)$", re.MULTILINE)
SENT = re.compile(r" (\w+): to=<([^>]*)>.* status=sent ", re.MULTILINE)


def lacking() -> str:
    """Why no Postfix can be started here; empty where it can."""
    if not PROGRAM:
        return "needs Debian's package postfix, which is not installed"
    if os.geteuid():
        return "needs root, as Postfix starts for nobody else"
    return ""


class Arrival(NamedTuple):
    """A message that arrived: its Message-ID with brackets, and to whom."""

    message_id: str
    recipient: str


class Process(NamedTuple):
    """A running process."""

    number: int
    name: str


def free_port() -> int:
    """A port on which nobody listens just now."""
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        return int(asked.getsockname()[1])


@dataclass
class Postfix:
    """One server below a folder of its own. `settings` are those of main.cf that differ from SETTINGS."""

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    host: str = HOST

    def start(self) -> None:
        """Write the settings and start; a port that somebody else took meanwhile is changed for another."""
        for _ in range(5):
            self._lay_out()
            if self._postfix("start").returncode == 0 and self._answers():
                return
            self._postfix("abort")
            self.port = free_port()
        raise RuntimeError(f"Postfix did not start:\n{self.log()}")

    def start_again(self) -> None:
        """Start what was stopped, with the same queue and on the same port."""
        self._lay_out()
        started = self._postfix("start")
        assert started.returncode == 0, started.stderr + self.log()
        assert self._answers(), self.log()

    def stop(self) -> None:
        """Let it finish what it is at, and end."""
        self._postfix("stop")

    def abort(self) -> None:
        """End at once, as `postfix abort` does."""
        self._postfix("abort")

    def set(self, **settings: str) -> None:
        """Change settings of a running server; connections that stand keep the old ones."""
        self.settings |= settings
        self._lay_out()
        told = self._postfix("reload")
        assert told.returncode == 0, told.stderr

    def kill(self, program: str) -> int:
        """End its processes of that name (smtpd, cleanup, qmgr) without a word; how many there were."""
        killed = 0
        for process in self._children():
            if process.name == program:
                try:
                    os.kill(process.number, signal.SIGKILL)
                except ProcessLookupError:
                    continue
                killed += 1
        return killed

    def log(self) -> str:
        """All that it logged so far."""
        file = self.folder / "log"
        return file.read_text("utf-8", "replace") if file.exists() else ""

    def arrivals(self, patience: float = 20) -> Counter[Arrival]:
        """What arrived, and how often; waits until the queue is empty, for so many seconds at most."""
        self.empty(patience)
        log = self._whole_log(time.monotonic() + patience)
        names = dict(NAMED.findall(log))
        return Counter(Arrival(names.get(queued, ""), to) for queued, to in SENT.findall(log))

    def empty(self, patience: float = 20) -> None:
        """Wait until its queue is empty, for so many seconds at most."""
        until = time.monotonic() + patience
        while self._queued():
            assert time.monotonic() < until, f"the queue did not empty:\n{self.log()[-3000:]}"
            time.sleep(0.02)

    def _whole_log(self, until: float) -> str:
        """The log with every line that was sent to it before now: they come in order, so one more is sent."""
        marker = f"read at {time.monotonic_ns()}"
        program = PROGRAM.replace("postfix", "postlog")
        subprocess.run([program, "-c", str(self.folder / "etc"), marker], check=True)
        while marker not in (log := self.log()):
            assert time.monotonic() < until, f"the log is not written:\n{log[-3000:]}"
            time.sleep(0.01)
        return log

    def _children(self) -> Iterator[Process]:
        """The processes that the server's master started, and no other server's."""
        master = (self.folder / "spool/pid/master.pid").read_text("ascii").strip()
        for entry in Path("/proc").glob("[1-9]*"):
            try:
                told = (entry / "stat").read_text("ascii")
            except (FileNotFoundError, ProcessLookupError):
                continue  # it ended meanwhile
            name, rest = told[told.index("(") + 1 :].rsplit(") ", 1)
            if rest.split()[1] == master:
                yield Process(int(entry.name), name)

    def _queued(self) -> bool:
        """Whether a message waits. One that never came whole is not executable, and is no message."""
        for queue in QUEUES:
            for path in (self.folder / "spool" / queue).rglob("*"):
                try:
                    if path.is_file() and path.stat().st_mode & stat.S_IXUSR:
                        return True
                except FileNotFoundError:
                    return True
        return False

    def _lay_out(self) -> None:
        places = {
            "queue_directory": str(self.folder / "spool"),
            "data_directory": str(self.folder / "data"),
            "maillog_file": str(self.folder / "log"),
            "maillog_file_prefixes": str(self.folder),
        }
        lines = [
            f"{name} = {value}\n" for name, value in (SETTINGS | places | self.settings).items()
        ]
        main = self.folder / "etc" / "main.cf"
        main.write_text("".join(lines), "utf-8")
        os.utime(
            main, (0, 0)
        )  # a file of the last two seconds would be waited for, as still written to
        services = SERVICES.format(listens=f"{HOST}:{self.port}")
        (self.folder / "etc" / "master.cf").write_text(services, "utf-8")
        # Says that nothing needs to be looked over, which would take longer than all else.
        (self.folder / "spool" / "quick-start").touch()

    def _postfix(self, verb: str) -> subprocess.CompletedProcess[str]:
        command = [PROGRAM, "-c", str(self.folder / "etc"), verb]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def _answers(self) -> bool:
        for _ in range(100):
            try:
                with socket.create_connection((HOST, self.port), timeout=5) as asked:
                    return SETTINGS["myhostname"].encode() in asked.recv(200)
            except OSError:
                time.sleep(0.05)
        return False


@contextmanager
def private_postfix(settings: Mapping[str, str] | None = None) -> Iterator[Postfix]:
    """A server that runs as long as the block; where none can run the test is skipped and says why."""
    if why := lacking():
        pytest.skip(why)
    # Postfix gives up root and must still find its folders, which those of pytest do not allow.
    folder = Path(tempfile.mkdtemp(prefix="mx"))
    server = Postfix(folder, dict(settings or {}))
    try:
        folder.chmod(0o755)
        _make_folders(folder)
        server.start()
        yield server
    finally:
        server.abort()
        shutil.rmtree(folder, ignore_errors=True)


def _make_folders(folder: Path) -> None:
    """What Postfix would else make itself at its first start, in two seconds."""
    (folder / "etc").mkdir()
    for name in FOLDERS:
        (folder / "spool" / name).mkdir()
        if name not in FOLDERS[:2]:
            shutil.chown(folder / "spool" / name, "postfix")
    (folder / "data").mkdir()
    shutil.chown(folder / "data", "postfix")


def encrypted(certificate: LeafCert, folder: Path) -> dict[str, str]:
    """The settings with which a server offers STARTTLS and shows this certificate."""
    chain = folder / "postfix.pem"
    certificate.private_key_and_cert_chain_pem.write_to_path(str(chain))
    return {"smtpd_tls_chain_files": str(chain), "smtpd_tls_security_level": "may"}
