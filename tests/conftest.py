"""Fixtures of all tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from pathlib import Path

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
