"""What the program does by itself, beside the screen: the till's folder, backups, exports."""

from magapp.upkeep.found import Found, Look, TillState
from magapp.upkeep.upkeep import Upkeep

__all__ = ["Found", "Look", "TillState", "Upkeep"]
