"""The tokens of a pipeline, wherever it is stored."""

from __future__ import annotations

from busdk import jsonfile, rootfile
from busdk.errors import FormatError, UsageError
from busdk.steps import names, yamllist

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.steps.definitions import Pipeline
    from busdk.steps.tool import Tool

_EXPECTED = "expected a JSON array of names"


def tokens(tool: Tool, root: str | None, pipeline: Pipeline) -> list[str]:
    """Return a pipeline's tokens; raise UsageError, naming its source, when it is broken."""
    try:
        return names.check_tokens(tool, _words(root, pipeline))
    except UsageError as error:
        if str(error).startswith(pipeline.source):
            raise
        raise UsageError(f"{pipeline.source}: {error}", *error.hints) from None


def _words(root: str | None, pipeline: Pipeline) -> list[str]:
    if pipeline.origin == "repo" and root is not None:
        return yamllist.parse(rootfile.read_text(root, pipeline.source))
    return _array(_parsed(pipeline.stored))


def _parsed(stored: object) -> object:
    """Return what a string holds: `bus preferences set` stores an array as its text."""
    if not isinstance(stored, str):
        return stored
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
