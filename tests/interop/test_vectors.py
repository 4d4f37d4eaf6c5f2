"""The age test kit gives the right verdict through our envelope module, guard and library together."""

from __future__ import annotations

import hashlib
import os
import zlib
from pathlib import Path
from typing import NamedTuple

import pyrage
import pytest

from busdk.secrets import envelope, header
from busdk.secrets.errors import EnvelopeError, IdentityError
from peers import missing

PLACE = os.environ.get("BUSDK_VECTORS") or str(Path(__file__).parents[3] / "shared" / "vectors")
FOLDER = Path(PLACE) / "age"
FILES = sorted(FOLDER.iterdir()) if FOLDER.is_dir() else []


class Vector(NamedTuple):
    """One file of the kit: what it says of itself, and the age file in it."""

    expect: str
    payload: str
    identities: list[str]
    passphrase: bool
    body: bytes

    @property
    def hybrid(self) -> bool:
        """Tell whether it is one of the post-quantum ones."""
        return any(identity.startswith("AGE-SECRET-KEY-PQ-") for identity in self.identities)


def load(path: Path) -> Vector:
    """Read a vector: `key: value` lines, an empty line, the age file."""
    head, _, body = path.read_bytes().partition(b"\n\n")
    lines = [line.partition(": ")[::2] for line in head.decode().splitlines()]
    fields = dict(lines)
    if "compressed" in fields:
        assert fields["compressed"] == "zlib"
        body = zlib.decompress(body)
    identities = [value for key, value in lines if key == "identity"]
    return Vector(fields["expect"], fields.get("payload", ""), identities, "passphrase" in fields, body)


def verdict(vector: Vector) -> str:
    """Return the payload's hash, or what the error says; any exception but ours fails the test."""
    keys = [] if vector.hybrid else [pyrage.x25519.Identity.from_str(key) for key in vector.identities]
    try:
        return hashlib.sha256(envelope.decrypt(vector.body, keys)).hexdigest()
    except IdentityError:
        return "no match"
    except EnvelopeError as error:
        return str(error)


def test_the_kit_is_there() -> None:
    """All 143 files are found: 124 classical ones and 19 hybrid ones."""
    if not FOLDER.is_dir():
        missing(f"no vectors in {FOLDER}")
    hybrid = [load(path).hybrid for path in FILES]
    assert (hybrid.count(False), hybrid.count(True)) == (124, 19)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_vector(path: Path) -> None:
    """The verdict is the kit's; what we do not support or find too large is refused with an error of ours."""
    vector = load(path)
    found = verdict(vector)
    if vector.hybrid:
        assert found in {"no match", "sealed value is damaged"}
    elif len(vector.body) > header.LARGEST:
        assert found == "sealed value is too large"
    elif vector.passphrase and path.name != "scrypt_uppercase":
        assert found == "sealed value is protected by a passphrase, not an identity"
    elif vector.expect == "success":
        assert found == vector.payload
    elif vector.expect == "no match":
        assert found == "no match"
    else:
        assert found in {"sealed value is damaged", "sealed value has an unknown version"}


def test_only_three_vectors_are_too_large() -> None:
    """The cap on size costs no more than the three vectors of 16 MiB."""
    if not FILES:
        missing(f"no vectors in {FOLDER}")
    large = [path.name for path in FILES if len(load(path).body) > header.LARGEST]
    assert large == ["stream_257_chunks", "stream_257_chunks_full", "stream_258_chunks"]
