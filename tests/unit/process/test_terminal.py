"""A child whose output is filtered still has a terminal."""

from __future__ import annotations

import os
import signal
import sys
import time
from typing import TYPE_CHECKING

from terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

CANARY = "canary-7Qx9-Zp4w"
DRIVER = f"""
import os, sys
from busdk import process
from busdk.masking import Mask
class Broken:
    def feed(self, data): raise SystemExit("broken filter")
    def finish(self): return b""
def mask(): return {{"mask": [Mask([{CANARY!r}])], "broken": [Broken()], "plain": []}}[sys.argv[1]]
ended = process.run(sys.argv[2:], directory=".", environment=os.environ, stdout_filters=mask(), stderr_filters=mask())
print(f"ended {{ended.code}} {{ended.interrupted}}")
"""


def driver(program: str, how: str = "mask") -> list[str]:
    """Return the call that runs a Python program under ours."""
    return [sys.executable, "-c", DRIVER, how, sys.executable, "-c", program]


def shell(script: str, how: str = "mask") -> list[str]:
    """Return the call that runs a shell script under ours."""
    return [sys.executable, "-c", DRIVER, how, "/bin/sh", "-c", script]


def test_filtered_streams_are_terminals() -> None:
    """All three streams of a masked child are terminals, of the user's size, and the mask holds."""
    program = f"import os; print([os.isatty(n) for n in range(3)], os.get_terminal_size(), {CANARY!r})"
    with Terminal(driver(program)) as terminal:
        assert terminal.expect(r"(\[.*?\)) ") == "[True, True, True] os.terminal_size(columns=100, lines=40)"
        assert terminal.expect(r"(.*?)\r\n") == "***"
        assert terminal.expect("ended 0 False")


def test_control_c_reaches_the_child() -> None:
    """Ctrl-C is SIGINT for the child, which may handle it."""
    program = """
import time
try:
    print("ready", flush=True); time.sleep(60)
except KeyboardInterrupt:
    print("caught"); raise SystemExit(7)
"""
    with Terminal(driver(program)) as terminal:
        terminal.expect("ready")
        terminal.type(b"\x03")
        assert terminal.expect("caught.*ended (.*)\r\n") == "7 False"


def test_control_c_ends_the_run() -> None:
    """A child that dies of Ctrl-C has interrupted the run, masked or not."""
    for how in ("mask", "plain"):
        with Terminal(shell("echo ready; exec sleep 60", how)) as terminal:
            terminal.expect("ready")
            terminal.type(b"\x03")
            assert terminal.expect("ended (.*)\r\n") == "130 True"


def test_control_c_is_passed_on_where_we_get_it() -> None:
    """Without the keyboard as its stdin, the child is in the background: the signal is ours, and we pass it on."""
    with open(os.devnull) as nothing, Terminal(shell("echo ready; exec sleep 60"), stdin=nothing) as terminal:
        terminal.expect("ready")
        terminal.type(b"\x03")
        assert terminal.expect("ended (.*)\r\n") == "130 True"


def test_keys_are_read_and_echoed_as_on_the_terminal() -> None:
    """A prompt sees the line that the user types, edited and echoed; Ctrl-D is its end of file."""
    with Terminal(shell("read a; echo got $a; cat; echo end")) as terminal:
        terminal.type(b"helpx\x7flo\n")
        assert terminal.expect("got (.*?)\r\n") == "helplo"
        terminal.type(b"more\n\x04")
        assert terminal.expect("more\r\nmore\r\n(end)")
        assert terminal.expect("ended 0")


def test_modes_are_restored() -> None:
    """The user's terminal is raw while the child runs and as it was afterwards, also after a signal."""
    for number in (0, signal.SIGTERM):
        with Terminal(shell("echo ready; read a")) as terminal:
            before = terminal.modes()
            terminal.expect("ready")
            assert terminal.modes() != before
            if number:
                terminal.process.send_signal(number)
            terminal.type(b"\n")
            terminal.expect("ended 143 True" if number else "ended 0 False")
            assert terminal.modes() == before


def test_modes_are_restored_after_a_fault() -> None:
    """So they are when something of ours breaks, and the child does not outlive it."""
    with Terminal(shell("sleep 0.2; echo x; exec sleep 60", "broken")) as terminal:
        before = terminal.modes()
        terminal.expect("broken filter")
        terminal.process.wait(20)
        assert terminal.modes() == before


def test_modes_are_restored_after_a_killed_child() -> None:
    """A child that had the terminal itself and dies of a signal does not leave it raw."""
    with Terminal(shell("stty raw -echo; kill -9 $$", "plain")) as terminal:
        before = terminal.modes()
        terminal.expect("ended 137")
        assert terminal.modes() == before


