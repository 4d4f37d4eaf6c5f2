"""Reading and editing the descriptor."""

from __future__ import annotations

import os

from busdk import files, jsonfile
from busdk.errors import FileError, RefusedFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

NAME = "datapackage.json"
MINIMAL = b'{\n  "profile": "tabular-data-package",\n  "resources": []\n}\n'


def path(directory: str = ".") -> str:
    """Return the path of the descriptor of the workspace around a folder; nobody else spells its name.

    It is the nearest one from the folder upwards, no further than the root of its Git repository; where there is
    none, and outside Git, the folder's own, which may not be there. Raises FileError when it is a link that leads out
    of the repository, or out of its folder outside Git.
    """
    return _locate(directory)[1]


def read(directory: str = ".") -> dict[str, Any] | None:
    """Return the descriptor's content, or None when there is no descriptor."""
    data, place = content(directory)
    return None if data is None else jsonfile.parse_object(data, place)


def content(directory: str = ".") -> tuple[bytes | None, str]:
    """Return the descriptor's bytes, None when there is no descriptor, and its path, as `path` does."""
    top, place = _locate(directory)
    try:
        os.lstat(place)
    except FileNotFoundError:
        return None, place
    except OSError as error:
        raise FileError.of("read", place, error) from None
    from busdk import rootfile

    return rootfile.load(top, os.path.abspath(place), shown=place), place


def change(directory: str, entry: Sequence[str], value: Any) -> bool:
    """Set the entry at the path of keys `entry`; return True when that made a new descriptor.

    A missing descriptor starts as a minimal one: `{"profile": "tabular-data-package", "resources": []}`.
    """
    made = False

    def edit(data: bytes | None) -> bytes:
        nonlocal made
        made = data is None
        return jsonfile.change(MINIMAL if data is None else data, entry, value)

    update(directory, edit)
    return made


def remove(directory: str, *entries: Sequence[str]) -> None:
    """Remove the entries at these paths of keys in one write; nothing is written when all are absent."""

    def edit(data: bytes | None) -> bytes | None:
        for entry in entries:
            data = None if data is None else jsonfile.remove(data, entry)
        return data

    if content(directory)[0] is not None:
        update(directory, edit)


def update(directory: str, edit: Callable[[bytes | None], bytes | None]) -> bool:
    """Change the descriptor's bytes under its lock; `edit` gets them (None: no file) and returns the new ones.

    Nothing is written, and False returned, when they are the same or None. The content has been checked when
    `edit` sees it.
    """
    from busdk import lock, rootfile

    place = path(directory)
    with lock.locked(place):
        data, place = content(directory)
        if data is not None:
            jsonfile.parse_object(data, place)
        new = edit(data)
        if new is None or new == data:
            return False
        files.replace(place, new, mode=0o666, keep=True, limit=rootfile.LARGEST)
        return True


def _locate(directory: str) -> tuple[str, str]:
    """Return the folder that the descriptor must lie in, and its path."""
    place = NAME if directory == "." else os.path.join(directory, NAME)
    if os.path.lexists(place) and not os.path.islink(place):
        return os.path.realpath(directory), place
    from busdk import gitroot

    top = gitroot.find(directory)
    if top is not None and not os.path.lexists(place):
        place = _above(top, directory) or place
    top = top or os.path.realpath(directory)
    if os.path.islink(place):
        _check_inside(top, place)
    return top, place


def _check_inside(top: str, place: str) -> None:
    from busdk import rootfile

    try:
        rootfile.inside(top, os.path.abspath(place), shown=place)
    except RefusedFile as refused:
        raise FileError(str(refused), f"put the file itself in the place of the link {place}") from None


def _above(top: str, directory: str) -> str | None:
    """Return the path of the nearest descriptor in a folder above, no further than `top`.

    Raises a BusError when it is another user's: in a shared folder anybody can put a repository above ours.
    """
    folder = os.path.realpath(directory)
    while folder != top:
        folder = os.path.dirname(folder)
        if os.path.lexists(place := os.path.join(folder, NAME)):
            from busdk import ownership

            ownership.check(top, (top, os.path.join(top, ".git"), folder, place))
            return place
    return None
