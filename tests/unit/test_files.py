"""Reading and replacing a file where the system reads less, allows less, or stops in the middle."""

from __future__ import annotations

import errno
import os
import stat
import struct
import subprocess
from typing import TYPE_CHECKING

import pytest

from busdk import files, folders, lock
from busdk.errors import FileError
from peers import IS_ROOT, NOBODY, missing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
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
    folders.make(str(tmp_path / "a" / "b" / "c"), 0o711)
    made = [tmp_path / "a", tmp_path / "a" / "b", tmp_path / "a" / "b" / "c"]
    assert [path.stat().st_mode & 0o777 for path in made] == [0o711] * 3


@pytest.mark.parametrize("umask", [0o277, 0o777, 0o077, 0o022])
def test_a_umask_takes_nothing_from_the_owner(tmp_path: Path, umask: int) -> None:
    """What is private has its mode exactly; what is for others too has less for them, and all for its owner."""
    old = os.umask(umask)
    try:
        folders.make(str(tmp_path / "a" / "b"))
        files.replace(str(tmp_path / "a" / "b" / "private"), b"x")
        folders.make(str(tmp_path / "a" / "c"), 0o777)
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


@pytest.mark.parametrize("code", [errno.EINVAL, errno.EOPNOTSUPP, errno.EBADF, errno.EIO])
def test_a_folder_that_cannot_be_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """A file system that cannot do it for folders is no failure; a disk that fails is."""
    sync = os.fsync

    def refuse(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(code, os.strerror(code))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", refuse)
    writes: list[Callable[[], object]] = [
        lambda: files.replace(str(tmp_path / "x"), b"x"),
        lambda: files.create(str(tmp_path / "y"), b"x"),
        lambda: folders.make(str(tmp_path / "z")),
        lambda: files.remove(str(tmp_path / "x")),
    ]
    for write in writes:
        if code == errno.EIO:
            with pytest.raises(FileError, match="Input/output error"):
                write()
        else:
            write()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["y", "z"]


@pytest.mark.skipif(IS_ROOT, reason="root lists every folder")
def test_a_folder_that_cannot_be_listed(tmp_path: Path) -> None:
    """It may be written to all the same."""
    tmp_path.chmod(0o300)
    files.replace(str(tmp_path / "x"), b"x")
    tmp_path.chmod(0o700)
    assert (tmp_path / "x").read_bytes() == b"x"


class Mounted:
    """A file that cannot be replaced, as if it were a mount point of its own, with what was written into it."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch, fail: Sequence[int] = ()) -> None:
        path.write_bytes(b"old content")
        self.path = path
        self.seen: list[tuple[bytes, bytes]] = []
        self._fail = list(fail)
        self._replace, self._write = os.replace, os.write
        monkeypatch.setattr(os, "replace", self.replace)
        monkeypatch.setattr(os, "write", self.write)

    def replace(self, old: str, new: str) -> None:
        if new == str(self.path):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        self._replace(old, new)

    def write(self, descriptor: int, data: bytes) -> int:
        if not os.path.samestat(os.fstat(descriptor), self.path.stat()):
            return self._write(descriptor, data)
        self.seen.append((bytes(data), self.path.with_name(f".{self.path.name}.bak").read_bytes()))
        if self._fail and self._fail.pop(0):
            self._write(descriptor, bytes(data)[:2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self._write(descriptor, data)


def test_a_file_that_is_mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is written in place, shorter or longer, while a copy lies beside it, and keeps its identity and mode."""
    mounted = Mounted(tmp_path / "x", monkeypatch)
    mounted.path.chmod(0o640)
    number = mounted.path.stat().st_ino
    for data in (b"new", b"much longer content"):
        before = mounted.path.read_bytes()
        files.replace(str(mounted.path), data, keep=True)
        assert mounted.path.read_bytes() == data
        assert mounted.seen.pop() == (data, before)
    assert (mounted.path.stat().st_ino, mounted.path.stat().st_mode & 0o777) == (number, 0o640)
    files.replace(str(mounted.path), b"private", mode=0o600)
    assert mounted.path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["x"]
    assert [files.written_in_place.pop() for _ in range(3)] == [str(mounted.path)] * 3


def test_a_mounted_file_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it held is put back, and nothing is left beside it."""
    mounted = Mounted(tmp_path / "x", monkeypatch, fail=[1, 0])
    with pytest.raises(FileError, match="No space left on device"):
        files.replace(str(mounted.path), b"new", keep=True)
    assert mounted.path.read_bytes() == b"old content"
    assert os.listdir(tmp_path) == ["x"]
    assert files.written_in_place == []


def test_a_mounted_file_that_cannot_be_made_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy stays, and the hint says how to get it back."""
    mounted = Mounted(tmp_path / "x", monkeypatch, fail=[1, 1])
    with pytest.raises(FileError, match=r"cannot write .*/x: No space left on device") as error:
        files.replace(str(mounted.path), b"new", keep=True)
    copy = tmp_path / ".x.bak"
    assert error.value.hints == (f"cp {copy} {mounted.path}",)
    assert (copy.read_bytes(), copy.stat().st_mode & 0o777) == (b"old content", 0o600)


def test_a_file_that_is_really_mounted(tmp_path: Path) -> None:
    """The same with a real mount point, which only root can make."""
    if not IS_ROOT:
        pytest.skip("mounting needs root")
    real, place = tmp_path / "real", tmp_path / "x"
    real.write_bytes(b"old")
    place.touch()
    done = subprocess.run(["mount", "--bind", real, place], check=False, capture_output=True)
    if done.returncode:
        missing(f"cannot mount: {done.stderr.decode()}")
    try:
        files.replace(str(place), b"new", keep=True)
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)
    assert files.written_in_place.pop() == str(place)
    assert (real.read_bytes(), place.read_bytes()) == (b"new", b"")
    assert sorted(os.listdir(tmp_path)) == ["real", "x"]


