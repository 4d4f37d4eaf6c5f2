"""Run a program under strace: record its system calls, then meddle with one of them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from peers import need

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from arena import Arena

# The call that makes a process not dumpable does nothing: nobody but root could see its arguments afterwards.
STAY_DUMPABLE = ["-e", "inject=prctl:retval=0"]
LINE = re.compile(r"\d+ +(\w+)\((.*)")


class SystemCall(NamedTuple):
    """One system call of a recorded run: the `ordinal`-th of its `name`, from 1, and its arguments as text."""

    name: str
    ordinal: int
    arguments: str


def record(arena: Arena, argv: Sequence[str], trace: Path) -> list[SystemCall]:
    """Return all system calls of a successful run."""
    arena.ok(*argv, before=[need("strace"), "-f", "-qq", "-s", "512", "-o", str(trace), *STAY_DUMPABLE])
    counts: Counter[str] = Counter()
    calls = []
    for line in trace.read_text(errors="replace").splitlines():
        if found := LINE.match(line):
            name, arguments = found.groups()
            counts[name] += 1
            calls.append(SystemCall(name, counts[name], arguments))
    assert calls, "strace recorded nothing"
    return calls


def since(calls: Sequence[SystemCall], root: Path) -> Sequence[SystemCall]:
    """Return the calls from the first one that names a file below `root`."""
    start = next(index for index, call in enumerate(calls) if f'"{root}/' in call.arguments)
    return calls[start:]


def on_files(calls: Sequence[SystemCall], root: Path) -> list[SystemCall]:
    """Return the calls that name a file below `root` or a descriptor of one, and the last: the exit."""
    chosen, descriptors = [], set()
    for call in calls[:-1]:
        first, _, result = call.arguments.partition(",")[0].partition(")")[0], *call.arguments.rpartition(" = ")[1:]
        if f'"{root}/' in call.arguments:
            chosen.append(call)
            if call.name == "openat" and result.isdigit():
                descriptors.add(result)
        elif first in descriptors:
            chosen.append(call)
            if call.name == "close":
                descriptors.remove(first)
    return [*chosen, calls[-1]]


def signalling(call: SystemCall, name: str) -> list[str]:
    """Return the words before a program that send it a signal, `KILL` or `INT`, as it enters that one call."""
    return _inject(call, f"signal={name}")  # not with --seccomp-bpf: its stops deliver no signal


def failing(call: SystemCall, error: str) -> list[str]:
    """Return the words before a program that make that one call of it fail."""
    return [*_inject(call, f"error={error}"), "--seccomp-bpf"]


def _inject(call: SystemCall, fault: str) -> list[str]:
    expressions = [f"trace={call.name},prctl", f"inject={call.name}:{fault}:when={call.ordinal}"]
    words = [word for expression in expressions for word in ("-e", expression)]
    stay = STAY_DUMPABLE if call.name != "prctl" else []
    return [need("strace"), "-f", "-qq", "-o", "/dev/null", *words, *stay]
