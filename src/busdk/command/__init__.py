"""What all programs share: the command table, global flags, streams, help and exit codes.

A program is one `Program` table; `main(table, argv)` runs it. Only the module of the subcommand
that runs is imported.
"""

from busdk.command.call import Call
from busdk.command.main import end, main
from busdk.command.table import Command, Option, Program

__all__ = ["Call", "Command", "Option", "Program", "end", "main"]
