"""Laws of the envelope: what goes in comes out, elsewhere it is refused, and no change of it gives another value."""

from __future__ import annotations

import json

import pyrage
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from busdk.errors import BusError
from busdk.secrets import envelope, header
from busdk.secrets.errors import EnvelopeError, IdentityError

IDENTITY = pyrage.x25519.Identity.generate()
RECIPIENT = str(IDENTITY.to_public())
NAMES = st.from_regex(r"[a-z0-9_-]{1,9}(\.[a-z0-9_-]{1,9}){0,2}", fullmatch=True)
SCOPES = st.sampled_from(["user", "repo"])
LONG = st.text(min_size=1).map(lambda text: text * (1 + envelope.LONGEST_UNSEEN // len(text.encode())))
SEALED = envelope.seal("name", "user", "the value", [RECIPIENT])
BINARY = pyrage.encrypt(b"the value", [IDENTITY.to_public()])

DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
)


@given(NAMES, SCOPES, st.text() | LONG)
@example("a", "user", '"' * 70_000)
@example("a", "user", "\\" * 70_001)
@example("a", "user", '{"a": ["' * 10_000)
@example("a", "user", "\x01" * 70_000)
def test_what_is_sealed_is_opened(name: str, scope: str, value: str) -> None:
    """Opening what was sealed gives the value."""
    assert envelope.unseal(envelope.seal(name, scope, value, [RECIPIENT]), name, scope, [IDENTITY]) == value


@given(NAMES, SCOPES, NAMES, SCOPES, st.text() | LONG)
@settings(max_examples=50)
def test_what_was_moved_is_refused(name: str, scope: str, other: str, elsewhere: str, value: str) -> None:
    """An envelope under another name or in another scope is refused, without its value in the message."""
    assume((name, scope) != (other, elsewhere))
    sealed = envelope.seal(name, scope, value, [RECIPIENT])
    with pytest.raises(EnvelopeError) as caught:
        envelope.unseal(sealed, other, elsewhere, [IDENTITY])
    assert str(caught.value) == f"sealed for another name or scope: {other}"


@given(st.text())
@settings(max_examples=20)
def test_another_identity_does_not_open(value: str) -> None:
    """Without the identity there is no value."""
    with pytest.raises(IdentityError):
        envelope.unseal(
            envelope.seal("a", "user", value, [RECIPIENT]), "a", "user", [pyrage.x25519.Identity.generate()]
        )


def opened(sealed: str) -> str | None:
    """Return the value, or None where an error of ours refuses it; any other exception is a failure."""
    try:
        return envelope.unseal(sealed, "name", "user", [IDENTITY])
    except BusError:
        return None


@given(st.integers(0, len(SEALED) - 1), st.characters())
@settings(max_examples=400)
def test_a_changed_character(index: int, character: str) -> None:
    """Any other character anywhere is refused or makes no difference."""
    assert opened(SEALED[:index] + character + SEALED[index + 1 :]) in {None, "the value"}


@given(st.integers(0, len(SEALED)), st.integers(0, 9), st.text(max_size=5))
@settings(max_examples=200)
def test_a_cut_or_an_insertion(index: int, length: int, text: str) -> None:
    """Text that is cut out, put in or replaced is refused or makes no difference."""
    assert opened(SEALED[:index] + text + SEALED[index + length :]) in {None, "the value"}


@given(st.integers(0, len(BINARY) - 1), st.integers(0, 255))
@settings(max_examples=400)
def test_a_changed_byte(index: int, byte: int) -> None:
    """Any other byte of a binary envelope is refused."""
    assume(BINARY[index] != byte)
    with pytest.raises((EnvelopeError, IdentityError)):
        envelope.decrypt(BINARY[:index] + bytes([byte]) + BINARY[index + 1 :], [IDENTITY])


@given(
    st.binary(), st.sampled_from([b"", header.VERSION + b"\n", header.BEGIN + b"\n", header.VERSION + b"\n-> X25519 "])
)
def test_garbage(data: bytes, beginning: bytes) -> None:
    """Bytes that are no envelope are refused with an error of ours."""
    with pytest.raises((EnvelopeError, IdentityError)):
        envelope.decrypt(beginning + data, [IDENTITY])


@given(DOCUMENTS | st.fixed_dictionaries({"name": st.just("name"), "scope": st.just("user"), "value": DOCUMENTS}))
def test_any_other_payload_is_refused(document: object) -> None:
    """A sealed document of another shape is refused; only text is a value."""
    payload = json.dumps(document).encode()
    sealed = pyrage.encrypt(payload, [IDENTITY.to_public()], armored=True).decode()
    value = document.get("value") if isinstance(document, dict) and len(document) == 3 else None
    assert opened(sealed) == (value if isinstance(value, str) else None)
