"""Keep the memory of this process out of core dumps and other processes' reach."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PR_SET_DUMPABLE = 4  # linux/prctl.h
_inherited: int | None = None


def no_core_dumps() -> None:
    """Set the soft core limit to 0 and, on Linux, make the process not dumpable; best effort elsewhere."""
    try:
        import resource
    except ImportError:  # not a POSIX system
        return
    global _inherited
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    _inherited = soft if _inherited is None else _inherited
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    if sys.platform == "linux":
        _not_dumpable()


def changed_core_limit() -> bool:
    """Return whether a child has to call `restore_core_limit` for the limit that this process was started with."""
    return bool(_inherited)


def restore_core_limit() -> None:
    """Undo what `no_core_dumps` did to the core limit, in a child that is about to run another program."""
    import resource

    if _inherited is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (_inherited, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _not_dumpable() -> None:
    """Call prctl through `_ctypes` itself: the `ctypes` package on top of it costs ten times as much to import."""
    try:
        import _ctypes

        this_program: Any = None
        prctl = _ctypes.dlsym(_ctypes.dlopen(this_program, 0), "prctl")
        _ctypes.call_function(prctl, (PR_SET_DUMPABLE, 0, 0, 0, 0))
    except (ImportError, AttributeError, OSError):  # an interpreter without it: the core limit still holds
        return
