"""Where a setting can come from, as data; the first source that is set wins."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Source:
    """One place of a setting: how messages call it, and its value, None when it is not set."""

    label: str
    value: Any = field(default=None, repr=False)


def variable(environment: Mapping[str, str], name: str) -> Source:
    """Return an environment variable; an empty one is not set."""
    return Source(name, environment.get(name) or None)


def preference(preferences: Mapping[str, Any], key: str) -> Source:
    """Return a preference from a mapping such as `busdk.preferences.list` gives."""
    return Source(f"preference {key}", preferences.get(key))


def layer(
    namespace: str,
    name: str,
    environment: Mapping[str, str],
    preferences: Mapping[str, Any],
    *,
    selectors: Sequence[str] = (),
    model: str | None = None,
) -> tuple[Source, ...]:
    """Return the sources of a setting in one program's namespace, strongest first.

    `layer("bus-run", "model", ..., selectors=["fix"])` is the variable `BUS_RUN_MODEL` and the preferences
    `bus-run.model_for.fix` and `bus-run.model`; with `model`, `bus-run.<name>_for_model.<model>` stands
    between the two.
    """
    keys = [f"{namespace}.{name}_for.{selector}" for selector in selectors]
    if model is not None:
        keys.append(f"{namespace}.{name}_for_model.{model}")
    keys.append(f"{namespace}.{name}")
    environment_name = f"{namespace}_{name}".replace("-", "_").upper()
    return (variable(environment, environment_name), *(preference(preferences, key) for key in keys))


def first(sources: Iterable[Source]) -> Source | None:
    """Return the first source that is set."""
    return next((source for source in sources if source.value is not None), None)
