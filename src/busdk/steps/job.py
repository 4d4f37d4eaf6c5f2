"""One step at work: its environment, its masks, and the children it starts."""

from __future__ import annotations

import errno
import os

from busdk import process, rootfile
from busdk.command import streams
from busdk.errors import BusError
from busdk.lean import signal
from busdk.masking import Mask
from busdk.steps import environment, firstline, sealing
from busdk.steps.definitions import Prompt, Script
from busdk.steps.errors import Interrupted, StepFailed
from busdk.steps.turn import lock_variables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from busdk import agent
    from busdk.steps.environment import Bound
    from busdk.steps.plan import Plan, Task
else:
    Protocol = object


SHORTEST_LINE = 8
"""Characters of a line of a value that is masked by itself; shorter ones turn up everywhere."""
BROKEN_PIPE = 128 + signal.SIGPIPE
NOT_FOUND = 127
WINDOWS_SHELLS = {
    "bat": ("cmd.exe", "/C"),
    "ps1": ("powershell.exe", "-NoProfile", "-ExecutionPolicy", "Bypass", "-File"),
}


class Report(Protocol):
    """Where a run tells what it does; `busdk.command.Call` is one."""

    def note(self, text: str) -> None:
        """Say something."""

    def warn(self, text: str, *hints: str) -> None:
        """Warn."""

    def output(self) -> int:
        """Return the descriptor that results go to."""


class Job:
    """A step that is running, with the variables that it was bound to; `known` are the secrets of the whole run."""

    def __init__(self, plan: Plan, task: Task, report: Report, known: set[str]) -> None:
        space = plan.workspace
        self.name = task.step.name
        self.root = space.place
        self.report = report
        self.variables = space.variables
        self._held = lock_variables(space.tool, self.root, space.environment)
        self.inherited = {**environment.inherited(space.environment), **self._held}
        self._task = task
        self._bound: Bound = environment.bind(self.name, task.bindings, space.reader)
        self._masked = plan.flags.mask
        known.update(self._bound.masked)
        self._known = known

    def perform(self) -> None:
        """Run the step; raise StepFailed, another BusError or Interrupted unless it succeeds."""
        step = self._task.step
        if isinstance(step, Script):
            self._run_script(step)
        elif isinstance(step, Prompt):
            self.run_agent()
        else:
            step.perform(self)

    def run_agent(self, more: str = "", *, capture: bool = False) -> str:
        """Run the step's agent with its prompt and `more` behind it; return its answer, as text, with `capture`."""
        call = self._task.call
        if call is None:
            raise BusError(f"{self.name} has no prompt")
        from dataclasses import replace

        from busdk import agent

        settings = replace(call.settings, output_format="text") if capture else call.settings
        try:
            planned = agent.plan(
                call.prompt + more,
                call.selection,
                settings,
                directory=self.root,
                directories=call.directories,
                private=bool(self._bound.secrets),
            )
        except BusError as error:
            raise error.within(self.name) from None
        self._announce(planned)
        result = agent.run(
            planned,
            environment={**self.inherited, **self._bound.variables, **self._held},
            stdout=self.report.output(),
            stdout_filters=self.filters(),
            stderr_filters=self.filters(),
            capture=capture,
            notify=lambda text: self.report.warn(f"{self.name}: {self._hidden(text)}"),
        )
        streams.write(2, result.stderr, "standard error")  # empty unless it was captured
        if result.category == "interrupted":
            raise Interrupted(result.code)
        if result.error is not None:
            raise type(result.error)(self._hidden(str(result.error)), *result.error.hints).within(self.name)
        return result.stdout.decode("utf-8", "replace")

    def filters(self) -> Sequence[process.Filter]:
        """Return what a stream of the step passes through."""
        return [Mask(self._bound.masked, self._known)] if self._masked and self._bound.masked else []

    def masked(self, data: bytes) -> bytes:
        """Return a text, maybe one of changes, without the secrets of the run and without each longer line of them."""
        lines = (line.strip() for value in self._known for line in value.splitlines())
        whole = (value.replace("\n", f"\n{start}") for value in self._known for start in ("", "+", "-", " "))
        mask = Mask([*whole, *(line for line in lines if len(line) >= SHORTEST_LINE)])
        return mask.feed(data) + mask.finish()

    def _hidden(self, message: str) -> str:
        """Return a message of the agent's as the step's streams would show it."""
        return self.masked(message.encode()).decode("utf-8", "replace") if self._masked else message

    def write(self, text: str) -> None:
        """Write a result."""
        streams.write(self.report.output(), text.encode(), "output")

    def _run_script(self, step: Script) -> None:
        self._check_script(step)
        path = os.path.join(self.root, step.source)
        try:
            ended = self._start(command(step.ending, path))
        except process.StartError as error:
            if error.errno != errno.ENOEXEC:
                raise firstline.failure(self.root, step.source, error).within(self.name) from None
            ended = self._start_shell(step, path)
        if ended.interrupted or (ended.code == BROKEN_PIPE and self._lost_reader()):
            raise Interrupted(ended.code)
        if ended.timed_out:
            raise BusError(f"{self.name}: timed out after {self._task.timeout:g} s")
        if ended.code:
            how = f"ended by signal {ended.signal}" if ended.signal else f"exit code {ended.code}"
            raise StepFailed(f"{self.name}: {how}", ended.code, *self._doubts(step, ended.code))

    def _start_shell(self, step: Script, path: str) -> process.Ended:
        """Start a script without a first line; what it is, an earlier step may have changed."""
        try:
            firstline.check_for_shell(self.root, step.source)
        except BusError as error:
            raise error.within(self.name) from None
        return self._start(("/bin/sh", path))

    def _doubts(self, step: Script, code: int) -> tuple[str, ...]:
        """Return what may be behind an exit code that says that a program was not found."""
        return firstline.hints(step.source, code == NOT_FOUND and firstline.ends_in_cr(self.root, step.source))

    def _check_script(self, step: Script) -> None:
        """Raise a BusError when an earlier step has put something else in the script's place."""
        checked = self._task.content
        try:
            rootfile.regular(self.root, step.source)
            changed = checked is not None and rootfile.read(self.root, step.source) != checked
        except BusError as error:
            raise error.within(self.name) from None
        if changed:
            message = f"{self.name}: {step.source} has been changed since it was checked"
            raise BusError(message, "look at it, then run it again")

    def _start(self, argv: Sequence[str]) -> process.Ended:
        start = sealing.Start(argv, self._task.content if self._bound.secrets else None)
        try:
            return process.run(
                start.argv,
                directory=self.root,
                environment={**self.inherited, **self._bound.variables, **self.variables, **self._held},
                stdout=self.report.output(),
                stdout_filters=self.filters(),
                stderr_filters=self.filters(),
                timeout=self._task.timeout,
                kept=start.kept,
            )
        finally:
            start.close()

    def _lost_reader(self) -> bool:
        """Tell whether nobody reads an output of ours any more, which a script may end with as its own exit code."""
        return any(map(streams.is_abandoned, (self.report.output(), 2)))

    def _announce(self, planned: agent.Plan) -> None:
        for warning in planned.warnings:
            self.report.warn(f"{self.name}: {warning}")
        self.report.note(f"{self.name}: {planned.announcement}")


def command(ending: str | None, path: str) -> tuple[str, ...]:
    """Return how a script is started: by its path, on Windows by the program for its ending."""
    return (*WINDOWS_SHELLS.get(ending or "", ()), path)
