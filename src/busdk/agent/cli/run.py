"""`bus agent run [--agent T] [--timeout D] [--workdir DIR] (--prompt FILE | --text TEXT)`."""

from __future__ import annotations

import os

from busdk import agent, preferences, quoting
from busdk.agent.cli import text
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> int:
    """Run the agent and pass its answer on."""
    plan = _plan(call)
    for warning in plan.warnings:
        call.warn(warning)
    call.note(plan.announcement)
    call.detail(f"program={plan.argv[0]} workdir={plan.directory} timeout={plan.settings.timeout:g}s")
    result = agent.run(plan, environment=os.environ, stdout=call.output(), notify=call.warn)
    if result.error:
        raise result.error
    return result.code


def _plan(call: Call) -> agent.Plan:
    """Check all that the call says before looking for the agent."""
    prompt, directory, timeout = text.given(call, "prompt"), _workdir(call), call.option("timeout")
    agent.check_prompt(prompt)
    if timeout is not None:
        agent.check("timeout", timeout)
    origin = agent.Origin(os.environ, preferences.list("bus-agent"))
    sources = agent.runtime_sources(origin, call.option("agent"))
    selection = agent.select(sources, agent.availability(origin.environment, origin.preferences), call.warn)
    settings = agent.settings(selection.runtime, origin, timeout=timeout, output_format=call.flags.get("format"))
    return agent.plan(prompt, selection, settings, directory=directory)


def _workdir(call: Call) -> str:
    directory: str = call.option("workdir", ".")
    place = call.path(directory)
    if not os.path.isdir(place) or not os.access(place, os.X_OK):
        raise UsageError(f"not a folder that can be entered: {quoting.place(directory)}")
    return place
