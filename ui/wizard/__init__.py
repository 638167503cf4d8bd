"""The conversation on screen: a shell that shows where the flow is, and a page for each kind."""
