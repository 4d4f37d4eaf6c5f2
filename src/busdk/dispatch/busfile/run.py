"""Running the commands of checked files, in order, up to the first that fails."""

from __future__ import annotations

import os

from busdk.command import streams
from busdk.dispatch import perf
from busdk.dispatch.busfile.commands import commands
from busdk.dispatch.errors import NotStartable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from busdk.dispatch.busfile.commands import Step
    from busdk.dispatch.busfile.load import Loaded
    from busdk.dispatch.target import Target

    Say = Callable[[str], None]


def steps(loaded: Loaded, flags: Mapping[str, Any]) -> Iterator[Step]:
    """Go through all commands of all files; each file that was named starts with the flags given."""
    return (step for source in loaded.sources for step in commands(source, flags))


def run(found: Iterator[Step], targets: Mapping[str, Target], say: Say, *, trace: bool) -> int:
    """Run commands and return the exit code of the first that fails, or 0; `say` takes what is to be told."""
    programs = _Programs(targets)
    for step in found:
        if trace:
            say(traced(step))
        start = perf.now()
        code = _run(programs, step, say)
        if step.timed:
            say(perf.shown(step.module, step.words[1:], start))
        if code:
            say(_at(step, f"command failed (exit {code}): {step.shown(flags=False)}"))
            return code
    return 0


class _Programs:
    """Runs the programs of commands one after the other; none sees what another changed in this process."""

    __slots__ = ("_environment", "_surroundings", "_targets")

    def __init__(self, targets: Mapping[str, Target]) -> None:
        self._targets = targets
        self._environment = dict(os.environ)  # to convert it for each child would cost as much as all else here
        self._surroundings = None
        if any(target.main is not None for target in targets.values()):
            from busdk.dispatch.busfile import surroundings

            self._surroundings = surroundings.Surroundings(self._environment)

    def run(self, step: Step) -> int:
        """Run a command's program and return its exit code; raise NotStartable when it cannot be started."""
        variables = {"BUS_BATCH": "1", "BUS_BUSFILE": step.path, "BUS_BUSFILE_LINE": str(step.number)}
        self._environment.update(variables)
        target = self._targets[step.module]
        if self._surroundings is None or target.main is None:
            from busdk.dispatch import child

            return child.run(target.path, step.arguments, self._environment)
        os.environ.update(variables)
        try:
            return target.run(step.arguments)
        finally:
            self._surroundings.restore()


def traced(step: Step) -> str:
    """Return `month.bus:12: bus show a b`."""
    return _at(step, f"bus {step.shown()}")


def _at(step: Step, text: str) -> str:
    return streams.visible(f"{step.path}:{step.number}: {text}")


def _run(programs: _Programs, step: Step, say: Say) -> int:
    try:
        return programs.run(step)
    except NotStartable as error:
        say(_at(step, str(error)))
        return error.code
