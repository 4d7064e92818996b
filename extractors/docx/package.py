"""The DOCX container: bounded, made whole where makers are careless, and opened by python-docx."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import docx
from docx.oxml import parse_xml
from lxml import etree

from extractors.archives import open_zip, read_member
from extractors.docx.wordml import R, W, switch
from extractors.errors import CorruptFileError, EncryptedFileError, LimitExceededError
from extractors.options import Options

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")  # ECMA-376 documents under a password: [MS-OFFCRYPTO] 2.3.4

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PARTS = {  # the relationships of a document that hold text, or say how it looks, and the content types they lead to
    "styles": WORDML + "styles+xml",
    "numbering": WORDML + "numbering+xml",
    "settings": WORDML + "settings+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    "header": WORDML + "header+xml",
    "footer": WORDML + "footer+xml",
    "footnotes": WORDML + "footnotes+xml",
    "endnotes": WORDML + "endnotes+xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The XML of a document that readers need, as parsed elements; None where there is no such part."""

    body: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    theme: etree._Element | None
    headers: tuple[etree._Element, ...]
    footers: tuple[etree._Element, ...]
    notes: tuple[etree._Element, ...]
    has_pictures: bool


def open_package(data: bytes, options: Options) -> Package:
    """Return the parsed parts of the DOCX, DOCM or DOTX file `data`, of either edition of the standard.

    python-docx refuses sound documents over trifles (a relationship to a part that is not there, the content type
    of a document with macros, the namespaces of the strict edition), so it is handed a small package of the parts
    that matter, in the transitional edition.

    Raises:
        EncryptedFileError: the document is locked with a password.
        CorruptFileError: the container is damaged, or holds no Word document.
        LimitExceededError: unpacked it is larger, or deeper, than the bounds allow.
    """
    if data.startswith(OLE_SIGNATURE):
        if ENCRYPTED_STREAM in data:
            raise EncryptedFileError
        raise CorruptFileError("An OLE container, and no Word document of 2007 or later.")
    with open_zip(data) as archive:
        parts = _Parts(archive, options.max_unpacked)
        has_pictures = any("/media/" in name for name in parts.names)
        minimal = _minimal_package(parts)
    try:
        part = docx.Document(BytesIO(minimal)).part
        roots = {
            name: _root(relationship.target_part)
            for name, relationship in part.rels.items()
            if not relationship.is_external
        }
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        if "depth" in str(error):
            raise LimitExceededError(f"The XML of the document is nested too deep: {error}") from error
        raise CorruptFileError(f"The XML of the document is damaged: {error}") from error
    body = part.element.find(f"{W}body")
    if body is None:
        raise CorruptFileError("The document has no body.")
    by_kind = {
        relationship.reltype.removeprefix(OFFICE): roots[name]
        for name, relationship in part.rels.items()
        if name in roots
    }
    return Package(
        body=body,
        styles=by_kind.get("styles"),
        numbering=by_kind.get("numbering"),
        theme=by_kind.get("theme"),
        headers=_referred(body, "headerReference", roots, by_kind.get("settings")),
        footers=_referred(body, "footerReference", roots, by_kind.get("settings")),
        notes=tuple(by_kind[kind] for kind in ("footnotes", "endnotes") if kind in by_kind),
        has_pictures=has_pictures,
    )


class _Parts:
    """The XML parts of a package by name, unpacked when asked for, within one bound for all of them."""

    def __init__(self, archive: ZipFile, limit: int) -> None:
        self.archive = archive
        self.left = limit
        # Part names are equivalent regardless of case (ECMA-376 part 2, 6.2.2.3); some makers write backslashes.
        self.names = {_key(info.filename): info for info in archive.infolist()}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self.names

    def read(self, name: str) -> bytes:
        try:
            member = self.names[_key(name)]
        except KeyError:
            raise CorruptFileError(f"The document has no part {name}.") from None
        xml = read_member(self.archive, member, self.left)
        self.left -= len(xml)
        # Office Open XML forbids document type declarations (ECMA-376 part 2, 6.2.5): here they only carry bombs.
        if b"<!DOCTYPE" in xml or "<!DOCTYPE".encode("utf-16-le") in xml or "<!DOCTYPE".encode("utf-16-be") in xml:
            raise CorruptFileError(f"The part {name} declares a document type, which no Word document does.")
        return _transitional(xml)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _transitional(xml: bytes) -> bytes:
    """Put the namespaces of the strict edition (ISO/IEC 29500-1 annex A) in their transitional form."""
    if b"http://purl.oclc.org/ooxml/" not in xml:
        return xml
    return re.sub(rb"http://purl\.oclc\.org/ooxml/(\w{1,40})/", rb"http://schemas.openxmlformats.org/\1/2006/", xml)


