"""The PySide6 face of the program: it shows what `magapp` decides, and decides nothing itself."""
