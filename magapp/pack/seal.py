"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "01f5fad37e63bc09ff4e893025993e360ef2c302bbe476d547dd991dcd0d7d83"
PACKED = "13a1d442a3dbeec9c56c9bc0b8fb17e6179f69372c781f691733989b87c023aa"
