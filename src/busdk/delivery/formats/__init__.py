"""The formats that values are exported in, each a module of pure functions that reads back in the real program."""

from __future__ import annotations

from busdk.delivery.formats import dotenv, fish, gha, json, powershell, shell
from busdk.delivery.naming import is_variable
from busdk.errors import BusError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Protocol

    from busdk.secret import Secret

    class Format(Protocol):
        """One format."""

        def refusal(self, variable: str, value: str) -> str:
            """Say why the format cannot carry a variable, nothing of its value; empty where it can."""

        def write(self, values: Mapping[str, str]) -> str:
            """Write variables, all of which the format can carry; the text ends with a newline, if there is any."""


FORMATS: dict[str, Format] = {
    "dotenv": dotenv,
    "json": json,
    "shell": shell,
    "fish": fish,
    "powershell": powershell,
    "gha": gha,
}


class CannotCarry(BusError):
    """The format has no way to write a variable; each is named, and nothing was written."""


def write(format: str, values: Mapping[str, Secret]) -> str:
    """Write variables in a format of the table; raise CannotCarry naming all that it has no way to write."""
    writer = FORMATS[format]
    revealed = {variable: value.reveal() for variable, value in values.items()}
    refused = [
        f"{variable} ({reason})"
        for variable, value in revealed.items()
        if (reason := _refusal(variable, value) or writer.refusal(variable, value))
    ]
    if refused:
        raise CannotCarry(f"{format} cannot carry {', '.join(refused)}")
    return writer.write(revealed)


def _refusal(variable: str, value: str) -> str:
    """Say why no format carries a variable; Python's own errors for such text would quote it."""
    if not is_variable(variable):
        raise ValueError("not a variable")
    if "\0" in value:
        return "a NUL character"
    try:
        value.encode()
    except UnicodeEncodeError:
        return "not valid UTF-8"
    return ""
