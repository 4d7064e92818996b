"""The version that stands beside every document, so that a table says which program read it."""

from importlib.metadata import version

VERSION = version("siddhanto")
