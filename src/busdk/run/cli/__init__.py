"""The commands of `bus run`."""

from __future__ import annotations

from busdk.command import Program, end
from busdk.command import main as run_program
from busdk.run.tool import TOOL
from busdk.steps.cli import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


PROGRAM = Program(
    "bus-run",
    "run your own prompts, scripts and pipelines",
    table.commands("bus-run"),
    options=table.OPTIONS,
    default=table.TOKENS,
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
