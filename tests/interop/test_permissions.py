"""Files with owners, modes and links of their own, and side files that are not ours."""

from __future__ import annotations

import os
import stat
import subprocess
from typing import TYPE_CHECKING

import pytest

from peers import IS_ROOT, NOBODY, missing, unprivileged

if TYPE_CHECKING:
    from pathlib import Path

    from arena import Arena

DESCRIPTOR = b'{"name": "x"}\n'
CHANGED = b'{"name": "x", "busdk": {"secrets": {"new": "value"}}}\n'
SET = ("bus-secrets", "set", "new", "value")
SET_REPO = (*SET, "--scope", "repo")

needs_root = pytest.mark.skipif(not IS_ROOT, reason="gives files to another user")


def mode(path: Path) -> int:
    """Return a file's permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


def test_a_read_only_home(shared_arena: Arena) -> None:
    """A first set in a home that cannot be written says so, and makes nothing."""
    shared_arena.home.chmod(0o555)
    done = shared_arena.run(*SET, before=unprivileged())
    folder = shared_arena.home / ".local"
    assert done.returncode == 1
    assert done.stderr.decode() == f"bus-secrets: error: cannot make folder {folder}: Permission denied\n"
    assert shared_arena.files() == {}


def test_a_read_only_folder(shared_arena: Arena) -> None:
    """A set in a folder that cannot be written leaves the file as it was, and reading goes on."""
    before = unprivileged()
    shared_arena.ok("bus-secrets", "set", "kept", "old", before=before)
    content = shared_arena.preferences.read_bytes()
    shared_arena.preferences.parent.chmod(0o500)
    done = shared_arena.run(*SET, before=before)
    assert done.returncode == 1
    assert done.stderr.decode() == f"bus-secrets: error: cannot lock {shared_arena.preferences}: Permission denied\n"
    assert shared_arena.preferences.read_bytes() == content
    assert shared_arena.ok("bus-secrets", "get", "kept", before=before) == b"old\n"
    shared_arena.preferences.parent.chmod(0o700)


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o000])
@pytest.mark.parametrize("bits", [0o664, 0o600, 0o644, 0o640])
def test_the_descriptor_keeps_its_mode(arena: Arena, bits: int, umask: int) -> None:
    """Whatever the umask, the new descriptor has the mode of the old one."""
    arena.descriptor.write_bytes(DESCRIPTOR)
    arena.descriptor.chmod(bits)
    arena.ok(*SET_REPO, umask=umask)
    assert arena.descriptor.read_bytes() == CHANGED
    assert mode(arena.descriptor) == bits


@pytest.mark.parametrize("umask", [0o022, 0o077, 0o000])
def test_private_files_are_private(arena: Arena, umask: int) -> None:
    """Preferences and identity are for their owner alone, and preferences that were not are again."""
    arena.ok(*SET, umask=umask)
    arena.preferences.chmod(0o666)
    arena.ok(*SET, umask=umask)
    assert (mode(arena.preferences), mode(arena.identity)) == (0o600, 0o600)
    assert (mode(arena.preferences.parent), mode(arena.identity.parent)) == (0o700, 0o700)


@needs_root
def test_root_keeps_owners(arena: Arena) -> None:
    """What root changes still belongs to its user and group."""
    arena.descriptor.write_bytes(DESCRIPTOR)
    arena.descriptor.chmod(0o640)
    arena.ok(*SET)
    for path, group in ((arena.descriptor, 12), (arena.preferences, NOBODY)):
        os.chown(path, NOBODY, group)
    arena.ok(*SET_REPO)
    arena.ok("bus-secrets", "set", "other", "value")
    assert [(path.stat().st_uid, path.stat().st_gid) for path in (arena.descriptor, arena.preferences)] == [
        (NOBODY, 12), (NOBODY, NOBODY),
    ]  # fmt: skip
    assert (mode(arena.descriptor), mode(arena.preferences)) == (0o640, 0o600)


@needs_root
def test_a_file_of_another_user_does_not_change_hands(shared_arena: Arena) -> None:
    """A descriptor that could only be replaced by one of another owner stays as it is."""
    shared_arena.descriptor.write_bytes(DESCRIPTOR)
    done = shared_arena.run(*SET_REPO, before=unprivileged())
    assert done.returncode == 1
    assert done.stderr == (
        b"bus-secrets: error: cannot write datapackage.json: "
        b"it belongs to another user or group, and would change hands\n"
    )
    assert shared_arena.descriptor.read_bytes() == DESCRIPTOR
    assert shared_arena.leftovers() == []


@needs_root
def test_preferences_of_a_group_that_was_left(shared_arena: Arena) -> None:
    """Preferences are their owner's alone, so a group of theirs that the user is not in is no obstacle."""
    before = unprivileged()
    shared_arena.ok(*SET, before=before)
    os.chown(shared_arena.preferences, NOBODY, 12)
    shared_arena.ok("bus-secrets", "set", "other", "value", before=before)
    assert shared_arena.stored() == {"new": "value", "other": "value"}


