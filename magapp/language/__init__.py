"""What the program says of itself, in every language it speaks."""
