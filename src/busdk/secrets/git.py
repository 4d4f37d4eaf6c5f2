"""Whether a folder belongs to a Git repository, told without running Git: its settings can start programs."""

from __future__ import annotations

import os


def tracks(directory: str) -> bool:
    """Tell whether `directory` or a folder above it holds `.git`."""
    folder = os.path.realpath(directory)
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return False
        folder = above
    return True
