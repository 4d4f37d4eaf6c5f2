"""Laws of names and references."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busdk.errors import UsageError
from busdk.secrets import is_name, reference

GRAMMAR = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*")
near = st.text("abz09.-_A é\n", max_size=12) | st.text(max_size=5) | st.integers(250, 260).map(lambda n: "x" * n)


@given(near)
def test_names_are_the_grammar(text: str) -> None:
    """A name is what the grammar says, at most 255 bytes long."""
    assert is_name(text) == (GRAMMAR.fullmatch(text) is not None and len(text) <= 255)


@given(near)
def test_a_reference_is_the_whole_string(text: str) -> None:
    """`secret:<name>` gives the name; an illegal name behind it is refused; all else is no reference."""
    if is_name(text):
        assert reference(f"secret:{text}") == text
    else:
        with pytest.raises(UsageError):
            reference(f"secret:{text}")
    for other in (f" secret:{text}", f"Secret:{text}", text):
        assert reference(other) is None or other.startswith("secret:")
