"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "34fcc5df2c58edaf9ea7e88ecc805df2a686dc323d05dd5d68359cd816926283"
PACKED = "c3c49f727361179e9a5021efc067aac81e50ccbe8459d2d68ccbf81ba74e799d"
