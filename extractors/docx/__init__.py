"""Word's own format, whole: insertions, controls, numbers, notes, and fonts that are charsets."""
