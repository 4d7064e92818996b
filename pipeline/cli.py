"""The command line; the real one follows in the next commit."""
