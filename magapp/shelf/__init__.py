"""Which of the shop's products fit, how many of them, and when in the day."""
