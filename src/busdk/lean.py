"""Parts of the standard library without what makes their import slow, for the path that each step goes.

`signal` is that module without its enumerations: numbers are plain integers, and so are `SIG_DFL` and `SIG_IGN`; all
else is the same. `suppress` is that of `contextlib`, `deque` that of `collections`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from collections import deque
    from contextlib import suppress
else:
    import _signal as signal
    from _collections import deque

    class suppress:  # noqa: N801 - as contextlib calls it
        """Go on behind the block when one of the errors is raised in it."""

        def __init__(self, *errors: type[BaseException]) -> None:
            self._errors = errors

        def __enter__(self) -> None:
            """Begin."""

        def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
            """Tell whether the error is one of ours."""
            return kind is not None and issubclass(kind, self._errors)


__all__ = ["deque", "signal", "suppress"]
