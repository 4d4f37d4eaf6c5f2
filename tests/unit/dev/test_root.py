"""Whose repository steps may run in."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from busdk.dev.root import find_root
from busdk.errors import BusError
from peers import IS_ROOT, NOBODY, need

if TYPE_CHECKING:
    from pathlib import Path


def test_a_repository_of_ones_own_is_found_from_below(tmp_path: Path) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "sub").mkdir()
    assert find_root(str(tmp_path / "repo" / "sub")) == os.path.realpath(tmp_path / "repo")


@pytest.mark.skipif(not IS_ROOT, reason="only root can give a file away")
def test_a_repository_of_another_user_is_refused(tmp_path: Path, home: Path) -> None:
    """Be it the folder or a `.git`, a dangling link too, that was put above ours in a shared one."""
    need("git")
    shared = tmp_path / "shared"
    (shared / "mine").mkdir(parents=True)
    (shared / ".git").symlink_to("nowhere")
    os.chown(shared / ".git", NOBODY, NOBODY, follow_symlinks=False)
    with pytest.raises(BusError, match="belongs to another user") as error:
        find_root(str(shared / "mine"))
    assert error.value.hints == (f"if you trust it: git config --global --add safe.directory {shared}",)
