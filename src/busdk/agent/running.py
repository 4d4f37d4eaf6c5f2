"""Running a planned call to its end."""

from __future__ import annotations

import signal
from dataclasses import dataclass, field

from busdk import process
from busdk.agent.errors import Failed, TimedOut
from busdk.agent.formatter import Formatter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from busdk.agent.plan import Plan
    from busdk.process import Ended, Filter

WITHHELD = ("BUS_SECRETS_IDENTITY",)
"""Variables that no agent gets: a step holds what it was bound to, not the key to everything."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a run ended.

    `code` is 0, 1 for any failure of the agent, or 128+N when signal N reached us or, with SIGPIPE, nobody reads
    the output any more. `category` is empty for a success, else `execution`, `timeout` or `interrupted`; `error`
    says what happened, None for a success and for an interruption. `stdout` and `stderr` hold the
    output of a captured run.
    """

    code: int
    category: str
    runtime: str
    model: str
    error: Failed | None = None
    stdout: bytes = field(default=b"", repr=False)
    stderr: bytes = field(default=b"", repr=False)


def run(
    plan: Plan,
    *,
    environment: Mapping[str, str],
    stdout: int = 1,
    stderr: int = 2,
    stdout_filters: Sequence[Filter] = (),
    stderr_filters: Sequence[Filter] = (),
    capture: bool = False,
) -> Result:
    """Run the agent with exactly this environment, less `BUS_SECRETS_IDENTITY`, and return how it ended.

    What it writes goes to the descriptors as it comes, or with `capture` into the result: its stream as it is, or
    as text, and then through the filters. It has no terminal; its whole process group ends with it, on a timeout
    and on a signal to us. A failure is a result; only output that cannot be written raises FileError.
    """
    formatters = [Formatter(plan.runtime.id)] if plan.settings.output_format == "text" else []
    try:
        ended = process.run(
            plan.argv,
            directory=plan.directory,
            environment={name: value for name, value in environment.items() if name not in WITHHELD},
            stdin=plan.stdin,
            stdout=stdout,
            stderr=stderr,
            stdout_filters=(*formatters, *stdout_filters),
            stderr_filters=stderr_filters,
            capture=capture,
            timeout=plan.settings.timeout,
            terminal=False,
        )
    except process.StartError as error:
        return _result(plan, "execution", Failed.code, Failed(str(error), *error.hints))
    return _ended(plan, ended)


def _ended(plan: Plan, ended: Ended) -> Result:
    """Tell how a run ended; the agent's statuses are not passed on, as each program has its own."""
    error = _error(plan, ended)
    if error is None and ended.code:
        return _result(plan, "interrupted", ended.code, None, ended)
    if error is None:
        return _result(plan, "", 0, None, ended)
    return _result(plan, "timeout" if isinstance(error, TimedOut) else "execution", error.code, error, ended)


def _error(plan: Plan, ended: Ended) -> Failed | None:
    """Return what went wrong; a signal to us and a reader that has gone are no failures of the agent."""
    token = plan.runtime.token
    if ended.timed_out:
        return TimedOut(f"{token} timed out after {plan.settings.timeout:g} s")
    if ended.interrupted or ended.signal == signal.SIGPIPE or ended.code == 0:
        return None
    if ended.signal:
        return Failed(f"{token} was ended by signal {ended.signal}")
    return Failed(f"{token} failed with exit code {ended.code}")


def _result(plan: Plan, category: str, code: int, error: Failed | None, ended: Ended | None = None) -> Result:
    return Result(
        code=code,
        category=category,
        runtime=plan.runtime.token,
        model=plan.settings.model,
        error=error,
        stdout=ended.stdout if ended else b"",
        stderr=ended.stderr if ended else b"",
    )
