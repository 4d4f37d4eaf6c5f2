"""What an import would do: each key's secret, whether it is there already, and what becomes of the file's text."""

from __future__ import annotations

from busdk.delivery import naming
from busdk.delivery.pairs import Fault
from busdk.errors import UsageError
from busdk.secrets import writing
from busdk.secrets.names import PREFIX, is_reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from busdk.delivery.pairs import Pair
    from busdk.secret import Secret

NEW, SAME, DIFFERS = "new", "same", "differs"
INTERPOLATED, REFERENCE = "interpolated", "reference"


class Action:
    """One secret of an import: `what` is `new`, `same` or `differs`, from what is stored under the name."""

    __slots__ = ("key", "name", "value", "what")

    def __init__(self, key: str, name: str, value: Secret, what: str) -> None:
        self.key = key
        self.name = name
        self.value = value
        self.what = what


class Left:
    """One pair that stays as it is: `why` is `interpolated` or `reference`."""

    __slots__ = ("pair", "why")

    def __init__(self, pair: Pair, why: str) -> None:
        self.pair = pair
        self.why = why


class Plan:
    """The whole of an import; nothing may be written while it has faults."""

    __slots__ = ("actions", "faults", "left")

    def __init__(self, actions: Sequence[Action], left: Sequence[Left], faults: Sequence[str]) -> None:
        self.actions = actions
        self.left = left
        self.faults = faults

    @property
    def conflicts(self) -> list[str]:
        """Return the names that hold another value, sorted."""
        return sorted(action.name for action in self.actions if action.what == DIFFERS)

    def written(self, *, overwrite: bool) -> dict[str, Secret]:
        """Return what has to be stored, by name: what is new and, with `overwrite`, what differs."""
        return {
            action.name: action.value
            for action in self.actions
            if action.what == NEW or (overwrite and action.what == DIFFERS)
        }

    def replaced(self, *, overwrite: bool) -> dict[str, str]:
        """Return the references that may stand for values in the file, by key: all whose value is stored then."""
        return {action.key: PREFIX + action.name for action in self.actions if overwrite or action.what != DIFFERS}


def plan(pairs: Iterable[Pair], stored: Mapping[str, Secret | None], *, prefix: str = "") -> Plan:
    """Plan an import of pairs beside the values that are `stored` by name, None for one that cannot be read.

    A key that is there twice counts once when its values are equal. References and values that a reader would put
    other variables into stay where they are. Faults: a key that gives no name, keys that give the same one, a key
    with two values, a value that cannot be stored, `secret:` with no name behind it.
    """
    actions: list[Action] = []
    left: list[Left] = []
    faults: list[str] = []
    for same_key in _grouped(pairs):
        pair = same_key[-1]
        name = naming.name(pair.key, prefix)
        fault = _fault(same_key, name)
        if fault:
            faults.append(fault)
        elif (why := _why_left(pair)) or name is None:
            left += [Left(found, why) for found in same_key]
        else:
            actions.append(Action(pair.key, name, pair.value, _what(name, pair.value, stored)))
    faults += naming.clashes((action.key, action.name) for action in actions)
    return Plan(actions, left, faults)


def _grouped(pairs: Iterable[Pair]) -> Iterable[list[Pair]]:
    groups: dict[str, list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(pair.key, []).append(pair)
    return groups.values()


def _why_left(pair: Pair) -> str:
    if is_reference(pair.value.reveal()):
        return REFERENCE
    return INTERPOLATED if pair.interpolated else ""


def _fault(same_key: Sequence[Pair], name: str | None) -> str:
    """Say what is wrong with the pairs of a key; the key itself may be a misplaced value, so its place is told."""
    pair = same_key[-1]
    if any(other.value != pair.value for other in same_key):
        return f"{' and '.join(found.place for found in same_key)}: one key with different values"
    if _why_left(pair):
        return ""
    if name is None:
        return str(Fault(pair.place, "the key gives no legal name"))
    text = pair.value.reveal()
    if text.startswith(PREFIX):
        return str(Fault(pair.place, f"no legal name behind '{PREFIX}'"))
    try:
        writing.check(text)
    except UsageError as error:
        return str(Fault(pair.place, str(error)))
    return ""


def _what(name: str, value: Secret, stored: Mapping[str, Secret | None]) -> str:
    if name not in stored:
        return NEW
    return SAME if stored[name] == value else DIFFERS
