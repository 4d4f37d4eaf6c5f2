"""Reading and editing the descriptor."""

from __future__ import annotations

import os

from busdk import files, jsonfile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

NAME = "datapackage.json"
MINIMAL = b'{\n  "profile": "tabular-data-package",\n  "resources": []\n}\n'


def path(root: str = ".") -> str:
    """Return the path of the descriptor of the workspace in `root`; nobody else spells its name."""
    return NAME if root == "." else os.path.join(root, NAME)


def read(root: str = ".") -> dict[str, Any] | None:
    """Return the descriptor's content, or None when there is no descriptor."""
    place = path(root)
    data = files.read(place)
    return None if data is None else jsonfile.parse_object(data, place)


def change(root: str, entry: Sequence[str], value: Any) -> bool:
    """Set the entry at the path of keys `entry`; return True when that made a new descriptor.

    A missing descriptor starts as a minimal one: `{"profile": "tabular-data-package", "resources": []}`.
    """
    made = False

    def edit(data: bytes | None) -> bytes:
        nonlocal made
        made = data is None
        return jsonfile.change(MINIMAL if data is None else data, entry, value)

    update(root, edit)
    return made


def remove(root: str, entry: Sequence[str]) -> None:
    """Remove the entry at the path of keys `entry`; nothing is written when it is absent."""
    if files.read(path(root)) is not None:
        update(root, lambda data: jsonfile.remove(data, entry) if data is not None else None)


def update(root: str, edit: Callable[[bytes | None], bytes | None]) -> bool:
    """Change the descriptor's bytes under its lock; `edit` gets them (None: no file) and returns the new ones.

    Nothing is written, and False returned, when they are the same or None. The content has been checked when
    `edit` sees it.
    """
    from busdk import lock

    place = path(root)
    with lock.locked(place):
        data = files.read(place)
        if data is not None:
            jsonfile.parse_object(data, place)
        new = edit(data)
        if new is None or new == data:
            return False
        files.replace(place, new, mode=0o666, keep=True)
        return True
