"""The writes that are killed and made to fail: what was there, the write, and what may be there afterwards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from arena import Arena

FOREIGN = b'{ "name" : "x",\r\n\t"resources": [1.0, 2e3],\r\n\t"busdk": {"secrets": {"kept": "old"}} }'


class Scenario(NamedTuple):
    """What was there, the write that is killed, a write after it, and the check of what is there then."""

    before: Callable[[Arena], object]
    write: Sequence[str]
    next_write: Sequence[str]
    check: Callable[[Arena, Arena], None]


def sealed(old: Arena, now: Arena) -> None:
    """Let preferences be byte for byte as before, or hold exactly one more secret, which opens."""
    before, after = old.data()[0], now.data()[0]
    assert not old.identity.exists() or now.identity.read_bytes() == old.identity.read_bytes()
    if now.identity.exists():
        now.key()
    if after != before:
        assert now.stored() == {**old.stored(), "new": "value"}


def preference(old: Arena, now: Arena) -> None:
    """Let preferences be as before, or the new canonical document."""
    assert now.preferences.read_bytes() in (
        old.preferences.read_bytes(),
        b'{\n  "values": {\n    "kept": "old",\n    "new": "value"\n  },\n  "version": 1\n}\n',
    )


def repository(old: Arena, now: Arena) -> None:
    """Let the descriptor be as before, or the same text with exactly one more entry."""
    before, after = old.data()[1], now.data()[1]
    if after == before:
        return
    assert after is not None
    document = json.loads(before or b'{"profile": "tabular-data-package", "resources": []}')
    secrets = document.setdefault("busdk", {}).setdefault("secrets", {})
    secrets["new"] = "value"
    assert json.loads(after) == document
    assert before is None or after == before.replace(b'"kept": "old"', b'"kept": "old", "new": "value"')


USER = ("bus-secrets", "set", "new", "value")
REPO = (*USER, "--scope", "repo")
SCENARIOS = {
    "user scope": Scenario(
        lambda arena: arena.ok("bus-secrets", "set", "kept", "old"), USER, ("bus-secrets", "set", "next", "n"), sealed
    ),
    "user scope, first use": Scenario(lambda _: None, USER, ("bus-secrets", "set", "next", "n"), sealed),
    "preferences": Scenario(
        lambda arena: arena.ok("bus-preferences", "set", "kept", "old"),
        ("bus-preferences", "set", "new", "value"), ("bus-preferences", "set", "next", "n"), preference,
    ),
    "repository scope": Scenario(
        lambda arena: arena.descriptor.write_bytes(FOREIGN), REPO,
        ("bus-secrets", "set", "next", "n", "--scope", "repo"), repository,
    ),
    "repository scope, new descriptor": Scenario(
        lambda _: None, REPO, ("bus-secrets", "set", "next", "n", "--scope", "repo"), repository
    ),
}  # fmt: skip
