"""What each setting's value may be: the same checks for flags, variables, preferences and the `set` commands."""

from __future__ import annotations

from busdk.agent import runtimes
from busdk.agent.duration import parse_duration
from busdk.errors import UsageError
from busdk.preferences import keys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from busdk.agent.source import Source

EFFORTS = ("minimal", "low", "medium", "high", "xhigh")
VERBOSITIES = ("low", "medium", "high")
FORMATS = ("text", "ndjson")
PROVIDERS = ("ollama", "lmstudio")
CHOICES = {
    "runtime": runtimes.TOKENS,
    "model_reasoning_effort": EFFORTS,
    "model_verbosity": VERBOSITIES,
    "output_format": FORMATS,
    "local_provider": PROVIDERS,
}


def check(name: str, value: Any) -> str:
    """Return the value of a setting, or raise UsageError.

    `name` is `runtime`, `model`, `model_reasoning_effort`, `model_verbosity`, `output_format`, `timeout` or
    `script_timeout`.
    """
    return check_source(name, value, "")


def check_source(name: str, value: Any, label: str) -> str:
    """Check as `check` does; the message names the source by its label."""
    hint = _fault(name, value)
    if hint:
        place = f" in {label}" if label else ""
        raise UsageError(f"invalid {name.replace('_', ' ')}{place}", hint)
    return str(value)


def check_set(name: str, source: Source) -> str:
    """Check the value of a source that is set."""
    return check_source(name, source.value, source.label)


def check_model_key(model: str) -> str:
    """Return a model's name that can be part of a preference's key; raise UsageError for any other."""
    check("model", model)
    if not keys.is_key(model):
        raise UsageError(
            "model cannot be part of a preference's key",
            "only a-z, 0-9, '_', '-' and single dots can; set the value for all models instead",
        )
    return model


def _fault(name: str, value: Any) -> str:
    """Return what was expected, or nothing when the value is right."""
    if not isinstance(value, str):
        return "expected a string"
    if name in ("timeout", "script_timeout"):
        return _duration_fault(value)
    if name == "model":
        right = value and value.isprintable() and not value.startswith("-") and value == value.strip()
        return "" if right else "expected a model's name, or auto"
    choices = CHOICES[name]
    return "" if value in choices else f"expected {', '.join(choices[:-1])} or {choices[-1]}"


def _duration_fault(value: str) -> str:
    try:
        parse_duration(value)
    except UsageError as error:
        return error.hints[0]
    return ""
