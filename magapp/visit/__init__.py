"""One customer, from hello to forgotten."""
