"""Printing a value, and the warning that goes with an exposed identity."""

from __future__ import annotations

from busdk.secrets import identity

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk import secrets
    from busdk.command import Call


def write_found(call: Call, name: str, found: secrets.Found) -> None:
    """Print the value of a secret; say with `-v` where it came from."""
    if call.verbose:  # finding the path again is not free
        call.detail(f"{name} comes from {found.scope} scope: {found.path}")
    write_value(call, found.value)


def write_value(call: Call, value: str) -> None:
    """Print a value and one newline, or the value alone with `--no-newline`."""
    warn_exposed(call)
    call.write(value if call.option("no-newline") else value + "\n")


def warn_exposed(call: Call) -> None:
    """Warn of identity files that others may read."""
    for path in identity.exposed():
        call.warn(f"identity file can be read by others: {path}", f"chmod 600 {path}")
