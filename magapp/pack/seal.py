"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "7896af277533013a4a2db39e33250f205123a9742f7cfbf047d28aba79f345ba"
PACKED = "6db217fea8450b0cfffaa937a128da30b455bf17c5ecebca43eeece58d98e618"
