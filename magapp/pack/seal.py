"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "21b1a56714e0b143e56e5a3d5258130b394b934a7b370159b2bd83c1538db913"
PACKED = "5fc61f53af1d6ab98c3ce8a0a401378c1c672f80c470c5cfddf3e40fd220fdea"
