"""What a customer takes home: the advice in words, the day, the slip."""
