"""Portal pages: the content alone, and what the portal says of it beside it."""

import base64

from extractors.document import Paragraph
from extractors.html.portal import frame_of
from extractors.html.reader import read_html
from extractors.options import Options

LINES = [
    "Wellcome to National Portal",
    "Main Comtent Skiped",
    "",
    "শিরোনাম",
    "কল্পিত কমিটির সভা",
    "বিস্তারিত",
    "",
    "প্রথম কথা",
    "বিস্তারিত",
    "",
    "ছবি",
    "প্রকাশের তারিখ",
    "05/10/2020",
    "আর্কাইভ তারিখ",
    "30/11/2020",
]


def test_labels_around_copied_text() -> None:
    frame = frame_of(LINES)
    assert (frame.title, frame.published, frame.archived) == ("কল্পিত কমিটির সভা", "05/10/2020", "30/11/2020")
    assert [LINES[index] for index in frame.content if LINES[index]] == ["প্রথম কথা", "বিস্তারিত"]


def test_other_text_has_no_frame() -> None:
    lines = ["সভার কার্যবিবরণী", "বিস্তারিত", "আলোচনা"]
    assert frame_of(lines).content == (0, 1, 2)


def test_an_encoded_body_may_be_cut_inside_a_letter() -> None:
    data = "<p>খাল খননের সিদ্ধান্ত</p>".encode()
    encoded = ";".join(base64.b64encode(part).decode() for part in (data[:5], data[5:]))
    page = (
        "<div class=content-viewer-widget><div class=title-with-image-content-widget><h2>শিরোনাম এক</h2>"
        f"<span class=basic-chip>প্রকাশের তারিখ: ৩০-০৯-২০২৬</span><rt-renderer encoded-content='{encoded}'></rt-renderer>"
        "</div></div><p>পরিকল্পনা ও বাস্তবায়নে: মন্ত্রিপরিষদ বিভাগ</p>"
    )
    document = read_html(page.encode(), Options())
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["খাল খননের সিদ্ধান্ত"]
    assert (document.page_title, document.published_text) == ("শিরোনাম এক", "৩০-০৯-২০২৬")


def test_first_generation_is_cut_to_its_content() -> None:
    page = (
        "<div id=jmenu>মেনু</div><div class=updateText>সর্ব-শেষ হাল-নাগাদ: আজ</div><div id=printable_area><h3>সভা</h3>"
        "<div><p>কথা</p></div><a href='//x/sites/default/files/a.pdf'>a.pdf</a></div><div>নিচে</div>"
    )
    document = read_html(page.encode(), Options())
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["কথা"]
    assert document.page_title == "সভা"
    assert [link.url for link in document.links] == ["//x/sites/default/files/a.pdf"]
