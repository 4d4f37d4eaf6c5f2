"""One line as it is typed on a terminal that hands on every key: pure editing of bytes."""

from __future__ import annotations

ENDS = b"\r\n"


class Typed:
    """A line that grows key by key, with the keys that a terminal itself gives a meaning to.

    `keys` are single bytes by name: `erase` takes back a character, `word` a word, `kill` the line, and `end`, on an
    empty line, is the end of input. `ended` tells that the line is complete; `rest` is what followed it.
    """

    def __init__(self, keys: dict[str, bytes], longest: int) -> None:
        self._actions = {keys[name]: getattr(self, f"_{name}") for name in ("erase", "word", "kill", "end")}
        self._longest = longest
        self._line = bytearray()
        self.ended = False
        self.rest = b""

    @property
    def line(self) -> bytes:
        """What was typed; of a longer line than `longest` one byte more than that."""
        return bytes(self._line)

    def clear(self) -> None:
        """Begin again."""
        self._line.clear()

    def take(self, data: bytes) -> None:
        """Take keys; raise EOFError for the end of input."""
        for index in range(len(data)):
            key = data[index : index + 1]
            if key in ENDS:
                self.ended, self.rest = True, data[index + 1 :]
                return
            action = self._actions.get(key)
            if action is not None:
                action()
            elif len(self._line) <= self._longest:
                self._line += key

    def _erase(self) -> None:
        """Take back a character of UTF-8: its last byte, and those before it up to its first."""
        while self._line and self._line.pop() & 0xC0 == 0x80:
            continue

    def _word(self) -> None:
        kept = self._line.rstrip(b" ")
        del self._line[kept.rfind(b" ") + 1 :]

    def _kill(self) -> None:
        self.clear()

    def _end(self) -> None:
        if not self._line:
            raise EOFError
