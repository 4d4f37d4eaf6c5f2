"""The library of preferences, where it offers more than the commands show (P28)."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from busdk import preferences
from busdk.errors import BusError, FileError, FormatError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

BAD_KEY: list[Callable[[], object]] = [
    lambda: preferences.get("A"),
    lambda: preferences.get_string("A"),
    lambda: preferences.list("A"),
    lambda: preferences.list(""),
    lambda: preferences.set_string("A", ""),
    lambda: preferences.set_json("A", "1"),
    lambda: preferences.set_value("A", 1),
    lambda: preferences.unset("A"),
]
ANY_CALL: list[Callable[[], object]] = [
    lambda: preferences.get("a"),
    lambda: preferences.get_string("a"),
    preferences.list,
    lambda: preferences.set_string("a", ""),
    lambda: preferences.set_json("a", "1"),
    lambda: preferences.set_value("a", 1),
    lambda: preferences.unset("a"),
]
NOT_JSON = ["\ud800", float("inf"), float("-inf"), float("nan"), 10**4300, {"a": ["\udfff"]}, [[float("inf")]]]


def nested(levels: int) -> Any:
    """Return lists in lists."""
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("call", BAD_KEY)
def test_a_bad_key_is_a_usage_error_before_any_file_is_read(home: Path, call: Callable[[], object]) -> None:
    """A broken file does not hide that the call itself is wrong."""
    break_file("{")
    with pytest.raises(UsageError, match=r"^invalid key$"):
        call()


@pytest.mark.parametrize("call", ANY_CALL)
def test_a_broken_file_is_a_format_error_and_stays(home: Path, call: Callable[[], object]) -> None:
    """Every call refuses it, those that write too."""
    file = break_file("{")
    with pytest.raises(FormatError):
        call()
    assert file.read_text() == "{"
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("call", ANY_CALL)
def test_a_file_that_cannot_be_read_is_a_file_error(home: Path, call: Callable[[], object]) -> None:
    """A folder in the file's place is neither content nor absence."""
    Path(preferences.path()).mkdir(parents=True)
    with pytest.raises(FileError):
        call()


@pytest.mark.parametrize("value", [*NOT_JSON, nested(199), nested(5000)], ids=itertools.count())
def test_a_value_that_would_not_read_back_is_refused_and_nothing_made(home: Path, value: Any) -> None:
    """What no reader of the file could give back is never written to it."""
    with pytest.raises(UsageError, match=r"^the value "):
        preferences.set_value("a", value)
    assert not list(home.iterdir())


@pytest.mark.parametrize(
    "value", [nested(198), 10**4300 - 1, -0.0, 1e308, 5e-324, "\0", "\x7f", {"": None}], ids=itertools.count()
)
def test_the_largest_values_read_back(home: Path, value: Any) -> None:
    """The limits are where they are said to be."""
    preferences.set_value("a", value)
    assert repr(preferences.get("a")) == repr(value)


@pytest.mark.parametrize("text", ['"\udcff"', '"\\ud800"', "1e400", "{", "NaN"])
def test_json_that_cannot_be_stored_is_a_usage_error_and_nothing_made(home: Path, text: str) -> None:
    """Text that is not Unicode is refused as broken JSON is."""
    with pytest.raises(UsageError, match=r"^the value "):
        preferences.set_json("a", text)
    assert not list(home.iterdir())


def test_an_absent_key_gives_the_default_and_a_stored_null_does_not(home: Path) -> None:
    """Absence is told apart from null."""
    assert preferences.get("a") is None
    assert preferences.get("a", 5) == 5
    assert preferences.get_string("a") is None
    assert preferences.get_string("a", "x") == "x"
    preferences.set_value("a", None)
    assert preferences.get("a", 5) is None


@pytest.mark.parametrize("value", [None, True, 1, 1.5, [], {}])
def test_a_string_asked_for_must_be_one(home: Path, value: Any) -> None:
    """Any other stored type is an error, and not the default."""
    preferences.set_value("a", value)
    with pytest.raises(BusError, match=r"^preference is not a string: a$"):
        preferences.get_string("a", "x")


def test_the_list_is_sorted_and_keeps_to_its_prefix(home: Path) -> None:
    """Keys come in byte order, those of whole segments below the prefix only."""
    for key in ("b", "a.b", "a-b", "a"):
        preferences.set_string(key, key)
    assert list(preferences.list()) == ["a", "a-b", "a.b", "b"]
    assert list(preferences.list("a")) == ["a", "a.b"]


def break_file(text: str) -> Path:
    """Put `text` where the preferences are."""
    file = Path(preferences.path())
    file.parent.mkdir(parents=True)
    file.write_text(text)
    return file
