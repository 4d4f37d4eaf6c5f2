"""A value that hides itself: nothing shows it but a call of `reveal`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, Self

HIDDEN = "***"


class Secret:
    """Hold the value of a secret.

    `repr`, `str`, `format` and so logs and tracebacks show `***`, whatever the width; it cannot be pickled, joined
    to text or written as JSON, and has no length. A copy is itself. Two are equal when their values are, found out in
    a time that depends on their lengths alone; one never equals a plain string.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the value."""
        return self._value

    def __repr__(self) -> str:
        return HIDDEN

    def __format__(self, form: str) -> str:
        return HIDDEN

    def __eq__(self, other: object) -> bool:
        from _operator import _compare_digest  # of `hmac`, which costs an import of OpenSSL

        if not isinstance(other, Secret):
            return NotImplemented
        return _compare_digest(_bytes(self._value), _bytes(other._value))

    __hash__ = None  # type: ignore[assignment]  # equal hashes would tell equal values

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is not written anywhere")

    __getstate__ = __reduce__ = __reduce_ex__  # type: ignore[assignment]


def _bytes(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")
