"""`bus`: running `bus-<module>` programs, and `.bus` command files."""
