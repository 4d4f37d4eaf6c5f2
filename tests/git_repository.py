"""Git repositories in tests."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from busdk.dev.git import Repository
from peers import need

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *words: str) -> str:
    """Run Git and return what it prints."""
    author = ("-c", "user.name=Dev", "-c", "user.email=dev@example.org")
    done = subprocess.run([need("git"), *author, *words], check=True, cwd=folder, capture_output=True, text=True)
    return done.stdout


def make(folder: Path) -> Path:
    """Make a repository with one commit."""
    folder.mkdir(exist_ok=True)
    git(folder, "init", "--quiet")
    git(folder, "config", "user.name", "Dev")
    git(folder, "config", "user.email", "dev@example.org")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=one")
    return folder


def add_submodule(folder: Path, name: str, source: Path) -> None:
    """Add a submodule and commit it."""
    git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(source), name)
    git(folder, "commit", "--quiet", "--message=submodule")


def repository(folder: Path, **more: str) -> Repository:
    """Return what our code makes of a repository."""
    return Repository(str(folder), {**os.environ, **more})
