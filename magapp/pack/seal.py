"""What proves the packed up pack, see `compiled.py`. Written by `make pack`."""

FILES = "8ab5700d953a69e4dcb163b81226b28eacdd28cd1dba853c71716d5f05aabce0"
PACKED = "a3c22e85cb35728c48d28d7e93898bf7a0fd70eeaaabc39f21b2305025424f51"
