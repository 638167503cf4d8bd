"""The counter: staff at a keyboard, a customer before them."""
