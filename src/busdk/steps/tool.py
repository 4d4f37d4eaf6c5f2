"""The programs that run steps, as data: what `bus run` and `bus dev` have of their own."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from busdk.steps.definitions import Operation, Step
    from busdk.steps.expansion import Segment
    from busdk.steps.workspace import Workspace


class Tool:
    """One program that runs steps.

    `name` (`bus-run`) is the namespace of its preferences and, in upper case, of its variables; `folder` holds its
    definitions, below the root. `find_root` gives the root for an effective working directory, None where there is
    none, and `rootless` is what the user is told then; `find_above` gives a folder above the root that has steps, for
    a tool that does not look there. `catalog` gives the variables of templates and scripts, from
    root and environment; `merge` joins what the words on the command line expand to. `reserved` are words that can
    be no name, each with what to say of it as a step. `directories` gives the further folders that the agent of a step
    with these selectors may write to. `operations` and `pipelines` are built in.
    """

    __slots__ = (
        "catalog",
        "directories",
        "find_above",
        "find_root",
        "folder",
        "merge",
        "name",
        "operations",
        "pipelines",
        "reserved",
        "rootless",
    )

    def __init__(
        self,
        *,
        name: str,
        folder: str,
        find_root: Callable[[str], str | None],
        catalog: Callable[[str, Mapping[str, str]], Mapping[str, str]],
        merge: Callable[[Sequence[Segment]], list[Step]],
        reserved: Mapping[str, str],
        rootless: str = "",
        find_above: Callable[[str], str | None] = lambda _: None,
        directories: Callable[[Workspace, Sequence[str]], tuple[str, ...]] = lambda *_: (),
        operations: Mapping[str, Operation] | None = None,
        pipelines: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.name = name
        self.folder = folder
        self.find_root = find_root
        self.find_above = find_above
        self.catalog = catalog
        self.merge = merge
        self.reserved = reserved
        self.rootless = rootless
        self.directories = directories
        self.operations: Mapping[str, Operation] = operations or {}
        self.pipelines: Mapping[str, Sequence[str]] = pipelines or {}

    @property
    def spoken(self) -> str:
        """What a user types: `bus run`."""
        return self.name.replace("-", " ", 1)

    @property
    def builds_in(self) -> bool:
        """Whether there are built-in steps, which `@name` names."""
        return bool(self.operations)

    @property
    def lock_name(self) -> str:
        """The name of the lock file in the root."""
        return f".{self.name}.lock"

    @property
    def lock_variable(self) -> str:
        """The variable that tells a step which roots are locked for it, a line each."""
        return f"{self.name.replace('-', '_').upper()}_LOCK_DIR"

    @property
    def token_variable(self) -> str:
        """The variable by which a step's own calls show that these roots are locked for them."""
        return f"{self.name.replace('-', '_').upper()}_LOCK"
