"""`bus preferences get KEY`."""

from __future__ import annotations

from busdk import jsontext, preferences, quoting
from busdk.errors import BusError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call

_absent = object()


def run(call: Call) -> None:
    """Print a string as it is, and any other value, or any with `-f json`, as one line of JSON."""
    key = call.arguments[0]
    value = preferences.get(key, _absent)
    if value is _absent:
        raise BusError(quoting.legal("preference not found", key))
    call.write((value if isinstance(value, str) and call.format == "text" else jsontext.shown(value)) + "\n")
