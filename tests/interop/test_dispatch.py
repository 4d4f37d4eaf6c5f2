"""`bus` beside real processes: signals, other programs that are not started, descriptors, imports."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import peers
from script_runner import BIN, environment
from terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Give the test an empty home, and a folder of programs that is first on PATH."""
    (tmp_path / "home").mkdir()
    (tmp_path / "bin").mkdir()
    return tmp_path


def variables(work: Path) -> dict[str, str]:
    """Return the environment of a new user whose own programs stand before ours."""
    found = environment(work / "home")
    return {**found, "PATH": f"{work / 'bin'}:{found['PATH']}"}


def program(work: Path, module: str, text: str) -> None:
    """Make a shell script the program of a module."""
    path = work / "bin" / f"bus-{module}"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def started(work: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start `bus` in a process group of its own and wait until its child has printed `ready`."""
    process = subprocess.Popen(
        [BIN / "bus", *arguments], cwd=work, env=variables(work), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        process_group=0,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


def ended(process: subprocess.Popen[bytes]) -> tuple[int, bytes, bytes]:
    """Return code and the rest of both streams."""
    out, err = process.communicate(timeout=20)
    return process.returncode, out, err


WAIT = (
    'echo ready; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do sleep 0.1 & wait "$!"; done; exit 99'
)


def test_sigterm_is_forwarded_and_the_code_passed_on(work: Path) -> None:
    """A child that handles SIGTERM decides on the exit code."""
    program(work, "wait", f"trap 'echo stopping; exit 5' TERM\n{WAIT}")
    process = started(work, "wait")
    process.send_signal(signal.SIGTERM)
    assert ended(process) == (5, b"stopping\n", b"")


def test_sigterm_ends_a_child_that_does_not_handle_it(work: Path) -> None:
    """Death of the child by signal N is 128+N."""
    program(work, "wait", "echo ready; exec sleep 20")
    process = started(work, "wait")
    process.send_signal(signal.SIGTERM)
    assert ended(process) == (143, b"", b"")


def test_sigterm_ends_a_file_even_if_the_command_calls_it_a_success(work: Path) -> None:
    """No further command of a file runs once `bus` was told to end."""
    program(work, "wait", f"trap 'exit 0' TERM\n{WAIT}")
    program(work, "show", "echo shown")
    (work / "x.bus").write_text("wait\nshow\n")
    process = started(work, "x.bus")
    process.send_signal(signal.SIGTERM)
    assert ended(process) == (143, b"", b"x.bus:1: command failed (exit 143): wait\n")


def test_an_interrupt_is_the_child_s_to_handle(work: Path) -> None:
    """Ctrl-C reaches the whole group; `bus` waits for what the child makes of it."""
    program(work, "wait", f"trap 'echo no; exit 9' INT\n{WAIT}")
    process = started(work, "wait")
    os.killpg(process.pid, signal.SIGINT)
    assert ended(process) == (9, b"no\n", b"")


def test_an_interrupt_that_ends_the_child_ends_the_file(work: Path) -> None:
    """Ctrl-C stops a file with code 130."""
    program(work, "wait", "echo ready; exec sleep 20")
    (work / "x.bus").write_text("wait\nwait\n")
    process = started(work, "x.bus")
    os.killpg(process.pid, signal.SIGINT)
    assert ended(process) == (130, b"", b"x.bus:1: command failed (exit 130): wait\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_to_bus_alone_reaches_the_command(work: Path, number: signal.Signals) -> None:
    """What asks `bus` to end is passed on, and no further line starts, even if the command ends with 0."""
    program(work, "wait", f"trap 'echo told; exit 0' {number.name[3:]}\n{WAIT}")
    program(work, "show", "echo shown")
    (work / "x.bus").write_text("wait\nshow\n")
    process = started(work, "x.bus")
    process.send_signal(number)
    message = f"x.bus:1: command failed (exit {128 + number}): wait\n"
    assert ended(process) == (128 + number, b"told\n", message.encode())


def test_the_interrupt_of_a_terminal_reaches_the_command_once(work: Path) -> None:
    """The terminal gives Ctrl-C to both; `bus` does not pass on a second one."""
    program(work, "wait", f"trap 'echo told' INT\n{WAIT}")
    with Terminal([str(BIN / "bus"), "wait"], env=variables(work), cwd=work) as terminal:
        terminal.expect("ready")
        terminal.type(b"\x03")
        terminal.expect("told")
        assert terminal.process.wait(20) == 99
        assert b"told" not in terminal.rest()


def test_a_caller_that_ignores_its_children(work: Path) -> None:
    """The exit code is the command's also where SIGCHLD was ignored when `bus` started."""
    program(work, "seven", "exit 7")
    line = "import os, signal, sys; signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.execv(sys.argv[1], sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", line, str(BIN / "bus"), "seven"],
        check=False, cwd=work, env=variables(work), timeout=20,
    )  # fmt: skip
    assert done.returncode == 7


HANDLES = """
import signal, sys
signal.signal(signal.SIGHUP, lambda *_: print("hung up", flush=True))
signal.signal(signal.SIGTERM, lambda *_: sys.exit(5))
print("ready", flush=True)
while True:
    signal.pause()
"""


