"""What each of the child's streams is: inherited, a pipe or a pseudo-terminal."""

from __future__ import annotations

import fcntl
import os
import stat

from busdk.lean import signal, suppress
from busdk.process import terminal
from busdk.process.flow import Feed, Flow
from busdk.process.foreground import Foreground

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from busdk.process.flow import Filter
    from busdk.process.keyboard import Keyboard

ROOM = 1 << 20
"""Bytes that a pipe holds which is read eagerly."""


class Wiring:
    """The child's descriptors, `stdin`, `stdout` and `stderr`, and the flows at our ends of them.

    A filtered stream that goes to a terminal is a pseudo-terminal for the child. Where stdin and stdout are
    the terminal that we are in the foreground of, it is the child's stdin and `controlling` terminal too;
    stdout and stderr that are one terminal stay one, filtered by what filters stdout.
    """

    def __init__(self, *, use_terminal: bool, capture: bool, eager: bool = False, kept: tuple[int, ...] = ()) -> None:
        self.kept = kept
        self.session = not use_terminal
        self.controlling = -1
        self.borrows = False
        self.stdin = self.stdout = self.stderr = -1
        self.flows: list[Flow] = []
        self.feed: Feed | None = None
        self.keyboard: Keyboard | None = None
        self.foreground = Foreground(wanted=use_terminal)
        self._use_terminal = use_terminal and not capture
        self._capture = capture
        self._eager = eager
        self._theirs: list[int] = []
        self._nothing = -1
        self._sizes: list[tuple[int, Flow]] = []

    def connect(
        self,
        stdin: bytes | int | None,
        stdout: tuple[int, Sequence[Filter]],
        stderr: tuple[int, Sequence[Filter]],
    ) -> None:
        """Wire the three streams; outputs are where they go and the filters on the way."""
        self._give_input(stdin)
        at_keyboard = isinstance(stdin, int) and os.isatty(stdin) and self.foreground.ours
        if not (at_keyboard and self._imitate_for_both(*stdout)):
            self.stdout = self._take_output(*stdout)
            self.borrows = at_keyboard and (not stat.S_ISFIFO(os.fstat(stdout[0]).st_mode) or _cannot_ask())
        one = self._use_terminal and stdout[1] and stderr[1] and terminal.same(stdout[0], stderr[0])
        self.stderr = self.stdout if one else self._take_output(self._or_nothing(stderr[0]), stderr[1])

    def resize(self) -> None:
        """Give the child's terminals the size of ours."""
        for model, flow in self._sizes:
            if flow.source >= 0:
                terminal.copy_size(model, flow.source)

    def close_theirs(self) -> None:
        """Close the child's ends, which it holds itself now."""
        while self._theirs:
            os.close(self._theirs.pop())

    def close(self) -> None:
        """Close whatever is open and restore the user's terminal."""
        self.close_theirs()
        if self.keyboard:
            self.keyboard.close()
        if self.feed:
            self.feed.end()
        for flow in self.flows:
            flow.close()
        if self._nothing >= 0:
            os.close(self._nothing)
        self.foreground.close()

    def _give_input(self, stdin: bytes | int | None) -> None:
        if isinstance(stdin, int):
            self.stdin = stdin
        elif stdin is None:
            self.stdin = self._keep(os.open(os.devnull, os.O_RDONLY))
        else:
            reader, writer = os.pipe()
            self.stdin = self._keep(reader)
            self.feed = Feed(stdin, writer)

    def _imitate_for_both(self, target: int, filters: Sequence[Filter]) -> bool:
        """Give the child one pseudo-terminal for stdin and stdout, and the keys that the user types."""
        if not (self._use_terminal and filters and os.isatty(target)):
            return False
        pair = terminal.imitate(self.stdin, process_output=True)
        if pair is None:
            return False
        from busdk.process.keyboard import Keyboard

        ours, theirs = pair
        self.keyboard = Keyboard(self.stdin, os.dup(ours))
        self._add(Flow(ours, filters, target), target)
        self.stdin = self.stdout = self.controlling = self._keep(theirs)
        self.session = True
        return True

    def _or_nothing(self, target: int) -> int:
        """Return the target, or one that drops everything: a stderr that was closed is nobody's loss."""
        if _is_writable(target):
            return target
        self._nothing = os.open(os.devnull, os.O_WRONLY)
        return self._nothing

    def _take_output(self, target: int, filters: Sequence[Filter]) -> int:
        """Return the child's descriptor: the target itself where nothing is filtered, kept or can be written."""
        if not (self._capture or self._eager) and not (filters and _is_writable(target)):
            return target
        if self._use_terminal and os.isatty(target):
            pair = terminal.imitate(target, process_output=False)
            if pair is not None:
                self._add(Flow(pair[0], filters, target), target)
                return self._keep(pair[1])
        reader, writer = os.pipe()
        if self._eager:
            _widen(writer)
        self.flows.append(Flow(reader, filters, None if self._capture else target, eager=self._eager))
        return self._keep(writer)

    def _add(self, flow: Flow, model: int) -> None:
        self.flows.append(flow)
        self._sizes.append((model, flow))

    def _keep(self, descriptor: int) -> int:
        self._theirs.append(descriptor)
        return descriptor


def _widen(pipe: int) -> None:
    """Give a pipe the room that a child needs which does not wait for its reader; best effort."""
    with suppress(OSError, AttributeError):  # over the user's limit, or not Linux
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, ROOM)


def _cannot_ask() -> bool:
    """Tell whether a child that reads the terminal from the background gets an error, where it should be stopped.

    So it is in `$(...)` of an interactive shell: nobody could tell us that the child wants the foreground.
    """
    return signal.getsignal(signal.SIGTTIN) is signal.SIG_IGN


def _is_writable(descriptor: int) -> bool:
    """Tell whether it was opened for writing: one that was closed when we were started is not."""
    return fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE != os.O_RDONLY
