"""The table of the shared commands."""

from __future__ import annotations

from busdk.command import Command, Option
from busdk.steps.binding import is_reference

AGENTS = ("claude", "codex", "codex:local", "cursor", "gemini")


def _check_duration(text: str) -> None:
    from busdk import agent

    agent.check("timeout", text)


def _check_model(text: str) -> None:
    from busdk import agent

    agent.check("model", text)


OPTIONS = (
    Option("--agent", "AGENT", f"{', '.join(AGENTS[:-1])} or {AGENTS[-1]}, for steps that are prompts", choices=AGENTS),
    Option("--model", "MODEL", "the model of agents, auto for their own choice", check=_check_model),
    Option("--timeout", "DURATION", "end each step after this time, such as 90s, 20m or 1h30m", check=_check_duration),
    Option("--no-mask", help="show the values of secrets that steps print"),
)
"""The programs' own global flags."""
FORMATS = ("text", "ndjson")
"""What agents' answers can be printed as."""
TOKENS = Command("", "run steps", "busdk.steps.cli.tokens", arguments=("TOKEN...",), formats=FORMATS, sensitive=True)
_ROWS = ("text", "json")
_KINDS = {
    "AGENT": f"{', '.join(AGENTS[:-1])} or {AGENTS[-1]}",
    "MODEL": "a model's name, or auto for the agent's own choice",
    "EFFORT": "minimal, low, medium, high or xhigh",
    "VERBOSITY": "low, medium or high",
    "FORMAT": "text or ndjson",
    "DURATION": "numbers with units, such as 90s, 20m or 1h30m",
}
_SELECTOR = "SELECTOR is the name of a step; @NAME is a built-in step only."
_HERE = "busdk.steps.cli"
_PLATFORM = Option(
    "--platform",
    "PLATFORM",
    "unix (.sh), windows (.bat), windows-ps1 (.ps1) or both (.sh and .bat); this one's by default",
    choices=("unix", "windows", "windows-ps1", "both"),
)


def commands(name: str, *, builtin: bool = False) -> tuple[Command, ...]:
    """Return the commands of the program `name`."""
    return (
        _retry(name),
        *_settings(name, builtin=builtin),
        *_listings(builtin=builtin),
        *_pipelines(name),
        *_actions(name),
        *_scripts(name),
    )


def _retry(name: str) -> Command:
    return Command(
        "retry",
        "run steps, and again after a fallback when they fail",
        f"{_HERE}.retry",
        arguments=("TOKEN...",),
        options=(
            Option("--on-fail", "TOKEN[,TOKEN...]", "the steps to run before another try; required", short="-f"),
            Option("--attempts", "N", "how many more tries there are after the first: 1 by default"),
        ),
        formats=FORMATS,
        sensitive=True,
        description=(
            "When a step fails and tries are left, the fallback runs, then, after 1, 2, 4, ... seconds, all steps\n"
            "again. A fallback that fails ends the run with its exit code."
        ),
        examples=(f"{name.replace('-', ' ', 1)} retry --on-fail fix --attempts 2 lint test",),
    )


def _settings(name: str, *, builtin: bool) -> tuple[Command, ...]:
    effort, verbosity = "reasoning effort: minimal, low, medium, high, xhigh", "verbosity: low, medium, high"
    step = "@work" if builtin else "summarize"
    spoken = name.replace("-", " ", 1)
    return (
        _set(name, "agent", "AGENT", "agent to use"),
        _set(name, "model", "MODEL", "model, auto for the agent's own choice"),
        _set(name, "model-reasoning-effort", "EFFORT", effort),
        _set(name, "model-verbosity", "VERBOSITY", verbosity),
        _set(name, "output-format", "FORMAT", "output format: text, ndjson"),
        _set(name, "timeout", "DURATION", "time limit of agents, such as 90s, 20m or 1h30m"),
        _set(name, "script-timeout", "DURATION", "time limit of scripts, none by default"),
        _set(name, "agent-for", "AGENT", "agent of one step", "SELECTOR"),
        _set(name, "model-for", "MODEL", "model of one step", "SELECTOR"),
        _set(name, "model-reasoning-effort-for", "EFFORT", "reasoning effort of one step", "SELECTOR"),
        _set(name, "model-verbosity-for", "VERBOSITY", "verbosity of one step", "SELECTOR"),
        _set(name, "model-reasoning-effort-for-model", "EFFORT", "reasoning effort for one model", "MODEL"),
        _set(name, "model-verbosity-for-model", "VERBOSITY", "verbosity for one model", "MODEL"),
        Command(
            "set env-for",
            "bind a variable of one step to a secret or a value",
            f"{_HERE}.set_env",
            arguments=("SELECTOR", "[ENV]", "[VALUE]"),
            options=(
                Option("--prefix", "P", "bind all secrets below P: P.api-key as API_KEY"),
                Option("--unset", help="remove the binding of ENV, or without ENV all of the selector"),
            ),
            secret=2,
            harmless=lambda word, _: is_reference(word),
            description=(
                f"Writes the preference {name}.env_for.SELECTOR.ENV. A VALUE that is secret:<name> as a whole is\n"
                "resolved when the step starts, repository scope first, secret:<name>@user or @repo in that scope\n"
                "only; anything else is the value itself, stored in the open. What is bound shows\n"
                f"{spoken} list --env. {_SELECTOR}"
            ),
            examples=(
                f"{spoken} set env-for {step} OPENAI_API_KEY secret:openai_api_key",
                f"{spoken} set env-for {step} --unset",
            ),
        ),
    )


