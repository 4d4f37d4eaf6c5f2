"""The precedence of settings for command files: built-in, descriptor, preferences, command line."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from busdk.dispatch.busfile import settings as busfile_settings
from busdk.errors import BusError, FormatError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

LEGAL: dict[str, tuple[Any, ...]] = {
    "transaction.provider": ("none", "fs", "git", "snapshot", "copy"),
    "transaction.scope": ("file", "batch"),
    "transaction.fallback_to_none": (True, False),
    "dispatch.shell_lookup_enabled": (True, False),
}
BUILT_IN = {"transaction.provider": "none", "transaction.fallback_to_none": True, "dispatch.shell_lookup_enabled": True}
LAYER = st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in LEGAL.items()})
WRONG = st.sampled_from(["", "None", "other", "true", 0, 1, 1.0, None, [], ["none"], {}, {"provider": "none"}])
IN_ONE_HOME = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Work in an empty folder, with the preferences in it too."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as name:
        monkeypatch.setenv("BUS_PREFERENCES_PATH", f"{name}/p.json")
        monkeypatch.chdir(name)
        yield Path(name)


def write(folder: Path, descriptor: dict[str, Any], preferences: dict[str, Any]) -> None:
    """Write both layers of files; an empty one may as well be no file."""
    section: dict[str, dict[str, Any]] = {}
    for key, value in descriptor.items():
        group, _, name = key.partition(".")
        section.setdefault(group, {})[name] = value
    values = {f"bus.busfile.{key}": value for key, value in preferences.items()}
    for name, document, layer in (
        ("datapackage.json", {"busdk": {"bus": {"busfile": section}}}, descriptor),
        ("p.json", {"version": 1, "values": values}, preferences),
    ):
        (folder / name).unlink(missing_ok=True)
        if layer:
            (folder / name).write_text(json.dumps(document))


def read(provider: str | None) -> tuple[bool, str] | type[BusError]:
    """Return what was read, or how it was refused."""
    try:
        found = busfile_settings.read(provider)
    except BusError as error:
        return type(error)
    return found.shell_lookup, "".join(found.warnings)


@IN_ONE_HOME
@given(descriptor=LAYER, preferences=LAYER, provider=st.none() | st.sampled_from(LEGAL["transaction.provider"]))
@example(descriptor={"transaction.fallback_to_none": False}, preferences={"transaction.provider": "fs"}, provider=None)
@example(descriptor={}, preferences={"transaction.provider": "fs"}, provider="none")
def test_the_stronger_layer_wins_key_by_key(
    folder: Path, descriptor: dict[str, Any], preferences: dict[str, Any], provider: str | None
) -> None:
    """Each setting is that of the strongest layer that has it, whatever the layers say of the others."""
    write(folder, descriptor, preferences)
    expected = {**BUILT_IN, **descriptor, **preferences}
    name = expected["transaction.provider"] if provider is None else provider
    found = read(provider)
    if name == "none":
        assert found == (expected["dispatch.shell_lookup_enabled"], "")
    elif provider is not None or not expected["transaction.fallback_to_none"]:
        assert found is UsageError
    else:
        place = folder / "p.json" if "transaction.provider" in preferences else "datapackage.json"
        warning = f"transaction provider is not available: {name} (set in {place}); running without transactions"
        assert found == (expected["dispatch.shell_lookup_enabled"], warning)


@IN_ONE_HOME
@given(fault=st.tuples(st.sampled_from(list(LEGAL)), WRONG), other=LAYER, weaker=st.booleans())
def test_a_wrong_value_is_an_error_in_any_layer(
    folder: Path, fault: tuple[str, Any], other: dict[str, Any], weaker: bool
) -> None:
    """The error names key and file, also where a stronger layer has a legal value."""
    wrong = dict([fault])
    write(folder, *((wrong, other) if weaker else (other, wrong)))
    place = "datapackage.json" if weaker else str(folder / "p.json")
    with pytest.raises(FormatError) as caught:
        busfile_settings.read("none")
    assert str(caught.value).startswith(f"bus.busfile.{fault[0]} in {place} must be one of: ")
