"""Check the header of an age file before a decryption library sees it.

The cost of trying keys grows with the square of a hostile header's size in the library we use, so size, version,
number and shape of the stanzas are checked here first, at a cost linear in at most 64 KiB.
Format: https://c2sp.org/age
"""

from __future__ import annotations

from binascii import Error as Base64Error
from binascii import a2b_base64

from busdk.secrets.errors import EnvelopeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST = 9 << 20  # 1 MiB of control characters, as JSON escapes, in base64 lines
LARGEST_HEADER = 64 << 10
MOST_STANZAS = 64
BEGIN = b"-----BEGIN AGE ENCRYPTED FILE-----"
FAMILY = b"age-encryption.org/"
VERSION = FAMILY + b"v1"
LINE = 64  # columns of a full line of base64, in the armor and in a stanza


def start(data: bytes) -> bytes:
    """Leave out white space before an armor, which the format allows and our library does not."""
    stripped = data.lstrip(b" \t\r\n")
    return stripped if stripped.startswith(BEGIN) else data


def check(data: bytes) -> None:
    """Raise EnvelopeError unless the file's header is small and well formed; armored or binary."""
    if len(data) > LARGEST:
        raise EnvelopeError("sealed value is too large")
    binary = _dearmored(data) if data.startswith(BEGIN) else data[: LARGEST_HEADER + 1]
    lines = binary.split(b"\n")
    if lines[0] != VERSION:
        known = lines[0].startswith(FAMILY)
        raise EnvelopeError("sealed value has an unknown version" if known else "sealed value is damaged")
    _check_stanzas(lines)


def _dearmored(data: bytes) -> bytes:
    """Decode as much of the armor as the largest header needs."""
    body = data[: LARGEST_HEADER * 3 // 2].partition(b"\n")[2].partition(b"-----END")[0]
    text = b"".join(body.split())
    try:
        return a2b_base64(text[: len(text) // 4 * 4])
    except Base64Error:
        raise EnvelopeError("sealed value is damaged") from None


def _check_stanzas(lines: Sequence[bytes]) -> None:
    """Check `-> type args`, its lines of base64 with a short last one, and so on up to the `---` line."""
    index, stanzas, size = 1, 0, len(lines[0]) + 1
    while index < len(lines) and lines[index].startswith(b"-> "):
        stanzas += 1
        if stanzas > MOST_STANZAS:
            raise EnvelopeError("sealed value has too many recipients")
        if lines[index].split(b" ")[1] == b"scrypt":
            raise EnvelopeError("sealed value is protected by a passphrase, not an identity")
        end = _end_of_body(lines, index + 1)
        size += sum(len(line) + 1 for line in lines[index:end])
        index = end
    if size > LARGEST_HEADER or index >= len(lines) or not lines[index].startswith(b"--- "):
        raise EnvelopeError("sealed value is damaged")


def _end_of_body(lines: Sequence[bytes], index: int) -> int:
    """Return the index after a stanza's last line, the first one shorter than a full line."""
    while index < len(lines) and len(lines[index]) == LINE:
        index += 1
    if index >= len(lines) or len(lines[index]) > LINE:
        raise EnvelopeError("sealed value is damaged")
    return index + 1
