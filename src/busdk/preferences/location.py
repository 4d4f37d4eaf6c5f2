"""Where the preferences file is; nobody else computes this."""

from __future__ import annotations

import os

from busdk import files
from busdk.errors import FileError

NAME = "preferences.json"


def path() -> str:
    r"""Return the path of the preferences file.

    `BUS_PREFERENCES_PATH`, else `%APPDATA%\BusDK\preferences.json` on Windows, else
    `$BUS_CONFIG_DIR/preferences.json`, else `$XDG_CONFIG_HOME/busdk/preferences.json`, else
    `~/.config/busdk/preferences.json`; an empty or relative folder of XDG counts as unset. Where only `bus/` beside
    `busdk/` has the file, it is that one; where both have, that is a warning in `files.warnings`.
    Raises FileError when there is no home folder.
    """
    own, other = _candidates()
    if not other or not os.path.exists(other):
        return own
    if not os.path.exists(own):
        return other
    warning = f"two preferences files: {own} is used, {other} is not"
    if warning not in files.warnings:
        files.warnings.append(warning)
    return own


def _candidates() -> tuple[str, str]:
    """Return the path of the file, and that of newer releases of the other implementation, where there is one."""
    explicit = os.environ.get("BUS_PREFERENCES_PATH")
    if explicit:
        return explicit, ""
    chosen = os.environ.get("BUS_CONFIG_DIR") if os.name != "nt" else None
    if chosen:
        return os.path.join(chosen, NAME), ""
    place = folder("XDG_CONFIG_HOME", ".config", "APPDATA")
    other = os.path.join(os.path.dirname(place), "bus", NAME) if os.name != "nt" else ""
    return os.path.join(place, NAME), other


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
