"""Markup into a tree of elements."""

import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning


def parsed(text: str) -> BeautifulSoup:
    """Return the tree of the markup `text`; whatever is wrong with it, there is one."""
    with warnings.catch_warnings():  # they suppose that a person calls: texts may look like XML or the name of a file
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        return BeautifulSoup(text.encode("utf-8", errors="replace"), "lxml", from_encoding="utf-8")
