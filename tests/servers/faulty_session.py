"""One connection to the server that fails as it is told to: what it answers to each command."""
# ruff: noqa: N802 - aiosmtpd finds what answers a command by its name

from __future__ import annotations

import asyncio
import collections
import re
import socket
import struct
from typing import TYPE_CHECKING

from aiosmtpd.smtp import SMTP

if TYPE_CHECKING:
    from tests.servers.faulty import FaultyServer

TEXTS = {
    "421": "421 4.3.0 closing the connection",
    "450": "450 4.2.0 greylisted, come back later",
    "451": "451 4.3.0 local error, try again later",
    "452": "452 4.3.1 insufficient system storage",
    "550": "550 5.1.1 no such user here",
    "552": "552 5.2.2 mailbox full",
    "554": "554 5.7.1 refused by policy",
}
FAULT = re.compile(
    r"(?P<phase>rcpt|data|body|dot|after)(?P<kept>kept)?"
    r"(?P<what>\d{3}|rst|fin|hang|garbage|half)(?P<once>once)?"
)
END = b"\r\n.\r\n"
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Session(SMTP):
    """One connection, with the faults of its recipients."""

    line_length_limit = 1 << 16  # what a reader takes at once: tokens are long

    def __init__(self, server: FaultyServer) -> None:
        """A fresh connection to a server."""
        self.server, self.behaviour = server, server.behaviour
        self.messages = 0
        super().__init__(
            object(), hostname="faulty.example", enable_SMTPUTF8=True,
            data_size_limit=None, loop=server._loop,  # noqa: SLF001 - the two are one
            tls_context=None if self.behaviour.implicit else self.behaviour.tls,
        )  # fmt: skip
        self.command_size_limits = collections.defaultdict(lambda: 1 << 15)

    async def push(self, status: str | bytes) -> None:
        """Answer, slowly where that is the fault."""
        text = status if isinstance(status, str) else status.decode()
        if text.startswith("220 faulty.example Python"):
            await self._greet()
            return
        await asyncio.sleep(self.behaviour.slow)
        if not self.behaviour.drip:
            await super().push(text)
            return
        for byte in text.encode() + b"\r\n":
            self._writer.write(bytes([byte]))
            await asyncio.sleep(self.behaviour.drip)

    async def _greet(self) -> None:
        if self.behaviour.banner == "hang":
            await self._hang()
        if self.behaviour.banner != "close":
            await self.push(self.behaviour.banner)
        if not self.behaviour.banner.startswith("220"):
            await self._hang_up()

    async def smtp_EHLO(self, hostname: str) -> None:
        """Tell what this server can."""
        self._said(f"EHLO {hostname}")
        if not self.behaviour.ehlo:
            return await self.push("502 5.5.1 EHLO is not for this server")
        self._set_rset_state()  # type: ignore[no-untyped-call]
        assert self.session is not None
        self.session.extended_smtp, self.session.host_name = True, hostname
        lines = ["faulty.example", *self._abilities(), "ENHANCEDSTATUSCODES"]
        await self.push("\r\n".join([*(f"250-{line}" for line in lines[:-1]), f"250 {lines[-1]}"]))
        return None

    def _abilities(self) -> list[str]:
        can, encrypted = self.behaviour, self._encrypted
        return [
            *([f"SIZE {can.size}"] if can.size is not None else []),
            *(["8BITMIME"] if can.eight_bit else []),
            *(["SMTPUTF8"] if can.smtputf8 else []),
            *(["STARTTLS"] if can.tls and not encrypted else []),
            *([f"AUTH {can.logins.offered}"] if can.logins and can.logins.seen(encrypted) else []),
        ]

    @property
    def _encrypted(self) -> bool:
        return self.behaviour.implicit or self._tls_protocol is not None

    async def smtp_STARTTLS(self, arg: str) -> None:
        """Encrypt, unless told to refuse."""
        self._said("STARTTLS")
        if self.behaviour.starttls_reply:
            return await self.push(self.behaviour.starttls_reply)
        await super().smtp_STARTTLS(arg)
        return None

    async def smtp_AUTH(self, arg: str) -> None:
        """Let in who knows the secret."""
        self._said(f"AUTH {arg.split(maxsplit=1)[0]}")
        assert self.session is not None
        if self.behaviour.logins is None:
            return await self.push("503 5.5.1 no login here")
        reply = await self.behaviour.logins.asked(arg, self.push, self._reader)
        self.session.authenticated = reply.startswith("235")
        return await self.push(reply)

    async def smtp_MAIL(self, arg: str | None) -> None:
        """A new message, if there may be one."""
        self._said(f"MAIL {arg}")
        limit, announced = self.behaviour.messages_per_connection, self.behaviour.size
        size = re.search(r"SIZE=(\d+)", arg or "")
        if limit is not None and self.messages >= limit:
            await self.push("421 4.7.0 too many messages on this connection")
            await self._hang_up()
        if self.behaviour.mail_reply:
            return await self.push(self.behaviour.mail_reply)
        if self.behaviour.login_required and not getattr(self.session, "authenticated", False):
            return await self.push("530 5.7.0 Authentication required")
        if size and announced and int(size[1]) > announced:
            return await self.push("552 5.3.4 Message size exceeds fixed limit")
        await super().smtp_MAIL(arg)
        return None

    async def smtp_RCPT(self, arg: str | None) -> None:
        """One more recipient, or his fault."""
        self._said(f"RCPT {arg}")
        self._recipient = (arg or "").partition("<")[2].partition(">")[0]
        await self._watch("rcpt")
        if not await self._failed("rcpt"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:
        """The message, or what becomes of it."""
        del arg
        self._said("DATA")
        assert self.envelope is not None
        if not self.envelope.rcpt_tos:
            return await self.push("503 5.5.1 need RCPT first")
        await self._watch("data")
        if await self._failed("data"):
            return None
        await self.push("354 go ahead")
        content = await self._body()
        await self._watch("dot")
        sender, recipient = self.envelope.mail_from or "", self._recipient
        self._set_rset_state()  # type: ignore[no-untyped-call]
        await self._take(sender, recipient, content)
        await self._watch("replied")
        return None

    async def _body(self) -> bytes:
        """Everything up to the first lone dot, without the dots that lines' own dots are hidden behind."""
        read, searched = bytearray(b"\r\n"), 0
        while (end := read.find(END, max(0, searched - len(END)))) < 0:
            searched = len(read)
            read += await self._block()
            if searched == 2:
                await self._watch("body")
                if await self._failed("body"):
                    await self._hang_up()
        # What stands behind the dot would be commands.
        self._reader._buffer[:0] = read[end + len(END) :]  # type: ignore[attr-defined]  # noqa: SLF001
        return bytes(read[: end + 2]).replace(b"\r\n.", b"\r\n")[2:]

    async def _block(self) -> bytes:
        pause = self.behaviour.read_pause
        block = await self._reader.read(1 << 13 if pause else 1 << 16)
        if not block:
            await self._hang()
        self.server.body_bytes += len(block)
        await asyncio.sleep(pause)
        return block

    async def _take(self, sender: str, recipient: str, content: bytes) -> None:
        """Accept or refuse, and say so or not."""
        most = min(filter(None, (self.behaviour.size, self.behaviour.silent_size)), default=None)
        bare = content.count(b"\n") != content.count(b"\r\n")
        if most is not None and len(content) > most:
            return await self.push("552 5.3.4 Message size exceeds fixed limit")
        if bare and not self.behaviour.bare_newlines:
            return await self.push("550 5.5.2 bare <LF> received")
        if (fault := self._fault("dot")) and not fault["kept"]:
            return await self._fail(fault)
        self.server.record(sender, recipient, content)
        self.messages += 1
        await self._watch("stored")
        if fault:
            return await self._fail(fault)
        await self.push(f"250 2.0.0 Ok: queued as F{len(self.server.accepted):05X}")
        await self._failed("after")
        return None

    async def smtp_QUIT(self, arg: str) -> None:
        """Say goodbye, or nothing."""
        self._said("QUIT")
        if not self.behaviour.quit:
            await self._hang()
        await super().smtp_QUIT(arg)

    async def smtp_RSET(self, arg: str) -> None:
        """Forget the message that was begun."""
        self._said("RSET")
        await super().smtp_RSET(arg)
        if self.behaviour.double_rset:
            await self.push("250 OK")

    def _fault(self, phase: str) -> re.Match[str] | None:
        """The fault of this phase, if the recipient has one that is not over."""
        found = FAULT.fullmatch(re.split(r"[-.+@]", self._recipient.lower())[0])
        if found is None or found["phase"] != phase or self._recipient in self.server.failed_once:
            return None
        if found["once"]:
            self.server.failed_once.add(self._recipient)
        return found

    async def _failed(self, phase: str) -> bool:
        if fault := self._fault(phase):
            await self._fail(fault)
        return fault is not None

    async def _fail(self, fault: re.Match[str]) -> None:
        what = fault["what"]
        if what == "hang":
            await self._hang()
        if what == "rst":
            await self._hang_up(reset=True)
        if what in {"garbage", "half"}:
            self._writer.write({"garbage": b"\x16\x03 what?\r\n", "half": b"250 2.0"}[what])
        if what in {"garbage", "half", "fin"}:
            await self._writer.drain()
            await self._hang_up()
        await self.push(TEXTS[what])
        if what == "421":
            await self._hang_up()

    async def _hang_up(self, *, reset: bool = False) -> None:
        """End the connection; with `reset` so that the other side loses what it has not read."""
        assert self.transport is not None
        if reset:
            line = self.transport.get_extra_info("socket")
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            self.abort()
        else:
            self.transport.close()
        await self._hang()

    def abort(self) -> None:
        """End the connection at once, below its encryption too."""
        for transport in (self._original_transport, self.transport):
            if isinstance(transport, asyncio.Transport):
                transport.abort()

    async def _hang(self) -> None:
        """Say nothing until the connection ends."""
        await asyncio.Event().wait()

    async def _watch(self, phase: str) -> None:
        if self.behaviour.watch:
            self.behaviour.watch(phase, self._recipient)

    def _said(self, command: str) -> None:
        self.server.commands.append(command)
