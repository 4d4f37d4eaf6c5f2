"""Where programs are looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from busdk.process import find

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a current folder with programs `tool` in itself, `one` and `two`, and a plain file in `plain`."""
    monkeypatch.chdir(tmp_path)
    for place in (".", "one", "two", "plain"):
        (tmp_path / place).mkdir(exist_ok=True)
        (tmp_path / place / "tool").write_text("#!/bin/sh\n")
        (tmp_path / place / "tool").chmod(0o644 if place == "plain" else 0o755)
    (tmp_path / "folder" / "tool").mkdir(parents=True)
    return tmp_path


def test_the_first_program_wins(folders: Path) -> None:
    """PATH is read from left to right; what is not executable, or a folder, is passed over."""
    path = ":".join(str(folders / name) for name in ("none", "folder", "plain", "two", "one"))
    assert find("tool", {"PATH": path}) == str(folders / "two" / "tool")


@pytest.mark.parametrize("path", ["", ":", ".", "one", "./two:"])
def test_the_current_folder_brings_no_programs(folders: Path, path: str) -> None:
    """Empty and relative entries are skipped."""
    assert find("tool", {"PATH": path}) is None


def test_a_path_is_taken_as_it_is() -> None:
    """A program with a slash is not looked up."""
    assert find("./tool", {"PATH": "/bin"}) == "./tool"


def test_without_a_path_the_systems_is_used() -> None:
    """An environment without PATH still finds the system's programs, and only those."""
    assert find("sh", {}) in ("/bin/sh", "/usr/bin/sh")
    assert find("no-such-program", {}) is None
