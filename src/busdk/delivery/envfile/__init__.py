"""Env files: `KEY=value` lines as `python-dotenv` reads them, without its interpolation.

`read` gives the bindings and every fault; `rewrite` changes values and nothing else.
"""

from busdk.delivery.envfile.binding import Binding, EnvFile
from busdk.delivery.envfile.interpolation import is_interpolated
from busdk.delivery.envfile.reading import decode, read
from busdk.delivery.envfile.rewriting import rewrite

__all__ = ["Binding", "EnvFile", "decode", "is_interpolated", "read", "rewrite"]