def test_window_size_follows() -> None:
    """A new size of the window is the child's too, with the signal that says so."""
    script = "trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.05; done"
    with Terminal(shell(script)) as terminal:
        terminal.expect("ready")
        terminal.resize(33, 77)
        assert terminal.expect("(33 77)")


def test_window_size_follows_without_keyboard() -> None:
    """So it is where only the output is a terminal."""
    script = "trap 'stty size <&1; exit' WINCH; echo ready; while :; do sleep 0.05; done"
    with open(os.devnull) as nothing, Terminal(shell(script), stdin=nothing) as terminal:
        terminal.expect("ready")
        terminal.resize(33, 77)
        assert terminal.expect("(33 77)")


def test_streams_keep_their_own_destinations(tmp_path: Path) -> None:
    """Where only one output is a terminal, the other stays what it is, and both are masked."""
    script = f"test -t 1 && echo out 1; test -t 2 && echo err 2; echo {CANARY}; echo {CANARY} >&2"
    for stream, shown, kept in (
        ("stdout", "\\*\\*\\*\r\n", "err 2\n***\n"),
        ("stderr", "out 1.*\\*\\*\\*\r\n", "***\n"),
    ):
        path = tmp_path / stream
        with path.open("w") as file, Terminal(shell(script), **{stream: file}) as terminal:
            terminal.expect(shown)
            terminal.process.wait(20)
        assert path.read_text().startswith(kept)


def test_line_ends_are_doubled_once() -> None:
    """What goes through the second terminal looks as if there were only one."""
    with open(os.devnull) as nothing, Terminal(shell("echo a; echo b"), stdin=nothing) as terminal:
        assert terminal.rest() == b"a\r\nb\r\nended 0 False\r\n"
    with Terminal(shell("echo a; echo b")) as terminal:
        assert terminal.rest() == b"a\r\nb\r\nended 0 False\r\n"


def test_unfiltered_child_owns_the_terminal() -> None:
    """Without filters the child has the user's own terminal, in the foreground, and gives it back."""
    program = "import os; print(os.tcgetpgrp(0) == os.getpgrp(), os.ttyname(0), flush=True); print(input())"
    with Terminal(driver(program, "plain")) as terminal:
        assert terminal.expect("(True) /dev/.*?\r\n")
        terminal.type(b"line\n")
        assert terminal.expect("line\r\n(line)\r\n")
        assert terminal.expect("ended 0")


def test_pipeline_child_borrows_the_terminal_when_it_reads(tmp_path: Path) -> None:
    """In a pipeline the other end may need the keyboard: the child gets the foreground when it reads, not before."""
    program = "import os; a = os.tcgetpgrp(0) == os.getpgrp(); input(); print(a, os.tcgetpgrp(0) == os.getpgrp())"
    reader, writer = os.pipe()
    with open(reader) as lines, Terminal(driver(program, "plain"), stdout=writer) as terminal:
        os.close(writer)
        terminal.type(b"line\n")
        assert lines.readline() == "False True\n"
        assert lines.readline() == "ended 0 False\n"


SUSPEND = f"""
import os, signal, subprocess, sys, time
job = subprocess.Popen([sys.executable, "-c", {DRIVER!r}, *sys.argv[1:]], process_group=0)
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
os.tcsetpgrp(0, job.pid)
pid, status = os.waitpid(job.pid, os.WUNTRACED)
os.tcsetpgrp(0, os.getpgrp())
print("stopped" if os.WIFSTOPPED(status) else "ended early", flush=True)
input()
os.tcsetpgrp(0, job.pid)
os.killpg(job.pid, signal.SIGCONT)
print("code", job.wait(), flush=True)
"""


def test_control_z_stops_the_job_and_it_continues() -> None:
    """Ctrl-Z stops child and us, so that a shell takes over a sane terminal; `fg` continues both."""
    for how in ("mask", "plain"):
        job = [sys.executable, "-c", SUSPEND, *shell("echo ready; read a; echo got $a", how)[3:]]
        with Terminal(job) as terminal:
            before = terminal.modes()
            terminal.expect("ready")
            time.sleep(0.1)  # so that the child is in its `read`
            terminal.type(b"\x1a")
            terminal.expect("stopped")
            assert terminal.modes() == before
            terminal.type(b"\n")
            terminal.type(b"word\n")
            assert terminal.expect("got (.*?)\r\n") == "word"
            terminal.expect("ended 0 False.*code 0")
