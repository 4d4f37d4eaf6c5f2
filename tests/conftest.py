"""Fixtures of all tests."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from arena import Arena
from peers import IS_ROOT, NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

settings.register_profile("shared-machine", deadline=None)
settings.load_profile("shared-machine")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test an empty home and an empty current folder, `home` and `work` below its own."""
    for name in ("BUS_PREFERENCES_PATH", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "BUS_SECRETS_IDENTITY",
                 "BUS_SECRETS_IDENTITY_FILE"):  # fmt: skip
        monkeypatch.delenv(name, raising=False)
    place = tmp_path / "home"
    place.mkdir()
    (tmp_path / "work").mkdir()
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.chdir(tmp_path / "work")
    return place


@pytest.fixture
def arena(tmp_path: Path) -> Arena:
    """Give the test an empty home and workspace for our installed programs."""
    return Arena(tmp_path / "arena")


@pytest.fixture
def shared_arena() -> Iterator[Arena]:
    """Give the test an arena that an unprivileged user reaches and owns; pytest's folders are its user's alone."""
    folder = Path(tempfile.mkdtemp(prefix="busdk-"))
    folder.chmod(0o755)
    arena = Arena(folder / "arena")
    if IS_ROOT:
        arena.give_to(NOBODY)
    yield arena
    shutil.rmtree(folder)
