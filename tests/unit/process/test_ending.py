"""How a run ends before its child would: time limits, signals, readers that go."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from busdk.process import Ended
from children import Upper, python, run, shell

if TYPE_CHECKING:
    from pathlib import Path

LEAVER = "(echo started; : > {fifo}.up; exec sleep 60) > {fifo} & until test -e {fifo}.up; do sleep 0.02; done; "


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    """Return a named pipe for a grandchild to hold open."""
    path = tmp_path / "fifo"
    os.mkfifo(path)
    return path


class Held:
    """The reading end of a named pipe."""

    def __init__(self, fifo: Path) -> None:
        self._descriptor = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)

    def is_free(self) -> bool:
        """Return whether the grandchild had it and holds it no longer, within two seconds."""
        assert os.read(self._descriptor, 100) == b"started\n"
        for _ in range(40):
            try:
                return os.read(self._descriptor, 1) == b""
            except BlockingIOError:
                time.sleep(0.05)
        return False


def test_a_time_limit_ends_the_whole_group(fifo: Path) -> None:
    """Child and grandchild are gone after the limit, and the result says why."""
    held = Held(fifo)
    assert shell(LEAVER.format(fifo=fifo) + "sleep 60", timeout=1.5) == Ended(143, signal=15, timed_out=True)
    assert held.is_free()


def test_a_child_in_time_is_untouched() -> None:
    """A limit that is not reached changes nothing."""
    assert shell("exit 5", timeout=60) == Ended(5)


def test_a_stubborn_child_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that ignores the request to end is killed after a while."""
    monkeypatch.setattr("busdk.process.running.KILL_AFTER", 0.3)
    ended = shell("trap '' TERM; echo x; while :; do sleep 0.1; done", timeout=1.5, capture=True)
    assert (ended.code, ended.timed_out, ended.stdout) == (143, True, b"x\n")


def test_a_time_limit_is_no_success() -> None:
    """A child that ends with 0 when asked to end has not succeeded, and what it still wrote is kept."""
    ended = shell("trap 'echo bye; exit 0' TERM; while :; do sleep 0.05; done", timeout=1.5, capture=True)
    assert (ended.code, ended.timed_out, ended.stdout) == (143, True, b"bye\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_signals_are_passed_on(number: int) -> None:
    """A signal that reaches us reaches the child; the result is 128+N whatever the child makes of it."""
    script = f"trap 'echo caught; exit 0' {number}; kill -{number} $PPID; while :; do sleep 0.05; done"
    ended = shell(script, capture=True)
    assert (ended.code, ended.signal, ended.interrupted, ended.stdout) == (128 + number, number, True, b"caught\n")


def test_a_signal_leaves_nothing_running(fifo: Path) -> None:
    """Grandchildren end with the child that we ended."""
    held = Held(fifo)
    ended = shell(LEAVER.format(fifo=fifo) + "kill -TERM $PPID; wait")
    assert ended == Ended(143, signal=15, interrupted=True)
    assert held.is_free()


def test_an_ignored_signal_stays_ignored() -> None:
    """What this process was started to ignore, as by `nohup`, the child ignores too."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        ended = shell("kill -HUP $PPID; kill -HUP $$; echo alive", capture=True)
    finally:
        signal.signal(signal.SIGHUP, before)
    assert (ended.code, ended.interrupted, ended.stdout) == (0, False, b"alive\n")


def test_a_grandchild_with_the_pipe_does_not_hold_us() -> None:
    """Output ends soon after the child, also if something in the background never closes it or never stops."""
    assert shell("sleep 5 & echo all", capture=True).stdout == b"all\n"
    noisy = shell("for _ in $(seq 300); do echo x; sleep 0.01; done & exit 3", capture=True)
    assert (noisy.code, noisy.stdout[:2]) == (3, b"x\n")
    assert len(noisy.stdout) < 600


def test_a_background_writer_is_heard_for_a_moment() -> None:
    """What a process in the background writes shortly after the child's end still arrives."""
    assert shell("(sleep 0.2; echo late) & echo first", capture=True).stdout == b"first\nlate\n"


def test_a_reader_that_goes_ends_the_child() -> None:
    """When nobody reads our output the child ends as by SIGPIPE, and quietly."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ended = shell("echo x; exec sleep 60", stdout=writer, stdout_filters=[Upper()])
    finally:
        os.close(writer)
    assert ended == Ended(141, signal=13)


def test_a_slow_reader_gets_everything() -> None:
    """Output waits for its reader, beyond the child's end, and nothing is lost."""
    reader, writer = os.pipe()
    got = bytearray()

    def read() -> None:
        time.sleep(1.5)
        while data := os.read(reader, 65536):
            got.extend(data)

    thread = threading.Thread(target=read)
    thread.start()
    ended = python("print('x' * 130_000)", stdout=writer, stdout_filters=[Upper()])
    os.close(writer)
    thread.join(20)
    os.close(reader)
    assert (ended.code, bytes(got)) == (0, b"X" * 130_000 + b"\n.")


def test_outside_the_main_thread() -> None:
    """A library may run children in any thread; there, signals stay with the main one."""
    ended: list[Ended] = []
    thread = threading.Thread(target=lambda: ended.append(shell("echo x; exit 4", capture=True)))
    thread.start()
    thread.join(20)
    assert [(end.code, end.stdout) for end in ended] == [(4, b"x\n")]


def test_without_a_terminal_the_child_leads_a_session() -> None:
    """With `terminal` off no keyboard and no `/dev/tty` is within reach; else it leads a group in our session."""
    program = "import os; print(os.getsid(0) == os.getpid(), os.getpgrp() == os.getpid())"
    assert python(program, terminal=False, capture=True).stdout == b"True True\n"
    assert python(program, capture=True).stdout == b"False True\n"


def test_a_killed_child_is_reaped() -> None:
    """No zombie is left."""
    run([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"])
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
