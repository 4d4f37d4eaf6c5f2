"""Where the preferences file is; nobody else computes this."""

from __future__ import annotations

import os

from busdk.errors import FileError


def path() -> str:
    r"""Return the path of the preferences file.

    `BUS_PREFERENCES_PATH`, else `%APPDATA%\BusDK\preferences.json` on Windows, else
    `$XDG_CONFIG_HOME/busdk/preferences.json`, else `~/.config/busdk/preferences.json`; an empty or
    relative folder variable counts as unset. Raises FileError when there is no home folder.
    """
    explicit = os.environ.get("BUS_PREFERENCES_PATH")
    if explicit:
        return explicit
    return os.path.join(folder("XDG_CONFIG_HOME", ".config", "APPDATA"), "preferences.json")


def folder(variable: str, below_home: str, windows: str) -> str:
    """Return the folder of ours in one of the user's base directories (XDG Base Directory Specification)."""
    if os.name == "nt":
        base = os.environ.get(windows, "")
        if not base:
            raise FileError(f"no place for the user's files: {windows} is not set")
        return os.path.join(base, "BusDK")
    base = os.environ.get(variable, "")
    if os.path.isabs(base):
        return os.path.join(base, "busdk")
    home = os.path.expanduser("~")
    if os.environ.get("HOME") == "" or not os.path.isabs(home):
        raise FileError("no place for the user's files: no home folder", "set HOME")
    return os.path.join(home, below_home, "busdk")
