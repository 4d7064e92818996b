"""WordprocessingML: its namespaces, and how it writes a value or a switch (ECMA-376 part 1, 17.17)."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
V = "{urn:schemas-microsoft-com:vml}"
VAL = f"{W}val"

OFF = {"0", "false", "off", "none"}


def value(parent: etree._Element | None, path: str) -> str | None:
    """Return `w:val` of the element at `path` below `parent`; None where either is absent."""
    found = None if parent is None else parent.find(path)
    return None if found is None else found.get(VAL)


def number(parent: etree._Element | None, path: str) -> int | None:
    """Return the whole number that the element at `path` holds; None where there is none."""
    text = value(parent, path)
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def switch(parent: etree._Element | None, path: str) -> bool | None:
    """Return whether the switch at `path` is on: an element without a value is. None where it is not mentioned."""
    found = None if parent is None else parent.find(path)
    return None if found is None else found.get(VAL, "1") not in OFF
