"""What the guard of a repository's files lets through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from busdk import rootfile
from busdk.errors import FileError, RefusedFile

if TYPE_CHECKING:
    from pathlib import Path


def test_a_link_into_git_below_the_top(tmp_path: Path) -> None:
    """The `.git` of a nested repository is refused as the root's own is."""
    (tmp_path / "sub" / ".git").mkdir(parents=True)
    (tmp_path / "sub" / ".git" / "config").touch()
    (tmp_path / "link").symlink_to("sub/.git/config")
    with pytest.raises(RefusedFile, match=r"leads into \.git"):
        rootfile.inside(str(tmp_path), "link")


def test_a_sibling_whose_name_begins_like_the_root(tmp_path: Path) -> None:
    """A folder beside the root is outside, whatever its name begins with."""
    for name in ("root", "root-other"):
        (tmp_path / name).mkdir()
    (tmp_path / "root-other" / "x").touch()
    (tmp_path / "root" / "x").symlink_to("../root-other/x")
    with pytest.raises(RefusedFile, match="leads out of the project"):
        rootfile.inside(str(tmp_path / "root"), "x")


def test_a_link_inside_the_root_is_followed(tmp_path: Path) -> None:
    """A link that stays inside is the file that it names."""
    (tmp_path / "real").write_text("text")
    (tmp_path / "link").symlink_to("real")
    assert rootfile.find(str(tmp_path), "link") == b"text"


def test_an_absent_file_is_none(tmp_path: Path) -> None:
    """`find` returns None for a missing file; a link to nowhere is refused, as something was meant."""
    (tmp_path / "nowhere").symlink_to("absent")
    assert rootfile.find(str(tmp_path), "x") is None
    with pytest.raises(RefusedFile, match="nowhere is not a regular file"):
        rootfile.find(str(tmp_path), "nowhere")


def test_a_large_file_is_told_of_before_it_is_read(tmp_path: Path) -> None:
    """A file of more than 16 MiB is an error, here one that has no bytes on disk at all."""
    with (tmp_path / "x").open("wb") as file:
        file.truncate(rootfile.LARGEST + 1)
    with pytest.raises(FileError, match="cannot read x: larger than 16777216 bytes"):
        rootfile.find(str(tmp_path), "x")
