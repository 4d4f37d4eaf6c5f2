"""The Python API keeps the rules of the commands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from busdk import preferences, secrets
from busdk.errors import BusError, FormatError, UsageError
from busdk.secrets.errors import NotFound

values = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@pytest.mark.usefixtures("home")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(values)
def test_what_is_set_is_what_is_got(value: str) -> None:
    """Any text without NUL comes back unchanged, from both scopes, sealed and plain."""
    secrets.set("name", value)
    assert secrets.get("name", scope="user") == value
    if not value.startswith("-----BEGIN AGE ENCRYPTED FILE-----"):
        secrets.set("name", value, scope="repo")
        assert secrets.resolve("secret:name") == value


@pytest.mark.usefixtures("home")
def test_directory_is_where_repository_scope_lies() -> None:
    """`directory` chooses the descriptor; user scope does not depend on it."""
    Path("a").mkdir()
    secrets.set("key", "in a", scope="repo", directory="a")
    secrets.set("key", "mine")
    assert [secrets.get("key", directory=place) for place in ("a", ".")] == ["in a", "mine"]
    assert secrets.list("repo", directory="a") == ["key"]
    assert [(e.name, e.scope, e.form, e.shadows) for e in secrets.entries(directory="a")] == [
        ("key", "repo", "plain", True)
    ]


@pytest.mark.usefixtures("home")
def test_set_tells_what_it_made() -> None:
    """The first sealed value makes the identity, the first in a repository the descriptor; later ones nothing."""
    first = secrets.set("a", "1")
    assert (first.form, Path(first.identity_made).name) == ("sealed", "identity.txt")
    assert secrets.set("a", "2").identity_made == ""
    assert secrets.set("a", "1", scope="repo").descriptor_made == "datapackage.json"
    assert secrets.set("a", "2", scope="repo").descriptor_made == ""


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("scope", ["auto", "team", ""])
def test_only_two_scopes_can_be_written(scope: str) -> None:
    """`set` and `unset` take user and repo; reading takes auto too."""
    with pytest.raises(UsageError, match="invalid scope"):
        secrets.set("a", "1", scope=scope)
    with pytest.raises(UsageError, match="invalid scope"):
        secrets.unset("a", scope=scope)
    if scope != "auto":
        with pytest.raises(UsageError, match="invalid scope"):
            secrets.resolve("plain", scope=scope)


@pytest.mark.usefixtures("home")
def test_errors_are_one_tree_with_codes() -> None:
    """What can never work is 2, what failed is 1, and all are BusError."""
    with pytest.raises(BusError) as missing:
        secrets.get("missing")
    with pytest.raises(BusError) as illegal:
        secrets.get("Illegal")
    assert (missing.value.code, illegal.value.code) == (1, 2)


@pytest.mark.usefixtures("home")
def test_a_value_that_is_no_form_is_refused() -> None:
    """A number, a list, an object without a store: errors that name the secret."""
    odd: list[object] = [1, None, [], {}, {"store": 3}]
    for stored in odd:
        preferences.set_value("secrets.odd", stored)
        with pytest.raises(NotFound if stored is None else FormatError, match="odd"):
            secrets.get("odd")


def test_no_home_is_a_clear_error(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a home folder nothing is stored anywhere else."""
    monkeypatch.setenv("HOME", "")
    with pytest.raises(BusError, match="no home folder"):
        secrets.set("a", "1")
    assert os.listdir(home) == os.listdir(".") == []
