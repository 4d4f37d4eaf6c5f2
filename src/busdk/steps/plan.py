"""From tokens to a plan in which nothing can be wrong any more: what can be checked before the first step, is."""

from __future__ import annotations

from busdk import rootfile
from busdk.errors import BusError, UsageError
from busdk.secrets import identity
from busdk.steps import binding, environment, firstline, limits, selectors
from busdk.steps.definitions import Prompt, Script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from busdk import agent
    from busdk.steps.definitions import Operation, Step
    from busdk.steps.environment import Bound
    from busdk.steps.workspace import Workspace


class Flags:
    """What the command line says of the run, None for nothing; `mask` tells whether secrets are masked."""

    __slots__ = ("agent", "mask", "model", "output_format", "timeout")

    def __init__(
        self,
        agent: str | None = None,
        model: str | None = None,
        timeout: str | None = None,
        output_format: str | None = None,
        mask: bool = True,
    ) -> None:
        self.agent = agent
        self.model = model
        self.timeout = timeout
        self.output_format = output_format
        self.mask = mask


class AgentCall:
    """How a step's agent is called: the rendered prompt, who runs it and how, further folders to write to."""

    __slots__ = ("directories", "prompt", "selection", "settings")

    def __init__(
        self, prompt: str, selection: agent.Selection, settings: agent.Settings, directories: tuple[str, ...] = ()
    ) -> None:
        self.prompt = prompt
        self.selection = selection
        self.settings = settings
        self.directories = directories


class Task:
    """One step of a plan.

    `bindings` are its variables as they are stored, `call` its agent's call, if it has one; `content` is that of a
    script that has variables, as it was checked: what an earlier step puts in its place must not get them. `timeout`
    are the seconds that a script may take, None for no limit.
    """

    __slots__ = ("bindings", "call", "content", "step", "timeout")

    def __init__(
        self,
        step: Step,
        bindings: Mapping[str, str],
        call: AgentCall | None = None,
        content: bytes | None = None,
        timeout: float | None = None,
    ) -> None:
        self.step = step
        self.bindings = bindings
        self.call = call
        self.content = content
        self.timeout = timeout


class Plan:
    """What is going to run, in order.

    `secrets` are the values that it was checked with and that are masked, `warnings` are for the caller to show.
    """

    __slots__ = ("flags", "secrets", "tasks", "warnings", "workspace")

    def __init__(
        self,
        workspace: Workspace,
        flags: Flags,
        tasks: tuple[Task, ...],
        secrets: frozenset[str] = frozenset(),
        warnings: tuple[str, ...] = (),
    ) -> None:
        self.workspace = workspace
        self.flags = flags
        self.tasks = tasks
        self.secrets = secrets
        self.warnings = warnings


def check(workspace: Workspace, tokens: Sequence[str]) -> None:
    """Raise a BusError unless the tokens expand, every script may run and every prompt can be rendered."""
    for step in workspace.steps(tokens):
        _prompt(workspace, step)


def plan(workspace: Workspace, tokens: Sequence[str], flags: Flags) -> Plan:
    """Plan a run.

    Raises UsageError for what can never run as it is: tokens, prompts, settings. Then BusError for what is missing:
    an agent that is not installed, a secret that cannot be read or carried.
    """
    root = workspace.place
    steps = workspace.steps(tokens)
    prompts = [_prompt(workspace, step) for step in steps]
    bindings = [binding.texts(workspace.bindings, selectors.of(step)) for step in steps]
    warnings: list[str] = []
    calls = _Calls(workspace, flags, warnings)
    limit = limits.script_timeout(workspace, flags) if None in prompts else None
    tasks = [
        Task(step, bound, call=calls.of(step, prompt))
        if prompt is not None
        else Task(step, bound, content=_content(root, step) if bound else None, timeout=limit)
        for step, prompt, bound in zip(steps, prompts, bindings, strict=True)
    ]
    for task in tasks:
        _try_agent(task, root)
    bound = [environment.bind(task.step.name, task.bindings, workspace.reader) for task in tasks]
    known = frozenset(value for each in bound for value in each.masked)
    if any(each.secrets for each in bound):
        warnings += [f"identity file can be read by others: {path}" for path in identity.exposed()]
    if flags.mask:
        for task, each in zip(tasks, bound, strict=True):
            warnings += [_short(task.step.name, each), _foreign(task.step.name, each)]
    return Plan(workspace, flags, tuple(tasks), known, tuple(dict.fromkeys(filter(None, warnings))))


def _content(root: str, step: Step) -> bytes | None:
    return rootfile.read(root, step.source) if isinstance(step, Script) else None


def _foreign(step: str, bound: Bound) -> str:
    """Return what to say of values that a repository can hide parts of the output with."""
    return (
        f"{step}: masks values of the repository: {', '.join(bound.from_repository)}" if bound.from_repository else ""
    )


def _short(step: str, bound: Bound) -> str:
    """Return what to say of values that are too short to be masked, nothing where there are none."""
    count = len({value for value in bound.secrets if value.strip()}.difference(bound.masked))
    what = "a value that is" if count == 1 else f"{count} values that are"
    return f"{step}: has {what} too short to be masked" if count else ""


def _prompt(workspace: Workspace, step: Step) -> str | None:
    """Return the rendered prompt of a step; None for a script, which has none, once its beginning has been checked."""
    if isinstance(step, Script):
        firstline.check(workspace.place, step.source)
        return None
    from busdk import agent

    place = step.source if isinstance(step, Prompt) else f"@{step.name}"
    text = _template(workspace, step)
    try:
        prompt = agent.render(text, workspace.variables)
        agent.check_prompt(prompt)
    except UsageError as error:
        raise error.within(place) from None
    return prompt


def _template(workspace: Workspace, step: Prompt | Operation) -> str:
    return rootfile.read_text(workspace.place, step.source) if isinstance(step, Prompt) else step.template()


def _try_agent(task: Task, root: str) -> None:
    """Raise a BusError when the agent cannot be given the prompt."""
    call = task.call
    if call is not None:
        from busdk import agent

        try:
            agent.plan(call.prompt, call.selection, call.settings, directory=root, directories=call.directories)
        except BusError as error:
            raise error.within(task.step.name) from None


class _Calls:
    """Choose agent and settings of each step; the programs are looked for once, and only when there is a prompt."""

    def __init__(self, workspace: Workspace, flags: Flags, warnings: list[str]) -> None:
        self._workspace = workspace
        self._flags = flags
        self._warnings = warnings
        self._availability: agent.Availability | None = None

    def of(self, step: Step, prompt: str) -> AgentCall:
        """Return the call; raise an error that names the step."""
        from busdk import agent

        space, flags, chosen = self._workspace, self._flags, selectors.of(step)
        origin = agent.Origin(space.environment, space.preferences, space.tool.name, chosen)
        try:
            if self._availability is None:
                self._availability = agent.availability(space.environment, space.preferences)
            sources = agent.runtime_sources(origin, flags.agent)
            selection = agent.select(sources, self._availability, self._warnings.append)
            settings = agent.settings(
                selection.runtime, origin, model=flags.model, timeout=flags.timeout, output_format=flags.output_format
            )
            return AgentCall(prompt, selection, settings, space.tool.directories(space, chosen))
        except BusError as error:
            raise error.within(step.name) from None
