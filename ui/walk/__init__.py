"""The walk through a visit: the base of counter and kiosk."""
