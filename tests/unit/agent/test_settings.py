"""Layers of settings, as `bus run` and `bus dev` put them before those of `bus agent`."""

from __future__ import annotations

from typing import Any

import pytest

from busdk import agent
from busdk.errors import UsageError

CODEX = agent.find_runtime("codex")
SELECTORS = ("builtin.work", "work")


def resolved(
    environment: dict[str, str], preferences: dict[str, Any], runtime: agent.Runtime = CODEX
) -> agent.Settings:
    return agent.settings(runtime, agent.Origin(environment, preferences, "bus-dev", SELECTORS))


def test_defaults() -> None:
    """A12 to A16: the agent's own model, text, an hour, neither effort nor verbosity."""
    assert resolved({}, {}) == agent.Settings("auto", "text", 3600.0, None, None)


@pytest.mark.parametrize("name", ["model", "model_reasoning_effort", "model_verbosity"])
def test_a_step_outranks_its_program_and_that_outranks_the_agent(name: str) -> None:
    """R41, R42, D56, D59: variable, step, (model,) program, then the agent's own layer."""
    model = "m" if name != "model" else None
    keys = [f"bus-dev.{name}_for.builtin.work", f"bus-dev.{name}_for.work"]
    keys += [f"bus-dev.{name}_for_model.m"] if model else []
    keys += [f"bus-dev.{name}"]
    keys += [f"bus-agent.{name}_for_model.m"] if model else []
    keys += [f"bus-agent.{name}"]
    preferences: dict[str, Any] = dict.fromkeys(keys, "unset")
    for value in ("low", "medium", "high") * 3:
        if not keys:
            break
        preferences[keys[0]] = value
        sources = agent.Origin({}, {"bus-agent.model": "m", **preferences}, "bus-dev", SELECTORS)
        settings = agent.settings(CODEX, sources)
        found = {
            "model": settings.model,
            "model_reasoning_effort": settings.effort,
            "model_verbosity": settings.verbosity,
        }
        assert found[name] == value
        del preferences[keys.pop(0)]


def test_the_variable_of_the_program_outranks_all_preferences() -> None:
    """D60, R41: with `BUS_DEV_MODEL` set, no preference counts."""
    settings = resolved(
        {"BUS_DEV_MODEL": "one", "BUS_DEV_MODEL_VERBOSITY": "high", "BUS_AGENT_MODEL_VERBOSITY": "low"},
        {"bus-dev.model_for.builtin.work": "two", "bus-dev.model_verbosity_for.work": "low"},
    )
    assert (settings.model, settings.verbosity) == ("one", "high")


def test_the_agents_variable_stands_behind_the_programs_preferences() -> None:
    """R43, R44: `bus-dev.timeout` outranks `CURSOR_AGENT_TIMEOUT`, and `BUS_DEV_TIMEOUT` both."""
    environment = {"CURSOR_AGENT_TIMEOUT": "1s", "CURSOR_AGENT_OUTPUT_FORMAT": "ndjson"}
    preferences = {"bus-dev.timeout": "2s", "bus-dev.output_format": "text"}
    settings = resolved(environment, preferences)
    assert (settings.timeout, settings.output_format) == (2.0, "text")
    assert resolved(environment, {}).timeout == 1.0
    assert resolved({**environment, "BUS_DEV_TIMEOUT": "3s"}, preferences).timeout == 3.0


def test_time_limit_and_format_have_no_steps() -> None:
    """R43, R44: a key for a step is not looked at."""
    settings = resolved({}, {"bus-dev.timeout_for.work": "2s", "bus-dev.output_format_for.work": "ndjson"})
    assert (settings.timeout, settings.output_format) == (3600.0, "text")


def test_only_what_is_used_is_checked() -> None:
    """R46: a bad value behind a good one does no harm; in its place it names its source."""
    assert resolved({"BUS_DEV_MODEL": "m"}, {"bus-dev.model": 5}).model == "m"
    with pytest.raises(UsageError, match=r"invalid model in preference bus-dev\.model$"):
        resolved({}, {"bus-dev.model": 5})


def test_effort_is_for_those_that_take_it() -> None:
    """A16, A38: the others ignore it, even a bad one; claude takes effort, and no verbosity."""
    bad = {"bus-agent.model_reasoning_effort": "huge", "bus-agent.model_verbosity": []}
    assert resolved({}, bad, agent.find_runtime("gemini")).effort is None
    fair = {"bus-agent.model_reasoning_effort": "low", "bus-agent.model_verbosity": []}
    found = resolved({}, fair, agent.find_runtime("claude"))
    assert (found.effort, found.verbosity) == ("low", None)
    with pytest.raises(UsageError):
        resolved({}, bad, agent.find_runtime("codex:local"))


@pytest.mark.parametrize("model", ["", "-x", "--yolo", "a\nb", " a", "a\x1b"])
def test_a_models_name_is_no_flag(model: str) -> None:
    """A32: no model's name can be read as a flag of the agent's."""
    with pytest.raises(UsageError):
        agent.check("model", model)
