"""The file of `-o`: its mode, and whose it may be."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

import script_runner
from busdk.command import output
from busdk.errors import FileError
from peers import IS_ROOT, NOBODY

if TYPE_CHECKING:
    from pathlib import Path


def write(folder: Path, path: str, *argv: str, umask: int = 0o022) -> subprocess.CompletedProcess[bytes]:
    """Run a program with `-o`."""
    program, *words = argv
    return subprocess.run(
        [str(script_runner.BIN / program), "-o", path, *words],
        check=False, cwd=folder, env=script_runner.environment(folder), capture_output=True, umask=umask, timeout=30,
    )  # fmt: skip


@pytest.mark.parametrize("umask", [0o022, 0, 0o277, 0o777])
@pytest.mark.parametrize(
    "argv", [["bus-preferences", "get", "secrets.x"], ["bus-preferences", "list"], ["bus-secrets", "list"]]
)
def test_a_new_file_is_its_owner_s_alone(tmp_path: Path, argv: list[str], umask: int) -> None:
    """0600 whatever the umask, and whatever the command."""
    program = str(script_runner.BIN / "bus-preferences")
    environment = script_runner.environment(tmp_path)
    subprocess.run([program, "set", "secrets.x", "v"], check=True, cwd=tmp_path, env=environment)
    done = write(tmp_path, "out", *argv, umask=umask)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "out").read_text() != ""


@pytest.mark.parametrize(("secret", "mode"), [(True, 0o600), (False, 0o644)])
def test_a_file_that_is_there_keeps_its_mode_unless_a_value_goes_into_it(
    tmp_path: Path, *, secret: bool, mode: int
) -> None:
    """What others may read holds no value; all else stays as its owner made it. It is emptied, and stays the file."""
    path = tmp_path / "out"
    path.write_text("what was there before")
    path.chmod(0o644)
    number = path.stat().st_ino
    os.close(output.open_output(str(path), secret=secret))
    assert (path.stat().st_mode & 0o777, path.read_text(), path.stat().st_ino) == (mode, "", number)


def test_links_pipes_and_devices_of_one_s_own_are_fine(tmp_path: Path) -> None:
    """A link to a file or to nothing, a pipe with a reader, the null device."""
    (tmp_path / "link").symlink_to("target")
    for _ in range(2):
        os.close(output.open_output(str(tmp_path / "link"), secret=True))
    assert (tmp_path / "target").read_text() == ""
    assert (tmp_path / "link").is_symlink()
    os.mkfifo(tmp_path / "pipe", 0o600)
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    os.close(output.open_output(str(tmp_path / "pipe"), secret=True))
    os.close(reader)
    os.close(output.open_output(os.devnull, secret=True))


@pytest.mark.skipif(not IS_ROOT, reason="gives files to another user")
def test_a_stranger_s_pipe_link_or_file_is_not_written(tmp_path: Path) -> None:
    """A pipe anywhere; a link and a file in a folder that all may write to."""
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    target = tmp_path / "target"
    target.write_text("kept")
    os.mkfifo(tmp_path / "pipe", 0o666)
    (shared / "link").symlink_to(target)
    (shared / "file").write_text("kept")
    for path in (tmp_path / "pipe", shared / "link", shared / "file"):
        os.lchown(path, NOBODY, NOBODY)
        with pytest.raises(FileError, match="it belongs to another user"):
            output.open_output(str(path), secret=False)
    assert target.read_text() == (shared / "file").read_text() == "kept"
    assert write(tmp_path, str(tmp_path / "pipe"), "bus-secrets", "list").returncode == 1


@pytest.mark.parametrize("umask", [0, 0o022, 0o277, 0o777])
def test_the_first_use_makes_folders_and_files_that_work(tmp_path: Path, umask: int) -> None:
    """Folders are 0700 and files 0600, whatever the umask."""
    program = str(script_runner.BIN / "bus-secrets")
    environment = script_runner.environment(tmp_path)
    for argv in (["set", "a", "1"], ["set", "b", "2"]):
        subprocess.run([program, *argv], check=True, cwd=tmp_path, env=environment, capture_output=True, umask=umask)
    places = [path for path in tmp_path.rglob("*") if path.name != "bin"]
    assert {path.name for path in places} >= {"identity.txt", "preferences.json"}
    assert {(path.is_dir(), path.stat().st_mode & 0o777) for path in places} == {(True, 0o700), (False, 0o600)}
