"""`bus preferences list [PREFIX]`."""

from __future__ import annotations

from busdk import jsontext, preferences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print `key=<JSON>` lines, or one JSON object."""
    values = preferences.list(*call.arguments)
    if call.format == "json":
        call.write(jsontext.shown(values) + "\n")
    else:
        call.write("".join(f"{key}={jsontext.shown(value)}\n" for key, value in values.items()))
