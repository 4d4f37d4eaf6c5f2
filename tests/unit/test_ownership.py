"""Whose files are taken: mostly we pretend to be another user than the one who made them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from busdk import config, ownership
from busdk.dev.tool import TOOL as DEV
from busdk.errors import BusError
from busdk.run.tool import TOOL as RUN
from busdk.steps import scanning
from peers import IS_ROOT, NOBODY, need

if TYPE_CHECKING:
    from pathlib import Path

    from busdk.steps import Tool

OWN = os.geteuid() if os.name == "posix" else 0


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> None:
    """Be a user who owns nothing here, where root does not either."""
    monkeypatch.setattr(ownership, "_allowed", lambda: {OWN + 1})


def trust(home: Path, *values: str) -> None:
    """Write `safe.directory` into the user's settings of Git."""
    need("git")
    (home / ".gitconfig").write_text("[safe]\n" + "".join(f'\tdirectory = "{value}"\n' for value in values))


def definition(root: Path, tool: Tool) -> Path:
    """Make a script."""
    place = root / tool.folder / "x.sh"
    place.parent.mkdir(parents=True)
    place.touch(0o755)
    return place


def test_what_is_ours_or_absent(tmp_path: Path) -> None:
    ownership.check(str(tmp_path), (str(tmp_path), str(tmp_path / "absent")))


@pytest.mark.usefixtures("stranger")
def test_what_is_another_users(tmp_path: Path, home: Path) -> None:
    """The error names what it is, and the setting that lifts it."""
    assert home.is_dir()
    with pytest.raises(BusError, match=rf"^folder belongs to another user: {tmp_path}$") as error:
        ownership.check(str(tmp_path), [str(tmp_path)])
    assert error.value.code == 1
    assert error.value.hints == (f"if you trust it: git config --global --add safe.directory {tmp_path}",)


@pytest.mark.usefixtures("stranger")
@pytest.mark.parametrize("trusted", [["{}"], ["*"], ["{}/"], ["", "/other", "{}"], ["{above}/*"]])
def test_what_git_trusts(tmp_path: Path, home: Path, trusted: list[str]) -> None:
    """`safe.directory` lifts it, in the forms that Git knows."""
    trust(home, *(value.format(tmp_path, above=tmp_path.parent) for value in trusted))
    ownership.check(str(tmp_path), [str(tmp_path)])


@pytest.mark.usefixtures("stranger")
@pytest.mark.parametrize("trusted", [["/other"], ["{}", ""], ["*", ""], ["{}/below"], ["{above}"], ["{}/*"], ["."]])
def test_what_git_does_not_trust(tmp_path: Path, home: Path, trusted: list[str]) -> None:
    """Another folder, one above or below, and what was taken back."""
    trust(home, *(value.format(tmp_path, above=tmp_path.parent) for value in trusted))
    with pytest.raises(BusError):
        ownership.check(str(tmp_path), [str(tmp_path)])


@pytest.mark.usefixtures("stranger")
def test_a_repository_does_not_trust_itself(tmp_path: Path, home: Path) -> None:
    """Its own settings are not asked, wherever we are."""
    trust(home, "/other")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("[safe]\n\tdirectory = *\n")
    with pytest.raises(BusError):
        ownership.check(str(tmp_path), [str(tmp_path)])


@pytest.mark.skipif(not IS_ROOT, reason="only root can give a file away")
@pytest.mark.parametrize(
    "case",
    [
        (NOBODY, NOBODY, "", True),
        (0, NOBODY, "", True),
        (NOBODY, 0, "", False),
        (NOBODY, 0, str(NOBODY), True),
        (NOBODY, 0, "x", False),
        (NOBODY, 1000, str(NOBODY), False),
    ],
)
def test_whose_files_are_taken(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch, case: tuple[int, int, str, bool]
) -> None:
    """One's own, root's, and for root those of the user behind `sudo`, whom nobody else can claim to be."""
    assert home.is_dir()
    owner, user, sudo, taken = case
    os.chown(tmp_path, owner, owner)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setenv("SUDO_UID", sudo)
    if taken:
        ownership.check(str(tmp_path), [str(tmp_path)])
    else:
        with pytest.raises(BusError):
            ownership.check(str(tmp_path), [str(tmp_path)])


@pytest.mark.usefixtures("stranger")
@pytest.mark.parametrize("tool", [RUN, DEV], ids=["run", "dev"])
def test_definitions_of_another_user(tmp_path: Path, home: Path, tool: Tool) -> None:
    """They are refused by both tools, and where the setting names the root taken by both; a root without is let be."""
    assert scanning.scan(tool, str(tmp_path), {}).own == {}
    definition(tmp_path, tool)
    with pytest.raises(BusError, match="belongs to another user"):
        scanning.scan(tool, str(tmp_path), {})
    trust(home, str(tmp_path))
    assert list(scanning.scan(tool, str(tmp_path), {}).own) == ["x"]


@pytest.mark.skipif(not IS_ROOT, reason="only root can give a file away")
@pytest.mark.parametrize("tool", [RUN, DEV], ids=["run", "dev"])
@pytest.mark.parametrize("given", [".", ".bus", "{folder}", "{folder}/x.sh", "{folder}/y.txt", "real", "real/y"])
def test_each_place_on_the_way(tmp_path: Path, home: Path, tool: Tool, given: str) -> None:
    """The root, each folder, the file, a link, what it leads to, and that one's folder."""
    assert home.is_dir()
    root = tmp_path / "root"
    definition(root, tool)
    (root / "real").mkdir()
    (root / "real" / "y").write_text("text")
    (root / tool.folder / "y.txt").symlink_to("../../real/y")
    assert sorted(scanning.scan(tool, str(root), {}).own) == ["x", "y"]
    place = root / given.format(folder=tool.folder)
    os.chown(place, NOBODY, NOBODY, follow_symlinks=False)
    with pytest.raises(BusError, match=rf"^(folder|file) belongs to another user: {root}"):
        scanning.scan(tool, str(root), {})


@pytest.mark.usefixtures("stranger")
def test_a_descriptor_above(tmp_path: Path, home: Path) -> None:
    """One of another user's that lies above is no workspace of ours; without one nothing is wrong."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "sub").mkdir()
    assert config.path(str(tmp_path / "sub")) == str(tmp_path / "sub" / "datapackage.json")
    (tmp_path / "datapackage.json").write_text("{}")
    with pytest.raises(BusError, match="folder belongs to another user"):
        config.path(str(tmp_path / "sub"))
    trust(home, str(tmp_path))
    assert config.path(str(tmp_path / "sub")) == str(tmp_path / "datapackage.json")
