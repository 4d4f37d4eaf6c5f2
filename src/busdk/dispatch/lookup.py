"""Where programs are found: on PATH, then in the folder that this `bus` was installed in."""

from __future__ import annotations

import os
import sys

SCRIPT = os.path.realpath(sys.argv[0])  # taken at import, before anything changes folder or argv
MAIN = os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(__file__))), "__main__.py")
PREFIX = "bus-"
LONGEST = 64
"""Characters of a module's name."""
_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def is_module(word: str) -> bool:
    """Return whether a word is the name of a module by its form: `[a-z][a-z0-9-]*`, at most 64 characters."""
    return len(word) <= LONGEST and "a" <= word[:1] <= "z" and _NAME.issuperset(word)


def folders() -> list[str]:
    """Return the folders to search: the absolute entries of PATH, then the one of the running `bus`."""
    entries = os.environ.get("PATH", os.defpath).split(os.pathsep)
    own = installed()
    return [entry for entry in entries if os.path.isabs(entry)] + ([own] if own else [])


def installed() -> str:
    """Return the folder that the programs of the running `bus` were installed in, or nothing when it is another's."""
    if SCRIPT == MAIN:  # python -m busdk
        return os.path.dirname(sys.executable)
    return os.path.dirname(SCRIPT) if os.path.basename(SCRIPT).partition(".")[0] in ("bus", "busdk") else ""


def program(module: str) -> str | None:
    """Return the path of `bus-<module>`, the first executable file of that name, or None."""
    if "/" in module or os.sep in module or "\0" in module:
        return None
    paths = (os.path.join(folder, PREFIX + module) for folder in folders())
    return next((path for path in paths if _is_executable(path)), None)


def modules() -> dict[str, str]:
    """Return the modules found, sorted by name, each with the path of its program."""
    found: dict[str, str] = {}
    for folder in folders():
        for name in _names(folder):
            path = os.path.join(folder, name)
            if name.startswith(PREFIX) and name != PREFIX and _is_executable(path):
                found.setdefault(name[len(PREFIX) :], path)
    return {name: found[name] for name in sorted(found)}


def close(module: str) -> str:
    """Return the module whose name is near one that was not found, or nothing."""
    from busdk import quoting

    return quoting.nearest(module, modules())


def _is_executable(path: str) -> bool:
    return os.access(path, os.X_OK) and os.path.isfile(path)


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
