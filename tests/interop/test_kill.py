"""A kill at any system call of a write leaves the old file or the new one, and nothing that blocks the next write."""

from __future__ import annotations

import signal
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

import strace
from arena import Arena
from scenarios import SCENARIOS, Scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from strace import SystemCall


class Killing:
    """The kills of one scenario: each on a copy of the same arena, at one of the recorded system calls."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario = scenario
        self.folder = folder
        self.old = Arena(folder / "kill-old")
        scenario.before(self.old)
        self.old.copy(folder / "kill-dry").ok(*scenario.write)  # the byte code of all modules is cached from here on
        self.seen: set[str] = set()

    def calls(self, choose: Callable[[Sequence[SystemCall], Path], Sequence[SystemCall]]) -> Sequence[SystemCall]:
        """Record the write, and choose among its system calls."""
        recorded = self.old.copy(self.folder / "kill-rec")
        return choose(strace.record(recorded, self.scenario.write, self.folder / "trace"), recorded.root)

    def at(self, numbered: tuple[int, SystemCall]) -> bool:
        """Kill the write at one system call and check what is left; return whether the kill came."""
        number, call = numbered
        arena = self.old.copy(self.folder / f"kill-{number:03}")
        done = arena.run(*self.scenario.write, before=strace.signalling(call, "KILL"))
        assert done.returncode in (-signal.SIGKILL, 0), (call, done)
        self.scenario.check(self.old, arena)
        assert len(arena.leftovers(".tmp")) <= 1, (call, arena.files())
        self.proceed(arena)
        return done.returncode != 0

    def interrupt(self, numbered: tuple[int, SystemCall]) -> int:
        """Press Ctrl-C at one system call, check what is left, and return the exit code."""
        number, call = numbered
        arena = self.old.copy(self.folder / f"kill-{number:03}")
        done = arena.run(*self.scenario.write, before=strace.signalling(call, "INT"))
        assert done.returncode in (130, 0), (call, done)
        assert b"Traceback" not in done.stderr, (call, done)
        self.scenario.check(self.old, arena)
        assert arena.leftovers(".tmp") == [], (call, arena.files())
        return done.returncode

    def proceed(self, arena: Arena) -> None:
        """Check that the next write works and tidies up; once for each of the few states that kills leave."""
        state = str(arena.files())
        if state in self.seen:
            return
        self.seen.add(state)
        arena.ok(*self.scenario.next_write)
        assert arena.leftovers() == [], state
        names = arena.ok("bus-preferences", "list") + arena.ok("bus-secrets", "list", "--scope", "repo")
        assert b"next" in names


def kill_all(killing: Killing, calls: Sequence[SystemCall]) -> None:
    """Kill at each of the calls."""
    with ThreadPoolExecutor(2) as pool:
        killed = sum(pool.map(killing.at, enumerate(calls)))
    assert killed >= 0.9 * len(calls), (killed, len(calls))  # memory calls differ a little from run to run
    assert len(killing.seen) >= 4, killing.seen


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_kill_at_a_file(name: str, tmp_path: Path) -> None:
    """A kill at any system call that has to do with a file of ours loses nothing; the others change no file."""
    killing = Killing(SCENARIOS[name], tmp_path)
    kill_all(killing, killing.calls(strace.on_files))


@pytest.mark.parametrize("name", ["user scope", "repository scope"])
def test_an_interrupt(name: str, tmp_path: Path) -> None:
    """Ctrl-C at any such system call ends the write with 130 and tidies up by itself."""
    killing = Killing(SCENARIOS[name], tmp_path)
    calls = killing.calls(strace.on_files)[:-1]
    with ThreadPoolExecutor(2) as pool:
        codes = list(pool.map(killing.interrupt, enumerate(calls)))
    assert codes.count(130) >= 0.8 * len(codes), codes


@pytest.mark.slow
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_kill_anywhere(name: str, tmp_path: Path) -> None:
    """From the first look at a file of ours to the end, a kill at any system call loses nothing."""
    killing = Killing(SCENARIOS[name], tmp_path)
    kill_all(killing, killing.calls(strace.since))
