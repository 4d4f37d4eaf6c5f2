"""Hostile envelopes are refused at a cost that a reader does not notice; unguarded, some take the library a minute."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pyrage
import pytest

from busdk.secrets import header

if TYPE_CHECKING:
    from pathlib import Path

IDENTITY = pyrage.x25519.Identity.generate()
VERSION = header.VERSION + b"\n"
GREASE = b"-> grease\n\n"
FULL = b"A" * header.LINE + b"\n"
FOREIGN = b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n"
MAC = b"--- " + b"A" * 43 + b"\n" + b"A" * 32


def seal(payload: bytes) -> bytes:
    """Return a well-formed envelope around any payload; everybody who knows the recipient can make one."""
    sealed: bytes = pyrage.encrypt(payload, [IDENTITY.to_public()], armored=True)
    return sealed


def armor(data: bytes) -> bytes:
    """Put a binary age file into its armor."""
    text = base64.b64encode(data)
    lines = (text[index : index + 64] + b"\n" for index in range(0, len(text), 64))
    return header.BEGIN + b"\n" + b"".join(lines) + b"-----END AGE ENCRYPTED FILE-----\n"


SMALL = seal(b'{"name":"x","scope":"user","value":"v"}')
DAMAGED, MANY = "sealed value is damaged", "sealed value has too many recipients"
LARGE, NOT_OURS = "sealed value is too large", "sealed value is not an envelope of bus secrets"
OTHER = "sealed for another identity"
CASES = {
    "a header of 200 kB": (armor(VERSION + b"-> grease " + b"a" * 200_000 + b"\n\n" + MAC), DAMAGED),
    "100,000 stanzas": (armor(VERSION + GREASE * 100_000 + MAC), MANY),
    "60,000 recipients": (
        armor(VERSION + (b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n") * 60_000),
        MANY,
    ),
    "one huge stanza": (armor(VERSION + b"-> grease\n" + FULL * 90_000 + b"\n" + MAC), DAMAGED),
    "the largest header": (armor(VERSION + (b"-> g\n" + FULL * 14 + b"\n") * 64 + MAC), OTHER),
    "the longest stanza": (armor(VERSION + b"-> grease\n" + FULL * 1000 + b"\n" + MAC), OTHER),
    "a stanza just too long": (armor(VERSION + b"-> grease\n" + FULL * 1010 + b"\n" + MAC), DAMAGED),
    "the most stanzas": (armor(VERSION + GREASE * 64 + MAC), OTHER),
    "one stanza too many": (armor(VERSION + GREASE * 65 + MAC), MANY),
    "no final line": (armor(VERSION + GREASE * 2), DAMAGED),
    "no stanza": (armor(VERSION + MAC), DAMAGED),
    "no end of the armor": (SMALL[:-20], DAMAGED),
    "white space inside": (SMALL.replace(b"\n", b"\n" + b" " * 1_000_000, 1), DAMAGED),
    "empty lines inside": (SMALL.replace(b"\n", b"\n" * 1_000_000, 1), DAMAGED),
    "white space behind, then text": (SMALL + b" " * 5_000_000 + b"x", DAMAGED),
    "9 MiB of garbage": (header.BEGIN + b"\n" + b"\xff" * ((9 << 20) - 100), DAMAGED),
    "more than the most": (header.BEGIN + b"A" * (9 << 20), LARGE),
    "a long false payload": (armor(pyrage.encrypt(b"x", [IDENTITY.to_public()]) + b"A" * 5_000_000), DAMAGED),
    "another version": (armor(b"age-encryption.org/v2\n" + GREASE + MAC), "sealed value has an unknown version"),
    "millions of lists": (seal(b'{"name":"x","scope":"user","value":[' + b"[]," * 2_000_000 + b"1]}"), NOT_OURS),
    "millions of keys": (seal(b"{" + b'"name":"x","b":"c",' * 340_000 + b'"value":"x"}'), NOT_OURS),
    "deep lists": (seal(b'{"name":"x","scope":"user","value":' + b"[" * 6_000_000), NOT_OURS),
    "an endless string": (seal(b'{"name":"x","scope":"user","value":"' + b'\\"' * 3_000_000), NOT_OURS),
    "deep lists, short": (seal(b"[" * 60_000), NOT_OURS),
}

CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
from busdk import jsontext
from busdk.errors import BusError
from busdk.secrets import envelope, identity
identities = identity.at_hand()
sealed = open(sys.argv[1], encoding="latin-1").read()
before = resource.getrusage(resource.RUSAGE_SELF)
try:
    message = "opened: " + envelope.unseal(sealed, "x", "user", identities)
except BusError as error:
    message = str(error)
after = resource.getrusage(resource.RUSAGE_SELF)
seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
peak = [int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(json.dumps([message, seconds, peak[0] >> 10]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the peak of memory")
@pytest.mark.parametrize("name", CASES)
def test_a_hostile_envelope(name: str, tmp_path: Path) -> None:
    """It is refused for the right reason in far less than 2 s and, all in all, less than 100 MiB."""
    data, expected = CASES[name]
    path = tmp_path / "sealed"
    path.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-I", "-c", CHILD, str(path)],
        check=True, env={"BUS_SECRETS_IDENTITY": str(IDENTITY), "HOME": str(tmp_path)}, capture_output=True, timeout=60,
    )  # fmt: skip
    message, seconds, mebibytes = json.loads(done.stdout)
    assert message == f"{expected}: x"
    assert seconds < 2
    assert mebibytes < 100
