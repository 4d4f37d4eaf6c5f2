"""The commands of `bus dev`."""

from __future__ import annotations

from busdk.command import Command, Option, Program, end
from busdk.command import main as run_program
from busdk.dev.tool import OPERATIONS, PIPELINES, TOOL
from busdk.steps.cli import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

ALLOW = Command(
    "set allow-dirs-for",
    "store the further folders that a step's agent may write to",
    "busdk.dev.cli.allow_dirs",
    arguments=("SELECTOR", "DIR..."),
    description="Writes the preference bus-dev.allowed_dirs_for.SELECTOR. Relative folders are those of the root.",
    examples=("bus dev set allow-dirs-for @work ../docs tools",),
)
ALLOW_IN_MODULE = Command(
    "set allow-dirs-for-module",
    "store the further folders of a step in one module",
    "busdk.dev.cli.allow_dirs_in_module",
    arguments=("MODULE", "SELECTOR", "DIR..."),
    description="Writes the preference bus-dev.allowed_dirs_for_module.MODULE.SELECTOR. MODULE is the root's name.",
)


def _built_in() -> str:
    """Return the lines about what is built in; of pipelines, the steps that they come to."""
    rows = [(operation.name, operation.summary) for operation in OPERATIONS]
    rows += [(name, " ".join(dict.fromkeys(_steps(name)))) for name in PIPELINES]
    return "".join(f"  {name:<8}  {text}\n" for name, text in rows)


def _steps(name: str) -> list[str]:
    members = (word.removeprefix("@") for word in PIPELINES[name])
    return [step for word in members for step in (_steps(word) if word in PIPELINES else [word])]


PROGRAM = Program(
    "bus-dev",
    "run a developer's steps in a Git repository, built-in ones and your own",
    (*table.commands("bus-dev", builtin=True), ALLOW, ALLOW_IN_MODULE),
    options=(*table.OPTIONS, Option("--check", help="check the steps, and run nothing")),
    default=table.TOKENS,
    default_leads=True,
    context=TOOL,
    description=(
        "A TOKEN is the name of a prompt (.bus/dev/NAME.txt), a script (.bus/dev/NAME.sh) or a pipeline of them\n"
        "(.bus/dev/NAME.yml, or the preference bus-dev.pipeline.NAME), or of what is built in, which @NAME names\n"
        "in any case. Steps run in order in the root of the repository, up to the first that fails. Built in are\n"
        f"{_built_in()}"
        "See all with bus dev list, bus dev pipeline list, bus dev action list, bus dev script list."
    ),
    examples=(
        "bus dev set env-for @work OPENAI_API_KEY secret:openai_api_key",
        "bus dev work",
        "bus dev --check cycle",
    ),
)


def start() -> NoReturn:
    """Be the program `bus-dev`."""
    end(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run `bus-dev`."""
    return run_program(PROGRAM, argv)
