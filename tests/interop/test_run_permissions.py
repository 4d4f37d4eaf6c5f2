"""A root that cannot be written, and files that cannot be read (R65, R68, R70, R74)."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

import runs
from peers import IS_ROOT, NOBODY, missing, unprivileged

if TYPE_CHECKING:
    from arena import Arena

LOCK = "bus-run: error: cannot lock .bus-run.lock: Permission denied\n"


@pytest.mark.parametrize("words", [("action", "set", "sum"), ("script", "set", "new")])
def test_a_root_that_cannot_be_written(shared_arena: Arena, words: tuple[str, ...]) -> None:
    """R68, R70: exit 1, and nothing is made."""
    runs.script(shared_arena, "other", "touch ran")
    if IS_ROOT:
        shared_arena.give_to(NOBODY)
    shared_arena.work.chmod(0o555)
    done = shared_arena.run("bus-run", *words, before=unprivileged(), stdin=None, input=b"text\n")
    assert (done.returncode, done.stderr.decode()) == (1, LOCK)
    assert list(shared_arena.files()) == ["work/.bus/run/other.sh"]
    shared_arena.work.chmod(0o755)


def test_a_run_in_such_a_root(shared_arena: Arena) -> None:
    """R70: where nothing can be written no lock is needed."""
    runs.script(shared_arena, "other", "echo run; ls -A")
    if IS_ROOT:
        shared_arena.give_to(NOBODY)
    shared_arena.work.chmod(0o555)
    assert shared_arena.ok("bus-run", "other", before=unprivileged()) == b"run\n.bus\n"
    shared_arena.work.chmod(0o755)


def test_a_read_only_file_system(arena: Arena) -> None:
    """R70: the same for root, whom no mode stops, and for a step's own call."""
    if not IS_ROOT:
        pytest.skip("mounting needs root")
    runs.script(arena, "other", "echo run")
    runs.script(arena, "outer", "bus-run other")
    place = arena.work
    mount = subprocess.run(["mount", "--bind", place, place], check=False, capture_output=True)
    if mount.returncode:
        missing(f"cannot mount: {mount.stderr.decode()}")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", place], check=True)
        assert arena.ok("bus-run", "outer") == b"run\n"
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def test_listings_need_no_writing(shared_arena: Arena) -> None:
    """R69: what takes no lock works in such a root."""
    runs.script(shared_arena, "other", "touch ran")
    shared_arena.work.chmod(0o555)
    before = unprivileged()
    for words in (["list"], ["context"], ["pipeline", "preview", "other"], ["script", "list"]):
        shared_arena.ok("bus-run", *words, before=before)
    shared_arena.work.chmod(0o755)
