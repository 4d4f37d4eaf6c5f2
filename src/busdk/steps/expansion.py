"""From tokens to steps: pipelines opened, depth first, before anything else happens. Pure."""

from __future__ import annotations

from busdk.errors import UsageError
from busdk.steps.definitions import Pipeline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from busdk.steps.definitions import Definition, Step

DEEPEST = 32
"""How many pipelines may stand in each other."""
MOST = 1024
"""How many steps there may be before any are merged."""


class Segment:
    """What one token expands to; `grouped` tells that the token was a pipeline."""

    __slots__ = ("grouped", "steps")

    def __init__(self, steps: tuple[Step, ...], grouped: bool) -> None:
        self.steps = steps
        self.grouped = grouped


def expand(
    tokens: Sequence[str],
    resolve: Callable[[str], Definition],
    members: Callable[[Pipeline], Sequence[str]],
) -> list[Segment]:
    """Expand each token on its own; raise UsageError for a cycle, naming the way, or when a limit is exceeded."""
    segments: list[Segment] = []
    left = MOST
    for token in tokens:
        segments.append(segment(token, resolve(token), resolve, members, left))
        left -= len(segments[-1].steps)
    return segments


def segment(
    token: str,
    definition: Definition,
    resolve: Callable[[str], Definition],
    members: Callable[[Pipeline], Sequence[str]],
    most: int = MOST,
) -> Segment:
    """Expand one token that stands for `definition`, to at most `most` steps."""
    steps = _limited(_steps(token, definition, (), resolve, members), most)
    return Segment(tuple(steps), isinstance(definition, Pipeline))


Chain = tuple[tuple[tuple[str, str], str], ...]
"""The pipelines that are open: of each its identity, source and name, and the token that named it."""


def _steps(
    token: str,
    definition: Definition,
    chain: Chain,
    resolve: Callable[[str], Definition],
    members: Callable[[Pipeline], Sequence[str]],
) -> Iterator[Step]:
    if not isinstance(definition, Pipeline):
        yield definition
        return
    identity = (definition.origin, definition.name)
    opened = [known for known, _ in chain]
    if identity in opened:
        loop = [word for _, word in chain[opened.index(identity) :]]
        raise UsageError(f"pipeline cycle: {' -> '.join((*loop, token))}")
    if len(chain) == DEEPEST:
        raise UsageError(f"pipelines stand in each other more than {DEEPEST} deep: {chain[0][1]}")
    for member in members(definition):
        try:
            found = resolve(member)
        except UsageError as error:
            raise error.within(definition.source) from None
        yield from _steps(member, found, (*chain, (identity, token)), resolve, members)


def _limited(steps: Iterator[Step], left: int) -> Iterator[Step]:
    for count, step in enumerate(steps):
        if count == left:
            raise UsageError(f"more than {MOST} steps")
        yield step
