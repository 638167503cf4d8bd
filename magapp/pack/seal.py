"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "0f2e8afe47af789f5a2ed81709b1857e973d195512223376dde5dde98c37c9dd"
PACKED = "8a5dcb2599222e74bd9670bc15ddeaf45290a233867a8db5974a6fb4de15cf26"
