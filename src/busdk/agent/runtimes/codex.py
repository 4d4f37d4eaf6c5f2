"""`codex`, OpenAI's Codex, with its own service or (`codex:local`) a model on this machine."""

from __future__ import annotations

import signal
from dataclasses import replace

from busdk.agent.runtimes.runtime import Invocation, Runtime, Task, model_flag


def invoke(task: Task) -> Invocation:
    """Make the command line; the sandbox lets it write in the workdir and the further directories only."""
    return _invocation(task, ())


def invoke_local(task: Task) -> Invocation:
    """Make the command line for a model on this machine."""
    return _invocation(task, ("--oss",))


def _invocation(task: Task, provider: tuple[str, ...]) -> Invocation:
    directories = [word for directory in task.directories for word in ("--add-dir", directory)]
    return Invocation(
        (
            *("exec", "--skip-git-repo-check", "--sandbox", "workspace-write", "--cd", task.directory),
            *provider,
            *model_flag(task),
            *_setting("model_reasoning_effort", task.effort),
            *_setting("model_verbosity", task.verbosity),
            *directories,
            *("--json", "-"),
        ),
        task.prompt.encode(),
    )


def _setting(name: str, value: str | None) -> tuple[str, ...]:
    return () if value is None else ("-c", f'{name}="{value}"')


RUNTIME = Runtime(
    token="codex",  # noqa: S106 - what a user writes, not a credential
    id="codex",
    program="codex",
    reference="https://developers.openai.com/codex/cli/",
    version=r"codex",
    invoke=invoke,
    takes=frozenset({"directories", "effort"}),
    gentle=signal.SIGINT,
)
LOCAL = replace(RUNTIME, token="codex:local", invoke=invoke_local)  # noqa: S106 - as above
