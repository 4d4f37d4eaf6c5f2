"""Directives: which flags they are made of, and what a later one takes back."""

from __future__ import annotations

from typing import Any

import pytest

from busdk.dispatch.busfile import TokenError, directives


@pytest.mark.parametrize("word", ["--version", "-V", "--help"])
def test_no_directive(word: str) -> None:
    """Flags that ask for a text are no directives."""
    with pytest.raises(TokenError, match="unknown flag"):
        directives.parse([word])


@pytest.mark.parametrize("name", ["verbose", "quiet", "chdir", "output", "format"])
def test_each_reset(name: str) -> None:
    """Each flag that lasts can be taken back."""
    assert directives.parse([f"--no-{name}"]) == {f"no-{name}": True}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"no-color": True}, {"color": "never"}),
        ({"color": "always"}, {"no-color": True}),
        ({"verbose": 1}, {"quiet": True}),
        ({"quiet": True}, {"verbose": 1}),
    ],
)
def test_the_last_of_two_that_exclude_each_other_counts(first: dict[str, Any], second: dict[str, Any]) -> None:
    """A directive replaces what it excludes, whether that came from the command line or from a directive."""
    flags = directives.Flags(first)
    flags.apply(second)
    assert flags.now() == second
    flags = directives.Flags({})
    flags.apply(first)
    flags.apply(second)
    assert flags.now() == second
