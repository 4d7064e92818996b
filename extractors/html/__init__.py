"""Pages: of the three generations of the national portal, and any other HTML."""