def test_links_are_followed(arena: Arena) -> None:
    """A linked file is changed where it lies; the link stays, and side files come and go beside the target.

    Preferences and identity may lie anywhere, the descriptor in its own folder only, or in its repository.
    """
    (arena.work / ".git").mkdir()
    for link, real in (
        (arena.preferences, arena.root / "real"),
        (arena.identity, arena.root / "real"),
        (arena.descriptor, arena.work / "real"),
    ):
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(real / link.name)
        real.mkdir(exist_ok=True)
    arena.ok(*SET)  # all links dangle
    arena.ok("bus-secrets", "set", "other", "value")
    (arena.work / "real" / "datapackage.json").write_bytes(DESCRIPTOR)
    arena.ok(*SET_REPO)
    assert all(link.is_symlink() for link in (arena.preferences, arena.descriptor, arena.identity))
    assert sorted(path.name for path in (arena.root / "real").iterdir()) == ["identity.txt", "preferences.json"]
    assert [path.name for path in (arena.work / "real").iterdir()] == ["datapackage.json"]
    assert (arena.work / "real" / "datapackage.json").read_bytes() == CHANGED
    assert arena.stored() == {"new": "value", "other": "value"}


@needs_root
def test_a_mounted_file(arena: Arena) -> None:
    """A file that containers mount by itself is written in place, which `-v` says, with nothing left beside it."""
    real = arena.root / "real.json"
    real.write_bytes(DESCRIPTOR)
    arena.descriptor.touch()
    done = subprocess.run(["mount", "--bind", real, arena.descriptor], check=False, capture_output=True)
    if done.returncode:
        missing(f"cannot mount: {done.stderr.decode()}")
    try:
        quiet = arena.run("bus-secrets", "set", "new", "another", "--scope", "repo")
        done = arena.run("bus-secrets", "-v", *SET_REPO[1:])
        assert os.listdir(arena.work) == ["datapackage.json"]
    finally:
        subprocess.run(["umount", "--lazy", arena.descriptor], check=True)
    assert (done.returncode, quiet.returncode, real.read_bytes()) == (0, 0, CHANGED)
    told = f"bus-secrets: {arena.descriptor} cannot be replaced, and was written in place\n"
    assert told in done.stderr.decode()
    assert told not in quiet.stderr.decode()


def test_a_link_that_leads_nowhere(arena: Arena) -> None:
    """A descriptor that links into a folder which is not there is an error; a loop of links too."""
    arena.descriptor.symlink_to(arena.work / "absent" / "datapackage.json")
    done = arena.run(*SET_REPO)
    assert done.returncode == 1
    assert done.stderr == b"bus-secrets: error: cannot lock datapackage.json: No such file or directory\n"
    arena.descriptor.unlink()
    arena.descriptor.symlink_to("datapackage.json")
    done = arena.run(*SET_REPO)
    assert done.returncode == 1
    assert done.stderr == b"bus-secrets: error: cannot read datapackage.json: Too many levels of symbolic links\n"
    assert arena.descriptor.is_symlink()


