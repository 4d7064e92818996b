"""Minutes that an office put on a page picture by picture: joined into one PDF, in the order of the page.

A page of minutes that is read alone has no heading, or no end; what belongs together has to be read together.
"""

import struct
import warnings
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO

from PIL import Image, ImageOps

from pipeline.crawl.details import read_detail
from pipeline.crawl.raw_store import Page, RawStore
from pipeline.crawl.rows import Row
from pipeline.crawl.urls import identity_key

SHORT_SIDE = 595.276  # points of A4, which is what offices scan
MOST_PIXELS = 100_000_000  # of one picture
_TURNED = {3: 180, 6: 90, 8: 270}  # degrees clockwise, by the EXIF orientation of cameras
_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB"}
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def join_scans(store: RawStore) -> int:
    """Join the pictures of every page and list row that has several, and return of how many."""
    files = {page.key: page for page in store.pages("file") if page.sha256}
    made = 0
    for keys in _sets(store, files):
        pictures = [files[key] for key in keys]
        parts = [(page.key, str(page.sha256)) for page in pictures]
        if store.is_joined(parts):
            made += 1
            continue
        bodies = [store.body(digest) for _, digest in parts]
        pdf = pdf_of(bodies) if all(body.startswith(_MAGIC) for body in bodies) else None
        if pdf is not None:
            store.note_joined(parts, pdf)
            made += 1
    return made


def pdf_of(pictures: Sequence[bytes]) -> bytes | None:
    """Return a PDF with a page for each JPEG or PNG file, or None where one of them cannot be decoded.

    JPEG data are taken over as they are, other pictures pixel by pixel, so nothing is lost. The same pictures give the
    same bytes. Pages are A4 by their short side; readers draw a scan at its own resolution.
    """
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for data in pictures:
        page = _page(data, len(objects) + 1)
        if page is None:
            return None
        kids.append(f"{len(objects) + 1} 0 R")
        objects += page
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    pdf = BytesIO()
    pdf.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(pdf.tell())
        pdf.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    table = pdf.tell()
    pdf.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    pdf.writelines(b"%010d 00000 n \n" % place for place in places)
    pdf.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return pdf.getvalue()


def _page(data: bytes, number: int) -> list[bytes] | None:
    """Return the objects of one page, the first of which has `number`: the page, what is drawn, the picture."""
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                return None
            is_kept = image.format == "JPEG" and image.mode in _SPACES
            turned = _TURNED.get(image.getexif().get(0x0112, 1), 0) if is_kept else 0
            mode, pixels, coding = image.mode, data, "/DCTDecode"
            size = image.size
            if not is_kept:
                upright = ImageOps.exif_transpose(image).convert("RGBA")
                flat = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
                flat = flat.convert("L" if image.mode in ("1", "L", "LA", "I;16") else "RGB")
                mode, pixels, coding, size = flat.mode, zlib.compress(flat.tobytes()), "/FlateDecode", flat.size
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError):
        return None  # damaged; Pillow raises SyntaxError for a PNG
    scale = SHORT_SIDE / min(size)
    width, height = (f"{side * scale:.3f}" for side in size)
    drawn = f"q {width} 0 0 {height} 0 0 cm /P Do Q".encode()
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {turned} /Contents {number + 1} 0 R"
        f" /Resources << /XObject << /P {number + 2} 0 R >> >> >>"
    )
    picture = (
        f"<< /Type /XObject /Subtype /Image /Width {size[0]} /Height {size[1]} /ColorSpace {_SPACES[mode]}"
        f" /BitsPerComponent 8 /Filter {coding} /Length {len(pixels)} >>"
    )
    return [
        page.encode(),
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(drawn), drawn),
        b"%b\nstream\n%b\nendstream" % (picture.encode(), pixels),
    ]


def _sets(store: RawStore, files: dict[str, Page]) -> Iterator[list[str]]:
    """Yield the keys of the pictures that belong together, two or more, in their order."""
    by_parent: dict[str, set[str]] = defaultdict(set)
    by_row: dict[str, set[str]] = defaultdict(set)
    for key, page in files.items():
        by_parent[page.parent or ""].add(key)
        by_row[page.row_mark or ""].add(key)
    taken: set[str] = set()
    for url, keys in sorted(by_parent.items()):
        parent = store.page(identity_key(url)) if len(keys) > 1 and url else None
        if parent is not None and parent.kind == "page" and parent.sha256 and store.has(parent.sha256):
            named = read_detail(store.body(parent.sha256), parent.url).attachments
            ordered = [key for key in dict.fromkeys(identity_key(file.url) for file in named) if key in keys]
            pictures = [key for key in ordered if _is_picture(store, files[key])]
            taken.update(pictures)
            if len(pictures) > 1:
                yield pictures
    for mark, keys in sorted(by_row.items()):
        if len(keys) > 1 and mark:
            ordered = [key for key in dict.fromkeys(map(identity_key, Row.of_mark(mark).files)) if key in keys - taken]
            pictures = [key for key in ordered if _is_picture(store, files[key])]
            if len(pictures) > 1:
                yield pictures


def _is_picture(store: RawStore, page: Page) -> bool:
    return page.sha256 is not None and store.has(page.sha256) and store.begins(page.sha256).startswith(_MAGIC)
