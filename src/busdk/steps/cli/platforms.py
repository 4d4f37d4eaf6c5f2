"""`--platform`: which variants of a script a command is for."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call

ENDINGS = {"unix": ("sh",), "windows": ("bat",), "windows-ps1": ("ps1",), "both": ("sh", "bat")}
DEFAULT = "windows" if os.name == "nt" else "unix"


def endings(call: Call) -> tuple[str, ...]:
    """Return the endings of the files."""
    return ENDINGS[call.option("platform", DEFAULT)]
