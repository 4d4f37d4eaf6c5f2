"""`bus agent run [--agent T] [--model M] [--timeout D] [--workdir DIR] (TEXT | --prompt FILE | --text TEXT)`."""

from __future__ import annotations

import os

from busdk import agent, preferences
from busdk.agent.cli import text

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
    prompt, directory = text.given(call, "prompt"), text.folder(call, call.option("workdir", "."))
    model, timeout = call.option("model"), call.option("timeout")
    agent.check_prompt(prompt)
    for name, value in (("model", model), ("timeout", timeout)):
        if value is not None:
            agent.check(name, value)
    origin = agent.Origin(os.environ, preferences.list("bus-agent"))
    sources = agent.runtime_sources(origin, call.option("agent"))
    selection = agent.select(sources, agent.availability(origin.environment, origin.preferences), call.warn)
    settings = agent.settings(
        selection.runtime, origin, model=model, timeout=timeout, output_format=call.flags.get("format")
    )
    return agent.plan(prompt, selection, settings, directory=directory)
