"""Where the descriptor is, as the library tells."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from busdk import config, rootfile
from busdk.errors import FileError, RefusedFile

if TYPE_CHECKING:
    from pathlib import Path


def test_what_cannot_be_looked_at_is_not_absent() -> None:
    """Only a missing file is none; whatever else stops us is told."""
    with pytest.raises(FileError, match=r"^cannot read x+/datapackage.json: File name too long$"):
        config.read("x" * 300)


def test_the_path_is_as_short_as_it_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its name alone in the folder itself, below a given folder as that was given, above one in full."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path)
    assert [config.path(), config.path("sub")] == ["datapackage.json", os.path.join("sub", "datapackage.json")]
    (tmp_path / "datapackage.json").write_text("{}")
    assert [config.path(), config.path("sub")] == ["datapackage.json", str(tmp_path / "datapackage.json")]


def test_a_folder_that_is_a_link(tmp_path: Path) -> None:
    """What counts is where it leads: the folders above are those of the real one."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "sub").mkdir()
    (tmp_path / "repo" / "datapackage.json").write_text('{"here": 1}')
    (tmp_path / "link").symlink_to("repo/sub")
    assert config.read(str(tmp_path / "link")) == {"here": 1}


def test_a_link_put_in_after_the_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A descriptor that becomes a link out of its folder before it is opened is not read."""
    (tmp_path / "work").mkdir()
    place = tmp_path / "work" / "datapackage.json"
    place.write_text("{}")
    (tmp_path / "other.json").write_text('{"secret": 1}')
    load = rootfile.load

    def swapped(root: str, name: str, limit: int = rootfile.LARGEST, *, shown: str = "") -> bytes | None:
        place.unlink()
        place.symlink_to("../other.json")
        return load(root, name, limit, shown=shown)

    monkeypatch.setattr(rootfile, "load", swapped)
    with pytest.raises(RefusedFile, match="leads out of the project"):
        config.read(str(tmp_path / "work"))
