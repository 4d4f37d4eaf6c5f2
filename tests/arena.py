"""A user of a test's own: an empty home, an empty workspace, and our installed programs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pyrage

from busdk.secrets import envelope
from peers import BIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PATIENCE = 30  # seconds: a program that takes longer is blocked


class Arena:
    """`root/home` and `root/work`, with the files that our programs keep in them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = root / "home"
        self.work = root / "work"
        for folder in (self.home, self.work):
            folder.mkdir(parents=True, exist_ok=True)
        self.preferences = self.home / ".config" / "busdk" / "preferences.json"
        self.identity = self.home / ".local" / "share" / "busdk" / "identity.txt"
        self.descriptor = self.work / "datapackage.json"

    def environment(self) -> dict[str, str]:
        """Return a new user's environment; hashing is fixed, so that two runs make the same system calls."""
        return {"HOME": str(self.home), "PATH": f"{BIN}:/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}

    def run(
        self, *argv: str, before: Sequence[str] = (), environment: Mapping[str, str] | None = None, **more: Any
    ) -> subprocess.CompletedProcess[bytes]:
        """Run one of our programs in the workspace, behind the words of `before`."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.run(
            [*before, str(BIN / argv[0]), *argv[1:]],
            check=False, cwd=self.work, env={**self.environment(), **(environment or {})}, timeout=PATIENCE,
            **{**streams, **more},
        )  # fmt: skip

    def ok(self, *argv: str, **more: Any) -> bytes:
        """Run a program that must succeed; return its stdout."""
        done = self.run(*argv, **more)
        assert done.returncode == 0, done
        return done.stdout or b""

    def copy(self, root: Path) -> Arena:
        """Return an arena with the same files in another folder."""
        shutil.copytree(self.root, root)
        return Arena(root)

    def give_to(self, user: int) -> None:
        """Make everything belong to another user; needs root."""
        for path in (self.root, *self.root.rglob("*")):
            os.chown(path, user, user, follow_symlinks=False)

    def files(self) -> dict[str, tuple[int, int]]:
        """Return mode and size of every file, by its path below the root."""
        found = sorted(path for path in self.root.rglob("*") if not path.is_dir())
        return {str(path.relative_to(self.root)): (path.lstat().st_mode, path.lstat().st_size) for path in found}

    def data(self) -> list[bytes | None]:
        """Return the content of preferences and descriptor, None where there is none."""
        return [path.read_bytes() if path.exists() else None for path in (self.preferences, self.descriptor)]

    def leftovers(self, ending: str = "") -> list[str]:
        """Return the side files that a crash left."""
        endings = (ending,) if ending else (".tmp", ".lock")
        return [name for name in self.files() if name.endswith(endings)]

    def stored(self) -> dict[str, str]:
        """Return every secret of user scope, opened; any fault in file or identity is an exception."""
        if not self.preferences.exists():
            return {}
        document = json.loads(self.preferences.read_bytes())
        values = {key.removeprefix("secrets."): value for key, value in document["values"].items()}
        if not values:
            return {}
        identities = [self.key()]
        return {name: envelope.unseal(value, name, "user", identities) for name, value in values.items()}

    def key(self) -> pyrage.x25519.Identity:
        """Return the identity, whose file must be complete: three lines, the key matching the public one."""
        created, public, key = self.identity.read_text().splitlines()
        identity = pyrage.x25519.Identity.from_str(key)
        assert created.startswith("# created: ")
        assert public == f"# public key: {identity.to_public()}"
        return identity
