"""Starting a program without `subprocess`, whose import takes as long as a small program of ours."""

from __future__ import annotations

import os

from busdk.lean import signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from busdk.process.wiring import Wiring

RESET = (signal.SIGPIPE, *(getattr(signal, name) for name in ("SIGXFZ", "SIGXFSZ") if hasattr(signal, name)))
"""Signals that Python ignores, and a program would inherit that."""
_OPEN = "/proc/self/fd"


class Spawned:
    """A child that was started by `spawn`, as far as a `subprocess.Popen` is needed for it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def wait(self) -> int:
        """Return the exit code, -N after signal N."""
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal to the child itself."""
        os.kill(self.pid, number)


def can_spawn(directory: str, wiring: Wiring) -> bool:
    """Tell whether `spawn` can do it: in our own folder and session, each stream in its place or beside the three."""
    placed = all(source == place or source > 2 for place, source in enumerate(_sources(wiring)))
    return placed and not wiring.session and os.path.isdir(_OPEN) and _is_here(directory)


def spawn(program: str, argv: Sequence[str], environment: Mapping[str, str], wiring: Wiring) -> Spawned:
    """Start a program in a process group of its own, with no descriptor but the three; raise OSError or ValueError."""
    streams = [(os.POSIX_SPAWN_DUP2, source, place) for place, source in enumerate(_sources(wiring))]
    others = [(os.POSIX_SPAWN_CLOSE, number) for number in _inheritable()]
    for number in wiring.kept:
        os.set_inheritable(number, True)
    pid = os.posix_spawn(
        program, list(argv), environment, file_actions=(*streams, *others), setpgroup=0, setsigdef=RESET
    )
    return Spawned(pid)


def _sources(wiring: Wiring) -> tuple[int, int, int]:
    return wiring.stdin, wiring.stdout, wiring.stderr


def _is_here(directory: str) -> bool:
    """Tell whether a folder is the one that we are in."""
    try:
        return os.path.samestat(os.stat(directory), os.stat("."))
    except OSError:
        return False


def _inheritable() -> Iterator[int]:
    """Go through the descriptors that a child would get, but for the three; ours are none of them."""
    for name in os.listdir(_OPEN):
        number = int(name)
        try:
            if number > 2 and os.get_inheritable(number):
                yield number
        except OSError:  # that of the listing itself
            continue
