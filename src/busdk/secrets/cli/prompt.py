"""Asking on the terminal without echo, a key at a time: a terminal's own line editing ends at 4,095 bytes."""

from __future__ import annotations

import os
import signal
import termios
from contextlib import suppress

from busdk import blocking
from busdk.errors import BusError, UsageError
from busdk.secrets.cli.typed import ENDS, Typed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any, Self

TERMINAL = 0
QUIET = 0.05
"""Seconds without a key after which a paste is over."""
ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
LOCAL_FLAGS, CHARACTERS = 3, 6
KEYS = {"erase": termios.VERASE, "kill": termios.VKILL, "word": termios.VWERASE, "end": termios.VEOF}
NO_KEY = b"\0"


class Ended(BaseException):
    """A signal that ends the process; it does so once the terminal is as it was."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Prompt:
    """A terminal that shows nothing of what is typed, between enter and exit; its modes are restored on every end.

    Lines of more than `longest` bytes are cut one byte later; `hint` is what to do where a line is not enough.
    """

    def __init__(self, longest: int, hint: str) -> None:
        self._longest = longest
        self._hint = hint
        self._modes: list[Any] = termios.tcgetattr(TERMINAL)
        self._handlers: dict[int, Any] = {}
        self._question = ""
        self._bell, self._ringer, self._wakeup = -1, -1, -1
        self._typed = self._new_line()

    def __enter__(self) -> Self:
        """Hide what is typed; from now on a signal rings a bell, as one just before a `read` would not wake it."""
        self._bell, self._ringer = os.pipe()
        os.set_blocking(self._bell, False)
        os.set_blocking(self._ringer, False)
        self._wakeup = signal.set_wakeup_fd(self._ringer, warn_on_full_buffer=False)
        actions = dict.fromkeys(ENDING, _end) | {signal.SIGTSTP: self._stop, signal.SIGCONT: self._go_on}
        for number, action in actions.items():
            before = signal.getsignal(number)
            if before is signal.SIG_DFL:
                self._handlers[number] = before
                signal.signal(number, action)
        self._hide(termios.TCSAFLUSH)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        """Restore the terminal; what a refused paste left is swallowed, and a signal that ends us does so now."""
        if isinstance(error, BusError):
            self._pending()
        self._set(termios.TCSADRAIN if error is None else termios.TCSAFLUSH, self._modes)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        os.close(self._bell)
        os.close(self._ringer)
        if isinstance(error, Ended):
            os.kill(os.getpid(), error.number)

    def ask(self, question: str) -> bytes:
        """Return the line that is typed; raise UsageError when more lines follow it, EOFError for none."""
        self._question, self._typed = question, self._new_line()
        _say(question)
        while not self._typed.ended:
            self._typed.take(self._keys())
        _say("\n")
        if (self._typed.rest + self._pending()).strip(ENDS):
            raise UsageError("more than one line was given; nothing was stored", self._hint)
        return self._typed.line

    def confirm(self, question: str, line: bytes) -> None:
        """Ask for a line that was typed once more; raise UsageError when it is another."""
        if self.ask(question) != line:
            raise UsageError("the two values differ; nothing was stored")

    def _new_line(self) -> Typed:
        characters = self._modes[CHARACTERS]
        keys = {name: characters[place] for name, place in KEYS.items()}
        return Typed({name: key if key != NO_KEY else b"" for name, key in keys.items()}, self._longest)

    def _keys(self) -> bytes:
        """Wait for keys; raise EOFError for a terminal that has gone."""
        while TERMINAL not in (ready := blocking.readable([TERMINAL, self._bell])):
            if ready:
                os.read(self._bell, 512)
        keys = blocking.read(TERMINAL, 1 << 16)
        if not keys:
            raise EOFError
        return keys

    def _pending(self) -> bytes:
        """Read what comes without a pause."""
        data = b""
        while blocking.readable([TERMINAL], QUIET) and (more := os.read(TERMINAL, 1 << 16)):
            data += more
        return data

    def _hide(self, when: int) -> None:
        modes = [*self._modes[:CHARACTERS], list(self._modes[CHARACTERS])]
        modes[LOCAL_FLAGS] &= ~(termios.ICANON | termios.ECHO | termios.ECHONL | termios.IEXTEN)
        modes[CHARACTERS][termios.VMIN], modes[CHARACTERS][termios.VTIME] = 1, 0
        self._set(when, modes)

    def _set(self, when: int, modes: list[Any]) -> None:
        with suppress(termios.error):  # a terminal that has gone has no modes
            termios.tcsetattr(TERMINAL, when, modes)

    def _stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler's form
        """Give the terminal back while we are stopped; the line begins again afterwards, as it does in a shell."""
        self._typed.clear()
        self._set(termios.TCSANOW, self._modes)
        handler = signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        signal.signal(number, handler)
        self._hide(termios.TCSANOW)

    def _go_on(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler's form
        self._hide(termios.TCSANOW)
        _say(self._question)


def _end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a handler's form
    raise Ended(number)


def _say(text: str) -> None:
    with suppress(OSError):
        blocking.write(2, text.encode())
