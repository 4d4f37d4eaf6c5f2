"""A commit message, out of an agent's answer. Pure."""

from __future__ import annotations

import re

from busdk.spelling import visible

_BEGIN, _END = "<commit>", "</commit>"
_FENCE = re.compile(r"\A```[a-z]*\n(.*)\n```\Z", re.DOTALL)


def extract(answer: str) -> str:
    """Return the message behind the last line `<commit>`, up to a line `</commit>`, tidied and spelled out; or nothing.

    Without these lines it is the whole answer. The subject stands alone in the first line; a body stands behind an
    empty line.
    """
    text = _marked(answer).strip()
    fenced = _FENCE.match(text)
    lines = [visible(line).rstrip() for line in (fenced[1] if fenced else text).strip().splitlines()]
    if len(lines) > 1 and lines[1]:
        lines.insert(1, "")
    return "".join(f"{line}\n" for line in lines)


def _marked(answer: str) -> str:
    lines = answer.splitlines()
    bare = [line.strip() for line in lines]
    begin = len(bare) - bare[::-1].index(_BEGIN) if _BEGIN in bare else 0
    end = bare.index(_END, begin) if _END in bare[begin:] else len(bare)
    return "\n".join(lines[begin:end])
