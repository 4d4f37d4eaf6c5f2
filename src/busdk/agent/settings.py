"""The settings of a run: the first source that is set wins, and must hold a valid value."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from busdk.agent.duration import parse_duration
from busdk.agent.source import Source, first, layer, preference, variable
from busdk.agent.values import check_set
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from busdk.agent.runtimes import Runtime

TIMEOUT = "60m"
TRUSTED = "bus-agent.trusted_dirs"


@dataclass(frozen=True, slots=True)
class Settings:
    """How an agent is run; `timeout` in seconds, `effort`, `verbosity` and `provider` None for the program's own.

    `trusted` are the folders whose own settings and files the user trusts, where the program asks for that.
    """

    model: str = "auto"
    output_format: str = "text"
    timeout: float = parse_duration(TIMEOUT)
    effort: str | None = None
    verbosity: str | None = None
    provider: str | None = None
    trusted: tuple[str, ...] = ()


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
    runtime: Runtime,
    origin: Origin,
    *,
    model: str | None = None,
    timeout: str | None = None,
    output_format: str | None = None,
) -> Settings:
    """Return the settings of a run; raise UsageError that names the source of an invalid value.

    `model`, `timeout` and `output_format` are the command line's own, None where it has none. What a runtime does not
    take is not looked at.
    """
    model = _model(runtime, origin, Source("--model", model))
    takes = runtime.takes
    return Settings(
        model=model,
        output_format=_plain("output_format", origin, Source("--format", output_format)) or "text",
        timeout=parse_duration(_plain("timeout", origin, Source("--timeout", timeout)) or TIMEOUT),
        effort=_tuned("model_reasoning_effort", model, origin) if "effort" in takes else None,
        verbosity=_tuned("model_verbosity", model, origin) if "verbosity" in takes else None,
        provider=_first("local_provider", (_stored("local_provider", origin),)) if "provider" in takes else None,
        trusted=trusted_folders(origin.preferences) if "trust" in takes else (),
    )


def trusted_folders(preferences: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the folders that the user trusts; raise UsageError when the preference is no list of absolute paths."""
    source = preference(preferences, TRUSTED)
    value = [] if source.value is None else source.value
    if not isinstance(value, list) or not all(isinstance(item, str) and os.path.isabs(item) for item in value):
        raise UsageError(f"invalid list in {source.label}", "expected a JSON array of absolute paths")
    return tuple(value)


def _stored(name: str, origin: Origin) -> Source:
    return preference(origin.preferences, f"bus-agent.{name}")


def _model(runtime: Runtime, origin: Origin, flag: Source) -> str:
    environment = {} if runtime.id != "cursor" else origin.environment
    sources = (
        flag,
        *origin.own("model", selectors=origin.selectors),
        variable(environment, "CURSOR_AGENT_MODEL"),
        _stored("model", origin),
    )
    return _first("model", sources) or "auto"


def _plain(name: str, origin: Origin, flag: Source) -> str | None:
    """Return a setting that is the same for all steps and models."""
    sources = (
        flag,
        *origin.own(name),
        variable(origin.environment, f"CURSOR_AGENT_{name.upper()}"),
        _stored(name, origin),
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
