"""Debian's `age` and we open each other's envelopes and identities."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from peers import need

if TYPE_CHECKING:
    from pathlib import Path

    from arena import Arena

VALUE = 'hyvää "päivää"\n\\ \U0001f511'


def age(*argv: str, input: bytes = b"") -> bytes:
    """Run `age` or `age-keygen`, which must succeed."""
    done = subprocess.run([need(argv[0]), *argv[1:]], check=True, input=input, capture_output=True, timeout=30)
    return done.stdout


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """Return an identity file that `age-keygen` made."""
    path = tmp_path / "key.txt"
    age("age-keygen", "-o", str(path))
    return path


def test_age_opens_ours(arena: Arena) -> None:
    """`age -d` with our identity file gives the payload: name, scope and value."""
    arena.ok("bus-secrets", "set", "a.b", VALUE)
    sealed = json.loads(arena.preferences.read_bytes())["values"]["secrets.a.b"]
    payload = age("age", "-d", "-i", str(arena.identity), input=sealed.encode())
    assert json.loads(payload) == {"name": "a.b", "scope": "user", "value": VALUE}


def test_our_identity_is_one_of_age(arena: Arena) -> None:
    """`age-keygen -y` reads our identity file, and names the recipient that its comment names."""
    arena.ok("bus-secrets", "set", "x", "value")
    recipient = age("age-keygen", "-y", str(arena.identity)).decode().strip()
    assert f"# public key: {recipient}\n" in arena.identity.read_text()


@pytest.mark.parametrize("scope", ["user", "repo"])
def test_ours_opens_those_of_age(arena: Arena, key: Path, scope: str) -> None:
    """An envelope that `age -a` made around the payload is read in either scope."""
    recipient = age("age-keygen", "-y", str(key)).decode().strip()
    payload = json.dumps({"name": "x", "scope": scope, "value": VALUE}, indent=3).encode()
    sealed = age("age", "-r", recipient, "-a", input=payload).decode()
    if scope == "user":
        arena.ok("bus-preferences", "set", "secrets.x", "--", sealed)
    else:
        arena.descriptor.write_text(json.dumps({"busdk": {"secrets": {"x": sealed}}}))
    named = {"BUS_SECRETS_IDENTITY_FILE": str(key)}
    assert arena.ok("bus-secrets", "get", "x", "--no-newline", environment=named).decode() == VALUE
    assert not arena.identity.exists()


@pytest.mark.parametrize("variable", ["BUS_SECRETS_IDENTITY", "BUS_SECRETS_IDENTITY_FILE"])
def test_an_identity_of_age_keygen(arena: Arena, key: Path, variable: str) -> None:
    """The key itself and the name of its file both seal and open; no identity of our own is made."""
    text = key.read_text()
    given = {variable: text.splitlines()[-1] if variable == "BUS_SECRETS_IDENTITY" else str(key)}
    arena.ok("bus-secrets", "set", "x", VALUE, environment=given)
    assert arena.ok("bus-secrets", "get", "x", "--no-newline", environment=given).decode() == VALUE
    assert arena.ok("bus-secrets", "get", "x", environment={"BUS_SECRETS_IDENTITY": text}).decode() == VALUE + "\n"
    assert not arena.identity.exists()
    done = arena.run("bus-secrets", "get", "x")
    assert done.returncode == 1
    assert done.stderr.startswith(b"bus-secrets: error: no identity to open sealed secrets with: ")
