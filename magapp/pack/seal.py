"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "6e47a7650c07f49a0dea4da8a3da3724c793615df1f1f9442f745d31f05a2085"
PACKED = "b685fe97c2f348a75ed8e5b86878d349aeadca7cbf35073c676ee16090d59cc1"
