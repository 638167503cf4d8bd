"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "36a3b2723aecdda0dda67347915772c18341877726ab6c33af06392f9680cb5b"
PACKED = "85845cba09fbfbae29c8666f3eec4325a5139d60a71d9bde6ac2f4fbce3dc10f"
