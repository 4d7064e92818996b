"""DOCX, and DOCM and DOTX: everything a reader of the printed document sees."""

from collections.abc import Iterator

from extractors.document import Block, Document, Finding, Paragraph
from extractors.docx.numbering import Numbering
from extractors.docx.package import Package, open_package
from extractors.docx.story import Story, plain_lines
from extractors.docx.styles import read_styles
from extractors.docx.wordml import OFFICE, W
from extractors.options import Options
from extractors.wording import encoding_of

LETTERS_BESIDE_PICTURES = 100  # a title over scanned pages has fewer, minutes have more


def read_docx(data: bytes, options: Options, *, stale_fields: frozenset[str] = frozenset()) -> Document:
    """Return what the Word document `data` says, without the results of `stale_fields`.

    Headers, footers and notes are `furniture`; a letterhead or memo number that an office puts in the header of
    its first page is there too. Pages are not known: Word sets them anew on every machine.

    Raises:
        ExtractionError: the file is damaged, locked, or larger than the bounds allow.
    """
    package = open_package(data, options)
    styles = read_styles(package.styles, package.theme)
    numbering = Numbering(package.numbering, styles)
    story = Story(styles=styles, numbering=numbering, options=options, stale_fields=stale_fields)
    blocks = story.blocks(package.body)
    furniture = _furniture(package, story)
    story.findings += _unread(package, blocks)
    return Document(
        format="docx",
        route="docx",
        blocks=tuple(blocks),
        encoding=encoding_of(blocks),
        furniture=tuple(furniture),
        findings=tuple(story.findings),
        is_complete=all(finding.severity == "note" for finding in story.findings),
    )


def _unread(package: Package, blocks: list[Block]) -> Iterator[Finding]:
    if package.has_pictures and sum(len(line.text) for line in plain_lines(blocks)) < LETTERS_BESIDE_PICTURES:
        yield Finding(code="pictures_only", detail="It holds pictures and next to no text: as PDF they can be read.")
    programs = {element.get("ProgID", "").partition(".")[0] for element in package.body.iter(f"{OFFICE}OLEObject")}
    for program in sorted(programs & {"Excel", "Word"}):
        yield Finding(code="embedded_document", detail=f"A document of {program} embedded in this one was not read.")


def _furniture(package: Package, story: Story) -> list[Paragraph]:
    blocks: list[Block] = []
    for root in (*package.headers, *package.footers):
        blocks += story.blocks(root)
    for root in package.notes:
        for note in root:
            if note.get(f"{W}type") is None:  # the other ones are the rules between text and notes
                blocks += story.blocks(note)
    # Sections often have headers of their own that say the same.
    return list({line.text: line for line in plain_lines(blocks)}.values())
