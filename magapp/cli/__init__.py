"""The command line: what a shell or another program reaches."""
