"""The value of a secret in a run: in the environment of its step, and nowhere else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import fake_agents
import runs
import strace
from peers import BIN, need
from terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from arena import Arena

VALUE = "value-8Kd2-Wm5t"


def bind(arena: Arena, step: str) -> None:
    """Give a step the secret as KEY."""
    arena.ok("bus-secrets", "set", "key", VALUE)
    arena.ok("bus-run", "set", "env-for", step, "KEY", "secret:key")


def holders(arena: Arena) -> list[str]:
    """Return the files that hold the value."""
    files = [path for path in arena.root.rglob("*") if path.is_file()]
    return sorted(path.name for path in files if VALUE.encode() in path.read_bytes())


def test_no_command_line_and_no_other_file_holds_it(arena: Arena, tmp_path: Path) -> None:
    """R3, R52: what is started is the script and the agent's program, without the value in any argument."""
    programs = arena.root / "bin"
    fake_agents.write(programs, "claude")
    runs.script(arena, "show", 'printf %s "$KEY" > given; echo "$KEY"')
    (arena.work / ".bus" / "run" / "sum.txt").write_text("Sum up.")
    bind(arena, "show")
    bind(arena, "sum")
    trace = tmp_path / "trace"
    before = [need("strace"), "-f", "-qq", "-s", "100000", "-o", str(trace), "-e", "trace=execve,prctl"]
    environment = {"PATH": f"{programs}:{BIN}:/usr/bin:/bin"}
    done = arena.run("bus-run", "show", "sum", before=[*before, *strace.STAY_DUMPABLE], environment=environment)
    assert (done.returncode, done.stdout) == (0, b"***\nclaude is done\n")
    started = [line for line in trace.read_text(errors="replace").splitlines() if " execve(" in line]
    assert VALUE not in "".join(started)
    paths = [line.partition(' execve("')[2].partition('"')[0] for line in started]
    assert paths == [str(BIN / "bus-run"), "/bin/sh", str(programs / "claude")]
    assert [call.environment["KEY"] for call in fake_agents.calls(programs, "claude")] == [VALUE]
    assert holders(arena) == ["claude.calls", "given"]


def test_megabytes_on_both_streams(arena: Arena, tmp_path: Path) -> None:
    """A step that fills both pipes at once does not hang, and every occurrence is masked."""
    lines = 60_000
    program = f"""#!{sys.executable} -IS
import os, sys, threading
def fill(descriptor):
    data = (os.environ["KEY"] + " and forty bytes that are none of it....\\n").encode() * {lines}
    while data:
        data = data[os.write(descriptor, data[:50_000]):]
threads = [threading.Thread(target=fill, args=(number,)) for number in (1, 2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
"""
    runs.script(arena, "fill", program)
    bind(arena, "fill")
    expected = b"*** and forty bytes that are none of it....\n" * lines
    with (tmp_path / "errors").open("w+b") as errors:
        done = arena.run("bus-run", "fill", stderr=errors)
        errors.seek(0)
        assert (done.returncode, done.stdout == expected, errors.read() == expected) == (0, True, True)


def test_an_output_that_is_not_part_of_a_value_comes_at_once(arena: Arena) -> None:
    """What a step wrote can be read while it waits, though it is masked."""
    runs.script(arena, "ask", 'echo "ready $KEY"; until test -e go; do sleep 0.02; done')
    bind(arena, "ask")
    run = runs.Run(arena, "ask")
    assert run.process.stdout is not None
    assert run.process.stdout.readline() == b"ready ***\n"
    (arena.work / "go").touch()
    assert run.end() == (0, "")


def test_a_terminal_stays_one(arena: Arena) -> None:
    """Under masking all three streams are a terminal for the step, of the same size, and keys reach it."""
    runs.script(
        arena, "ask", 'test -t 0 && test -t 1 && test -t 2 && stty size; echo "[$KEY]"; read -r word; echo "<$word>"'
    )
    bind(arena, "ask")
    with Terminal([str(BIN / "bus-run"), "ask"], cwd=arena.work, env=arena.environment()) as terminal:
        terminal.expect(r"40 100\r\n\[\*\*\*\]")
        terminal.type(b"typed\n")
        terminal.expect("<typed>")
        terminal.rest()
    assert terminal.process.returncode == 0


def test_ctrl_c_on_a_terminal(arena: Arena) -> None:
    """It reaches the step under masking, and ends the run: no step follows, and no lock is left."""
    runs.script(arena, "ask", "trap 'echo stopped; exit 3' INT; echo ready; while :; do read -r word; done")
    runs.script(arena, "other", "echo other")
    bind(arena, "ask")
    with Terminal([str(BIN / "bus-run"), "ask", "other"], cwd=arena.work, env=arena.environment()) as terminal:
        terminal.expect("ready")
        terminal.type(b"\x03")
        terminal.expect("stopped")
        assert b"other" not in terminal.rest()
    assert not runs.lock_file(arena).exists()


def test_it_is_in_the_environment_of_its_step_only(arena: Arena) -> None:
    """Neither our own process nor the step beside it has the variable."""
    look = "tr '\\0' '\\n' < /proc/$PPID/environ | grep -c ^KEY=; env | grep -c ^KEY="
    runs.script(arena, "with", look)
    runs.script(arena, "without", look)
    bind(arena, "with")
    assert arena.run("bus-run", "with").stdout == b"0\n1\n"
    assert arena.run("bus-run", "without").stdout == b"0\n0\n"
