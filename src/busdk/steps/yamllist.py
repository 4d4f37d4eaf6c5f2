"""Pipelines as YAML: one sequence of strings and nothing else, as YAML 1.2 reads it."""

from __future__ import annotations

from itertools import islice

from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

MOST = 1024
"""Items of a list; no more steps than that can run."""
_NOT_STRINGS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
"""Words of the token grammar that one version of YAML or another reads as something else."""
_KINDS = {"bool": "a boolean", "int": "a number", "float": "a number", "null": "null", "timestamp": "a date"}
_LONGEST_QUOTED = 8
_STRING = "tag:yaml.org,2002:str"


def parse(text: str) -> list[str]:
    """Return the strings of a YAML sequence.

    Raises UsageError, without the file's name, for anything else: another kind of document or item, no item, a
    second document, anchors, aliases, tags, directives.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    lines = text.split("\n")
    if any(line.removeprefix("\ufeff").startswith("%") for line in lines):  # the library accepts or asserts some
        raise UsageError("it holds a YAML directive")
    reader: Any = YAML(typ="safe", pure=True)
    try:
        events = reader.parse("\n".join(map(_with_blanks, lines)))
        items = list(islice(_items(events, reader.resolver), MOST + 1))
    except UsageError:
        raise
    except (YAMLError, ValueError, OverflowError) as error:  # the latter two: an escape beyond Unicode
        raise UsageError(_reason(error)) from None
    if len(items) > MOST:
        raise UsageError(f"it has more than {MOST} items")
    if not items:
        raise UsageError("it is empty", "expected a YAML list of names")
    return items


def render(tokens: Sequence[str]) -> str:
    """Return the tokens as a YAML sequence, one line each."""
    return "".join(f"- {_quoted(token)}\n" for token in tokens)


def _with_blanks(line: str) -> str:
    """Return a line with blanks for its tabs, which the library refuses; those that indent it stay, as YAML says."""
    rest = line.lstrip(" \t")
    return line[: len(line) - len(rest)] + rest.replace("\t", " ") if rest.strip() else ""


def _items(events: Iterator[Any], resolver: Any) -> Iterator[str]:
    """Go through the events of a document that must be one flat sequence."""
    documents = depth = 0
    for event in events:
        kind = type(event).__name__
        documents += kind == "DocumentStartEvent"
        _check_plain(event, documents)
        if kind == "ScalarEvent" and depth:
            yield _string(event, resolver)
        elif kind == "SequenceStartEvent" and not depth:
            depth = 1
        elif kind == "SequenceEndEvent":
            depth = 0
        elif kind in ("MappingStartEvent", "SequenceStartEvent", "ScalarEvent"):
            raise UsageError(f"{'an item' if depth else 'it'} is {_called(kind)}", "expected a YAML list of names")


def _check_plain(event: Any, documents: int) -> None:
    """Refuse what is more than plain values."""
    if documents > 1:
        raise UsageError("it holds a second document")
    if getattr(event, "version", None) or getattr(event, "tags", None):
        raise UsageError("it holds a YAML directive")
    if getattr(event, "anchor", None):
        raise UsageError("it holds an anchor or alias")
    if getattr(event, "tag", None):
        raise UsageError("it holds a tag")


def _string(event: Any, resolver: Any) -> str:
    """Return a scalar's text; raise UsageError when YAML 1.2 reads something else in it."""
    from ruamel.yaml.nodes import ScalarNode

    text: str = event.value
    if event.style is None:
        tag = str(resolver.resolve(ScalarNode, text, (True, False)))
        if tag != _STRING:
            kind = _KINDS.get(tag.rpartition(":")[2], "no string")
            raise UsageError(f"an item is {kind}, not a string", "put it in quotes")
    return text


def _called(kind: str) -> str:
    return {"MappingStartEvent": "a mapping", "SequenceStartEvent": "a list", "ScalarEvent": "no list"}[kind]


def _reason(error: Exception) -> str:
    problem = str(getattr(error, "problem", None) or "it is not valid YAML")
    if any(len(quoted) > _LONGEST_QUOTED for quoted in problem.split("'")[1::2]):  # a word of the file, not a character
        problem = "it is not valid YAML"
    mark = getattr(error, "problem_mark", None)
    return f"line {mark.line + 1}: {problem}" if mark is not None else problem


def _quoted(token: str) -> str:
    return f'"{token}"' if token in _NOT_STRINGS or token.startswith("@") else token
