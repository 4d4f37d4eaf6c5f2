"""The page on agents is true."""

from __future__ import annotations

from pathlib import Path

import pytest

from busdk import agent

PAGE = (Path(__file__).parents[2] / "docs" / "agent.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("token", agent.TOKENS)
def test_the_table_of_agents(token: str) -> None:
    """Each runtime's row names its program, and its reference is on the page."""
    runtime = agent.find_runtime(token)
    assert f"| `{token}` | `{runtime.program}`" in PAGE
    assert f"<{runtime.reference}>" in PAGE
