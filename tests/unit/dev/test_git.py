"""Calling Git: strange names, variables that lead elsewhere, no words that quote a value."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from busdk.dev.git import _ELSEWHERE, Repository
from busdk.errors import BusError
from git_repository import git, make, repository

STRANGE = [b"a b", b" a", b"a ", b"new\nline", b"tab\there", b"-rf", b"'", b'"q"', b"\\n", b"\xff\xfe", "ä卵".encode(),
           b":(top)x", b"*", b"\x1b[2J", b"a -> b", b"1 M. N..."]  # fmt: skip

SETTINGS = ("status.showUntrackedFiles=no", "status.relativePaths=true", "status.branch=true", "color.ui=always",
            "status.showStash=true", "core.quotePath=true", "status.renames=copies")  # fmt: skip


@pytest.fixture
def folder(home: Path) -> Path:
    """Make a repository in the current folder."""
    return make(Path.cwd())


def test_strange_names_arrive_untracked_changed_and_deleted(folder: Path) -> None:
    paths = [os.fsencode(folder) + b"/" + name for name in STRANGE]
    for path in paths:
        Path(os.fsdecode(path)).write_bytes(b"x")
    names = {os.fsdecode(name) for name in STRANGE}
    assert {change.path for change in repository(folder).changes()} == names
    repository(folder).add(".")
    assert not any(change.is_unstaged for change in repository(folder).changes())
    for path in paths:
        os.unlink(path)
    changes = repository(folder).changes()
    assert {change.path for change in changes} == names
    assert all(change.is_unstaged for change in changes)


def test_settings_of_the_user_change_nothing(folder: Path) -> None:
    for setting in SETTINGS:
        git(folder, "config", *setting.split("="))
    (folder / "sub").mkdir()
    (folder / "sub" / "ä").write_text("x")
    assert [change.path for change in repository(folder).changes()] == ["sub/ä"]


def test_no_variable_leads_to_another_repository(folder: Path, tmp_path: Path) -> None:
    """Each of Git's own list of such variables, but for those that hold settings, is left out."""
    local = {name for name in git(folder, "rev-parse", "--local-env-vars").split() if not name.startswith("GIT_CONFIG")}
    assert local <= _ELSEWHERE
    git(tmp_path, "init", "--quiet", "other")
    other = tmp_path / "other"
    more = {"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other), "GIT_INDEX_FILE": str(other / "index"),
            "GIT_NAMESPACE": "x", "GIT_LITERAL_PATHSPECS": "1", "GIT_OBJECT_DIRECTORY": str(other)}  # fmt: skip
    (folder / "x").write_text("x")
    here = repository(folder, **more)
    here.check_place()
    here.add(".", ":(exclude)y")
    assert here.has_staged()
    assert here.commit("two\n") == 0
    assert git(folder, "log", "-1", "--format=%s", "--name-only").split() == ["two", "x"]
    assert git(other, "status", "--short") == ""


def test_before_the_first_commit_there_is_no_head(tmp_path: Path, folder: Path) -> None:
    git(tmp_path, "init", "--quiet", "new")
    assert repository(tmp_path / "new").head() == ""
    assert len(repository(folder).head()) == 40


def test_what_git_says_is_one_visible_line(folder: Path) -> None:
    (folder / ".git" / "HEAD").write_text("ref: \x1b[2J\n")
    with pytest.raises(BusError, match=r"^git rev-parse failed with exit code 128: fatal: ") as raised:
        repository(folder).check_place()
    assert str(raised.value).isprintable()


def test_an_environment_is_not_shown() -> None:
    assert "canary" not in repr(Repository("/", {"KEY": "canary"}))
