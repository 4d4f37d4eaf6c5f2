"""A run reads each file once, and opens each sealed value once, however many variables it binds."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from busdk import files, preferences, secrets, steps
from busdk.run import TOOL
from busdk.secrets import envelope, identity
from busdk.secrets.errors import NotFound
from busdk.secrets.reader import Reader
from busdk.steps import environment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pyrage.x25519 import Identity

COUNT = 40
STEPS = ("one", "two")


class Counted:
    """How often each file was read, and each secret opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reads: Counter[str] = Counter()
        self.opened: Counter[str] = Counter()
        read, unseal = files.read_open, envelope.unseal

        def count_read(descriptor: int, shown: str, limit: int | None) -> bytes:
            self.reads[os.path.basename(shown)] += 1
            return read(descriptor, shown, limit)

        def count_unseal(sealed: str, name: str, scope: str, identities: Sequence[Identity]) -> str:
            self.opened[name] += 1
            return unseal(sealed, name, scope, identities)

        monkeypatch.setattr(files, "read_open", count_read)
        monkeypatch.setattr(envelope, "unseal", count_unseal)


class Silent:
    """A report that nobody reads."""

    def note(self, text: str) -> None:
        """Drop it."""

    def warn(self, text: str, *hints: str) -> None:
        """Drop it."""

    def output(self) -> int:
        """Return standard output."""
        return 1


@pytest.fixture
def root(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make two scripts with many secrets of both scopes each, all of user scope sealed."""
    work = home.parent / "work"
    (work / ".bus" / "run").mkdir(parents=True)
    monkeypatch.chdir(work)
    bound: dict[str, str] = {}
    for step in STEPS:
        (work / ".bus" / "run" / f"{step}.sh").write_text("#!/bin/sh\n")
        (work / ".bus" / "run" / f"{step}.sh").chmod(0o755)
        bound |= {f"bus-run.env_for.{step}.v{number}": f"secret:s{number}" for number in range(COUNT)}
    for number in range(COUNT):
        secrets.set(f"s{number}", f"value {number}", scope="user" if number % 2 else "repo")
    preferences.set_values(bound)
    return work


def test_a_run_reads_each_file_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plan, second plan and both starts together, from one reading."""
    counted = Counted(monkeypatch)
    space = steps.load(TOOL, str(root))
    steps.plan(space, STEPS, steps.Flags())
    again = steps.load(TOOL, str(root), reader=space.reader)
    steps.run(steps.plan(again, STEPS, steps.Flags()), Silent())
    assert counted.reads["preferences.json"] == 1
    assert counted.reads["datapackage.json"] == 1
    assert counted.reads["identity.txt"] == 1
    assert counted.opened == {f"s{number}": 1 for number in range(1, COUNT, 2)}


@pytest.mark.parametrize("scope", ["user", "repo"])
def test_what_a_step_changes_is_read_again(root: Path, scope: str) -> None:
    """R51: a value that has been set since is the new one for the next step, and a file that was made is seen."""
    name = "s1" if scope == "user" else "s0"
    reader = Reader(str(root))
    assert environment.bind("one", {"V": f"secret:{name}"}, reader).secrets == (f"value {name[1]}",)
    secrets.set(name, "changed", scope=scope)
    assert environment.bind("two", {"V": f"secret:{name}"}, reader).secrets == ("changed",)
    secrets.unset(name, scope=scope)
    with pytest.raises(NotFound, match="secret not found"):
        environment.bind("two", {"V": f"secret:{name}"}, reader)


def test_another_identity_is_read_again(root: Path) -> None:
    """A value that was sealed anew to another identity is opened by that one."""
    reader = Reader(str(root))
    assert reader.get("s1") == "value 1"
    os.remove(identity.path())
    preferences.unset(*(key for key in preferences.list("secrets")))
    secrets.set("s1", "sealed anew")
    reader.look()
    assert reader.get("s1") == "sealed anew"