def _minimal_package(parts: _Parts) -> bytes:
    main = next((target for _, kind, target in _relationships(parts, "") if kind == "officeDocument"), None)
    if main is None:
        raise CorruptFileError("A ZIP container, and no Word document in it.")
    kept = [
        (name, kind, target)
        for name, kind, target in _relationships(parts, main)
        if kind in PARTS and target in parts and target != main
    ]
    types = {main: WORDML + "document.main+xml"} | {target: PARTS[kind] for _, kind, target in kept}
    output = BytesIO()
    with ZipFile(output, "w") as package:
        package.writestr("[Content_Types].xml", _content_types(types))
        package.writestr("_rels/.rels", _relationships_xml([("rId1", "officeDocument", main)]))
        package.writestr(_relationships_name(main), _relationships_xml(kept))
        for name in types:
            package.writestr(name, parts.read(name))
    return output.getvalue()


def _relationships_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def _relationships(parts: _Parts, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield id, kind and target of the relationships of `part` within the package ("" is the package itself)."""
    name = _relationships_name(part)
    if name not in parts:
        return
    try:
        root = etree.fromstring(parts.read(name), etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise CorruptFileError(f"The XML of {name} is damaged: {error}") from error
    for relationship in root.iter(f"{{{RELATIONSHIPS}}}Relationship"):
        target = unquote(relationship.get("Target", "")).replace("\\", "/")
        if relationship.get("TargetMode") != "External" and target:
            path = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
            kind = relationship.get("Type", "").removeprefix(OFFICE)
            yield relationship.get("Id", ""), kind, path


def _relationships_xml(relationships: list[tuple[str, str, str]]) -> bytes:
    root = etree.Element(f"{{{RELATIONSHIPS}}}Relationships", nsmap={None: RELATIONSHIPS})
    for name, kind, target in relationships:
        etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship", Id=name, Type=OFFICE + kind, Target="/" + target)
    return etree.tostring(root)


def _content_types(types: dict[str, str]) -> bytes:
    root = etree.Element(f"{{{CONTENT_TYPES}}}Types", nsmap={None: CONTENT_TYPES})
    etree.SubElement(
        root,
        f"{{{CONTENT_TYPES}}}Default",
        Extension="rels",
        ContentType="application/vnd.openxmlformats-package.relationships+xml",
    )
    for name, kind in types.items():
        etree.SubElement(root, f"{{{CONTENT_TYPES}}}Override", PartName="/" + name, ContentType=kind)
    return etree.tostring(root)


def _root(part: object) -> etree._Element:
    """Return the parsed XML of a part, which python-docx keeps as bytes where it has no class for the part."""
    element = getattr(part, "element", None)
    root: etree._Element = parse_xml(part.blob) if element is None else element  # type: ignore[attr-defined]
    return root


def _referred(
    body: etree._Element, reference: str, roots: dict[str, etree._Element], settings: etree._Element | None
) -> tuple[etree._Element, ...]:
    """Return the headers or footers that are printed: those of first and even pages only where these are set apart."""
    even = switch(settings, f"{W}evenAndOddHeaders")
    found: dict[str, etree._Element] = {}
    for section in body.iter(f"{W}sectPr"):
        first = switch(section, f"{W}titlePg")
        for element in section.iterfind(f"{W}{reference}"):
            kind, name = element.get(f"{W}type", "default"), element.get(f"{R}id", "")
            if name in roots and (kind == "default" or (kind == "first" and first) or (kind == "even" and even)):
                found.setdefault(name, roots[name])
    return tuple(found.values())
