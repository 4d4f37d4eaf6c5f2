"""The root that steps run in: a repository of the user's own."""

from __future__ import annotations

import os

from busdk import gitroot, ownership


def find_root(directory: str) -> str | None:
    """Return the root around a folder, None where there is none; raise a BusError when it belongs to another user."""
    root = gitroot.find(directory)
    if root is not None:
        ownership.check(root, (root, os.path.join(root, ".git")), "repository")
    return root
