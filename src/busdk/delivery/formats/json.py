"""JSON: one object of strings."""

from __future__ import annotations

from busdk.delivery import naming
from busdk.delivery.pairs import Fault, Pair
from busdk.jsonfile import parse_object
from busdk.secret import Secret
from busdk.secrets.names import is_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def refusal(variable: str, value: str) -> str:
    """Say why JSON cannot carry a value: it can any."""
    del variable, value
    return ""


def write(values: Mapping[str, str]) -> str:
    """Write variables as one object, a line each."""
    import json

    return json.dumps(dict(values), ensure_ascii=False, indent=2) + "\n"


def read(data: bytes, name: str) -> tuple[list[Pair], list[Fault]]:
    """Return the pairs of an object of strings and what is wrong with its members.

    `name` is what the document is called in errors. Raises FormatError when it is no JSON object, or has a key twice.
    """
    pairs: list[Pair] = []
    faults: list[Fault] = []
    for number, (key, value) in enumerate(parse_object(data, name).items(), 1):
        place = key if naming.is_variable(key) or is_name(key) else f"member {number}"
        if isinstance(value, str):
            pairs.append(Pair(key, Secret(value), place))
        else:
            faults.append(Fault(place, "expected a string"))
    return pairs, faults
