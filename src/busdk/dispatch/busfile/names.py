"""Where the name of a command file leads: a link out of the repository is refused before anything is read."""

from __future__ import annotations

import os

from busdk import gitroot
from busdk.errors import RefusedFile


def root(path: str) -> str:
    """Return the folder that links below `path` must not leave: its repository, without one its own folder.

    The name decides, not where it leads: links are not followed in the search.
    """
    folder = os.path.dirname(os.path.abspath(path))
    return gitroot.above(folder) or folder


def follow(path: str, limits: str) -> str:
    """Return the real path of a file; raise RefusedFile when a link in its name leads out of `limits`."""
    real = os.path.realpath(path)
    if real == os.path.normpath(os.path.join(os.path.realpath("."), path)):
        return real  # no link is in it, whatever folder it names
    base = os.path.realpath(limits)
    if os.path.commonpath((base, real)) != base:
        raise RefusedFile(f"{path} is a link out of the {_kind(limits)}")
    if ".git" in os.path.relpath(real, base).split(os.sep):
        raise RefusedFile(f"{path} is a link into .git")
    return real


def _kind(limits: str) -> str:
    return "repository" if os.path.lexists(os.path.join(limits, ".git")) else "folder"
