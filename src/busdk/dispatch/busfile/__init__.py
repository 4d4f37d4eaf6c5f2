"""Command files: lines of words, each a command of a module, checked as a whole before anything runs.

`load` reads files and what they include, and collects every fault; `commands` goes through the commands of
a file in order; `tokenize` and `render` turn a line into words and back.
"""

from busdk.dispatch.busfile.commands import Step, commands
from busdk.dispatch.busfile.faults import Fault
from busdk.dispatch.busfile.load import Loaded, load
from busdk.dispatch.busfile.source import Source
from busdk.dispatch.busfile.tokens import TokenError, render, tokenize

__all__ = ["Fault", "Loaded", "Source", "Step", "TokenError", "commands", "load", "render", "tokenize"]
