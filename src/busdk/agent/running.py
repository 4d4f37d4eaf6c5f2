"""Running a planned call to its end."""

from __future__ import annotations

import signal
from dataclasses import dataclass, field

from busdk import process
from busdk.agent.conversation import Conversation
from busdk.agent.environment import passed_on
from busdk.agent.errors import Failed, TimedOut
from busdk.agent.formatter import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from busdk.agent.plan import Plan
    from busdk.process import Ended, Filter


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
    error: Failed | None = field(default=None, repr=False)
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
    notify: Callable[[str], object] = lambda _: None,
) -> Result:
    """Run the agent with this environment, less what `environment.passed_on` withholds, and return how it ended.

    What it writes goes to the descriptors as it comes, or with `capture` (16 MiB at most) into the result: its stream
    as it is, or as text, and then through the filters. `notify` gets the messages in the stream that are no part of the
    answer, and word of a long silence. It has no terminal; its whole process group ends with it, on a timeout and on a
    signal to us. A failure, which its events may tell too, is a result; only output that cannot be written raises
    FileError.
    """
    conversation = Conversation(plan, notify, limited=capture)
    try:
        ended = process.run(
            plan.argv,
            directory=plan.directory,
            environment=passed_on(environment),
            stdin=plan.stdin,
            stdout=stdout,
            stderr=stderr,
            stdout_filters=(conversation.answer, *stdout_filters),
            stderr_filters=(conversation.messages, *stderr_filters),
            capture=capture,
            timeout=plan.settings.timeout,
            terminal=False,
            watch=conversation,
        )
    except process.StartError as error:
        return _result(plan, "execution", Failed.code, Failed(str(error), *error.hints))
    return _ended(plan, ended, conversation)


def _ended(plan: Plan, ended: Ended, conversation: Conversation) -> Result:
    """Return how a run ended; the agent's statuses are not passed on, as each program has its own."""
    error = _error(plan, ended, conversation)
    if error is None:
        stopped = ended.interrupted or ended.signal == signal.SIGPIPE
        return _result(plan, "interrupted" if stopped else "", ended.code if stopped else 0, None, ended)
    return _result(plan, "timeout" if isinstance(error, TimedOut) else "execution", error.code, error, ended)


def _error(plan: Plan, ended: Ended, conversation: Conversation) -> Failed | None:
    """Return what went wrong; a signal to us and a reader that has gone are no failures of the agent."""
    token = plan.runtime.token
    if ended.interrupted:
        return None
    if ended.timed_out and not conversation.finished:
        return TimedOut(f"{token} timed out after {plan.settings.timeout:g} s")
    if conversation.exceeded:
        return Failed(f"{token} wrote more than {conversation.limit >> 20} MiB, which is not kept in memory")
    said = one_line(conversation.failure)
    if ended.code == 0 or ended.overdue or ended.timed_out:  # its events tell how it went
        return Failed(f"{token} failed: {said}") if said else None
    if ended.signal == signal.SIGPIPE:
        return None
    how = f"was ended by signal {ended.signal}" if ended.signal else f"failed with exit code {ended.code}"
    hints = [plan.hints[ended.code]] if ended.code in plan.hints else []
    return Failed(f"{token} {how}: {said}" if said else f"{token} {how}", *hints)


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
