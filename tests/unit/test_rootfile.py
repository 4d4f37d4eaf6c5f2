"""What the guard of a repository's files lets through."""

from __future__ import annotations

import os
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


@pytest.mark.parametrize("swapped", ["sub", "sub/x"])
def test_a_link_put_in_after_the_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swapped: str) -> None:
    """A folder or file that becomes a link between the look at its path and the opening is not followed."""
    root = tmp_path / "root"
    for folder, text in ((root, "own"), (tmp_path / "outside", "secret")):
        (folder / "sub").mkdir(parents=True)
        (folder / "sub" / "x").write_text(text)
    look = rootfile.inside

    def then_swap(where: str, name: str, *, shown: str = "") -> str:
        place = look(where, name, shown=shown)
        (root / swapped).rename(tmp_path / "gone")
        (root / swapped).symlink_to(tmp_path / "outside" / swapped)
        return place

    monkeypatch.setattr(rootfile, "inside", then_swap)
    with pytest.raises(RefusedFile, match="sub/x is not a regular file"):
        rootfile.find(str(root), "sub/x")


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_what_is_no_file(tmp_path: Path, kind: str) -> None:
    """A folder, a pipe that nobody writes to, and a link to itself are refused, without waiting."""
    place = tmp_path / "x"
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("x")
    with pytest.raises(RefusedFile, match="x is not a regular file"):
        rootfile.find(str(tmp_path), "x")
    with pytest.raises(FileError, match="cannot read x: "):
        rootfile.load(str(tmp_path), "x")


def test_a_folder_that_may_only_be_entered(tmp_path: Path) -> None:
    """A file below a folder that cannot be listed is read, as a plain opening of its path would."""
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "x").write_text("text")
    (tmp_path / "sub").chmod(0o311)
    assert rootfile.find(str(tmp_path), "sub/x") == b"text"
    (tmp_path / "sub").chmod(0o700)


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    """Neither of a file that is read, nor of the folders on the way to one that is absent or refused."""
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "x").touch()
    before = len(os.listdir("/proc/self/fd"))
    for name in ("a/x", "a/b/absent", "absent/x"):
        rootfile.find(str(tmp_path), name)
    for name in ("a", "a/b"):
        with pytest.raises(RefusedFile):
            rootfile.find(str(tmp_path), name)
    assert len(os.listdir("/proc/self/fd")) == before
