"""Sealed values: ASCII-armored age files (age-encryption.org/v1) around `{"name", "scope", "value"}`.

age keeps a value confidential; it does not tell who sealed it: whoever knows a recipient can seal. The name
and scope inside make sure that an envelope moved to another entry is refused. Only X25519 identities are used.
"""

from __future__ import annotations

from io import BytesIO

from busdk.secrets import header
from busdk.secrets.errors import EnvelopeError, IdentityError

LONGEST_UNSEEN = 64 << 10  # bytes of payload that are parsed as they are, whatever they hold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyrage.x25519 import Identity


def seal(name: str, scope: str, value: str, recipients: Sequence[str]) -> str:
    """Return `value` sealed to `recipients` (`age1...`), bound to its name and scope."""
    import pyrage

    from busdk import jsontext

    payload = jsontext.line({"name": name, "scope": scope, "value": value}).encode()
    keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    sealed: bytes = pyrage.encrypt(payload, keys, armored=True)
    return sealed.decode("ascii")


def unseal(sealed: str, name: str, scope: str, identities: Sequence[Identity]) -> str:
    """Return the value in an envelope; raise EnvelopeError or IdentityError, which name the secret only."""
    try:
        payload = decrypt(sealed.encode("ascii", "replace"), identities)
    except EnvelopeError as error:
        raise EnvelopeError(f"{error}: {name}", "set the secret again, or restore the file from a backup") from None
    except IdentityError as error:
        raise IdentityError(f"{error}: {name}", *error.hints) from None
    return _opened(payload, name, scope)


def decrypt(data: bytes, identities: Sequence[Identity]) -> bytes:
    """Return the plaintext of an age file, armored or binary.

    The header is checked before any key is tried: a hostile one costs milliseconds, not minutes.
    """
    data = header.start(data)
    header.check(data)
    import pyrage

    out = BytesIO()
    try:
        pyrage.decrypt_io(BytesIO(data), out, identities)
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise IdentityError("sealed for another identity", *_RESTORE) from None
        raise EnvelopeError("sealed value is damaged") from None
    except Exception:  # noqa: BLE001 - the library raises what its reader raises; none of it may show
        raise EnvelopeError("sealed value is damaged") from None
    return out.getvalue()


_RESTORE = ("point BUS_SECRETS_IDENTITY_FILE to the identity that it was sealed for",)


def _opened(payload: bytes, name: str, scope: str) -> str:
    import jiter

    try:
        _check_flat(payload)
        content = jiter.from_json(payload, allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError:
        content = None
    if not isinstance(content, dict) or content.keys() != {"name", "scope", "value"}:
        raise EnvelopeError(f"sealed value is not an envelope of bus secrets: {name}", *_AGAIN)
    if content["name"] != name or content["scope"] != scope or not isinstance(content["value"], str):
        raise EnvelopeError(f"sealed for another name or scope: {name}", *_AGAIN)
    return content["value"]


def _check_flat(payload: bytes) -> None:
    """Raise ValueError unless a long payload is an object of three strings: millions of tiny ones fill the memory."""
    if len(payload) > LONGEST_UNSEEN:
        text = payload.replace(b"\\\\", b"").replace(b'\\"', b"")  # every quote that is left begins or ends a string
        if text.count(b'"') != 12 or [part.strip() for part in text.split(b'"')[::2]] != _BETWEEN:
            raise ValueError


_BETWEEN = [b"{", b":", b",", b":", b",", b":", b"}"]
_AGAIN = ("somebody moved or copied it here; set the secret again",)
