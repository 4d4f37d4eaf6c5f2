"""Variables bound to steps: preferences `<tool>.env_for.<selector>.<variable>`, a value or a reference. Pure.

A reference is `secret:<name>` as a whole, and `secret:<name>@user` or `@repo` where one scope is asked for. A key holds
lower-case letters only: it stands for the variable in upper case, and one of other letters is stored as the object
`{"name": ..., "value": ...}`.
"""

from __future__ import annotations

from busdk.errors import UsageError
from busdk.secrets.identity import KEY_VARIABLE
from busdk.secrets.names import PREFIX, is_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from busdk.steps.tool import Tool

WITHHELD = KEY_VARIABLE
"""The key to all secrets, which no step gets."""
SCOPES = ("user", "repo")
LITERAL = "literal"
"""What listings show in place of a value."""
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_")
_CHARACTERS = _LETTERS | frozenset("0123456789")
_BUILT_IN = "builtin"
_NAME = "a name is lower-case letters, digits, '-' and '_', in segments separated by dots, at most 255 bytes"


class Stored:
    """One binding as it is stored, right or wrong: the preference's key and value, and the key's last segment."""

    __slots__ = ("key", "segment", "value")

    def __init__(self, key: str, segment: str, value: Any) -> None:
        self.key = key
        self.segment = segment
        self.value = value

    @property
    def variable(self) -> str:
        """The variable's name."""
        return str(self.value["name"]) if self._is_named else self.segment.upper()

    @property
    def text(self) -> str:
        """The value or reference; raises UsageError for what is neither, and for a variable that no step gets."""
        if self.variable.upper() == WITHHELD:
            message = f"{self.variable} is never given to a step: {self.key}"
            raise UsageError(message, f"bus preferences unset {self.key}")
        if isinstance(self.value, str):
            return self.value
        if not self._is_named:
            message = f"preference must be a string, or an object of a name and a value: {self.key}"
            raise UsageError(message, f"bus preferences unset {self.key}")
        return str(self.value["value"])

    @property
    def shown(self) -> str:
        """The reference, `literal` for a value, or what is wrong, never quoting a value."""
        try:
            text = self.text
            reference(text)
        except UsageError as error:
            return f"error: {error}"
        return text if text.startswith(PREFIX) else LITERAL

    @property
    def _is_named(self) -> bool:
        """Whether it is an object that names the variable of this key."""
        value = self.value
        if not isinstance(value, dict) or value.keys() != {"name", "value"}:
            return False
        name = value["name"]
        return all(isinstance(each, str) for each in value.values()) and is_variable(name) and _is_key(name, self)


def is_variable(name: str) -> bool:
    """Tell whether a text is a variable's name: letters, digits and `_`, no digit first."""
    return name[:1] in _LETTERS and _CHARACTERS.issuperset(name)


def check_variable(name: str) -> str:
    """Return a variable's name; raise UsageError for another, unquoted: it may be a misplaced value."""
    if not name or not is_variable(name):
        raise UsageError("invalid variable", "expected letters, digits and '_', no digit first")
    if name.upper() == WITHHELD:
        raise UsageError(f"{name} is never given to a step", "bind the secrets that the step needs")
    return name


def variable_of(name: str) -> str:
    """Return the variable that a secret's name, or a part of it, makes; raise UsageError when it makes none."""
    variable = name.upper().replace(".", "_").replace("-", "_")
    try:
        return check_variable(variable)
    except UsageError as error:
        raise UsageError(f"secret makes no variable: {name}", *error.hints) from None


def key(tool: Tool, selector: str, variable: str) -> str:
    """Return the preference's key of a binding; the selector is as it is stored."""
    return f"{tool.name}.env_for.{selector}.{check_variable(variable).lower()}"


def stored(variable: str, text: str) -> str | dict[str, str]:
    """Return what the preference of a binding holds."""
    return text if variable == variable.upper() else {"name": variable, "value": text}


def reference(text: str) -> tuple[str, str] | None:
    """Return the name and the scope of a reference, `auto` for one without; None for a value.

    Raises UsageError, which quotes nothing, for what begins like a reference and is none.
    """
    if not text.startswith(PREFIX):
        return None
    name, at, scope = text[len(PREFIX) :].partition("@")
    if not is_name(name):
        raise UsageError("invalid reference", _NAME)
    if at and scope not in SCOPES:
        raise UsageError("invalid scope of a reference", "expected secret:<name>@user or secret:<name>@repo")
    return name, scope or "auto"


def is_reference(text: str) -> bool:
    """Tell whether a text is a reference."""
    try:
        return reference(text) is not None
    except UsageError:
        return False


def check_near(text: str) -> None:
    """Raise UsageError, which quotes nothing, for what is nearly a reference: `secrets:x`, `Secret:x`, blanks."""
    head = text.partition(":")[0].strip().lower()
    if ":" in text and head in ("secret", "secrets") and not is_reference(text):
        raise UsageError("value is nearly a reference", f"expected {PREFIX}<name>, with no blank around it")


def index(tool: Tool, preferences: Mapping[str, Any]) -> dict[str, list[Stored]]:
    """Return all bindings by selector, as it is stored; keys of another form are not looked at."""
    found: dict[str, list[Stored]] = {}
    prefix = f"{tool.name}.env_for."
    for full, value in preferences.items():
        *segments, last = full.removeprefix(prefix).split(".")
        if full.startswith(prefix) and is_variable(last) and _is_selector(segments):
            found.setdefault(".".join(segments), []).append(Stored(full, last, value))
    return found


def chosen(found: Mapping[str, Iterable[Stored]], selectors: Sequence[str]) -> dict[str, Stored]:
    """Return the bindings for selectors, the strongest first, by variable."""
    merged = {each.variable: each for selector in reversed(selectors) for each in found.get(selector, ())}
    return dict(sorted(merged.items()))


def texts(found: Mapping[str, Iterable[Stored]], selectors: Sequence[str]) -> dict[str, str]:
    """Return values and references by variable, as they are stored; raise UsageError for a binding that is none."""
    return {variable: each.text for variable, each in chosen(found, selectors).items()}


def _is_selector(segments: Sequence[str]) -> bool:
    return len(segments) == 1 or (len(segments) == 2 and segments[0] == _BUILT_IN)


def _is_key(name: str, binding: Stored) -> bool:
    return name.lower() == binding.segment
