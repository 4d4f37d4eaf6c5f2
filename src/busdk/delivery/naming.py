"""Which secret a variable is, and which variable a secret is: `OPENAI_API_KEY` and `openai_api_key`."""

from __future__ import annotations

from busdk.secrets.names import is_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
CHARACTERS = LETTERS | frozenset("0123456789")
_AS_UNDERSCORE = str.maketrans(".-", "__")


def is_variable(text: str) -> bool:
    """Tell whether a text is a variable that every shell takes: letters, digits and `_`, no digit first."""
    return text[:1] in LETTERS and CHARACTERS.issuperset(text)


def variable(name: str) -> str:
    """Return the variable of a secret: its name in upper case, `.` and `-` as `_`; that may begin with a digit."""
    return name.upper().translate(_AS_UNDERSCORE)


def name(key: str, prefix: str = "") -> str | None:
    """Return the name of the secret for a key: the key in lower case behind the prefix; None where that is no name."""
    found = prefix + key.lower()
    return found if key.isascii() and is_name(found) else None


def clashes(became: Iterable[tuple[str, str]]) -> list[str]:
    """Say which different texts became the same, each pair being a text and what it became; sorted."""
    found: dict[str, dict[str, None]] = {}
    for text, result in became:
        found.setdefault(result, {})[text] = None
    return [
        f"{' and '.join(texts)} would both be {result}" for result, texts in sorted(found.items()) if len(texts) > 1
    ]


def exported(words: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Return the secrets' names by variable for words `NAME` and `VAR=NAME`, and all that is wrong with the words.

    A word is quoted only when it holds a legal name.
    """
    chosen: list[tuple[str, str]] = []
    faults: list[str] = []
    for place, word in enumerate(words, 1):
        given, equals, found = word.rpartition("=")
        if not is_name(found) or (equals and not is_variable(given)):
            faults.append(f"argument {place}: expected NAME or VAR=NAME")
        elif not equals and not is_variable(variable(found)):
            faults.append(f"no variable can begin with a digit: {found}; give one, as VAR={found}")
        else:
            chosen.append((found, given or variable(found)))
    return {result: text for text, result in chosen}, faults + clashes(chosen)
