"""The pack: what is asked, what follows from it, and the words for it, read from data."""

from magapp.pack.load import load_cases, load_pack, read_pack
from magapp.pack.model import Pack

__all__ = ["Pack", "load_cases", "load_pack", "read_pack"]
