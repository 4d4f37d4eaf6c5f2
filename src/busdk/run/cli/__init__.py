"""The commands of `bus run`."""

from __future__ import annotations

from busdk.command import Command, Option, Program, end
from busdk.command import main as run_program
from busdk.run.tool import TOOL
from busdk.steps.cli import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


def _check_duration(text: str) -> None:
    from busdk import agent

    agent.check("timeout", text)


RETRY = Command(
    "retry",
    "run steps, and again after a fallback when they fail",
    "busdk.run.cli.retry",
    arguments=("TOKEN...",),
    options=(
        Option("--on-fail", "TOKEN[,TOKEN...]", "the steps to run before another try; required", short="-f"),
        Option("--attempts", "N", "how many more tries there are after the first: 1 by default"),
    ),
    formats=table.FORMATS,
    sensitive=True,
    description=(
        "When a step fails and tries are left, the fallback runs, then after 1, 2, 4, ... seconds all steps again. A\n"
        "fallback that fails ends the run with its exit code."
    ),
    examples=("bus run retry --on-fail fix --attempts 2 lint test",),
)

PROGRAM = Program(
    "bus-run",
    "run your own prompts, scripts and pipelines",
    (RETRY, *table.commands("bus-run")),
    options=(
        table.AGENT,
        Option("--timeout", "DURATION", "end agents after this time, such as 90s, 20m or 1h30m", check=_check_duration),
        table.NO_MASK,
    ),
    default=Command(
        "", "run steps", "busdk.steps.cli.tokens", arguments=("TOKEN...",), formats=table.FORMATS, sensitive=True
    ),
    default_leads=True,
    context=TOOL,
    description=(
        "A TOKEN is the name of a prompt (.bus/run/NAME.txt), a script (.bus/run/NAME.sh) or a pipeline of them\n"
        "(.bus/run/NAME.yml, or the preference bus-run.pipeline.NAME). All are your own; none is built in. See them\n"
        "with bus run list, bus run pipeline list, bus run action list, bus run script list.\n"
        "Steps run in order, each once, in the working directory (-C), up to the first that fails."
    ),
    examples=(
        "echo 'Summarise the open items of {{PROJECT_NAME}}.' | bus run action set summarize",
        "bus run set env-for summarize OPENAI_API_KEY secret:openai_api_key",
        "bus run summarize",
    ),
)


def start() -> NoReturn:
    """Be the program `bus-run`."""
    end(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run `bus-run`."""
    return run_program(PROGRAM, argv)
