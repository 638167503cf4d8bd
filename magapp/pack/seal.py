"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "583274d093a4cfec0b0d06a10cc6bef2ddff29b21f749cb40a053ac6cafe9c1e"
PACKED = "432b93575641afba58cc291cf2e0ddb73ab14c83116d899f3ea246e635edd422"
