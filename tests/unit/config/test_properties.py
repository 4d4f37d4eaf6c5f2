"""The table of properties, and all that is made from it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from busdk import config
from busdk.config import properties
from busdk.config.cli import PROGRAM
from busdk.errors import UsageError

PAGE = Path(__file__).parents[3] / "docs" / "config.md"
FLAGS = [f"--{item.name}" for item in config.PROPERTIES]


def test_the_page_has_the_table_of_the_code() -> None:
    """Name, place, values and default of each property stand in the docs as they are, in the same order."""
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert rows == [
        f"| `{item.name}` | `{'.'.join(item.place)}` | {item.kind.expected} | {item.summary} |"
        for item in config.PROPERTIES
    ]


@pytest.mark.parametrize("command", PROGRAM.commands, ids=lambda command: command.name)
def test_each_property_is_an_option_whose_help_says_its_values(command: Any) -> None:
    """`init` and `set` take every property, and show the kind of its value."""
    assert [option.name for option in command.options] == FLAGS
    for option, item in zip(command.options, config.PROPERTIES, strict=True):
        assert option.metavar == item.kind.metavar
        assert option.help.startswith(item.kind.expected)
        assert (f"default: {item.summary}" in option.help) == (command.name == "init")


@pytest.mark.parametrize("item", config.PROPERTIES, ids=lambda item: item.name)
def test_a_default_is_a_value_of_its_kind(item: properties.Property) -> None:
    """What `init` stores could have been given, and the summary says it."""
    if item.default is properties.ABSENT or item.repeated:
        assert item.summary
    else:
        assert item.read(item.summary) == item.default
        assert type(item.read(item.summary)) is type(item.default)


def test_names_and_places_are_different() -> None:
    """No two properties share a name or a place, and none lies in another."""
    places = [item.place for item in config.PROPERTIES]
    assert len({item.name for item in config.PROPERTIES}) == len(places)
    assert not [(one, two) for one in places for two in places if one is not two and two[: len(one)] == one]


def test_an_unknown_property_is_refused(home: Path) -> None:
    """The library checks names as the command line does, before it makes anything."""
    for call in (config.init, config.set):
        with pytest.raises(UsageError, match=r"^unknown property: base_currency$"):
            call(".", {"base_currency": "EUR"})
    assert not list(Path().iterdir())


def test_reading_a_secret_imports_no_setting() -> None:
    """The package costs those who only read the descriptor no more than reading it."""
    code = (
        "import sys; from busdk import config; print(*sorted(m for m in sys.modules if m.startswith('busdk.config')))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == ["busdk.config", "busdk.config.descriptor"]


def test_the_package_has_what_it_says_and_nothing_more() -> None:
    """Every public name is there, the late ones too."""
    assert config.__all__ == sorted(config.__all__)
    assert all(getattr(config, name) is not None for name in config.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = config.nothing  # type: ignore[attr-defined]
