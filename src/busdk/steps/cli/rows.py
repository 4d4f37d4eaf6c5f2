"""Printing rows: fields between tabs, or JSON objects."""

from __future__ import annotations

from busdk import jsontext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from busdk.command import Call


def write(call: Call, fields: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print each row on a line; `fields` are the names of its parts in JSON."""
    if call.format == "json":
        call.write(jsontext.shown([dict(zip(fields, row, strict=True)) for row in rows]) + "\n")
    else:
        call.write("".join("\t".join(row) + "\n" for row in rows))
