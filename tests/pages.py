"""The examples of the pages in `docs`, as tests run them."""

from __future__ import annotations

from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def blocks(page: str, language: str) -> str:
    """Return the text of a page's blocks in one language, one after the other."""
    parts = (DOCS / f"{page}.md").read_text(encoding="utf-8").split(f"```{language}\n")[1:]
    assert parts, f"{page}.md has no {language} block"
    return "".join(part.partition("```")[0] for part in parts)


def script(console: str) -> str:
    """Write a console's lines as a script; what programs say on stderr begins with their name."""
    lines = console.splitlines()
    marks = [
        "" if line.startswith("$ ") else "! " if line.startswith("bus-") and ": " in line else "> " for line in lines
    ]
    script = [mark + line.replace("$ bus ", "$ bus-", 1) for mark, line in zip(marks, lines, strict=True)]
    failed = [index for index, line in enumerate(script) if line.startswith("! ") and ": error: " in line]
    for index in reversed(failed):
        script.insert(index + 1, "? 1")
    return "\n".join(script)
