"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "481dbd291b1540c7b92796754ece36821ba30d077b1f74a5c9100dbfd528f2b4"
PACKED = "0e2124b085001e23115e33bd49ae2c8ca510ef0e5b62166acded9ede94337ab1"
