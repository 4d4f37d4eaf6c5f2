"""A child while it runs: data, signals and time limits in one loop."""

from __future__ import annotations

import time

from busdk.errors import FileError
from busdk.lean import signal
from busdk.process.ended import Ended
from busdk.process.jobs import Job
from busdk.process.moving import move
from busdk.signals import ENDING, PASSED_ON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from busdk.process.child import Child
    from busdk.process.flow import Flow
    from busdk.process.moving import Reader, Writer
    from busdk.process.signals import Signals
    from busdk.process.watch import Watch
    from busdk.process.wiring import Wiring

KILL_AFTER = 5.0
"""Seconds between the request to end and SIGKILL."""
GRACE = 1.0
"""Seconds after the child's end for those it left behind: to close its pipes, or to end when it was ended by us."""
POLL = 0.05
KEYS = (signal.SIGINT, signal.SIGQUIT)


class Running:
    """Move data and pass signals on until the child has ended and its output is delivered."""

    def __init__(
        self, child: Child, wiring: Wiring, signals: Signals, timeout: float | None, watch: Watch | None = None
    ) -> None:
        self.timed_out = False
        self.overdue = False
        self.interrupted = False
        self._child = child
        self._wiring = wiring
        self._signals = signals
        self._watch = watch
        self._job = Job(child, wiring, signals)
        self._ended_by = 0
        self._failure: OSError | None = None
        self._saw_end = False
        self._alarms: dict[Callable[[], None], float] = {}
        if timeout is not None:
            self._set(self._time_out, timeout)
        if watch is not None:
            self._set(watch.on_silence, watch.silence)

    def until_ended(self) -> Ended:
        """Return how the child ended; raise FileError when its output could not be written."""
        while not self._over():
            self._turn()
        if self._failure is not None and not self.interrupted:
            raise FileError.of("write", "output", self._failure) from None
        return self._ended()

    def _over(self) -> bool:
        if self._child.status is None or not all(flow.done for flow in self._wiring.flows):
            return False
        return self._kill not in self._alarms or not self._child.has_group

    def _turn(self) -> None:
        self._move()
        if self._watch is not None and not self._saw_end:
            self._attend(self._watch)
        for number in self._signals.taken():
            self._on_signal(number)
        self._job.look_for_foreground()
        stopped = self._child.look()
        if stopped and not self._job.on_stop(stopped):
            self._end(signal.SIGHUP)
        if self._child.status is not None and not self._saw_end:
            self._on_end()
        self._ring()

    def _move(self) -> None:
        """Wait until something can be moved, a signal or a time limit has come, and move it."""
        flows, keyboard, feed = self._wiring.flows, self._wiring.keyboard, self._wiring.feed
        readers: list[Reader] = [each for each in (*flows, keyboard) if each]
        writers: list[Writer] = [each for each in (*flows, keyboard, feed) if each]
        move(readers, writers, self._signals.descriptor, self._patience())
        if keyboard and keyboard.suspends:
            self._job.suspend(whole_group=True)
        for flow in flows:
            self._on_failure(flow)

    def _attend(self, watch: Watch) -> None:
        """Count the silence from the last output on, and the time that a child which has finished still has."""
        if any(flow.heard for flow in self._wiring.flows):
            self._alarms.pop(watch.on_silence, None)
            self._set(watch.on_silence, watch.silence)
        for flow in self._wiring.flows:
            flow.heard = False
        if not watch.finished:
            self._alarms.pop(self._end_overdue, None)
        elif not self._ended_by:
            self._set(self._end_overdue, watch.linger)

    def _patience(self) -> float | None:
        """Return how long to wait when nothing happens; what no signal will tell has to be looked for."""
        due = min(self._alarms.values(), default=None)
        left = None if due is None else max(0.0, due - time.monotonic())
        blind = self._signals.descriptor < 0 or self._job.is_away or (self._saw_end and self._kill in self._alarms)
        return min(POLL, POLL if left is None else left) if blind else left

    def _on_signal(self, number: int) -> None:
        if number in ENDING or (number in PASSED_ON and self._saw_end):
            self._ended_by = self._ended_by if self.interrupted else number
            self.interrupted = True
            self._end(number)
        elif number in PASSED_ON:
            self._child.pass_on(number)
        elif number == signal.SIGTSTP:
            self._job.suspend(whole_group=False)
        elif number == signal.SIGCONT:
            self._job.on_continue()
        elif number == signal.SIGWINCH:
            self._job.on_resize()

    def _on_failure(self, flow: Flow) -> None:
        """End the child whose output nobody takes: as it would end by itself, or as on a time limit."""
        failure, flow.failure = flow.failure, None
        if isinstance(failure, BrokenPipeError) and self._watch is None:
            self._ended_by = self._ended_by or signal.SIGPIPE
            self._child.signal(signal.SIGPIPE)
        elif isinstance(failure, BrokenPipeError):
            self._end(signal.SIGPIPE)  # a program that is watched may ignore it, and not write for long
        elif failure is not None:
            self._failure = failure
            self._end(signal.SIGTERM)

    def _on_end(self) -> None:
        """Give those that the child left behind a moment."""
        if self._job.has_keyboard and -(self._child.status or 0) in KEYS:
            self.interrupted = True
        self._saw_end = True
        self._forget()
        self._job.end()
        if self._wiring.feed:
            self._wiring.feed.end()
        self._set(self._end_flows, GRACE)
        if self._kill in self._alarms or self._ended_by in ENDING:
            self._set(self._kill, GRACE)

    def _time_out(self) -> None:
        self.timed_out = True
        self._end(signal.SIGTERM)

    def _end_overdue(self) -> None:
        """End a child that has finished and stays."""
        self.overdue = True
        self._end(signal.SIGTERM)

    def _end(self, number: int) -> None:
        """Ask the group to end; only a SIGINT may be taken for something else than a request to end."""
        self._ended_by = self._ended_by or number
        gentle = self._watch.gentle if self._watch is not None and number != signal.SIGINT else 0
        if gentle:
            self._set(self._insist, KILL_AFTER / 2)
        self._child.signal(gentle or number)
        self._child.signal(signal.SIGCONT)  # a stopped child would not notice
        if self._saw_end:
            self._on_end()
        elif number != signal.SIGINT:
            self._set(self._kill, KILL_AFTER)

    def _insist(self) -> None:
        self._child.signal(self._ended_by)

    def _kill(self) -> None:
        self._child.signal(signal.SIGKILL)

    def _end_flows(self) -> None:
        """Deliver what is there and wait for no more; drop it where the run was broken off."""
        for flow in self._wiring.flows:
            if self._ended_by and not self.overdue:
                flow.abandon()
            else:
                flow.end_soon()

    def _set(self, alarm: Callable[[], None], seconds: float) -> None:
        due = time.monotonic() + seconds
        self._alarms[alarm] = min(due, self._alarms.get(alarm, due))

    def _forget(self) -> None:
        """Drop the alarms that a running child has."""
        running = [self._time_out, self._end_overdue]
        for alarm in running if self._watch is None else [*running, self._watch.on_silence]:
            self._alarms.pop(alarm, None)

    def _ring(self) -> None:
        now = time.monotonic()
        for alarm in [alarm for alarm, due in self._alarms.items() if due <= now]:
            del self._alarms[alarm]
            alarm()

    def _ended(self) -> Ended:
        status = self._child.status or 0
        number = int(self._ended_by or max(-status, 0))
        kept = [bytes(flow.pending) for flow in self._wiring.flows if flow.target < 0] or [b"", b""]
        return Ended(
            code=128 + number if number else status,
            signal=number,
            timed_out=self.timed_out,
            overdue=self.overdue,
            interrupted=self.interrupted,
            stdout=kept[0],
            stderr=kept[1],
        )
