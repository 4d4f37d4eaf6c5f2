"""The commands of `bus agent`."""

from __future__ import annotations

from busdk.command import Command, Option, Program, end
from busdk.command import main as run_program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

AGENTS = ("claude", "codex", "codex:local", "cursor", "gemini")
TEXT = Option("--text", "TEXT", "the text itself")

DETECT = Command(
    "detect",
    "print the agents that can be used, in order",
    "busdk.agent.cli.detect",
    options=(Option("--first", short="-1", help="the first one only; none is exit 1"),),
    description=(
        "One per line: installed and not disabled, and no other program of that name, as far as --version tells.\n"
        "The first is what run takes when nothing names an agent."
    ),
    examples=("bus agent detect", "BUS_AGENT_ORDER=codex,gemini bus agent detect --first"),
)
RENDER = Command(
    "render",
    "print a template with its variables filled in",
    "busdk.agent.cli.render",
    options=(
        Option("--template", "FILE", "read the template from a file"),
        TEXT,
        Option("--var", "KEY=VALUE", "a variable; the last one of a name counts", repeat=True),
    ),
    description=(
        "{{NAME}} stands for a variable, NAME of A-Z, 0-9 and '_', and {{{{ and }}}} for {{ and }}. A variable that\n"
        "is missing, and anything else between {{ and }}, is exit 2."
    ),
    examples=("bus agent render --text 'Summarise {{FILE}}.' --var FILE=notes.txt",),
)
RUN = Command(
    "run",
    "run an agent with a prompt",
    "busdk.agent.cli.run",
    arguments=("[TEXT]",),
    options=(
        Option("--agent", "AGENT", f"{', '.join(AGENTS[:-1])} or {AGENTS[-1]}", choices=AGENTS),
        Option("--model", "MODEL", "the model that it uses, auto for its own choice"),
        Option("--timeout", "DURATION", "end the agent after this time, such as 90s, 20m or 1h30m"),
        Option("--workdir", "DIR", "the folder that the agent works in"),
        Option("--prompt", "FILE", "read the prompt from a file, or from standard input where it is -"),
        TEXT,
    ),
    formats=("text", "ndjson"),
    description=(
        "The agent's answer goes to stdout: as text, or with -f ndjson as the events that it writes. The prompt is\n"
        "sent as it is; render fills in a template. TEXT is that of --text. Any failure of the agent is exit 1."
    ),
    examples=(
        "bus agent run 'List the open questions in notes.txt.'",
        "git diff | bus agent run --prompt -",
        "bus agent run --agent codex --timeout 20m --prompt task.txt",
    ),
)
FORMAT = Command(
    "format",
    "show an agent's events on standard input as text",
    "busdk.agent.cli.format",
    options=(Option("--runtime", "AGENT", "whose events they are; guessed without it", choices=AGENTS),),
    description="Lines that are not JSON objects pass unchanged, and so does all of a stream that nobody knows.",
    examples=("bus agent format --runtime codex < events.ndjson",),
)


TRUST = Command(
    "trust",
    "let gemini work in a folder, and in those below it",
    "busdk.agent.cli.trust",
    arguments=("[DIR]",),
    description=(
        "DIR is the working directory without it. gemini takes settings, commands and servers from a folder that is\n"
        "trusted, and does not run in another. Adds to the preference bus-agent.trusted_dirs."
    ),
    examples=("bus agent trust .",),
)


def _set(name: str, argument: str, what: str, *, for_model: bool = False) -> Command:
    ending = "-for-model" if for_model else ""
    key = f"bus-agent.{(name + ending).replace('-', '_')}{'.MODEL' if for_model else ''}"
    return Command(
        f"set {name}{ending}",
        f"store the {what}{' for one model' if for_model else ''}",
        "busdk.agent.cli.set",
        arguments=(*(["MODEL"] if for_model else []), argument),
        description=f"Writes the preference {key}.",
    )


PROGRAM = Program(
    "bus-agent",
    "run an external AI agent program",
    (
        DETECT,
        _set("runtime", "AGENT", "agent to use"),
        _set("model", "MODEL", "model, auto for the agent's own choice"),
        _set("model-reasoning-effort", "EFFORT", "reasoning effort: minimal, low, medium, high, xhigh"),
        _set("model-reasoning-effort", "EFFORT", "reasoning effort", for_model=True),
        _set("model-verbosity", "VERBOSITY", "verbosity: low, medium, high"),
        _set("model-verbosity", "VERBOSITY", "verbosity", for_model=True),
        _set("output-format", "FORMAT", "output format: text, ndjson"),
        _set("timeout", "DURATION", "time limit, such as 90s, 20m or 1h30m"),
        _set("local-provider", "PROVIDER", "provider of codex:local: ollama or lmstudio"),
        TRUST,
        RENDER,
        RUN,
        FORMAT,
    ),
    description=(
        "Agents are the programs claude, codex, cursor-agent and gemini on PATH. The one that runs is named by\n"
        "--agent, else $BUS_AGENT, else the preference bus-agent.runtime, else it is the first that can be used."
    ),
    examples=("bus agent detect", "bus agent run --text 'Explain the Makefile.'"),
)


def start() -> NoReturn:
    """Be the program `bus-agent`."""
    end(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run `bus-agent`."""
    return run_program(PROGRAM, argv)