def _set(program: str, name: str, value: str, what: str, *where: str) -> Command:
    key = ".".join((program, name.replace("-", "_"), *where))
    lines = (
        f"{value} is {_KINDS[value]}.",
        *([_SELECTOR] if "SELECTOR" in where else []),
        f"Writes the preference {key}; bus preferences unset removes it.",
    )
    return Command(
        f"set {name}",
        f"store the {what}",
        f"{_HERE}.set",
        arguments=(*where, value),
        description="\n".join(lines),
    )


def _listings(*, builtin: bool) -> tuple[Command, ...]:
    kinds = "all, repo, prefs or builtin" if builtin else "all, repo or prefs"
    return (
        Command("context", "print the variables of prompts and scripts", f"{_HERE}.context", formats=_ROWS),
        Command(
            "list",
            "print what is defined: name, type, source, detail",
            f"{_HERE}.list",
            options=(Option("--env", help="print the variables of steps instead: selector, variable, reference"),),
            formats=_ROWS,
        ),
        Command(
            "pipeline list",
            "print pipelines: name, where from, steps",
            f"{_HERE}.pipeline_list",
            arguments=("[KIND]",),
            formats=_ROWS,
            description=f"KIND is {kinds}; all without it.",
        ),
        Command(
            "pipeline preview",
            "print the steps that would run, one per line",
            f"{_HERE}.preview",
            arguments=("TOKEN...",),
        ),
        Command("action list", "print the names of prompts", f"{_HERE}.action_list", formats=_ROWS),
        Command("script list", "print the names of scripts, and their variants", f"{_HERE}.script_list", formats=_ROWS),
    )


def _folder(name: str) -> str:
    return f".bus/{name.removeprefix('bus-')}"


def _pipelines(name: str) -> tuple[Command, ...]:
    return (
        Command(
            "pipeline set repo",
            "write a pipeline into the repository",
            f"{_HERE}.pipeline_set_repo",
            arguments=("NAME", "TOKEN..."),
            description=f"Writes {_folder(name)}/NAME.yml. The tokens need not be defined yet.",
        ),
        Command(
            "pipeline set prefs",
            "store a pipeline in your preferences",
            f"{_HERE}.pipeline_set_prefs",
            arguments=("NAME", "TOKEN..."),
            description=f"Writes the preference {name}.pipeline.NAME. The tokens need not be defined yet.",
        ),
        Command(
            "pipeline unset repo",
            "remove a pipeline from the repository",
            f"{_HERE}.pipeline_unset_repo",
            arguments=("NAME",),
        ),
        Command(
            "pipeline unset prefs",
            "remove a pipeline from your preferences",
            f"{_HERE}.pipeline_unset_prefs",
            arguments=("NAME",),
        ),
    )


def _actions(name: str) -> tuple[Command, ...]:
    return (
        Command(
            "action set",
            "write the prompt on standard input",
            f"{_HERE}.action_set",
            arguments=("NAME",),
            description=(
                f"Writes {_folder(name)}/NAME.txt. {{{{NAME}}}} in it stands for a variable that `context` shows."
            ),
        ),
        Command("action unset", "remove a prompt", f"{_HERE}.action_unset", arguments=("NAME",)),
    )


def _scripts(name: str) -> tuple[Command, ...]:
    return (
        Command(
            "script set",
            "write the script on standard input",
            f"{_HERE}.script_set",
            arguments=("NAME",),
            options=(_PLATFORM,),
            description=f"Writes {_folder(name)}/NAME.sh, with execute bits, or what --platform says.",
        ),
        Command("script unset", "remove a script", f"{_HERE}.script_unset", arguments=("NAME",), options=(_PLATFORM,)),
    )
