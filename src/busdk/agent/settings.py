"""The settings of a run: the first source that is set wins, and must hold a valid value."""

from __future__ import annotations

from dataclasses import dataclass, field

from busdk.agent.duration import parse_duration
from busdk.agent.source import Source, first, layer, preference, variable
from busdk.agent.values import check_set

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from busdk.agent.runtimes import Runtime

TIMEOUT = "60m"


@dataclass(frozen=True, slots=True)
class Settings:
    """How an agent is run; `timeout` in seconds, `effort` and `verbosity` None for the program's own."""

    model: str = "auto"
    output_format: str = "text"
    timeout: float = parse_duration(TIMEOUT)
    effort: str | None = None
    verbosity: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where settings are read from.

    `preferences` is a mapping as `busdk.preferences.list` gives it. `namespace` puts a program's own layer
    (`bus-run`, `bus-dev`) before that of `bus agent`, with its preferences for the step that `selectors` name,
    strongest first (`builtin.work`, `work`).
    """

    environment: Mapping[str, str] = field(repr=False)
    preferences: Mapping[str, Any] = field(repr=False)
    namespace: str | None = None
    selectors: Sequence[str] = field(default=())

    def own(self, name: str, *, selectors: Sequence[str] = (), model: str | None = None) -> tuple[Source, ...]:
        """Return the sources of the program's own layer."""
        if self.namespace is None:
            return ()
        return layer(self.namespace, name, self.environment, self.preferences, selectors=selectors, model=model)


def settings(
    runtime: Runtime, origin: Origin, *, timeout: str | None = None, output_format: str | None = None
) -> Settings:
    """Return the settings of a run; raise UsageError that names the source of an invalid value.

    `timeout` and `output_format` are the command line's own, None where it has none. Reasoning effort and
    verbosity are looked at only for a runtime that takes them.
    """
    model = _model(runtime, origin)
    tuned = "effort" in runtime.takes
    return Settings(
        model=model,
        output_format=_plain("output_format", origin, Source("--format", output_format)) or "text",
        timeout=parse_duration(_plain("timeout", origin, Source("--timeout", timeout)) or TIMEOUT),
        effort=_tuned("model_reasoning_effort", model, origin) if tuned else None,
        verbosity=_tuned("model_verbosity", model, origin) if tuned else None,
    )


def _model(runtime: Runtime, origin: Origin) -> str:
    environment = {} if runtime.id != "cursor" else origin.environment
    sources = (
        *origin.own("model", selectors=origin.selectors),
        variable(environment, "CURSOR_AGENT_MODEL"),
        preference(origin.preferences, "bus-agent.model"),
    )
    return _first("model", sources) or "auto"


def _plain(name: str, origin: Origin, flag: Source) -> str | None:
    """Return a setting that is the same for all steps and models."""
    sources = (
        flag,
        *origin.own(name),
        variable(origin.environment, f"CURSOR_AGENT_{name.upper()}"),
        preference(origin.preferences, f"bus-agent.{name}"),
    )
    return _first(name, sources)


def _tuned(name: str, model: str, origin: Origin) -> str | None:
    """Return a setting that steps and models may have of their own; the step's outranks the model's."""
    sources = (
        *origin.own(name, selectors=origin.selectors, model=model),
        *layer("bus-agent", name, origin.environment, origin.preferences, model=model),
    )
    return _first(name, sources)


def _first(name: str, sources: Sequence[Source]) -> str | None:
    source = first(sources)
    return None if source is None else check_set(name, source)
