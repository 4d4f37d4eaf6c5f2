"""Whose files a repository's are: in a shared folder anybody can put a `.git`, steps or a descriptor above ours.

As for Git, they must be the user's own, or else root's; Git's setting `safe.directory` lifts that.
"""

from __future__ import annotations

import os

from busdk.errors import BusError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def check(root: str, paths: Iterable[str], kind: str = "") -> None:
    """Raise a BusError when one of the paths in a root is another user's and `safe.directory` does not name the root.

    Where a path is a link, both it and what it leads to count; what is absent is nobody's. `kind` says what is refused.
    """
    allowed = _allowed()
    foreign = next((path for path in paths if not _owners(path) <= allowed), None)
    if foreign is not None and os.name != "nt" and not _is_trusted(os.path.realpath(root)):
        what = kind or ("folder" if os.path.isdir(foreign) else "file")
        hint = f"if you trust it: git config --global --add safe.directory {root}"
        raise BusError(f"{what} belongs to another user: {foreign}", hint)


def _allowed() -> set[int]:
    """Return root, who needs no steps to do harm, our own user, and the one whom `sudo` made root."""
    if os.name == "nt":
        return {0}
    ours, sudo = os.geteuid(), os.environ.get("SUDO_UID", "")
    return {0, ours, int(sudo) if ours == 0 and sudo.isdecimal() else ours}


def _owners(path: str) -> set[int]:
    try:
        return {os.lstat(path).st_uid, os.stat(path).st_uid}
    except OSError:
        return {os.lstat(path).st_uid} if os.path.lexists(path) else set()


def _is_trusted(root: str) -> bool:
    """Tell whether `safe.directory` names the root: an empty value takes back those before it, `*` is every folder."""
    trusted = False
    for value in _settings():
        above = value.removesuffix("/*")
        if not value:
            trusted = False
        elif value == "*" or (above != value and root.startswith(os.path.realpath(above) + os.sep)):
            trusted = True
        else:
            trusted = trusted or (os.path.isabs(value) and os.path.realpath(value) == root)
    return trusted


def _settings() -> Iterator[str]:
    """Go through the values of `safe.directory` that stand outside any repository; none without Git."""
    from busdk import process

    try:
        ended = process.run(
            ("git", "config", "--null", "--type=path", "--get-all", "safe.directory"),
            directory=os.sep,
            environment={**os.environ, "GIT_DIR": os.devnull},  # no repository's own settings
            stdin=None,
            capture=True,
            terminal=False,
        )
    except BusError:
        return
    if ended.code == 0:
        yield from map(os.fsdecode, ended.stdout.split(b"\0")[:-1])
