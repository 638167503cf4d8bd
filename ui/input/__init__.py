"""What comes in beside clicks: scans, the language, finished work, the clock of the loop."""
