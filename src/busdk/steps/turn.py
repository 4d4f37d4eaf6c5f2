"""Taking turns: one run at a time in a root.

A step's own calls run in the turn of their run. They know it by a token: it stands in the lock file while the lock is
held, and in a variable of the step. Each step gets another one, so that a process that outlives its step has none.
"""

from __future__ import annotations

import os

from busdk import files, lock, signals
from busdk.errors import FileError
from busdk.lean import signal
from busdk.process.signals import in_main_thread
from busdk.steps.errors import Interrupted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

    from busdk.steps.tool import Tool

ENDING = tuple(number for number in signals.ENDING if number != signal.SIGINT)  # which Python raises for itself


TOKEN = 16  # bytes, of random
_taken: dict[str, lock.held] = {}
"""The locks that this process holds, by their files."""


class turn:  # noqa: N801 - used as `with turn(...)`, like `lock.held`
    """Hold the root's lock, waiting for it as long as it takes; a step's own call goes on without.

    A root that cannot be written to needs no lock, unless the turn is for `writing` there. SIGTERM, SIGHUP and SIGQUIT
    raise Interrupted meanwhile, so that the lock file is removed. Raises FileError when that file cannot be made.
    """

    def __init__(
        self,
        tool: Tool,
        root: str,
        environment: Mapping[str, str],
        on_wait: Callable[[], None],
        *,
        writing: bool = False,
    ) -> None:
        self._place = _place(tool, root)
        self._lock = lock.held(self._place, on_wait=on_wait, name=tool.lock_name)
        self._signals = _Interruptible()
        self._tool = tool
        self._environment = environment
        self._writing = writing
        self._has_lock = False

    def __enter__(self) -> None:
        """Take the lock."""
        self._signals.__enter__()
        try:
            if self._needs_lock():
                self._take()
        except BaseException:
            self._signals.__exit__()
            raise

    def __exit__(self, *error: object) -> None:
        """Release it."""
        try:
            if self._has_lock:
                del _taken[self._place]
                self._lock.__exit__(*error)
        finally:
            self._signals.__exit__()

    def _needs_lock(self) -> bool:
        can_write = self._writing or os.access(os.path.dirname(self._place), os.W_OK)
        return can_write and not _is_ours(self._tool, self._place, self._environment)

    def _take(self) -> None:
        held = self._lock.__enter__()
        try:
            _new_token(held)  # now, so that a file that cannot be written to is told of before anything runs
        except BaseException:
            held.__exit__()
            raise
        _taken[self._place] = held
        self._has_lock = True


def lock_variables(tool: Tool, root: str, environment: Mapping[str, str]) -> dict[str, str]:
    """Return what tells the calls of a new step that the turn is theirs; what an earlier step got counts no more.

    `environment` is that of this process, which may be a step of other runs itself.
    """
    place = _place(tool, root)
    tokens = [_new_token(_taken[place])] if place in _taken else []
    roots = [os.path.dirname(place), environment.get(tool.lock_variable, "")]
    return {
        tool.lock_variable: "\n".join(filter(None, roots)),
        tool.token_variable: " ".join(tokens + _tokens(tool, environment)),
    }


def _place(tool: Tool, root: str) -> str:
    """Return the path of the lock file: the same one through whatever link the root is named."""
    return os.path.join(os.path.realpath(root), tool.lock_name)


def _tokens(tool: Tool, environment: Mapping[str, str]) -> list[str]:
    return environment.get(tool.token_variable, "").split()


def _is_ours(tool: Tool, place: str, environment: Mapping[str, str]) -> bool:
    """Tell whether a run that this call is in a step of holds the lock."""
    try:
        token = (files.read(place, 2 * TOKEN) or b"").decode("ascii", "replace")
    except FileError:
        return False
    return token in _tokens(tool, environment) and lock.is_held(place)


def _new_token(held: lock.held) -> str:
    token = os.urandom(TOKEN).hex()
    held.note(token.encode())
    return token


class _Interruptible:
    """Raise Interrupted for signals that would end the process; one that is ignored stays ignored.

    Outside the main thread, where Python sets no handlers, nothing changes.
    """

    def __enter__(self) -> None:
        here = ENDING if in_main_thread() else ()
        self._before = {number: signal.getsignal(number) for number in here}
        for number, handler in self._before.items():
            if handler is signal.SIG_DFL:
                signal.signal(number, _interrupt)

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a handler's form
    raise Interrupted(128 + number)
