"""Pictures of one set of minutes, joined into one document."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from pipeline.crawl.documents import documents
from pipeline.crawl.raw_store import Page, RawStore
from pipeline.crawl.rows import Row
from pipeline.crawl.scans import join_scans, pdf_of

HOST = "https://x.gov.bd"


def picture(
    form: str, mode: str = "L", size: tuple[int, int] = (40, 60), orientation: int = 1, shade: int = 128
) -> bytes:
    told = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = Image.new("L", size, shade)
    image.paste(0, (0, 0, size[0], size[1] // 2))  # its upper half is black
    image.convert(mode).save(told, form, exif=exif, quality=95)
    return told.getvalue()


def test_jpegs_are_taken_over_as_they_are_and_the_same_every_time() -> None:
    pictures = [picture("JPEG"), picture("JPEG", "RGB", (80, 60))]
    pdf = pdf_of(pictures)
    assert pdf is not None
    assert all(data in pdf for data in pictures)
    assert pdf == pdf_of(pictures)
    document = PdfDocument(pdf)
    sizes = [page.get_size() for page in document]
    assert [round(width / height, 2) for width, height in sizes] == [0.67, 1.33]
    assert all(round(min(size)) == 595 for size in sizes)


@pytest.mark.parametrize(
    ("data", "upper"),
    [
        (picture("JPEG"), True), (picture("JPEG", "RGB"), True), (picture("JPEG", "CMYK"), True), (picture("PNG"), True),
        (picture("PNG", "RGBA"), True), (picture("PNG", "1"), True), (picture("PNG", "P"), True), (picture("JPEG", orientation=3), False),
    ],
)  # fmt: skip
def test_pages_look_as_the_pictures_do(data: bytes, upper: bool) -> None:
    pdf = pdf_of([data])
    assert pdf is not None
    drawn = PdfDocument(pdf)[0].render(scale=0.1).to_pil().convert("L")
    dark = [drawn.getpixel((drawn.width // 2, y)) < 64 for y in (drawn.height // 4, drawn.height * 3 // 4)]
    assert dark == [upper, not upper]


def test_a_picture_on_its_side_is_turned() -> None:
    pdf = pdf_of([picture("JPEG", orientation=6)])
    assert pdf is not None
    width, height = PdfDocument(pdf)[0].get_size()
    assert width > height


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", picture("PNG")[:60], b"%PDF-1.4"])
def test_what_cannot_be_decoded_is_not_joined(data: bytes) -> None:
    assert pdf_of([picture("JPEG"), data]) is None


def keep(store: RawStore, url: str, body: bytes, **more: str) -> None:
    told = {"kind": "file", "office": "x.gov.bd", "first_seen": "", "last_seen": "2024-01-01T00:00:00+00:00"}
    store.save(Page(key=url.removeprefix("https://"), url=url, sha256=store.keep(body), **{**told, **more}))  # type: ignore[arg-type]


def stored(folder: Path) -> dict[str, Sequence[str]]:
    return {document.url.removeprefix(HOST): document.aliases for document in documents(folder)}


def test_the_pictures_of_a_page_are_one_document_in_their_order(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    names = ("/p/2.jpg", "/p/1.jpg", "/p/3.png")  # the page counts, not the names
    html = "".join(f"<img src='{name}'>" for name in names) + "<a href='/p/minutes.pdf'>ফাইল</a>"
    keep(store, f"{HOST}/site/page/a", f"<html><body>{html}</body></html>".encode(), kind="page")
    for shade, name in enumerate(names):
        keep(
            store,
            HOST + name,
            picture(name[-3:].upper().replace("JPG", "JPEG"), shade=100 + shade),
            parent=f"{HOST}/site/page/a",
        )
    keep(store, f"{HOST}/p/minutes.pdf", b"%PDF-1.4", parent=f"{HOST}/site/page/a")
    keep(store, f"{HOST}/p/other.jpg", picture("JPEG"), parent=f"{HOST}/site/page/b")
    assert join_scans(store) == 1
    assert join_scans(store) == 1  # again: nothing new
    expected = {
        "/site/page/a": (),
        "/p/2.jpg": (f"{HOST}/p/1.jpg", f"{HOST}/p/3.png"),
        "/p/minutes.pdf": (),
        "/p/other.jpg": (),
    }
    assert stored(tmp_path) == expected
    (joined,) = [document for document in documents(tmp_path) if document.aliases]
    assert len(PdfDocument(joined.path)) == 3
    keep(store, f"{HOST}/p/1.jpg", picture("JPEG", shade=7), parent=f"{HOST}/site/page/a")  # it has changed
    assert len(stored(tmp_path)) == 6  # until they are joined anew
    assert join_scans(store) == 1
    assert stored(tmp_path) == expected
    store.close()


def test_the_pictures_of_a_row_are_one_document_too(tmp_path: Path) -> None:
    store = RawStore(tmp_path)
    urls = (f"{HOST}/p/b.jpg", f"{HOST}/p/a.jpg")
    mark = Row(title="সভার কার্যবিবরণী", files=urls).mark
    for shade, url in enumerate(urls):
        keep(store, url, picture("JPEG", shade=100 + shade), parent=f"{HOST}/site/view/notices", row_mark=mark)
    join_scans(store)
    store.close()
    assert stored(tmp_path) == {"/p/b.jpg": (f"{HOST}/p/a.jpg",)}
