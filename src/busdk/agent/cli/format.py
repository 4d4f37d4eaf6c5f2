"""`bus agent format [--runtime T]`."""

from __future__ import annotations

from busdk import agent, blocking
from busdk.errors import FileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from busdk.command import Call

CHUNK = 1 << 16


def run(call: Call) -> None:
    """Turn events into text as they come."""
    token = call.option("runtime")
    formatter = agent.Formatter(None if token is None else agent.find_runtime(token).id, call.warn)
    for chunk in _input():
        call.write(formatter.feed(chunk))
    call.write(formatter.finish())
    if formatter.failure:
        call.warn(f"the run failed: {agent.one_line(formatter.failure)}")


def _input() -> Iterator[bytes]:
    try:
        while chunk := blocking.read(0, CHUNK):
            yield chunk
    except OSError as error:
        raise FileError.of("read", "standard input", error) from None
