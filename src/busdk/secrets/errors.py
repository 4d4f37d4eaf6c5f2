"""What can go wrong with a secret, each with its hint."""

from __future__ import annotations

from busdk.errors import BusError, FormatError, UsageError


class InvalidName(UsageError):
    """The name of a secret breaks the grammar; it may be a value in the wrong place, so it is not quoted."""

    def __init__(self) -> None:
        super().__init__(
            "invalid secret name",
            "a name is lower-case letters, digits, '-' and '_', in segments separated by dots, at most 255 bytes",
        )


class InvalidScope(UsageError):
    """The scope is unknown, or not one that can be written."""


class InvalidValue(UsageError):
    """The value cannot be stored: not text, holds NUL, too long, or would be taken for a sealed one."""


class NotFound(BusError):
    """No scope that was asked has the secret; the hint is `again`, the same call with a name that is near, if any."""

    def __init__(self, name: str, scope: str, again: str = "") -> None:
        from busdk import quoting

        where = "" if scope == "auto" else f" in {scope} scope"
        what = quoting.legal(f"secret not found{where}", name)
        store = f"bus secrets set {name}{' --scope repo' if scope == 'repo' else ''}"
        super().__init__(what, again or (store if what.endswith(name) else "bus secrets list"))


class IdentityError(BusError):
    """No identity is at hand that can seal or open a value, or one cannot be read."""


class EnvelopeError(FormatError):
    """A sealed value is damaged, hostile, or sealed for another name or scope."""
