"""The root of the Git repository around a folder, told without running Git: its settings can start programs."""

from __future__ import annotations

import os


def find(directory: str) -> str | None:
    """Return the nearest folder upwards that holds `.git`, a folder or a file; None when there is none."""
    return above(os.path.realpath(directory))


def above(folder: str) -> str | None:
    """Return the nearest folder upwards from an absolute path that holds `.git`, by its name: no link is followed."""
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder
