"""Running a program from its start to its end."""

from __future__ import annotations

from busdk.process.running import Running
from busdk.process.signals import Signals
from busdk.process.start import start
from busdk.process.wiring import Wiring

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from busdk.process.ended import Ended
    from busdk.process.flow import Filter
    from busdk.process.watch import Watch


def run(
    argv: Sequence[str],
    *,
    directory: str,
    environment: Mapping[str, str],
    stdin: bytes | int | None = 0,
    stdout: int = 1,
    stderr: int = 2,
    stdout_filters: Sequence[Filter] = (),
    stderr_filters: Sequence[Filter] = (),
    capture: bool = False,
    timeout: float | None = None,
    terminal: bool = True,
    watch: Watch | None = None,
    kept: tuple[int, ...] = (),
) -> Ended:
    """Run `argv` in `directory` with exactly this `environment` and return how it ended.

    The program is looked up by `find`; one with a slash is a path, relative to `directory`. `stdin` is a
    descriptor to inherit, bytes to feed, or None for nothing. Without filters a stream is inherited as it
    is; with filters, what the child writes passes through them in order. `capture` keeps both streams, as
    filtered, in the result. With `terminal` off the child gets a session of its own, without a terminal. Of our
    other descriptors it gets those that are `kept`.

    After `timeout` seconds, or when SIGINT, SIGTERM, SIGHUP or SIGQUIT reaches this process, the child's
    process group is ended, with SIGKILL after 5 seconds (never after SIGINT alone). When the reader of an
    output has gone, the group gets SIGPIPE. When the child has ended, what it left running may hold its
    output open for one more second.

    With `watch` both streams are pipes that are read as fast as the child writes, whatever the reader of our outputs
    does, and a child that has finished but does not end is ended (`Ended.overdue`).

    Raises StartError when the program cannot be started and FileError when its output cannot be written.
    """
    wiring = Wiring(use_terminal=terminal, capture=capture, eager=watch is not None, kept=kept)
    try:
        wiring.connect(stdin, (stdout, stdout_filters), (stderr, stderr_filters))
        with Signals() as signals, start(argv, directory, environment, wiring) as child:
            wiring.close_theirs()
            return Running(child, wiring, signals, timeout, watch).until_ended()
    finally:
        wiring.close()
