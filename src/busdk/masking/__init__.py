"""Masking: a filter that replaces secret values in a byte stream."""

from busdk.masking.mask import Mask
from busdk.masking.spellings import is_short

__all__ = ["Mask", "is_short"]
