"""Watching that a step changes no other files than it may."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from busdk.command.streams import visible
from busdk.errors import BusError

if TYPE_CHECKING:
    from collections.abc import Callable

    from busdk.dev.git import Repository

Snapshot = dict[str, tuple[str, str]]
LOCK = ".bus-dev.lock"


class Watch:
    """What a repository was like before a step: its commit, and the state and content of each changed path."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._head = repository.head()
        self._before = _snapshot(repository)

    def check(self, step: str, may_change: Callable[[str], bool], expected: str) -> None:
        """Raise a BusError that names the paths which the step changed and may not; nothing is reverted."""
        if self._repository.head() != self._head:
            raise BusError(f"{step}: made a commit, which it may not", "git log shows it")
        after = _snapshot(self._repository)
        paths = {path for path in self._before.keys() | after.keys() if self._before.get(path) != after.get(path)}
        wrong = sorted(path for path in paths if not may_change(path))
        if wrong:
            raise BusError(
                f"{step}: changed more than {expected}: {', '.join(map(visible, wrong))}", "nothing was reverted"
            )


def _snapshot(repository: Repository) -> Snapshot:
    return {
        change.path: (change.index + change.folder, _digest(os.path.join(repository.folder, change.path)))
        for change in repository.changes(submodules="none")
        if change.path != LOCK
    }


def _digest(path: str) -> str:
    """Return what tells a file's content, or a link's target, from another."""
    try:
        if os.path.islink(path):
            return f"-> {os.readlink(path)}"
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:  # it is gone, or a folder
        return type(error).__name__
