"""Secret references for command lines, command files and agent steps."""

__version__ = "0.1.0"
