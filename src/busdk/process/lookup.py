"""Finding a program on PATH."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def find(program: str, environment: Mapping[str, str]) -> str | None:
    """Return the path of the first executable file of that name on the environment's PATH, or None.

    Empty and relative PATH entries are skipped: a repository must not bring programs of ours. A program
    with a slash in it is a path already and is returned as it is, unchecked.
    """
    if "/" in program:
        return program
    for folder in environment.get("PATH", os.defpath).split(os.pathsep):
        path = os.path.join(folder, program)
        if os.path.isabs(folder) and _is_program(path):
            return path
    return None


def _is_program(path: str) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)
