"""The lock between writers, seen from inside one process: `flock` holds between two openings of a file."""

from __future__ import annotations

import errno
import fcntl
import os
import threading
from typing import TYPE_CHECKING

import pytest

from busdk import lock
from busdk.errors import FileError

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 20


def test_who_waits_is_told_once(tmp_path: Path) -> None:
    """The one that comes second says that it waits, gets the lock after the first, and leaves no file."""
    path = tmp_path / "lock"
    waiting = threading.Event()
    events = []

    def on_wait() -> None:
        events.append("waiting")
        waiting.set()

    def second() -> None:
        with lock.held(str(path), on_wait=on_wait):
            events.append("second")

    thread = threading.Thread(target=second)
    with lock.held(str(path), on_wait=lambda: events.append("wrong")):
        thread.start()
        assert waiting.wait(PATIENCE)
        events.append("first")
    thread.join(PATIENCE)
    assert events == ["waiting", "first", "second"]
    assert not path.exists()


def test_a_writer_that_waits_is_told_after_a_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`locked` says nothing of a short wait, and of a longer one once, on the thread that waits."""
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    path = str(tmp_path / "x.json")
    waiting = threading.Event()
    told: list[threading.Thread] = []

    def on_wait() -> None:
        told.append(threading.current_thread())
        waiting.set()

    def second() -> None:
        with lock.locked(path, on_wait=on_wait):
            return

    thread = threading.Thread(target=second)
    with lock.locked(path, on_wait=on_wait):
        thread.start()
        assert waiting.wait(PATIENCE)
    thread.join(PATIENCE)
    assert told == [thread]
    assert not thread.is_alive()
    assert list(tmp_path.iterdir()) == []


def test_a_short_wait_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock that comes free within the patience is taken silently, though its file is another by then."""
    monkeypatch.setattr(lock, "PATIENCE", PATIENCE)
    path = str(tmp_path / "x.json")
    told: list[str] = []

    def second() -> None:
        with lock.locked(path, on_wait=lambda: told.append("waiting")):
            told.append("second")

    thread = threading.Thread(target=second)
    with lock.locked(path):
        thread.start()
        while not blocked(tmp_path / ".x.json.lock"):
            thread.join(0.01)
    thread.join(PATIENCE)
    assert told == ["second"]


def blocked(path: Path) -> bool:
    """Tell whether this process has a file open twice: once with the lock, once without."""
    links = (os.path.join("/proc/self/fd", name) for name in os.listdir("/proc/self/fd"))
    return [os.path.realpath(link) for link in links].count(str(path)) == 2


def test_a_temporary_file_of_a_crash_goes(tmp_path: Path) -> None:
    """Taking the lock of a file removes its temporary file; releasing removes the side file."""
    temporary = tmp_path / ".x.json.tmp"
    temporary.write_bytes(b"half")
    with lock.locked(str(tmp_path / "x.json")):
        assert [path.name for path in tmp_path.iterdir()] == [".x.json.lock"]
    assert list(tmp_path.iterdir()) == []


def test_clearing_touches_nothing_where_nothing_is_left(tmp_path: Path) -> None:
    """Without side files nothing is locked, so that a folder which cannot be written is no matter."""
    lock.clear(str(tmp_path / "absent" / "x.json"))
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_the_body_lets_go(tmp_path: Path) -> None:
    """Whatever ends the statement, the lock is free afterwards; an error names the file, not the side file."""
    path = str(tmp_path / "x.json")
    with pytest.raises(ZeroDivisionError), lock.locked(path):
        raise ZeroDivisionError
    with lock.locked(path):
        pass
    with pytest.raises(FileError, match=r"^cannot lock .*/absent/x\.json: No such file or directory$"):
        lock.locked(str(tmp_path / "absent" / "x.json")).__enter__()


def test_a_lock_file_that_another_holder_made_is_left(tmp_path: Path) -> None:
    """When somebody removed ours meanwhile and another holder made a new one, our release removes nothing."""
    path = tmp_path / "lock"
    with lock.held(str(path)):
        path.unlink()
        path.write_text("another's")
    assert path.read_text() == "another's"


def test_clearing_an_existing_folder_takes_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no side file lies nothing is locked."""
    taken: list[str] = []
    monkeypatch.setattr(lock, "locked", taken.append)
    lock.clear(str(tmp_path / "x"))
    assert taken == []


@pytest.mark.parametrize("ending", [".tmp", ".lock"])
def test_clearing_removes_what_a_crash_left(tmp_path: Path, ending: str) -> None:
    """A side file of a file behind a link lies beside the real file, and goes."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real/x")
    (tmp_path / "real" / f".x{ending}").touch()
    lock.clear(str(tmp_path / "link"))
    assert list((tmp_path / "real").iterdir()) == []


def test_clearing_where_nothing_can_be_locked_is_silent(tmp_path: Path) -> None:
    """A folder in the place of the lock file is no error of clearing."""
    (tmp_path / ".x.lock").mkdir()
    lock.clear(str(tmp_path / "x"))
    assert (tmp_path / ".x.lock").is_dir()


def test_others_may_read_the_lock_file(tmp_path: Path) -> None:
    """Another user must open the lock file to wait for it, and cannot write to it."""
    old = os.umask(0)
    try:
        with lock.held(str(tmp_path / "x")):
            assert (tmp_path / "x").stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(old)


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_file_system_without_locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """The error says what it means, and no lock file stays; one that was there already is not ours to remove."""

    def refuse(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(FileError, match=r"^cannot lock .*/x: ") as error:
        lock.locked(str(tmp_path / "x")).__enter__()
    assert error.value.hints == ("its file system has no locks: mount it with them, or keep the file on another one",)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".x.lock").touch()
    with pytest.raises(FileError):
        lock.locked(str(tmp_path / "x")).__enter__()
    assert (tmp_path / ".x.lock").exists()


@pytest.mark.parametrize("umask", [0o277, 0o777])
def test_a_lock_file_is_open_to_its_owner(tmp_path: Path, umask: int) -> None:
    """Whatever the umask: the user's next process must open it to wait."""
    old = os.umask(umask)
    try:
        with lock.held(str(tmp_path / "x")):
            assert (tmp_path / "x").stat().st_mode & 0o777 == 0o644 & ~umask | 0o600
    finally:
        os.umask(old)


def test_an_error_of_a_lock_without_a_name_names_its_file(tmp_path: Path) -> None:
    """The path stands for a name that was not given."""
    with pytest.raises(FileError, match=r"^cannot lock .*/absent/x: "):
        lock.held(str(tmp_path / "absent" / "x")).__enter__()
