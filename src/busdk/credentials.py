"""Telling that a word has the shape of a credential, so that it is neither taken for a name nor quoted."""

from __future__ import annotations

from itertools import pairwise

PREFIXES = (
    "AGE-SECRET-KEY-", "AIza", "AKIA", "ASIA", "SG.", "dop_v1_", "eyJ", "ghp_", "gho_", "ghs_", "ghu_", "ghr_",
    "github_pat_", "glpat-", "hf_", "hvs.", "npm_", "pypi-", "rk_live_", "shpat_", "sk-", "sk_live_", "sk_test_",
    "whsec_", "xapp-", "xoxb-", "xoxp-", "ya29.",
)  # fmt: skip
"""How published kinds of keys begin."""
FEWEST = 12
"""Characters behind such a prefix, at least."""
LONG = 20
"""Characters of a random word without any separator, at least."""
CHANGES = 6
"""Changes between letters and digits in it, at least; words with a date or a number have two."""


def has_shape(text: str) -> bool:
    """Tell whether a text looks like a credential: PEM armor, a known prefix, or a long random run."""
    if text.startswith("-----BEGIN"):
        return True
    word = text.lstrip("-")
    if any(word.startswith(prefix) and _is_token(word[len(prefix) :]) for prefix in PREFIXES):
        return True
    runs = "".join(char if char.isascii() and char.isalnum() else " " for char in word).split()
    return any(len(run) >= LONG and sum(one != other for one, other in _kinds(run)) >= CHANGES for run in runs)


def _is_token(rest: str) -> bool:
    """Tell whether what stands behind a prefix is long enough, one word, and more than lower-case letters."""
    return (
        len(rest) >= FEWEST and not any(map(str.isspace, rest)) and any(not (c.islower() or c in "-_.") for c in rest)
    )


def _kinds(run: str) -> pairwise[tuple[bool, bool]]:
    return pairwise([char.isdigit() for char in run])
