"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "47900cbc879f9b7994eb6ffc10193226c341dde177d018fcd46ce04d97b378c7"
PACKED = "43f8da5603cf51d8504356117e25b10118afbaba2ac66407667ab9a28e83e327"
