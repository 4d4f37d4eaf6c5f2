"""Shell: `export` lines for `sh`, `bash` and `zsh`, to be sourced or evaluated."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = (
    "ARGC BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_CMDS BASH_COMMAND BASH_LINENO BASH_SOURCE "
    "BASH_SUBSHELL BASH_VERSINFO COLUMNS DIRSTACK EGID EPOCHREALTIME EPOCHSECONDS ERRNO EUID FUNCNAME FUNCNEST GID "
    "GROUPS HISTCHARS HISTCMD HISTSIZE KEYBOARD_HACK KEYTIMEOUT LINENO LINES LISTMAX MAILCHECK OPTIND PPID RANDOM "
    "SAVEHIST SECONDS SHELLOPTS SHLVL SRANDOM TRY_BLOCK_ERROR TRY_BLOCK_INTERRUPT TTYIDLE UID USERNAME WATCH _ "
    "ZSH_EVAL_CONTEXT ZSH_SUBSHELL"
)
KEPT = frozenset(_NAMES.split())
"""Variables that one of these shells does not set, or sets to something else."""


def refusal(variable: str, value: str) -> str:
    """Say why a shell cannot take a variable: it has a use of its own for it."""
    del value
    return "a shell keeps that name for itself" if variable in KEPT else ""


def write(values: Mapping[str, str]) -> str:
    """Write an `export` command for each variable."""
    return "".join(f"export {variable}={quoted(value)}\n" for variable, value in values.items())


def quoted(value: str) -> str:
    """Write a value as one word of a POSIX shell, always in quotes."""
    return "'" + value.replace("'", "'\\''") + "'"
