"""PowerShell: assignments to `$env:`, in ASCII, as Windows' own version reads nothing else the same everywhere."""

from __future__ import annotations

from itertools import groupby

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PRINTABLE = range(0x20, 0x7F)


def refusal(variable: str, value: str) -> str:
    """Say why PowerShell cannot take a value: an empty one removes the variable."""
    del variable
    return "" if value else "an empty value removes a variable there"


def write(values: Mapping[str, str]) -> str:
    """Write a line for each variable."""
    return "".join(f"$env:{variable} = {_expression(value)}\n" for variable, value in values.items())


def _expression(value: str) -> str:
    """Write a value as a literal, or as literals and characters by number in a list, which may be long."""
    data = value.encode("utf-16-be")
    units = [int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2)]
    parts: list[str] = []
    for printable, run in groupby(units, PRINTABLE.__contains__):
        if printable:
            parts.append("'" + "".join(map(chr, run)).replace("'", "''") + "'")
        else:
            parts += (f"[char]0x{unit:04X}" for unit in run)
    return parts[0] if value.isascii() and value.isprintable() else f"-join ({', '.join(parts)})"
