"""One run at a time in a root (R69 to R73), whatever happens to the processes."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import runs

if TYPE_CHECKING:
    from arena import Arena

HOLD = "echo start-$ID >> log; until test -e go; do sleep 0.02; done; echo end-$ID >> log"
ENDING = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT]


def log(arena: Arena) -> list[str]:
    """Return what the scripts noted."""
    place = arena.work / "log"
    return place.read_text().split() if place.exists() else []


def test_two_runs_take_turns(arena: Arena) -> None:
    """R70: the second waits until the first has ended, and says so."""
    runs.script(arena, "hold", HOLD)
    first = runs.Run(arena, "hold", ID="a")
    runs.until(lambda: log(arena) == ["start-a"])
    second = runs.Run(arena, "hold", ID="b")
    second.await_waiting()
    assert log(arena) == ["start-a"]
    (arena.work / "go").touch()
    assert (first.end(), second.end()) == ((0, ""), (0, ""))
    assert log(arena) == ["start-a", "end-a", "start-b", "end-b"]
    assert second.stderr == f"{runs.WAITING}{arena.work}\n"
    assert not runs.lock_file(arena).exists()


def test_many_runs_take_turns(arena: Arena) -> None:
    """R71: no two have the lock at once, though each removes its file."""
    runs.script(arena, "count", "have=$(cat count); sleep 0.05; echo $((have + 1)) > count")
    (arena.work / "count").write_text("0")
    started = [runs.Run(arena, "count") for _ in range(6)]
    assert [run.end() for run in started] == [(0, "")] * 6
    assert (arena.work / "count").read_text() == "6\n"
    assert not runs.lock_file(arena).exists()


def test_a_killed_run_blocks_nobody(arena: Arena) -> None:
    """R71: the lock dies with its holder, even while the step that it started goes on."""
    runs.script(arena, "hold", HOLD)
    runs.script(arena, "other", "echo other")
    killed = runs.Run(arena, "hold", ID="a")
    runs.until(lambda: log(arena))
    killed.process.kill()
    killed.process.wait()
    assert runs.lock_file(arena).exists()
    assert arena.run("bus-run", "other").stdout == b"other\n"
    assert not runs.lock_file(arena).exists()
    (arena.work / "go").touch()
    killed.end()


def test_what_outlives_its_step_waits(arena: Arena) -> None:
    """R73: a process that a step left running is no step any more, while its run goes on and in the next one."""
    runs.script(arena, "leave", "(until test -e late; do sleep 0.02; done; bus-run late 2> waits) > /dev/null 2>&1 &")
    runs.script(arena, "late", "echo late >> log")
    runs.script(arena, "hold", HOLD)
    first = runs.Run(arena, "leave", "hold", ID="a")
    runs.until(lambda: log(arena))
    (arena.work / "late").touch()
    runs.until(lambda: (arena.work / "waits").exists() and runs.WAITING in (arena.work / "waits").read_text())
    (arena.work / "go").touch()
    assert first.end()[0] == 0
    runs.until(lambda: log(arena) == ["start-a", "end-a", "late"])


def test_a_later_run_has_a_token_of_its_own(arena: Arena) -> None:
    """R73: what a run gave its steps is worth nothing in the next run, though that has the same lock file."""
    runs.script(arena, "tell", 'echo "$BUS_RUN_LOCK" > token')
    runs.script(arena, "hold", HOLD)
    runs.script(arena, "other", "echo other >> log")
    arena.ok("bus-run", "tell")
    token = (arena.work / "token").read_text().strip()
    held = runs.Run(arena, "hold", ID="a")
    runs.until(lambda: log(arena))
    stale = runs.Run(arena, "other", BUS_RUN_LOCK=token, BUS_RUN_LOCK_DIR=str(arena.work))
    stale.await_waiting()
    (arena.work / "go").touch()
    assert (held.end()[0], stale.end()[0]) == (0, 0)
    assert log(arena) == ["start-a", "end-a", "other"]


COMMANDS = [
    ("other",),
    ("retry", "-f", "other", "other"),
    ("pipeline", "set", "repo", "daily", "other"),
    ("pipeline", "unset", "repo", "daily"),
    ("action", "set", "sum"),
    ("action", "unset", "sum"),
    ("script", "set", "new"),
    ("script", "unset", "new"),
]


@pytest.mark.parametrize("words", COMMANDS, ids="-".join)
def test_what_waits(arena: Arena, words: tuple[str, ...]) -> None:
    """R69: token runs, retry, and what writes into the root."""
    runs.script(arena, "other", "echo other")
    with runs.locked(arena):
        waiting = runs.Run(arena, *words)
        waiting.await_waiting()
    assert waiting.end()[0] == 0
    assert not runs.lock_file(arena).exists()


@pytest.mark.parametrize("words", [("other",), ("action", "set", "sum")], ids=["run", "set"])
@pytest.mark.parametrize("number", ENDING)
def test_a_signal_while_it_waits(arena: Arena, words: tuple[str, ...], number: int) -> None:
    """The waiting ends with 128+N, nothing has been done, and the lock is still the other's."""
    runs.script(arena, "other", "touch ran")
    with runs.locked(arena):
        waiting = runs.Run(arena, *words)
        waiting.await_waiting()
        waiting.process.send_signal(number)
        assert waiting.end() == (128 + number, "")
        assert waiting.stderr == f"{runs.WAITING}{arena.work}\n"
        assert runs.lock_file(arena).exists()
    assert os.listdir(arena.work / ".bus" / "run") == ["other.sh"]
    assert not (arena.work / "ran").exists()


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_while_a_step_runs(arena: Arena, number: int) -> None:
    """R71: it reaches the step, nothing that the step started is left, and the lock file is gone."""
    trap = "trap 'echo asked > asked; exit 0' TERM INT HUP QUIT; sleep 600 & echo start >> log; wait"
    runs.script(arena, "stop", trap)
    runs.script(arena, "other", "touch ran")
    run = runs.Run(arena, "stop", "other")
    runs.until(lambda: log(arena))
    run.process.send_signal(number)
    assert run.end() == (128 + number, "")
    assert (run.stderr, (arena.work / "asked").read_text()) == ("", "asked\n")
    assert not (arena.work / "ran").exists()
    assert not runs.lock_file(arena).exists()


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_between_two_tries(arena: Arena, number: int) -> None:
    """R39: it ends the wait and the loop, and the lock file is gone."""
    runs.script(arena, "bad", "echo try >> log; exit 4")
    runs.script(arena, "fix", "echo fix >> log")
    run = runs.Run(arena, "retry", "-f", "fix", "--attempts", "9", "bad")
    runs.until(lambda: len(log(arena)) == 6)  # the third fallback, with four seconds behind it
    run.process.send_signal(number)
    assert run.end() == (128 + number, "")
    assert log(arena) == ["try", "fix"] * 3
    assert run.stderr.splitlines()[-1] == "bus-run: try 3/10 failed (exit 4), next in 4s"
    assert not runs.lock_file(arena).exists()


