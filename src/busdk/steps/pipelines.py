"""The tokens of a pipeline, wherever it is stored."""

from __future__ import annotations

from busdk import rootfile
from busdk.errors import FormatError, UsageError
from busdk.steps import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.steps.definitions import Pipeline
    from busdk.steps.tool import Tool

LARGEST = 1 << 20
"""Bytes of a pipeline's file, of which the reader of YAML takes seconds for each of these."""
_EXPECTED = "expected a JSON array of names"


def tokens(tool: Tool, root: str | None, pipeline: Pipeline) -> list[str]:
    """Return a pipeline's tokens; raise UsageError, naming its source, when it is broken."""
    text = None
    if pipeline.origin == "repo" and root is not None:
        text = rootfile.read_text(root, pipeline.source, LARGEST)  # its errors name the file themselves
    try:
        words = _array(_parsed(pipeline.stored)) if text is None else _listed(text)
        return names.check_tokens(tool, words)
    except UsageError as error:
        raise error.within(pipeline.source) from None


def _listed(text: str) -> list[str]:
    from busdk.steps import yamllist

    return yamllist.parse(text)


def _parsed(stored: object) -> object:
    """Return what a string holds: `bus preferences set` stores an array as its text."""
    if not isinstance(stored, str):
        return stored
    from busdk import jsonfile

    try:
        value: object = jsonfile.parse(stored.encode(), "it")
    except FormatError:
        raise UsageError("it is no array", _EXPECTED) from None
    return value


def _array(value: object) -> list[str]:
    if not isinstance(value, (list, tuple)):
        raise UsageError("it is no array", _EXPECTED)
    if not value or not all(isinstance(item, str) and item for item in value):
        raise UsageError("it is empty" if not value else "an item is no name", _EXPECTED)
    return list(value)