def acl(mode: int) -> bytes:
    """Return an ACL as Linux stores it, by which another user may do what the group may by `mode`."""
    undefined = 0xFFFFFFFF
    owner, group, other = mode >> 6, mode >> 3 & 7, mode & 7
    rows = [
        (1, owner, undefined),
        (2, 7, NOBODY),
        (4, group, undefined),
        (16, group, undefined),
        (32, other, undefined),
    ]
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *row) for row in rows)


@pytest.mark.parametrize("names", [{"user.note": b"text"}, {"system.posix_acl_access": acl(0o640)}])
def test_attributes_are_kept(tmp_path: Path, names: dict[str, bytes]) -> None:
    """A descriptor's own, an ACL among them, and no ACL that new files get in its folder."""
    place = tmp_path / "x"
    place.write_bytes(b"old")
    place.chmod(0o644)
    try:
        for name, value in names.items():
            os.setxattr(place, name, value)
        os.setxattr(tmp_path, "system.posix_acl_default", acl(0o777))
    except OSError as error:
        missing(f"no such attributes here: {error.strerror}")
    mode = place.stat().st_mode
    files.replace(str(place), b"new", keep=True)
    assert {name: os.getxattr(place, name) for name in os.listxattr(place)} == names
    assert place.stat().st_mode == mode
    assert place.read_bytes() == b"new"


def test_a_private_file_takes_no_acl(tmp_path: Path) -> None:
    """What is its owner's alone stays so, whatever its folder or the old file gives to others."""
    place = tmp_path / "x"
    place.touch()
    try:
        os.setxattr(place, "system.posix_acl_access", acl(0o660))
        os.setxattr(tmp_path, "system.posix_acl_default", acl(0o777))
    except OSError as error:
        missing(f"no such attributes here: {error.strerror}")
    files.replace(str(place), b"new")
    assert place.stat().st_mode & 0o077 == 0  # the bits of the group are the ACL's mask


def test_a_hard_link_is_broken(tmp_path: Path) -> None:
    """The other name keeps the old content: it may be a backup."""
    (tmp_path / "x").write_bytes(b"old")
    (tmp_path / "backup").hardlink_to(tmp_path / "x")
    files.replace(str(tmp_path / "x"), b"new", keep=True)
    assert ((tmp_path / "x").read_bytes(), (tmp_path / "backup").read_bytes()) == (b"new", b"old")
