"""Where the preferences file is on Windows (P5): its rule, tried with the name and variables of that system."""

from __future__ import annotations

import os

import pytest

from busdk.errors import FileError
from busdk.preferences import location


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Call the system `nt`; paths are joined as here."""
    monkeypatch.setattr(os, "name", "nt")
    for name in ("BUS_PREFERENCES_PATH", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_the_file_is_in_the_roaming_folder(windows: pytest.MonkeyPatch) -> None:
    """`%APPDATA%`, and no XDG variable."""
    windows.setenv("APPDATA", "C:/Users/you/AppData/Roaming")
    windows.setenv("XDG_CONFIG_HOME", "/elsewhere")
    assert location.path() == os.path.join("C:/Users/you/AppData/Roaming", "BusDK", "preferences.json")


def test_the_explicit_path_wins(windows: pytest.MonkeyPatch) -> None:
    """`BUS_PREFERENCES_PATH` stands before the system's rule."""
    windows.setenv("APPDATA", "C:/Users/you/AppData/Roaming")
    windows.setenv("BUS_PREFERENCES_PATH", "own.json")
    assert location.path() == "own.json"


def test_without_the_folder_there_is_no_other_place(windows: pytest.MonkeyPatch) -> None:
    """A home folder of another kind is no fallback (P7)."""
    windows.setenv("HOME", "/home/you")
    with pytest.raises(FileError, match="APPDATA is not set"):
        location.path()
