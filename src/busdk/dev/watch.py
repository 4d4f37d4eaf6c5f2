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

Snapshot = dict[str, tuple[str, ...]]
LOCK = ".bus-dev.lock"
_REVERTED = ("nothing was reverted",)


class Watch:
    """What a repository was like before a step: its commit, Git's own files, state and content of each changed path.

    Submodules are looked into; what Git ignores is not seen.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._head = repository.head()
        self._own = _own(repository)
        self._before = _snapshot(repository)

    def check(self, step: str, may_change: Callable[[str], bool], expected: str) -> None:
        """Raise a BusError that names the paths which the step changed and may not; nothing is reverted."""
        if self._repository.head() != self._head:
            raise BusError(f"{step}: made a commit, which it may not", "git log shows it")
        if _own(self._repository) != self._own:
            raise BusError(f"{step}: changed settings, hooks or the branch of Git, which it may not", *_REVERTED)
        after = _snapshot(self._repository)
        paths = {path for path in self._before.keys() | after.keys() if self._before.get(path) != after.get(path)}
        wrong = sorted(path for path in paths if not may_change(path))
        if wrong:
            raise BusError(f"{step}: changed more than {expected}: {', '.join(map(visible, wrong))}", *_REVERTED)


def _own(repository: Repository) -> list[object]:
    """Return what tells whether Git's own files have changed, and what it is told not to see."""
    return [repository.unwatched(), *((path, _digest(path)) for path in repository.own_files())]


def _snapshot(repository: Repository, below: str = "") -> Snapshot:
    found: Snapshot = {
        below + change.path: (change.state, _digest(os.path.join(repository.folder, change.path)))
        for change in repository.changes()
        if below + change.path != LOCK
    }
    for submodule in repository.submodules():
        inner = repository.below(submodule)
        found[below + submodule] = (*found.get(below + submodule, ()), inner.head())
        found |= _snapshot(inner, f"{below}{submodule}/")
    return found


def _digest(path: str) -> str:
    """Return what tells a file's content, or a link's target, from another."""
    try:
        if os.path.islink(path):
            return f"-> {os.readlink(path)}"
        if not os.path.isfile(path):
            return "no file"
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return type(error).__name__