@needs_root
def test_a_lock_that_another_user_left(shared_arena: Arena) -> None:
    """A side file that a crash of another user's left does not block, if it can be read; else the error names it."""
    before = unprivileged()
    shared_arena.ok(*SET_REPO, before=before)
    lock = shared_arena.work / ".datapackage.json.lock"
    lock.touch(0o644)
    shared_arena.work.chmod(0o1777)
    shared_arena.ok(*SET_REPO, before=before)
    lock.unlink(missing_ok=True)
    lock.touch(0o600)
    if "dac_read_search" not in str(before):
        done = shared_arena.run(*SET_REPO, before=before)
        assert done.returncode == 1
        assert done.stderr.decode() == (
            "bus-secrets: error: cannot lock datapackage.json: Permission denied\n"
            f"bus-secrets: hint: {lock} is in the way: remove it\n"
        )


def victim(arena: Arena) -> Path:
    """Return a file that must not be touched."""
    path = arena.root / "victim"
    path.write_bytes(b"precious")
    return path


@pytest.mark.parametrize("kind", ["link", "dangling link", "folder"])
def test_a_lock_that_is_no_file(arena: Arena, kind: str) -> None:
    """Something else in the place of the lock is named in the error; a link there is not followed."""
    precious = victim(arena)
    arena.descriptor.write_bytes(DESCRIPTOR)
    lock = arena.work / ".datapackage.json.lock"
    if kind == "folder":
        lock.mkdir()
    else:
        lock.symlink_to(precious if kind == "link" else arena.root / "absent")
    done = arena.run(*SET_REPO)
    assert done.returncode == 1
    error, hint = done.stderr.decode().splitlines()
    assert error.startswith("bus-secrets: error: cannot lock datapackage.json: ")
    assert hint == f"bus-secrets: hint: {lock} is in the way: remove it"
    assert (precious.read_bytes(), arena.descriptor.read_bytes()) == (b"precious", DESCRIPTOR)
    assert not (arena.root / "absent").exists()


def test_a_lock_that_is_a_pipe(arena: Arena) -> None:
    """A pipe in the place of the lock does not make us wait for a writer."""
    os.mkfifo(arena.work / ".datapackage.json.lock", 0o644)
    arena.ok(*SET_REPO)


@pytest.mark.parametrize("content", ["left by a crash", "link"])
def test_a_temporary_file_that_is_in_the_way(arena: Arena, content: str) -> None:
    """A temporary file of a crash is replaced; a link in its place is removed, not followed."""
    precious = victim(arena)
    arena.descriptor.write_bytes(DESCRIPTOR)
    temporary = arena.work / ".datapackage.json.tmp"
    if content == "link":
        temporary.symlink_to(precious)
    else:
        temporary.write_bytes(b'{"half')
    arena.ok(*SET_REPO)
    assert (precious.read_bytes(), arena.descriptor.read_bytes()) == (b"precious", CHANGED)
    assert not os.path.lexists(temporary)


def test_a_folder_in_the_place_of_the_temporary_file(arena: Arena) -> None:
    """It is not ours to remove, so the error names it."""
    arena.descriptor.write_bytes(DESCRIPTOR)
    temporary = arena.work / ".datapackage.json.tmp"
    temporary.mkdir()
    done = arena.run(*SET_REPO)
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "bus-secrets: error: cannot write datapackage.json: File exists\n"
        f"bus-secrets: hint: {temporary} is in the way: remove it\n"
    )
    assert arena.descriptor.read_bytes() == DESCRIPTOR
    assert arena.leftovers(".lock") == []


@pytest.mark.parametrize("path", ["preferences", "identity", "descriptor"])
def test_a_folder_in_the_place_of_a_file(arena: Arena, path: str) -> None:
    """A folder where a file of ours should be is an error that names it."""
    folder: Path = getattr(arena, path)
    folder.mkdir(parents=True)
    done = arena.run(*(SET_REPO if path == "descriptor" else SET))
    assert done.returncode == 1
    name = "datapackage.json" if path == "descriptor" else folder
    assert done.stderr.decode() == f"bus-secrets: error: cannot read {name}: not a regular file\n"
