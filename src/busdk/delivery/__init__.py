"""A value's way out: env files, variables and their names, templates, import and export.

Each part is a module of its own, imported where it is needed: a cold `exec` pays for none that it does not use.
"""
