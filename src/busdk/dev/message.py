"""A commit message, out of an agent's answer. Pure."""

from __future__ import annotations

import re

_MARKED = re.compile(r"^<commit>\s*$(.*?)^</commit>\s*$", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"\A```[a-z]*\n(.*)\n```\Z", re.DOTALL)


def extract(answer: str) -> str:
    """Return the message between the last `<commit>` and `</commit>` lines, else the whole answer, tidied; or nothing.

    The subject stands alone in the first line; a body stands behind an empty line.
    """
    marked = _MARKED.findall(answer)
    text = (marked[-1] if marked else answer).strip()
    fenced = _FENCE.match(text)
    lines = [line.rstrip() for line in (fenced[1] if fenced else text).strip().splitlines()]
    if len(lines) > 1 and lines[1]:
        lines.insert(1, "")
    return "".join(f"{line}\n" for line in lines)
