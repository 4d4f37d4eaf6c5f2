"""Further folders that an agent may write to: preferences `bus-dev.allowed_dirs_for...`, JSON arrays."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from busdk.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from busdk.steps import Workspace

KEY = "bus-dev.allowed_dirs_for"
KEY_OF_MODULE = "bus-dev.allowed_dirs_for_module"


def directories(workspace: Workspace, selectors: Sequence[str]) -> tuple[str, ...]:
    """Return those of a step, the strongest selector's, then those of the step in this module."""
    module = os.path.basename(workspace.place)
    general = _first(workspace, (f"{KEY}.{selector}" for selector in selectors))
    own = _first(workspace, (f"{KEY_OF_MODULE}.{module}.{selector}" for selector in selectors))
    return tuple(dict.fromkeys((*general, *own)))


def tidied(words: Iterable[str]) -> list[str]:
    """Return folders as they are stored; raise UsageError for an empty one."""
    found = [word.strip() for word in words]
    if not all(found):
        raise UsageError("a folder is empty")
    return list(dict.fromkeys(found))


def _first(workspace: Workspace, keys: Iterable[str]) -> Sequence[str]:
    key = next((key for key in keys if workspace.preferences.get(key) is not None), None)
    if key is None:
        return ()
    value = workspace.preferences[key]
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise UsageError(f"preference must be a JSON array of folders: {key}")
    return value
