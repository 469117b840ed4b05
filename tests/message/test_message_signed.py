"""A message signed by us passes the check of whoever gets it, and is the same at every attempt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from reportgen.delivery.message.faults import MessageError
from reportgen.delivery.message.signature import Signer, signed, signer
from tests.message.letters import HEADING, letter, parsed, person

if TYPE_CHECKING:
    from pathlib import Path

HEADED = replace(
    HEADING,
    unsubscribe_https="https://halden.example/leave/{token}",
    unsubscribe_mailto="leave@halden.example",
)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("key") / "private.pem"
    made = rsa.generate_private_key(65537, 2048)
    file.write_bytes(
        made.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    )
    file.chmod(0o600)
    return file


@pytest.fixture(scope="module")
def by(key: Path) -> Signer:
    return signer("halden.example", "briefings", key)


def in_dns(key: Path) -> bytes:
    """What the house publishes at briefings._domainkey.halden.example."""
    public = load_pem_private_key(key.read_bytes(), None).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return f"v=DKIM1; k=rsa; p={''.join(pem.splitlines()[1:-1])}".encode()


def passes(content: bytes, key: Path) -> bool:
    asked: list[bytes] = []

    def resolver(name: bytes, timeout: int = 5) -> bytes:  # noqa: ARG001
        asked.append(name)
        return in_dns(key)

    result = bool(dkim.verify(content, dnsfunc=resolver))
    assert asked == [b"briefings._domainkey.halden.example."]
    return result


def test_the_receiver_finds_it_good_and_any_change_bad(key: Path, by: Signer) -> None:
    content = signed(letter(person(), HEADED), by).content
    assert passes(content, key)
    for old, new in (
        (b"Upside 12.4%", b"Upside 92.4%"),
        (b"To: Ann Lee", b"To: Eve Lee"),
        (b"https://halden.example/leave", b"https://eve.example/leave"),
        (b"List-Unsubscribe=One-Click", b"List-Unsubscribe=One-Knack"),
        (b"JVBERi0", b"JVBERi1"),
    ):
        assert old in content
        assert not passes(content.replace(old, new), key)


def test_it_is_dated_as_the_message_and_the_same_every_time(by: Signer) -> None:
    """2026-11-23 09:30 UTC is 20,780 days and 9.5 hours after 1970: 20780 x 86400 + 34200."""
    first, second = (signed(letter(person(), HEADED), by) for _ in range(2))
    assert first == second
    header = parsed(first)["DKIM-Signature"].replace(" ", "").split(";")
    assert f"t={20780 * 86400 + 34200}" in header
    assert "d=halden.example" in header
    assert first.content.endswith(letter(person(), HEADED).content)
    assert max(map(len, first.head.partition(b"\r\n\r\n")[0].split(b"\r\n"))) <= 98
    assert first.content.count(b"\n") == first.content.count(b"\r\n")


def test_both_headers_to_leave_by_are_signed(by: Signer) -> None:
    header = "".join(parsed(signed(letter(person(), HEADED), by))["DKIM-Signature"].split())
    names = next(part for part in header.split(";") if part.startswith("h="))[2:].split(":")
    assert {"from", "to", "subject", "date", "message-id"} <= set(names)
    assert {"list-unsubscribe", "list-unsubscribe-post"} <= set(names)


def test_the_key_is_never_shown(by: Signer) -> None:
    assert "key" not in repr(by)


def test_a_key_that_cannot_be_used_is_told_with_what_to_do(tmp_path: Path, key: Path) -> None:
    missing, open_to_all, no_key = (tmp_path / name for name in ("none.pem", "open.pem", "no.pem"))
    open_to_all.write_bytes(key.read_bytes())
    open_to_all.chmod(0o644)
    no_key.write_text("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n")
    no_key.chmod(0o600)
    for file, words in (
        (
            missing,
            f"cannot be read: No such file or directory, found {missing}; name a file with the key",
        ),
        (open_to_all, f"may be read by others, found {open_to_all}; chmod 600 {open_to_all}"),
        (no_key, f"is no RSA key in PEM, found {no_key}; make one: openssl genrsa"),
    ):
        with pytest.raises(MessageError) as refused:
            signer("halden.example", "briefings", file)
        assert str(refused.value).startswith(f"mail.yaml:1:1: dkim.key_file: {words}")
