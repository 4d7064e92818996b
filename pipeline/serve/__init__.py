"""The tables as pages: Datasette on loopback over an SQLite copy of them, for people who read and do not program."""
