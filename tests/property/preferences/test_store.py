"""Laws of the store of preferences."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from busdk import jsonfile, preferences
from busdk.preferences import keys
from json_spelling import VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator

KEYS = st.from_regex(r"[a-z0-9_-]{1,3}(\.[a-z0-9_-]{1,3}){0,2}", fullmatch=True)
IN_ONE_HOME = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Put the preferences in memory where that can be: every write waits for the disk."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        monkeypatch.setenv("BUS_PREFERENCES_PATH", f"{folder}/p.json")
        yield Path(folder, "p.json")


@IN_ONE_HOME
@given(values=st.dictionaries(KEYS, VALUES, max_size=4))
def test_what_is_set_is_what_is_got_in_any_order(file: Path, values: dict[str, Any]) -> None:
    """Values come back as they were, the file is canonical, and its bytes do not depend on the order of calls."""
    written: list[bytes] = []
    for items in (list(values.items()), list(reversed(values.items()))):
        preferences.set_value("a", 0)
        preferences.unset("a")
        for key, value in items:
            preferences.set_value(key, value)
        assert list(preferences.list().items()) == sorted(values.items(), key=lambda item: item[0])
        assert all(preferences.get(key) == value for key, value in items)
        written.append(file.read_bytes())
        file.unlink()
    assert written == [jsonfile.canonical({"version": 1, "values": values})] * 2


@IN_ONE_HOME
@given(key=KEYS, other=KEYS, value=VALUES)
def test_setting_and_unsetting_leaves_the_rest(file: Path, key: str, other: str, value: Any) -> None:
    """A key that came and went leaves the bytes of before."""
    file.unlink(missing_ok=True)
    preferences.set_value(other, 1)
    preferences.unset(key)
    before = file.read_bytes()
    if key != other:
        preferences.set_value(key, value)
        preferences.unset(key)
    assert file.read_bytes() == before


@given(st.text(st.sampled_from("ab09-_.A é\n"), max_size=6) | KEYS)
def test_a_key_is_segments_between_dots(text: str) -> None:
    """The grammar, said in another way."""
    assert keys.is_key(text) == (
        set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-.")
        and text != ""
        and text.strip(".") == text
        and ".." not in text
    )


@given(KEYS, KEYS)
def test_a_prefix_matches_whole_segments(key: str, prefix: str) -> None:
    """A key is below a prefix when its first segments are those of the prefix."""
    segments = prefix.split(".")
    assert keys.is_below(key, prefix) == (key.split(".")[: len(segments)] == segments)
    assert keys.is_below(f"{prefix}.{key}", prefix)
