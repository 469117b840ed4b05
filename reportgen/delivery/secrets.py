"""Where a secret comes from: the environment, the keyring, a program that prints tokens, a prompt."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from reportgen.delivery.outcomes import Stop, StopError, UnreachableError
from reportgen.delivery.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Seconds a program may take to print a token: it may have to ask a server for one.
TOKEN_PATIENCE = 60


class Account(Protocol):
    """A server that asks who is there, as mail.yaml describes it."""

    @property
    def host(self) -> str:
        """Its name."""

    @property
    def login(self) -> str:
        """`none`, `password` or `xoauth2`."""

    @property
    def user(self) -> str | None:
        """The account."""

    @property
    def keyring(self) -> str | None:
        """The keyring's service."""

    @property
    def token_command(self) -> tuple[str, ...] | None:
        """The program that prints a token."""


def secret_for(
    account: Account,
    environment: Mapping[str, str],
    ask: Callable[[str], str] | None = None,
    kind: str = "SMTP",
) -> Secret | None:
    """The secret of an account, or None where it needs none.

    Looked for in REPORTGEN_SMTP_PASSWORD or REPORTGEN_SMTP_TOKEN (`kind` is the middle word), the keyring,
    `token_command`, and asked for with `ask` where somebody sits before a terminal. StopError tells what to
    set where none has it; UnreachableError where a program did not answer.
    """
    if account.login == "none":
        return None
    word = "token" if account.login == "xoauth2" else "password"
    variable = f"REPORTGEN_{kind}_{word.upper()}"
    if value := environment.get(variable):
        return _secret(account, value, variable)
    if account.keyring:
        found = _from_keyring(account.keyring, account.user or "", variable)
        return _secret(account, found, "what the keyring holds")
    if account.token_command:
        printed = _printed(account.token_command, environment)
        return _secret(account, printed, "what token_command prints")
    if ask is not None:
        asked = ask(f"{word.capitalize()} of {account.user} at {account.host}")
        return _secret(account, asked, f"the {word}")
    raise StopError(
        Stop.LOGIN,
        f"{account.host} needs the {word} of {account.user}, and none is set; set {variable}, "
        "or name a keyring in mail.yaml",
    )


def secrets_of(
    account: Account,
    environment: Mapping[str, str],
    ask: Callable[[str], str] | None = None,
    kind: str = "SMTP",
) -> Callable[[], Secret | None]:
    """What gives an account's secret at every login: asked for now and kept, but a program runs each time.

    A token lives for about an hour, which is shorter than a campaign. Raises as `secret_for` does.
    """
    first = secret_for(account, environment, ask, kind)
    words = "TOKEN" if account.login == "xoauth2" else "PASSWORD"
    if account.keyring or not account.token_command or environment.get(f"REPORTGEN_{kind}_{words}"):
        return lambda: first
    kept = [first]
    return lambda: kept.pop() if kept else secret_for(account, environment, ask, kind)


def _secret(account: Account, value: str, origin: str) -> Secret:
    try:
        return Secret(account.user or "", value)
    except ValueError as error:
        raise StopError(Stop.LOGIN, f"{origin} {error}; set it again") from None


def _from_keyring(service: str, user: str, variable: str) -> str:
    """What the system's keyring holds; a machine without one says so in words."""
    try:
        import keyring
        from keyring.errors import KeyringError, NoKeyringError
    except ImportError:
        advice = "install it: pip install 'reportgen[keyring]'"
        raise StopError(
            Stop.LOGIN, f"reading the keyring needs another package; {advice}"
        ) from None
    try:
        found = keyring.get_password(service, user)
    except NoKeyringError:
        why = f"this machine has no keyring; set {variable} instead"
        raise StopError(Stop.LOGIN, why) from None
    except KeyringError as error:
        kind = type(error).__name__
        raise StopError(Stop.LOGIN, f"the keyring does not answer ({kind}); unlock it") from None
    if found is None:
        advice = f"store it: keyring set {service} {user}"
        raise StopError(Stop.LOGIN, f"the keyring has nothing of {user} in '{service}'; {advice}")
    return found


def _printed(words: tuple[str, ...], environment: Mapping[str, str]) -> str:
    """The line a program prints; what it says of its troubles is told only where no token is in it."""
    name = f"token_command: '{words[0]}'"
    try:
        ended = subprocess.run(  # noqa: S603 - the user's own program, word by word, without a shell
            words, stdin=subprocess.DEVNULL, capture_output=True, timeout=TOKEN_PATIENCE,
            check=False, env=dict(environment),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise UnreachableError(f"{name} printed nothing in {TOKEN_PATIENCE} seconds") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise StopError(Stop.LOGIN, f"{name} cannot be started: {why}") from None
    token = ended.stdout.decode("utf-8", "replace").strip()
    if ended.returncode != 0:
        told = _complaint(ended.stderr.decode("utf-8", "replace"), token)
        why = f"{name} ended with exit code {ended.returncode}{told}"
        raise StopError(Stop.LOGIN, f"{why}; run it by itself to see what it needs")
    if not token or not token.isprintable() or " " in token:
        advice = "it must print the token on one line, and nothing else"
        raise StopError(
            Stop.LOGIN, f"{name} printed {'no' if not token else 'more than a'} token; {advice}"
        )
    return token


def _complaint(complaint: str, printed: str) -> str:
    """The last line of what a program says of its troubles; nothing where it repeats what it printed."""
    lines = complaint.strip().splitlines()
    last = "".join(c for c in lines[-1] if c.isprintable())[:200] if lines else ""
    for word in printed.split():
        with suppress(ValueError):
            last = Secret("", word).told(last)
    return f" and said: {last}" if last else ""
