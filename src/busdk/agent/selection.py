"""Choosing the runtime: the first source that names a usable one wins."""

from __future__ import annotations

from dataclasses import dataclass

from busdk.agent import runtimes
from busdk.agent.errors import NoneAvailable, NotInstalled
from busdk.agent.source import Source, layer, preference, variable
from busdk.agent.values import check_set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from busdk.agent.availability import Availability
    from busdk.agent.runtimes import Runtime
    from busdk.agent.settings import Origin


@dataclass(frozen=True, slots=True)
class Selection:
    """The runtime that was chosen, and the path of its program."""

    runtime: Runtime
    program: str


def runtime_sources(origin: Origin, flag: str | None = None) -> tuple[Source, ...]:
    """Return the sources of the runtime, strongest first.

    `--agent`; then, with a namespace such as `bus-run`, the variable `BUS_RUN_AGENT`; `BUS_AGENT`; the preferences
    `bus-run.agent_for.<selector>` and `bus-run.agent`; the preference `bus-agent.runtime`.
    """
    environment, preferences = origin.environment, origin.preferences
    shared = variable(environment, "BUS_AGENT")
    middle: tuple[Source, ...] = (shared,)
    if origin.namespace is not None:
        own = layer(origin.namespace, "agent", environment, preferences, selectors=origin.selectors)
        middle = (own[0], shared, *own[1:])
    return (Source("--agent", flag), *middle, preference(preferences, "bus-agent.runtime"))


def select(sources: Sequence[Source], availability: Availability, warn: Callable[[str], object]) -> Selection:
    """Return the first usable runtime of the sources, else the first available one.

    A disabled runtime is passed over, and `warn` is told. Raises UsageError for an unknown one, NotInstalled for one
    that is not installed and NoneAvailable when nothing is left.
    """
    for source in (source for source in sources if source.value is not None):
        runtime = runtimes.find_runtime(check_set("runtime", source))
        if runtime.id not in availability.disabled:
            return _selected(runtime, availability)
        warn(f"{runtime.token} is disabled: {source.label} is passed over")
    if not availability.available:
        raise NoneAvailable
    return _selected(runtimes.find_runtime(availability.available[0]), availability)


def _selected(runtime: Runtime, availability: Availability) -> Selection:
    program = availability.programs.get(runtime.id)
    if program is None:
        raise NotInstalled.of(runtime)
    return Selection(runtime, program)
