"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "87bbbdca07f4c4102d09e0d90bd2f58ec34d19652fd74ce4ea3b6b19e8c87401"
PACKED = "5f911dc7ff116cfcb18326047c6b4c1bd0170c8c1527d263a9f6a082ebc25143"
