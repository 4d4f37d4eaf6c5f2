"""Taking turns: one run at a time in a root."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager

from busdk import lock
from busdk.process import signals
from busdk.steps.errors import Interrupted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType

    from busdk.steps.tool import Tool

ENDING = tuple(number for number in signals.ENDING if number != signal.SIGINT)  # which Python raises for itself


@contextmanager
def turn(tool: Tool, root: str, environment: Mapping[str, str], on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the root's lock, waiting for it as long as it takes; a step's own call goes on without.

    SIGTERM, SIGHUP and SIGQUIT raise Interrupted meanwhile, so that the lock file is removed. Raises FileError when
    that file cannot be made.
    """
    with _interruptible():
        if _is_held(tool, root, environment):
            yield
            return
        with lock.held(os.path.join(root, tool.lock_name), on_wait=on_wait, name=tool.lock_name):
            yield


def _is_held(tool: Tool, root: str, environment: Mapping[str, str]) -> bool:
    """Tell whether a call that this one is a step of holds the lock."""
    here = os.path.realpath(root)
    held = environment.get(tool.lock_variable, "").splitlines()
    return any(os.path.isabs(place) and os.path.realpath(place) == here for place in held)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Raise Interrupted for signals that would end the process; one that is ignored stays ignored.

    Outside the main thread, where Python sets no handlers, nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in ENDING}
    try:
        for number, handler in before.items():
            if handler is signal.SIG_DFL:
                signal.signal(number, _interrupt)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a handler's form
    raise Interrupted(128 + number)
