"""Many processes at once: no write is lost, one identity is made, and a reader never sees half a file."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from arena import Arena

if TYPE_CHECKING:
    from pathlib import Path

WRITERS, EACH = 8, 25
SETTING = """
import sys
from busdk import secrets
_, writer, count, scope = sys.argv
for number in range(int(count)):
    secrets.set(f"w{writer}.n{number}", f"value {writer} {number}", scope=scope)
"""
READING = """
import sys
from busdk import secrets
seen = 0
while seen < int(sys.argv[1]):
    names = secrets.list(sys.argv[2])
    assert len(names) >= seen, (len(names), seen)
    assert all(secrets.get(name, scope=sys.argv[2]).startswith("value ") for name in names[:2])
    seen = len(names)
"""
FOREIGN = '{ "name": "x",\t"weights": [1.0, 2e3] }'


def start(arena: Arena, code: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Start Python code that uses the library."""
    words = [sys.executable, "-I", "-c", code, *map(str, arguments)]
    return subprocess.Popen(words, cwd=arena.work, env=arena.environment(), stderr=subprocess.PIPE)


def finish(process: subprocess.Popen[bytes]) -> None:
    """Wait for a process, which must succeed."""
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 0, stderr.decode()


@pytest.mark.parametrize("scope", ["user", "repo"])
def test_two_hundred_sets_by_eight_processes(arena: Arena, scope: str) -> None:
    """None is lost, and two readers at the same time see whole files that only grow."""
    arena.descriptor.write_text(FOREIGN)
    writers = [start(arena, SETTING, writer, EACH, scope) for writer in range(WRITERS)]
    readers = [start(arena, READING, WRITERS * EACH, scope) for _ in range(2)]
    for process in (*writers, *readers):
        finish(process)
    expected = {
        f"w{writer}.n{number}": f"value {writer} {number}" for writer in range(WRITERS) for number in range(EACH)
    }
    if scope == "user":
        assert arena.stored() == expected
        assert arena.descriptor.read_text() == FOREIGN
    else:
        assert json.loads(arena.descriptor.read_text())["busdk"] == {"secrets": expected}
        assert arena.descriptor.read_text().startswith(FOREIGN[:-2])
    assert arena.leftovers() == []


@pytest.mark.parametrize("attempt", range(5))
def test_first_sets_race(tmp_path: Path, attempt: int) -> None:
    """Of eight first sets at once, all succeed, one makes the identity and says so, and it opens every value."""
    arena = Arena(tmp_path / "arena")
    names = [f"n{number}" for number in range(8)]
    with ThreadPoolExecutor(len(names)) as pool:
        done = list(pool.map(lambda name: arena.run("bus-secrets", "set", name, name), names))
    assert [each.returncode for each in done] == [0] * len(names), done
    assert [b"made your identity" in each.stderr for each in done].count(True) == 1
    assert arena.stored() == {name: name for name in names}
    assert arena.leftovers() == []


def test_sets_by_the_program(arena: Arena) -> None:
    """Sets and unsets by the installed program, in both scopes and of preferences at once, lose nothing."""
    calls = [
        words
        for number in range(8)
        for words in (
            ("bus-secrets", "set", f"u{number}", "value"),
            ("bus-secrets", "set", f"r{number}", "value", "--scope", "repo"),
            ("bus-preferences", "set", f"p{number}", "value"),
            ("bus-secrets", "unset", f"r{number + 100}", "--scope", "repo"),
        )
    ]
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda words: arena.run(*words), calls))
    assert [each for each in done if each.returncode] == []
    expected = [f"{scope}{number}" for scope in "ru" for number in range(8)]
    assert arena.ok("bus-secrets", "list").decode().split() == expected
    assert arena.ok("bus-preferences", "list", "p1") == b'p1="value"\n'
    assert arena.leftovers() == []