def test_an_ignored_signal_stays_ignored(arena: Arena) -> None:
    """What `nohup` started survives a hang-up, and its step does."""
    runs.script(arena, "hold", HOLD)
    ignore = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        run = runs.Run(arena, "hold", ID="a")
    finally:
        signal.signal(signal.SIGHUP, ignore)
    runs.until(lambda: log(arena))
    run.process.send_signal(signal.SIGHUP)
    (arena.work / "go").touch()
    assert run.end() == (0, "")
    assert log(arena) == ["start-a", "end-a"]


def test_what_is_there_when_its_turn_comes_counts(arena: Arena) -> None:
    """R72: tokens are resolved again after the wait."""
    pipeline = arena.work / ".bus" / "run" / "daily.yml"
    runs.script(arena, "one", "echo one")
    runs.script(arena, "two", "echo two")
    pipeline.write_text("- one\n")
    with runs.locked(arena):
        waiting = runs.Run(arena, "daily")
        waiting.await_waiting()
        pipeline.write_text("- two\n")
    assert waiting.end() == (0, "two\n")
    with runs.locked(arena):
        waiting = runs.Run(arena, "daily")
        waiting.await_waiting()
        pipeline.unlink()
    assert waiting.end() == (2, "")
    assert "bus-run: error: unknown token: daily\n" in waiting.stderr


def test_what_was_defined_meanwhile_is_not_replaced(arena: Arena) -> None:
    """R72: a name that another run gave away meanwhile is taken."""
    runs.script(arena, "one", "echo one")
    with runs.locked(arena):
        waiting = runs.Run(arena, "action", "set", "two")
        waiting.await_waiting()
        runs.script(arena, "two", "echo two")
    assert waiting.end() == (2, "")
    assert "bus-run: error: two is defined already: .bus/run/two.sh\n" in waiting.stderr
    assert sorted(file.name for file in Path(arena.work / ".bus" / "run").iterdir()) == ["one.sh", "two.sh"]
