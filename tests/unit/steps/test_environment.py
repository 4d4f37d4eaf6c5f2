"""Which preferences are variables of a step, and what a value may be."""

from __future__ import annotations

import pytest

from busdk.errors import BusError
from busdk.run import TOOL
from busdk.secrets.reader import Reader
from busdk.steps import binding, environment


def test_only_keys_of_three_segments_are_bindings() -> None:
    """A preference of one word, and one with more below the variable, is no variable."""
    stored = {"path": "x", "bus-run.env_for.show.key": "v", "bus-run.env_for.show.key.more": "w"}
    assert binding.texts(binding.index(TOOL, stored), ["show"]) == {"KEY": "v"}


def test_the_more_specific_selector_wins() -> None:
    """The first selector outranks the second, whichever is stored first."""
    stored = {"bus-run.env_for.weak.key": "weak", "bus-run.env_for.strong.key": "strong"}
    assert binding.texts(binding.index(TOOL, stored), ["strong", "weak"]) == {"KEY": "strong"}


def test_bytes_count_not_characters() -> None:
    """A value is too long for an environment by its bytes."""
    with pytest.raises(BusError, match="too long"):
        environment.bind("x", {"KEY": "é" * (64 << 10)}, Reader())


def test_a_value_with_nul_is_not_quoted() -> None:
    """The error for a value that no environment holds does not show it."""
    with pytest.raises(BusError) as caught:
        environment.bind("x", {"KEY": "secretly-\0value"}, Reader())
    assert "secretly" not in str(caught.value)
