"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "b2135d42c2ed330a66f2977a8edcff7d922e4fefeae6486d35416feed9a217e0"
PACKED = "5c398aaee02287d92624c0677d7196983d2b927d532a1b63f686dd75a867b932"
