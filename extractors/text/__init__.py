"""Plain text, with the tables that tabs, pipes or spaces draw in it."""
