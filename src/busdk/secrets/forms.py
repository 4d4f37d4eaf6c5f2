"""The three forms of a stored value: plain, sealed, pointer."""

from __future__ import annotations

from busdk.errors import FormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ARMOR = "-----BEGIN AGE ENCRYPTED FILE-----"


def form(stored: Any) -> str:
    """Return `plain`, `sealed` or `pointer`; raise FormatError for a JSON value that is none of them."""
    if isinstance(stored, str):
        return "sealed" if stored.startswith(ARMOR) else "plain"
    if isinstance(stored, dict) and isinstance(stored.get("store"), str):
        return "pointer"
    raise FormatError("stored value is neither text nor a pointer")
