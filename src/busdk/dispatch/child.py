"""Starting a program as a child process, waiting for it, and passing on signals."""

from __future__ import annotations

# `signal` itself imports `enum`, which costs more than starting a child; this is what it is made of.
import _signal as signal  # type: ignore[import-not-found]
import os

from busdk.dispatch.errors import NotStartable
from busdk.signals import ENDING, PASSED_ON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FROM_KEYBOARD = (signal.SIGINT, signal.SIGQUIT)
WATCHED = frozenset((signal.SIGCHLD, *ENDING, *PASSED_ON))
RESET = (signal.SIGPIPE, signal.SIGXFSZ)  # ignored by Python, and a child would inherit that


def run(path: str, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the program at `path` with this process's streams; return its exit code, 128+N for signal N.

    A signal that asks this process to end reaches the child, and makes the result 128+N where that ends with 0. Any
    other that would end it is the child's alone.
    Signals that this process ignores stay ignored.
    """
    ignored = signal.getsignal(signal.SIGCHLD) is signal.SIG_IGN  # the child would be gone without its code
    if ignored:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
    try:
        child = _start(path, arguments, environment, before)
        code, received = _wait(child)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        if ignored:
            signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    if code == 0 and received:
        return 128 + received
    return code if code >= 0 else 128 - code


def _start(path: str, arguments: Sequence[str], environment: Mapping[str, str], mask: set[int]) -> int:
    try:
        return os.posix_spawn(path, [path, *arguments], environment, setsigdef=RESET, setsigmask=mask)
    except (OSError, ValueError) as error:
        raise NotStartable(f"cannot start {path}: {getattr(error, 'strerror', None) or error}") from None


def _wait(child: int) -> tuple[int, int]:
    """Wait for the child, passing on signals; return its exit code, or -N, and the last signal passed on, or 0."""
    received = 0
    while True:
        number, from_keyboard = _next()
        if number == signal.SIGCHLD:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status), received
        elif signal.getsignal(number) is not signal.SIG_IGN:
            received = number if number in ENDING else received
            if not from_keyboard:
                os.kill(child, number)


def _next() -> tuple[int, bool]:
    """Wait for a blocked signal; return its number, and whether the terminal gave it to the child as well."""
    if hasattr(signal, "sigwaitinfo"):
        info = signal.sigwaitinfo(WATCHED)
        return info.si_signo, info.si_signo in FROM_KEYBOARD and info.si_code > 0  # by the kernel, not by a process
    number = signal.sigwait(WATCHED)
    return number, number in FROM_KEYBOARD and os.isatty(0)  # pragma: no cover - macOS does not tell who sent it
