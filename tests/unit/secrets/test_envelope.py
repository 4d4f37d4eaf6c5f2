"""What an envelope may hold, and who opens it."""

from __future__ import annotations

import pyrage
import pytest

from busdk.secrets import envelope
from busdk.secrets.errors import EnvelopeError

IDENTITY = pyrage.x25519.Identity.generate()


@pytest.mark.parametrize(
    "payload",
    [b'{"name":"x","scope":"user","value":"v","more":"m"}', b'{"name":"x","scope":"user","value":"v","value":"w"}'],
)
def test_a_payload_of_other_keys_is_refused(payload: bytes) -> None:
    """A key that we do not know, or one that is there twice, is no envelope of ours."""
    sealed = pyrage.encrypt(payload, [IDENTITY.to_public()], armored=True).decode()
    with pytest.raises(EnvelopeError, match="not an envelope"):
        envelope.unseal(sealed, "x", "user", [IDENTITY])


def test_every_recipient_opens() -> None:
    """A value that is sealed to two opens with the identity of either."""
    others = [pyrage.x25519.Identity.generate() for _ in range(2)]
    sealed = envelope.seal("x", "user", "v", [str(other.to_public()) for other in others])
    assert [envelope.unseal(sealed, "x", "user", [other]) for other in others] == ["v", "v"]
