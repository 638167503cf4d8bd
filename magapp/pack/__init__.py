"""The pack: what is asked, what follows from it, and the words for it, read from data."""

from magapp.pack.model import Pack
from magapp.pack.read import load_cases, load_pack, read_pack

__all__ = ["Pack", "load_cases", "load_pack", "read_pack"]
