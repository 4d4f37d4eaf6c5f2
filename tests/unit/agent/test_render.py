"""Rendering at sizes that show how its cost grows."""

from __future__ import annotations

import sys

import pytest

from busdk import agent
from busdk.errors import UsageError


@pytest.mark.parametrize("text", ["{", "{{A", "{{ ", "{{{{{ "])
def test_rendering_is_linear_in_the_text(text: str) -> None:
    """A25: ten times the text costs about ten times the steps of the interpreter, and no search runs over and over."""
    rendered = agent.render(text * 1_000_000, {"A": "x"})
    assert len(rendered) <= len(text) * 1_000_000


def test_a_fault_is_quoted_up_to_a_limit() -> None:
    """A25: what was found is shown, but not all of it."""
    with pytest.raises(UsageError, match=r"^unresolved placeholder: \{\{ x{37}\.\.\.$"):
        agent.render("{{ " + "x" * sys.getrecursionlimit() + "}}", {})
