"""The ways a value may be written in a stream: two tables, of what becomes of its text and of how a text is written."""

from __future__ import annotations

from busdk.spelling import visible

try:
    from _json import encode_basestring, encode_basestring_ascii
except ImportError:  # an interpreter without the fast part
    from json.encoder import encode_basestring, encode_basestring_ascii

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

SHORTEST = 4
"""Values of fewer characters are not masked: they would turn up everywhere."""
# What Go and other writers of HTML-safe JSON escape besides.
_HTML_SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
_IN_DOUBLE_QUOTES = str.maketrans({char: f"\\{char}" for char in '"$`\\'})
_WORD = str.maketrans({char: f"\\{char}" for char in " \t!\"$&'()*,;<>?[\\]^`{|}"})
_NAMED = dict(zip("\a\b\x1b\f\n\r\t\v\\'", (f"\\{char}" for char in "abEfnrtv\\'"), strict=True))
_DOLLAR = str.maketrans({**{chr(code): f"\\{code:03o}" for code in (*range(0x20), 0x7F)}, **_NAMED})
_DOLLAR_OF_ZSH = str.maketrans(
    {
        **{code: f"\\C-{chr(code ^ 0x40)}" for code in (*range(0x20), 0x7F)},
        **{ord(char): _NAMED[char] for char in "\n\t\\'"},
    }
)


def is_short(value: str) -> bool:
    """Return whether a value is too short to be masked; an empty one is not, as it has nothing to hide."""
    return 0 < len(value) < SHORTEST


def spellings(value: str) -> set[str]:
    r"""Return how programs write a value; nothing shorter than four characters, and nothing for one of blanks only.

    A terminal turns each `\n` that is written into `\r\n`.
    """
    if not value.strip():
        return set()
    texts = {shape(text) for text in (value, value.replace("\r\n", "\n")) for shape in SHAPES.values()}
    found = {write(text) for text in texts if len(text) >= SHORTEST for write in WRITINGS.values()}
    return found.union(text.replace("\n", "\r\n") for text in found)


def encoded(text: str) -> bytes:
    """Return the bytes of a text as an environment holds them, also where it is no valid Unicode."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _words(text: str) -> str:
    """Join what a shell makes of a variable that is not quoted."""
    return " ".join(word for word in text.replace("\n", " ").replace("\t", " ").split(" ") if word)


def _one_line(text: str) -> str:
    """Join the lines of a message, as we do ourselves."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def _ascii(text: str) -> str:
    return encode_basestring_ascii(text)[1:-1]


def _plain(text: str) -> str:
    return encode_basestring(text)[1:-1]


def _ascii_literal(text: str) -> str:
    return _ascii(text).replace('\\"', '"')


def _plain_literal(text: str) -> str:
    return _plain(text).replace('\\"', '"')


def _in_dollar_quotes(text: str) -> str:
    return text.translate(_DOLLAR)


def _in_dollar_quotes_bytewise(text: str) -> str:
    r"""Spell all but ASCII as `\303\251`, as where the locale is C."""
    written = _in_dollar_quotes(text)
    if written.isascii():
        return written
    return "".join(chr(byte) if byte < 0x80 else f"\\{byte:03o}" for byte in encoded(written))


def _as_a_word(text: str) -> str:
    r"""Spell a word as `printf %q` does."""
    return ("\\" if text[:1] in ("#", "~") else "") + text.translate(_WORD)


SHAPES: dict[str, Callable[[str], str]] = {
    "whole": lambda text: text,
    "in $(...)": lambda text: text.rstrip("\r\n"),
    "trimmed": str.strip,
    "not quoted": _words,
    "one line": _one_line,
}
"""What becomes of a value's text before it is written."""
WRITINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "JSON": _ascii,
    "JSON, not only ASCII": _plain,
    "HTML-safe JSON": lambda text: _ascii(text).translate(_HTML_SAFE),
    "HTML-safe JSON, not only ASCII": lambda text: _plain(text).translate(_HTML_SAFE),
    "JSON of PHP": lambda text: _ascii(text).replace("/", "\\/"),
    "JSON of PHP, not only ASCII": lambda text: _plain(text).replace("/", "\\/"),
    "literal": _ascii_literal,
    "literal, not only ASCII": _plain_literal,
    "literal in single quotes": lambda text: _ascii_literal(text).replace("'", "\\'"),
    "literal in single quotes, not only ASCII": lambda text: _plain_literal(text).replace("'", "\\'"),
    "Python": lambda text: repr(text)[1:-1],
    "answer": visible,
    "answer before a line end": lambda text: visible(f"{text}\n")[:-1],
    "shell": lambda text: text.replace("'", "'\\''"),
    "dash": lambda text: text.replace("'", "'\"'\"'"),
    "shell, in double quotes": lambda text: text.translate(_IN_DOUBLE_QUOTES),
    "shell, in $'...'": _in_dollar_quotes,
    "shell, in $'...' byte by byte": _in_dollar_quotes_bytewise,
    "zsh, in $'...'": lambda text: text.translate(_DOLLAR_OF_ZSH),
    "shell, as a word": _as_a_word,
}
"""How programs write a text."""
