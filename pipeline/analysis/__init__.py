"""The tables asked: recurring topics, what became of decisions, search, exports, checks."""
