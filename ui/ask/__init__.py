"""The pages that ask, one for each kind of question."""
