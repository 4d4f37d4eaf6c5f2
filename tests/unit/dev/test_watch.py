"""What a watched step may change: each kind of change is seen, and what was there before is no change."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from busdk.dev.watch import LOCK, Watch
from busdk.errors import BusError
from git_repository import add_submodule, git, make, repository

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def folder(home: Path) -> Path:
    """Make a repository: clean files, one changed, one staged, one untracked, one deleted, a submodule."""
    here = make(Path.cwd())
    for name in ("clean", "changed", "staged", "gone"):
        (here / name).write_text("1\n")
    git(here, "add", ".")
    git(here, "commit", "--quiet", "--message=two")
    make(here.parent / "library")
    add_submodule(here, "sub", here.parent / "library")
    (here / "changed").write_text("2\n")
    (here / "staged").write_text("2\n")
    git(here, "add", "staged")
    (here / "new").write_text("1\n")
    (here / "gone").unlink()
    (here / "sub" / "new").write_text("1\n")
    return here


def wrong(folder: Path, change: Callable[[Path], object]) -> str:
    """Return what is wrong after a change, nothing when all is well."""
    watch = Watch(repository(folder))
    change(folder)
    try:
        watch.check("plan", lambda path: path == "PLAN.md", "PLAN.md")
    except BusError as error:
        return str(error)
    return ""


def changed(names: str) -> str:
    return f"plan: changed more than PLAN.md: {names}"


def test_what_was_changed_before_is_fine(folder: Path) -> None:
    assert wrong(folder, lambda here: (here / ".git" / "unseen").touch()) == ""
    assert wrong(folder, lambda here: (here / "PLAN.md").write_text("- [ ] a\n")) == ""
    assert wrong(folder, lambda here: (here / LOCK).touch()) == ""


@pytest.mark.parametrize("name", ["clean", "changed", "staged", "new", "gone", "another", "sub/new", "sub/another"])
def test_new_content_is_seen(folder: Path, name: str) -> None:
    assert wrong(folder, lambda here: (here / name).write_text("3\n")) == changed(name)


@pytest.mark.parametrize("name", ["clean", "changed", "staged", "new", "sub/new"])
def test_a_deletion_is_seen(folder: Path, name: str) -> None:
    assert wrong(folder, lambda here: (here / name).unlink()) == changed(name)


@pytest.mark.parametrize("name", ["clean", "changed", "staged"])
def test_a_mode_is_seen(folder: Path, name: str) -> None:
    assert wrong(folder, lambda here: (here / name).chmod(0o755)) == changed(name)


@pytest.mark.parametrize("name", ["changed", "new", "gone"])
def test_staging_is_seen(folder: Path, name: str) -> None:
    assert wrong(folder, lambda here: git(here, "add", name)) == changed(name)


def test_unstaging_and_reverting_are_seen(folder: Path) -> None:
    assert wrong(folder, lambda here: git(here, "reset", "--quiet", "staged")) == changed("staged")
    assert wrong(folder, lambda here: git(here, "restore", "changed")) == changed("changed")


def test_a_rename_is_two_changes(folder: Path) -> None:
    assert wrong(folder, lambda here: git(here, "mv", "clean", "PLAN.md")) == changed("clean")


def test_a_file_that_becomes_a_link_or_a_folder_is_seen(folder: Path) -> None:
    def link(here: Path) -> None:
        (here / "new").unlink()
        (here / "new").symlink_to("clean")

    assert wrong(folder, link) == changed("new")
    (folder / "new").unlink()
    (folder / "new").mkdir()
    assert wrong(folder, lambda here: (here / "new" / "file").touch()) == changed("new/file")


def test_a_pipe_in_the_place_of_a_file_stops_nothing(folder: Path) -> None:
    def replace(here: Path) -> None:
        (here / "changed").unlink()
        os.mkfifo(here / "changed")

    assert wrong(folder, replace) == changed("changed")


def test_a_commit_is_seen_here_and_in_a_submodule(folder: Path) -> None:
    assert wrong(folder, lambda here: git(here / "sub", "commit", "--quiet", "--allow-empty", "-m", "x")) == changed(
        "sub"
    )
    assert wrong(folder, lambda here: git(here / "sub", "commit", "--quiet", "--allow-empty", "-m", "y")) == changed(
        "sub"
    )
    assert "made a commit" in wrong(folder, lambda here: git(here, "commit", "--quiet", "--message", "x"))


def test_staging_a_submodule_is_seen(folder: Path) -> None:
    git(folder / "sub", "commit", "--quiet", "--allow-empty", "--message=x")
    assert wrong(folder, lambda here: git(here, "add", "sub")) == changed("sub")


def test_a_submodule_that_goes_is_seen(folder: Path) -> None:
    assert wrong(folder, lambda here: shutil.rmtree(here / "sub")) == changed("sub, sub/new")


def test_names_are_spelled_out(folder: Path) -> None:
    assert wrong(folder, lambda here: (here / "a\x1b[2J\nb\udcff").touch()) == changed(r"a\x1b[2J\x0ab\xff")
