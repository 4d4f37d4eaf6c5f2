"""Keep the memory of this process out of core dumps and other processes' reach."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PR_SET_DUMPABLE = 4  # linux/prctl.h


def no_core_dumps() -> None:
    """Set the soft core limit to 0 and, on Linux, make the process not dumpable; best effort elsewhere."""
    try:
        import resource
    except ImportError:  # not a POSIX system
        return
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    if sys.platform == "linux":
        _not_dumpable()


def _not_dumpable() -> None:
    """Call prctl through `_ctypes` itself: the `ctypes` package on top of it costs ten times as much to import."""
    try:
        import _ctypes

        this_program: Any = None
        prctl = _ctypes.dlsym(_ctypes.dlopen(this_program, 0), "prctl")
        _ctypes.call_function(prctl, (PR_SET_DUMPABLE, 0, 0, 0, 0))
    except (ImportError, AttributeError, OSError):  # an interpreter without it: the core limit still holds
        return
