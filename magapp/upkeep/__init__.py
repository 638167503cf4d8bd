"""What the program does by itself, beside the screen: the till's folder, backups, exports."""

from magapp.upkeep.till import Found, Look, TillFolder
from magapp.upkeep.upkeep import TillState, Upkeep

__all__ = ["Found", "Look", "TillFolder", "TillState", "Upkeep"]
