"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "c3867927aa33a5b90e3a364f689c5ba1c4d7d9098703b9a268e244a05c823559"
PACKED = "3792270da4faeba25c05570052775a55f13e10506f71573ec54034f86cf9379c"
