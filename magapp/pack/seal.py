"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "927ff438cac2730aa31f6cf5ecfef837701592e13c13924753ffd8b4c143d4d5"
PACKED = "599041e3c72bc7e2522ee414ef3a2c4209954194831c4666f008fa2a7eb91a0d"
