"""Running a planned call to its end."""

from __future__ import annotations

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

    `code` is 0, 1 for any failure of the agent, or 128+N when signal N reached us. `category` is empty for a
    success, else `execution`, `timeout` or `interrupted`, and `error` says what happened, None for a success
    and for an interruption. `stdout` and `stderr` hold the output of a captured run.
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
        return _result(plan, Failed(str(error), *error.hints))
    return _ended(plan, ended)


def _ended(plan: Plan, ended: Ended) -> Result:
    """Tell how a run ended; its own statuses are not passed on, as they mean something else in every program."""
    output = {"stdout": ended.stdout, "stderr": ended.stderr}
    if ended.timed_out:
        seconds = f"{plan.settings.timeout:.9f}".rstrip("0").rstrip(".")
        return _result(plan, TimedOut(f"{plan.runtime.token} timed out after {seconds}s"), **output)
    if ended.interrupted:
        return Result(ended.code, "interrupted", plan.runtime.token, plan.settings.model, **output)
    if ended.signal:
        return _result(plan, Failed(f"{plan.runtime.token} was ended by signal {ended.signal}"), **output)
    if ended.code:
        return _result(plan, Failed(f"{plan.runtime.token} failed with exit code {ended.code}"), **output)
    return _result(plan, None, **output)


def _result(plan: Plan, error: Failed | None, *, stdout: bytes = b"", stderr: bytes = b"") -> Result:
    category = "timeout" if isinstance(error, TimedOut) else "execution" if error else ""
    code = error.code if error else 0
    return Result(code, category, plan.runtime.token, plan.settings.model, error, stdout, stderr)
