"""Job control: who has the terminal, and what stops and continues together."""

from __future__ import annotations

from busdk.lean import signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.process.child import Child
    from busdk.process.signals import Signals
    from busdk.process.wiring import Wiring

WANT_TERMINAL = (signal.SIGTTIN, signal.SIGTTOU)


class Job:
    """The child as a job: as a shell would, lend it the terminal when it asks, and stop with it."""

    def __init__(self, child: Child, wiring: Wiring, signals: Signals) -> None:
        self._child = child
        self._keyboard = wiring.keyboard
        self._foreground = wiring.foreground
        self._wiring = wiring
        self._signals = signals
        if self._keyboard:
            self._keyboard.group = child.group
            self._keyboard.raw.enter()

    @property
    def has_keyboard(self) -> bool:
        """Whether keys such as Ctrl-C go to the child and not to us."""
        return self._keyboard is not None or self._foreground.lent

    @property
    def is_away(self) -> bool:
        """Whether our job is in the background, so that the child gets no keys."""
        return self._keyboard is not None and self._keyboard.away

    def on_stop(self, number: int) -> bool:
        """See to a child that signal `number` has stopped; return False when it would wait for ever."""
        foreground = self._foreground
        if self._wiring.session:
            return True
        if number in WANT_TERMINAL:
            if not foreground.ours and not self._signals.stop_us(number, whole_group=True):
                return False
        elif foreground.lent:
            foreground.take_back(self._child.group)
            self._signals.stop_us(signal.SIGTSTP, whole_group=True)
        else:
            return True
        if foreground.ours:
            foreground.lend(self._child.group)
        self._child.signal(signal.SIGCONT)
        return True

    def suspend(self, *, whole_group: bool) -> None:
        """Stop the child and us, alone or with our process group; return when we are continued."""
        self._child.signal(signal.SIGSTOP)
        if self._keyboard:
            self._keyboard.suspends = False
            self._keyboard.raw.leave()
        self._signals.stop_us(signal.SIGTSTP, whole_group=whole_group)
        self.on_continue()
        self._child.signal(signal.SIGCONT)

    def on_continue(self) -> None:
        """Take the terminal as it should be again; a shell may have changed it meanwhile."""
        if self._keyboard and self._keyboard.source >= 0:
            self._keyboard.away = not self._foreground.ours
            if not self._keyboard.away:
                self._keyboard.raw.enter()
        self._wiring.resize()

    def look_for_foreground(self) -> None:
        """Take the terminal when our job has come to the foreground again, of which a shell's `fg` tells nobody."""
        if self.is_away and self._foreground.ours:
            self.on_continue()

    def on_resize(self) -> None:
        """Tell the child that the window has changed; the kernel tells a child whose own terminal it is."""
        self._wiring.resize()
        if not self.has_keyboard:
            self._child.signal(signal.SIGWINCH)

    def end(self) -> None:
        """Take the keys and the terminal back from a child that has ended, mending its modes if a signal ended it."""
        if self._keyboard:
            self._keyboard.end()
        self._foreground.take_back(self._child.group, restore=(self._child.status or 0) < 0)
