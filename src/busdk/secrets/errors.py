"""What can go wrong with a secret, each with its hint."""

from __future__ import annotations

from busdk.errors import BusError, FormatError, UsageError


class InvalidName(UsageError):
    """The name of a secret breaks the grammar."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"invalid secret name: {name}",
            "a name is lower-case letters, digits, '-' and '_', in segments separated by dots, at most 255 bytes",
        )


class InvalidScope(UsageError):
    """The scope is unknown, or not one that can be written."""


class InvalidValue(UsageError):
    """The value cannot be stored: not text, holds NUL, too long, or would be taken for a sealed one."""


class NotFound(BusError):
    """No scope that was asked has the secret."""

    def __init__(self, name: str, scope: str) -> None:
        where = "" if scope == "auto" else f" in {scope} scope"
        option = " --scope repo" if scope == "repo" else ""
        super().__init__(f"secret not found{where}: {name}", f"bus secrets set {name}{option}")


class IdentityError(BusError):
    """No identity is at hand that can seal or open a value, or one cannot be read."""


class EnvelopeError(FormatError):
    """A sealed value is damaged, hostile, or sealed for another name or scope."""
