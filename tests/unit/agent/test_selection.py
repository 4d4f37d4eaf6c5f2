"""Choosing the runtime."""

from __future__ import annotations

from typing import Any

import pytest

from busdk import agent

ALL = dict.fromkeys(agent.IDS, "/bin/agent")


def chosen(sources: tuple[agent.Source, ...], **changes: Any) -> tuple[str, list[str]]:
    warnings: list[str] = []
    given = {"order": agent.IDS, "disabled": frozenset[str](), "programs": ALL, **changes}
    return agent.select(sources, agent.Availability(**given), warnings.append).runtime.token, warnings


def test_the_sources_of_a_step() -> None:
    """A8, R40, D55: flag, own variable, shared variable, step, program, agent."""
    origin = agent.Origin({}, {}, "bus-run", ("builtin.fix", "fix"))
    assert [source.label for source in agent.runtime_sources(origin)] == [
        "--agent",
        "BUS_RUN_AGENT",
        "BUS_AGENT",
        "preference bus-run.agent_for.builtin.fix",
        "preference bus-run.agent_for.fix",
        "preference bus-run.agent",
        "preference bus-agent.runtime",
    ]


def test_the_first_source_wins() -> None:
    """A7: whatever stands behind it."""
    origin = agent.Origin({"BUS_AGENT": "gemini"}, {"bus-agent.runtime": "codex"})
    assert chosen(agent.runtime_sources(origin)) == ("gemini", [])
    assert chosen(agent.runtime_sources(origin, "cursor")) == ("cursor", [])


def test_disabled_is_passed_over_even_when_not_installed() -> None:
    """A9: one warning for each source, then the next one."""
    sources = (agent.Source("a", "codex:local"), agent.Source("b", "codex"), agent.Source("c", "gemini"))
    token, warnings = chosen(sources, disabled=frozenset({"codex"}), programs={"gemini": "/bin/gemini"})
    assert token == "gemini"
    assert warnings == ["codex:local is disabled: a is passed over", "codex is disabled: b is passed over"]


def test_not_installed_ends_the_search() -> None:
    """A10: no fall-through; what was passed over before has been said."""
    warnings: list[str] = []
    sources = (agent.Source("a", "claude"), agent.Source("b", "codex"), agent.Source("c", "gemini"))
    available = agent.Availability(agent.IDS, frozenset({"claude"}), {"gemini": "/bin/gemini"})
    with pytest.raises(agent.NotInstalled) as caught:
        agent.select(sources, available, warnings.append)
    assert caught.value.hints == ("install codex: https://developers.openai.com/codex/cli/",)
    assert len(warnings) == 1


def test_the_last_step_takes_the_first_available() -> None:
    """A7, A11: in effective order; none is an error that names all four."""
    assert chosen((), order=("gemini", "codex", "claude", "cursor"), programs={"codex": "/c"}) == ("codex", [])
    with pytest.raises(agent.NoneAvailable) as caught:
        chosen((), disabled=frozenset(agent.IDS))
    assert [hint.split(":")[0] for hint in caught.value.hints] == [f"install {id}" for id in agent.IDS]
