"""Closed, full and named descriptors: no file is harmed, and a result that went nowhere is a failure."""

from __future__ import annotations

import os
import resource
import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest

from peers import BIN, need, unprivileged

if TYPE_CHECKING:
    from arena import Arena


def shell(arena: Arena, line: str) -> subprocess.CompletedProcess[bytes]:
    """Run one line of bash in the workspace, `secrets` standing for the program."""
    text = line.replace("secrets", str(BIN / "bus-secrets"), 1)
    return subprocess.run(
        [need("bash"), "-c", text],
        check=False, cwd=arena.work, env=arena.environment(), capture_output=True, timeout=30,
    )  # fmt: skip


@pytest.mark.parametrize("path", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/dev/fd/01"])
def test_output_to_standard_output_by_name(shared_arena: Arena, path: str) -> None:
    """An unprivileged user's `-o /dev/stdout` goes to a pipe of another user's."""
    before = unprivileged()
    shared_arena.ok("bus-secrets", "set", "x", "value", before=before)
    assert shared_arena.ok("bus-secrets", "-o", path, "get", "x", before=before) == b"value\n"


@pytest.mark.parametrize("path", ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"])
def test_a_value_from_standard_input_by_name(shared_arena: Arena, path: str) -> None:
    """An unprivileged user's `--file /dev/stdin` reads from a pipe of another user's."""
    before = unprivileged()
    shared_arena.ok("bus-secrets", "set", "x", "--file", path, before=before, stdin=None, input=b"value\n")
    assert shared_arena.ok("bus-secrets", "get", "x", before=before) == b"value\n"


def test_a_value_from_a_process_substitution(shared_arena: Arena) -> None:
    """`--file <(...)` works for an unprivileged user."""
    before = unprivileged()
    shell(shared_arena, f"{shlex.join(before)} secrets set x --file <(printf 'a\\nb\\n')").check_returncode()
    assert shared_arena.ok("bus-secrets", "get", "x", before=before) == b"a\nb\n"


def test_output_is_added_where_the_shell_added(arena: Arena) -> None:
    """A descriptor that the shell opened for appending keeps what the file held, and the file its mode."""
    arena.ok("bus-secrets", "set", "x", "value")
    log = arena.work / "log"
    for path, redirection in (("/dev/fd/3", "3>>log"), ("/dev/stdout", ">>log"), ("/dev/stderr", "2>>log")):
        log.write_bytes(b"kept\n")
        log.chmod(0o644)
        shell(arena, f"secrets -o {path} get x {redirection}").check_returncode()
        assert (log.read_bytes(), log.stat().st_mode & 0o777) == (b"kept\nvalue\n", 0o644)


@pytest.mark.parametrize("path", ["/dev/fd/99", "/dev/fd/99999999999999999999"])
def test_descriptors_that_are_not_open(arena: Arena, path: str) -> None:
    """A descriptor that is not there is an error on either side."""
    arena.ok("bus-secrets", "set", "x", "value")
    wrote = arena.run("bus-secrets", "-o", path, "get", "x")
    assert (wrote.returncode, wrote.stderr.decode()) == (
        1, f"bus-secrets: error: cannot write {path}: Bad file descriptor\n",
    )  # fmt: skip
    read = arena.run("bus-secrets", "set", "x", "--file", path)
    assert (read.returncode, read.stderr.decode()) == (
        1, f"bus-secrets: error: cannot read {path}: Bad file descriptor\n",
    )  # fmt: skip


CLOSED = b"bus-secrets: error: cannot write standard output: Bad file descriptor\n"


@pytest.mark.parametrize(
    ("line", "code", "stderr"),
    [
        ("secrets get x >&-", 1, CLOSED),
        ("secrets get x <&- >&-", 1, CLOSED),
        ("secrets get x <&- >&- 2>&-", 1, b""),
        ("secrets list >&-", 1, CLOSED),
        ("secrets --help >&-", 1, CLOSED),
        ("secrets -o /dev/stdout get x >&-", 1, CLOSED.replace(b"standard output", b"/dev/stdout")),
        ("secrets -q get x >&-", 0, b""),
        ("secrets -o out get x <&- >&- 2>&-", 0, b""),
        ("secrets get absent 2>&-", 1, b""),
        ("secrets nonsense 2>&-", 2, b""),
        ("secrets set y value <&- >&- 2>&-", 0, b""),
        ("secrets set y value --scope repo <&- >&- 2>&-", 0, b""),
        ("secrets get x >/dev/full", 1, CLOSED.replace(b"Bad file descriptor", b"No space left on device")),
        ("secrets get x 2>/dev/full", 0, b""),
        ("secrets get absent 2>/dev/full", 1, b""),
        ("secrets -o /dev/full get x", 1, b"bus-secrets: error: cannot write /dev/full: No space left on device\n"),
        ("secrets get x </dev/null >/dev/null", 0, b""),
        ("secrets set x --stdin <&-", 1, b"bus-secrets: error: cannot read standard input: Bad file descriptor\n"),
        ("secrets set x --stdin <&- >&- 2>&-", 1, b""),
        (
            "secrets set x --file /dev/stdin <&-",
            1,
            b"bus-secrets: error: cannot read /dev/stdin: Bad file descriptor\n",
        ),
    ],
)
def test_closed_and_full_descriptors(arena: Arena, line: str, code: int, stderr: bytes) -> None:
    """The exit code tells whether the result arrived, and no file of ours takes a closed descriptor's place."""
    arena.ok("bus-secrets", "set", "x", "value")
    done = shell(arena, line)
    assert (done.returncode, done.stderr) == (code, stderr)
    assert arena.stored() == {"x": "value", **({"y": "value"} if "set y value <" in line else {})}
    assert arena.leftovers() == []
    if "--scope repo" in line:
        assert arena.ok("bus-secrets", "get", "y", "--scope", "repo") == b"value\n"
    if "-o out" in line:
        assert (arena.work / "out").read_bytes() == b"value\n"


def test_a_limit_on_the_size_of_files(arena: Arena) -> None:
    """A write that is cut off in the middle by the file size limit is an error and loses nothing."""
    arena.ok("bus-secrets", "set", "x", "value")
    content = arena.preferences.read_bytes()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(content) + 100, resource.RLIM_INFINITY))

    done = arena.run("bus-secrets", "set", "y", "value", preexec_fn=limit)
    assert done.returncode == 1
    assert done.stderr.decode() == f"bus-secrets: error: cannot write {arena.preferences}: File too large\n"
    assert arena.preferences.read_bytes() == content
    assert arena.leftovers() == []


def test_a_reader_that_has_gone(arena: Arena) -> None:
    """A broken pipe ends the program quietly, as it ends other programs."""
    arena.ok("bus-secrets", "set", "x", "value")
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = arena.run("bus-secrets", "get", "x", stdout=write_end)
    os.close(write_end)
    assert (done.returncode, done.stderr) == (141, b"")
