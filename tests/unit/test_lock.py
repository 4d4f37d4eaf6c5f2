"""The lock between writers, seen from inside one process: `flock` holds between two openings of a file."""

from __future__ import annotations

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
