"""Files in, tables out.

The stages in order: `sources.discover` finds files, `extractors.extract` reads one, `interpret.interpret` finds
meetings and decisions in it, `normalize.normalize` puts values beside the texts, `store` writes the tables, and
`run` takes every file all the way.
"""
