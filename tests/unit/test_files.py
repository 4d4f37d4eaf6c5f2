"""Reading and replacing a file where the system reads less, allows less, or stops in the middle."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from busdk import files, lock
from busdk.errors import FileError
from peers import IS_ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_reading_a_pipe_does_not_wait(tmp_path: Path) -> None:
    """A pipe that nobody writes to is an error at once."""
    os.mkfifo(tmp_path / "x")
    with pytest.raises(FileError, match="not a regular file"):
        files.read(str(tmp_path / "x"))


@pytest.mark.parametrize("size", [9, 10])
def test_a_file_of_the_limit_is_read(tmp_path: Path, size: int) -> None:
    """The limit is the largest size that is read."""
    (tmp_path / "x").write_bytes(b"x" * size)
    assert files.read(str(tmp_path / "x"), 10) == b"x" * size


def test_a_larger_file_is_refused(tmp_path: Path) -> None:
    """One byte more than the limit is an error that names the limit."""
    (tmp_path / "x").write_bytes(b"x" * 11)
    with pytest.raises(FileError, match="larger than 10 bytes"):
        files.read(str(tmp_path / "x"), 10)


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="needs a file that shows no size")
def test_a_file_that_shows_no_size_is_limited_too() -> None:
    """What is read counts, not what the system says of the file."""
    assert os.stat("/proc/self/status").st_size == 0
    with pytest.raises(FileError, match="larger than 10 bytes"):
        files.read("/proc/self/status", 10)


def test_nothing_is_written_that_is_too_large(tmp_path: Path) -> None:
    """The limit holds for what is written, and the old file stays."""
    files.replace(str(tmp_path / "x"), b"x" * 10, limit=10)
    with pytest.raises(FileError, match=r"cannot write .*/x: larger than 10 bytes"):
        files.replace(str(tmp_path / "x"), b"y" * 11, limit=10)
    assert (tmp_path / "x").read_bytes() == b"x" * 10


def test_short_reads_and_writes_go_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that takes and gives a few bytes at a time loses none."""
    write, read = os.write, os.read
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(data)[:3]))
    monkeypatch.setattr(os, "read", lambda descriptor, size: read(descriptor, min(size, 4)))
    files.replace(str(tmp_path / "x"), b"0123456789")
    assert files.read(str(tmp_path / "x")) == b"0123456789"


def test_each_new_folder_has_the_mode(tmp_path: Path) -> None:
    """The folders above the wanted one get its mode, too."""
    files.make_folder(str(tmp_path / "a" / "b" / "c"), 0o711)
    made = [tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "c"]
    assert [path.stat().st_mode & 0o777 for path in made] == [0o711] * 3


@pytest.mark.parametrize("umask", [0o277, 0o777, 0o077, 0o022])
def test_a_umask_takes_nothing_from_the_owner(tmp_path: Path, umask: int) -> None:
    """What is private has its mode exactly; what is for others too has less for them, and all for its owner."""
    old = os.umask(umask)
    try:
        files.make_folder(str(tmp_path / "a" / "b"))
        files.replace(str(tmp_path / "a" / "b" / "private"), b"x")
        files.make_folder(str(tmp_path / "a" / "c"), 0o777)
        files.create(str(tmp_path / "a" / "c" / "open"), b"x", mode=0o666)
    finally:
        os.umask(old)
    shared = 0o700 | ~umask & 0o077
    expected = {"a": 0o700, "a/b": 0o700, "a/b/private": 0o600, "a/c": shared, "a/c/open": shared & 0o666}
    assert {name: (tmp_path / name).stat().st_mode & 0o7777 for name in expected} == expected


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    """Writing under a lock closes all that it opened."""
    before = len(os.listdir("/proc/self/fd"))
    for number in range(5):
        with lock.locked(str(tmp_path / "x")):
            files.replace(str(tmp_path / "x"), b"%d" % number)
            files.create(str(tmp_path / f"y{number}"), b"")
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_taken_name_is_left_where_links_are_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without hard links a new file is renamed into place, and never over another."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert files.create(str(tmp_path / "x"), b"one")
    assert not files.create(str(tmp_path / "x"), b"two")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("x", b"one")]


def test_a_kept_mode_is_there_from_the_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A private file's replacement is never open to others, not for a moment."""
    (tmp_path / "x").touch(0o600)
    opened = os.open
    modes: list[int] = []

    def noted(path: str, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_CREAT:
            modes.append(mode)
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", noted)
    files.replace(str(tmp_path / "x"), b"new", mode=0o644, keep=True)
    assert modes == [0o600]


@pytest.mark.skipif(not IS_ROOT, reason="only root gives files to another group")
def test_a_group_alone_is_kept_too(tmp_path: Path) -> None:
    """A file that differs in its group only keeps it."""
    (tmp_path / "x").write_bytes(b"old")
    os.chown(tmp_path / "x", os.geteuid(), 12)
    files.replace(str(tmp_path / "x"), b"new", keep=True)
    assert (tmp_path / "x").stat().st_gid == 12
