"""Trying again, with a fallback between the tries."""

from __future__ import annotations

import time

from busdk.errors import BusError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def retry(
    workflow: Callable[[], object],
    fallback: Callable[[], object],
    attempts: int,
    on_failure: Callable[[BusError, int, int], object],
    wait: Callable[[float], object] = time.sleep,
) -> None:
    """Run `workflow`; when it fails, run `fallback`, wait 1, 2, 4, ... seconds and run it again, `attempts` times.

    `on_failure` is told of each failure that another try follows: the error, the number of the try from 1, and the
    seconds until the next. Raises the error of the last try, and that of a fallback that fails at once.
    """
    for number in range(attempts):
        try:
            workflow()
        except BusError as error:
            on_failure(error, number + 1, 2**number)
        else:
            return
        fallback()
        wait(2**number)
    workflow()
