"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "18cc6b1d94808f2ac4d50eaf28dc443390fc408df128d2a4e651e541a2190b16"
PACKED = "a3775d9f37449eea4e4a18a69bb4e6bea3cdd1497e0874054b7411c185c5881c"
