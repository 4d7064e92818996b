"""Minutes from the national portal, politely, again and again.

The spider asks, the raw store keeps what came for ever, and everything after it reads the store alone.
"""
