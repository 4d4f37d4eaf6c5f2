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
    from busdk.dispatch.busfile.surroundings import Surroundings
    from busdk.dispatch.target import Target

    Say = Callable[[str], None]


def steps(loaded: Loaded, flags: Mapping[str, Any]) -> Iterator[Step]:
    """Go through all commands of all files; each file that was named starts with the flags given."""
    return (step for source in loaded.sources for step in commands(source, flags))


def run(found: Iterator[Step], targets: Mapping[str, Target], say: Say, *, trace: bool) -> int:
    """Run commands and return the exit code of the first that fails, or 0; `say` takes what is to be told."""
    surroundings = _surroundings(targets)
    for step in found:
        if trace:
            say(traced(step))
        start = perf.now()
        code = _run(step, targets[step.module], surroundings, say)
        if step.timed:
            say(perf.shown(step.module, step.words[1:], start))
        if code:
            say(_at(step, f"command failed (exit {code}): {step.shown(flags=False)}"))
            return code
    return 0


def _surroundings(targets: Mapping[str, Target]) -> Surroundings | None:
    """Return what is to be put back after a command in this process, None where all run as children."""
    if all(target.main is None for target in targets.values()):
        return None
    from busdk.dispatch.busfile import surroundings

    return surroundings.Surroundings()


def traced(step: Step) -> str:
    """Return `month.bus:12: bus show a b`."""
    return _at(step, f"bus {step.shown()}")


def _at(step: Step, text: str) -> str:
    return streams.visible(f"{step.path}:{step.number}: {text}")


def _run(step: Step, target: Target, surroundings: Surroundings | None, say: Say) -> int:
    variables = {"BUS_BATCH": "1", "BUS_BUSFILE": step.path, "BUS_BUSFILE_LINE": str(step.number)}
    os.environ.update(variables) if surroundings is None else surroundings.set(variables)
    try:
        return target.run(step.arguments)
    except NotStartable as error:
        say(_at(step, str(error)))
        return error.code
    finally:
        if target.main is not None and surroundings is not None:
            surroundings.restore()
