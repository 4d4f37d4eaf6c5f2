"""What a message may quote of a word that somebody wrote.

A word in the wrong place may be a secret's value, so one rule holds for all messages: a word is quoted only where it
is what should stand there, a legal name that names nothing, say, or where it is nearly a word that we know. Else the
message says which argument is meant, and what was expected.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 255
"""Characters of a word that a message may hold."""


def legal(what: str, word: str) -> str:
    """Return `what: word` for a word of the right form; `what` alone when it is long or looks like a credential."""
    from busdk import credentials

    return what if len(word) > LONGEST or credentials.has_shape(word) else f"{what}: {word}"


def place(path: str) -> str:
    """Return a path as it is, but for a bare word with the shape of a credential."""
    from busdk import credentials

    return "what was given" if "/" not in path and credentials.has_shape(path) else path


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is nearest to `word`, or nothing when none is near.

    Near is at most two edits away: a character more, less or another, or two neighbours swapped; one edit for words
    of three and four characters, none for shorter ones. Dashes in front do not count as characters.
    """
    length = len(word.lstrip("-"))
    limit = 2 if length > 4 else 1 if length > 2 else 0
    near = [(_edits(word, other), other) for other in known if abs(len(word) - len(other)) <= limit]
    return min((found for found in near if found[0] <= limit), default=(0, ""))[1]


def _edits(one: str, other: str) -> int:
    """Return the number of edits between two words (Damerau and Levenshtein, no part edited twice)."""
    before: list[int] = []
    last, row = before, list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != its))
            if i > 1 and j > 1 and char == other[j - 2] and its == one[i - 2]:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