def test_a_signal_that_bus_was_started_to_ignore_reaches_no_command(work: Path) -> None:
    """`nohup bus ...` keeps a hang-up from its commands, even from one that would handle it."""
    (work / "handles.py").write_text(HANDLES)
    program(work, "wait", f"exec {sys.executable} handles.py")
    process = subprocess.Popen(
        ["/bin/sh", "-c", "trap '' HUP; exec \"$0\" wait", BIN / "bus"],
        cwd=work, env=variables(work), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(signal.SIGHUP)
    process.send_signal(signal.SIGTERM)
    assert ended(process) == (5, b"", b"")


def test_an_interrupt_of_a_command_in_process_ends_the_file(work: Path) -> None:
    """Ctrl-C in a command of ours is its code 130, and the file stops there."""
    os.mkfifo(work / "in")
    program(work, "show", "echo ready")
    (work / "x.bus").write_text("show\nsecrets set a --plain --file in\nshow\n")
    process = started(work, "x.bus")
    with (work / "in").open("wb"):  # opening waits for the reader
        os.killpg(process.pid, signal.SIGINT)
        assert ended(process) == (130, b"", b"x.bus:2: command failed (exit 130): secrets set a --plain --file in\n")


def test_a_reader_that_has_gone_ends_quietly(work: Path) -> None:
    """`bus help | true` prints no error; a child's broken pipe is the child's own death by SIGPIPE."""
    program(work, "yes", "exec yes")
    for arguments in (["yes"], ["x.bus"]):
        (work / "x.bus").write_text("yes\n")
        line = f"{BIN}/bus {' '.join(arguments)} | head -1; true"
        done = subprocess.run(
            ["/bin/sh", "-c", line], check=True, cwd=work, env=variables(work), capture_output=True, timeout=20
        )
        assert done.stdout == b"y\n"


STARTING = "execve,execveat,fork,vfork,clone,clone3"


def test_own_commands_of_a_file_start_no_process(work: Path) -> None:
    """`bus` is the only process of a file of own commands: nothing is executed but `bus` itself."""
    strace = peers.need("strace")
    lines = [f"secrets set n{i} v{i}\n" for i in range(1000)] + [f"secrets resolve secret:n{i}\n" for i in range(1000)]
    (work / "x.bus").write_text("".join(lines))
    trace = work / "trace"
    done = subprocess.run(
        [strace, "-f", "--seccomp-bpf", "-e", f"trace={STARTING}", "-o", trace, BIN / "bus", "x.bus"],
        check=True, cwd=work, env=variables(work), capture_output=True, timeout=60,
    )  # fmt: skip
    assert done.stdout == "".join(f"v{i}\n" for i in range(1000)).encode()
    calls = [line for line in trace.read_text().splitlines() if "(" in line]
    assert [line.split()[1].partition("(")[0] for line in calls] == ["execve"]


def test_own_commands_leave_no_descriptor_behind(work: Path) -> None:
    """After fifty commands with output files, failed or not, a child sees the three standard descriptors only."""
    program(work, "descriptors", "ls /proc/self/fd | wc -l")
    lines = "preferences set a b\n-o out.txt\npreferences get a\n--no-output\n" * 25
    (work / "many.bus").write_text(lines + "descriptors\n")
    (work / "none.bus").write_text("descriptors\n")
    counts = [
        subprocess.run(
            [BIN / "bus", name], check=True, cwd=work, env=variables(work), capture_output=True, timeout=60
        ).stdout
        for name in ("none.bus", "many.bus")
    ]
    assert counts[0] == counts[1]


def test_reading_a_secret_through_bus_imports_little_more(work: Path) -> None:
    """A cold `bus secrets get` loads the modules of `bus-secrets get` and these of its own."""
    ask = "import sys; sys.argv = ['{}', *{}]; from busdk.{}.cli import main; main(); sys.exit(' '.join(sys.modules))"

    def modules(name: str, module: str, *arguments: str) -> set[str]:
        code = ask.format(BIN / name, list(arguments), module)
        done = subprocess.run(  # it ends with 1, as it prints on stderr
            [sys.executable, "-c", code], check=False, cwd=work, env=variables(work), capture_output=True, timeout=20
        )
        assert done.stdout == b"v\n"
        return set(done.stderr.decode().split())

    subprocess.run([BIN / "bus-secrets", "set", "a", "v"], check=True, env=variables(work), capture_output=True)
    added = modules("bus", "dispatch", "secrets", "get", "a") - modules("bus-secrets", "secrets", "get", "a")
    own = ("", ".cli", ".cli.module", ".lookup", ".own", ".perf", ".target")
    assert added == {f"busdk.dispatch{name}" for name in own}


@pytest.mark.parametrize("arguments", [["show"], ["one.bus"]])
def test_starting_another_program_imports_nothing_heavy(work: Path, arguments: list[str]) -> None:
    """What costs as much as starting the interpreter is not loaded for a program of others, alone or in a file."""
    program(work, "show", "true")
    (work / "one.bus").write_text("show a b\n")
    code = (
        "import sys; sys.argv = ['bus', *{}]; before = set(sys.modules); from busdk.dispatch.cli import main; main(); "
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path = {sys.path!r}; {code.format(arguments)}"],
        check=True, cwd=work, env=variables(work), capture_output=True, text=True, timeout=20,
    )  # fmt: skip
    heavy = {"re", "enum", "signal", "contextlib", "resource", "subprocess", "json", "jiter", "typing", "functools"}
    messages = {"busdk.dispatch.masking", "busdk.credentials", "busdk.quoting"}
    assert not (heavy | messages) & set(done.stdout.split())
