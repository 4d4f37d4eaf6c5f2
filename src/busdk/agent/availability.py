"""Which agent programs can be used, and in which order."""

from __future__ import annotations

from dataclasses import dataclass

from busdk.agent.runtimes import IDS, RUNTIMES
from busdk.agent.source import first, preference, variable
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from typing import Any

    from busdk.agent.runtimes import Runtime


@dataclass(frozen=True, slots=True)
class Availability:
    """What can be used: `order` holds all four IDs, `programs` the paths of those installed, by ID."""

    order: tuple[str, ...]
    disabled: frozenset[str]
    programs: Mapping[str, str]

    @property
    def available(self) -> tuple[str, ...]:
        """The IDs that are installed and not disabled, in order."""
        return tuple(id for id in self.order if id in self.programs and id not in self.disabled)


def availability(environment: Mapping[str, str], preferences: Mapping[str, Any]) -> Availability:
    """Look for the agent programs on the environment's PATH; raise UsageError for an invalid list of IDs.

    The lists are `BUS_AGENT_ORDER`, `BUS_AGENT_DISABLE` and `BUS_AGENT_ENABLE`, else the preferences
    `bus-agent.order`, `bus-agent.disable` and `bus-agent.enable`.
    """
    enabled = _ids("enable", environment, preferences)
    disabled = _ids("disable", environment, preferences) or ()
    return Availability(
        order=ordered(_ids("order", environment, preferences) or ()),
        disabled=frozenset(id for id in IDS if id in disabled or (enabled is not None and id not in enabled)),
        programs=_installed(RUNTIMES.values(), environment),
    )


def ordered(first: Iterable[str]) -> tuple[str, ...]:
    """Return all IDs: the given ones first, the rest behind them alphabetically."""
    return tuple(dict.fromkeys((*first, *IDS)))


def _installed(runtimes: Collection[Runtime], environment: Mapping[str, str]) -> dict[str, str]:
    from busdk import process

    found = {runtime.id: process.find(runtime.program, environment) for runtime in runtimes}
    return {id: path for id, path in found.items() if path is not None}


def _ids(name: str, environment: Mapping[str, str], preferences: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return one of the lists, or None when it is not set; an empty list in the preferences is one."""
    stored = preference(preferences, f"bus-agent.{name}")
    source = first((variable(environment, f"BUS_AGENT_{name.upper()}"), stored))
    if source is None:
        return None
    ids = source.value if source is stored else [word.strip() for word in source.value.split(",")]
    if not isinstance(ids, list):
        raise UsageError(f"invalid list in {source.label}", "expected a JSON array of agents")
    for id in ids:
        if id not in IDS:
            raise UsageError(f"unknown agent in {source.label}", f"expected {', '.join(IDS[:-1])} or {IDS[-1]}")
    return tuple(ids)
