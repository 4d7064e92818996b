"""Build `data/samples/` and the answers in `tests/golden/` from `sample_minutes.json`.

    python data/build_samples.py            # all
    python data/build_samples.py 14 18      # those whose names begin so

Everything in the samples is invented for this project: the places are real, the persons, events and figures are not.
Needs what `make test` installs, and LibreOffice, Chromium and a Bangla font for the PDF and scan samples; where a program
is missing, the samples that need it are left as they are. Nothing imports this file.
"""

import base64
import html
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from PIL import Image, ImageFilter

HERE = Path(__file__).parent
SAMPLES = HERE / "samples"
GOLDEN = HERE.parent / "tests" / "golden"
sys.path.insert(0, str(HERE.parent))

from normalizers.bijoy import bijoy_from_unicode

Meeting = dict[str, Any]
FURNITURE = "পরিকল্পনা ও বাস্তবায়নে: মন্ত্রিপরিষদ বিভাগ, এটুআই, বিসিসি, ডিওআইসিটি ও বেসিস"
STYLE = (
    "body{font-family:'Noto Sans Bengali','Noto Serif Bengali',sans-serif;font-size:11pt}"
    "table{border-collapse:collapse;width:100%}td,th{border:1px solid #000;padding:3px;vertical-align:top}"
    ".head{text-align:center}"
)


def main(begin: tuple[str, ...]) -> None:
    SAMPLES.mkdir(exist_ok=True)
    GOLDEN.mkdir(exist_ok=True)
    for sample in json.loads((HERE / "sample_minutes.json").read_text("utf-8")):
        if not sample["file"].startswith(begin or ("",)):
            continue
        content = BUILDERS[sample["form"]](sample)
        if content is None:
            print(f"left as it is: {sample['file']}: a program it needs is missing")
        else:
            (SAMPLES / sample["file"]).write_bytes(content)
        answer = json.dumps(golden(sample), ensure_ascii=False, indent=1) + "\n"
        (GOLDEN / f"{Path(sample['file']).stem}.json").write_text(answer, "utf-8")


# --- what each sample says, line by line -----------------------------------------------------------------------


def facts(sample: Meeting) -> list[tuple[str, str]]:
    pairs = (("সভাপতি", "chair"), ("সভার স্থান", "venue"), ("সভার তারিখ", "date_text"), ("সভার সময়", "time_text"))
    return [(label, sample[key]) for label, key in pairs if key in sample]


def tail(sample: Meeting) -> list[str]:
    lines = [sample["closing"], *sample["sign"]] if "closing" in sample else []
    if "memo_text" in sample:
        lines += [f"স্মারক নং- {sample['memo_text']}", *f"তারিখ: {sample['issued_text']}".split("\n")]
    return lines + sample.get("copies", [])


def numbered(items: list[str]) -> list[str]:
    return items if len(items) == 1 else [f"({letter}) {item}" for letter, item in zip("কখগঘঙ", items, strict=False)]


def grid(sample: Meeting) -> list[list[str]]:
    width = len(sample["head"])
    rows = [[*row[:5], row[6]] if len(row) > 6 else row[:5] for row in sample["rows"]]
    return [sample["head"], *[row[:width] for row in rows]]


# --- text ------------------------------------------------------------------------------------------------------


def tab_text(sample: Meeting) -> bytes:
    lines = [*sample["office"], "", sample["title"], ""]
    lines += [f"{label}\t:\t{value}" for label, value in facts(sample)]
    lines += ["", sample["opening"], ""]
    lines += ["\t".join(sample["head"]) + "\t", "\t".join("১২৩৪৫"[: len(sample["head"])]) + "\t"]
    lines += ["\t".join(cell.replace("\n", "; ") for cell in row[:5]) + "\t" for row in sample["rows"]]
    lines += ["", *tail(sample)]
    return ("\n".join(lines) + "\n").encode()


def portal_text(sample: Meeting) -> bytes:
    top = [
        "Wellcome to National Portal",
        "মেনু নির্বাচন করুন",
        "Main Comtent Skiped",
        "",
        "শিরোনাম",
        sample["page_title"],
        "বিস্তারিত",
    ]
    cells = [
        *sample["head"],
        *[part for row in sample["rows"] for cell in row[:4] for part in cell.split("\n") if part],
    ]
    bottom = ["ছবি", "প্রকাশের তারিখ", sample["published"], "আর্কাইভ তারিখ", "31/12/2030"]
    return (
        "\n".join(top) + "\n\n" + "\n\n".join([sample["intro"], *cells]) + "\n\n" + "\n".join(bottom) + "\n"
    ).encode()


def two_meetings(sample: Meeting) -> bytes:
    lines = [sample["page_title"], ""]
    for meeting in sample["meetings"]:
        lines += [meeting["title"] + "ঃ", "", f"সভার তারিখঃ {meeting['date_text']}।", ""]
        lines += [f"{number}। {text}" for number, text in zip("১২৩৪৫", meeting["decisions"], strict=False)]
        lines += ["", "সভাপতি সকলকে ধন্যবাদ জানিয়ে সভার সমাপ্তি ঘোষণা করেন।", ""]
    return "\n".join(lines).encode("utf-16")


# --- HTML ------------------------------------------------------------------------------------------------------


def paragraphs(lines: list[str]) -> str:
    return "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)


def html_table(sample: Meeting) -> str:
    def cell(text: str) -> str:
        return "<td>" + "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n")) + "</td>"

    return (
        "<table><tbody>"
        + "".join("<tr>" + "".join(map(cell, row)) + "</tr>" for row in grid(sample))
        + "</tbody></table>"
    )


def prose(sample: Meeting) -> list[str]:
    lines = []
    for item in sample["items"]:
        decisions = " ".join(numbered([text for text, _ in item["decisions"]]))
        lines += [f"প্রস্তাব নং {item['serial']}ঃ {item['title']}।", item["discussion"], f"সিদ্ধান্তঃ {decisions}"]
    return lines


def body(sample: Meeting, content: str) -> str:
    head = "".join(
        f'<p style="text-align:center">{html.escape(line)}</p>' for line in [*sample.get("office", []), sample["title"]]
    )
    labels = paragraphs([f"{label}ঃ {value}" for label, value in facts(sample)])
    return f"{head}{labels}<p>সভাপতি উপস্থিত সকলকে স্বাগত জানিয়ে সভার কাজ শুরু করেন।</p>{content}{paragraphs(tail(sample))}"


def gen1(sample: Meeting) -> bytes:
    content = body(sample, paragraphs(prose(sample)))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{sample["page_title"]}</title>
<link rel="stylesheet" href="/themes/responsive_npf/style.css"></head><body><div class="container inner-page">
<div id="jmenu"><ul class="meganizr"><li><a href="/site/view/meeting_minutes/সভার-কার্যবিবরণী">সভার কার্যবিবরণী</a></li></ul></div>
<div id="contents" class="sixteen columns"><div id="left-content" class="twelve columns"><div id="print_btn_div">প্রিন্ট</div>
<div class="updateText">সর্ব-শেষ হাল-নাগাদ: ২৯ আগস্ট ২০২২</div><div id="printable_area"><h3>{sample["page_title"]}</h3><div>{content}</div></div>
<div id="share-buttons">শেয়ার</div></div><div id="right-content" class="four columns">অভ্যন্তরীণ ই-সেবা</div></div>
<div id="footer-menu">{FURNITURE}</div></div></body></html>""".encode()


def gen2(sample: Meeting) -> bytes:
    content = body(sample, html_table(sample))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{sample["page_title"]}</title></head><body>
<div class="np-header">Wellcome to National Portal</div><div id="left"><div class="notices details"><div><div>
<div class="text title"><label>শিরোনাম</label><div class="value">{sample["page_title"]}</div></div>
<div class="html_text body"><label>বিস্তারিত</label><div class="value">{content}</div></div>
<div class="date publish_date"><label>প্রকাশের তারিখ</label><div class="value">{sample["published"]}</div></div>
<div class="date archive_date"><label>আর্কাইভ তারিখ</label><div class="value">31/12/2030</div></div>
</div></div></div></div><div id="footer">{FURNITURE}</div></body></html>""".encode()


def gen3_page(title: str, published: str, content: str) -> bytes:
    raw = content.encode()
    half = len(raw) // 2 + 1  # the portal splits the bytes, even inside a letter
    encoded = ";".join(base64.b64encode(part).decode() for part in (raw[:half], raw[half:]))
    return f"""<!DOCTYPE html><!-- RENDERING 68f0a1b2c3d4e5f601234567 : 1722757800000 --><html><head><meta charset="utf-8">
<title>নোটিশ</title><link rel="stylesheet" href="/site-assets/main.css"></head><body><nav><a href="/views/sitemap">সাইটম্যাপ</a></nav>
<div class="content-viewer-widget"><div class="title-with-image-content-widget"><h2>{title}</h2>
<span class="basic-chip">কন্টেন্ট: নোটিশ</span><span class="basic-chip">প্রকাশের তারিখ: {published}</span>
<span class="basic-chip">আর্কাইভ তারিখ: ৩১-১২-২০৩০</span></div><rt-renderer encoded-content="{encoded}"></rt-renderer></div>
<footer>{FURNITURE}</footer></body></html>""".encode()


def gen3(sample: Meeting) -> bytes:
    return gen3_page(sample["page_title"], sample["published"], body(sample, html_table(sample)))


def notice(sample: Meeting) -> bytes:
    return gen3_page(sample["page_title"], sample["published"], paragraphs(sample["paragraphs"]))


# --- DOCX ------------------------------------------------------------------------------------------------------


def to_bytes(document: Any) -> bytes:
    """The document as a file whose bytes do not tell when it was made."""
    saved, file = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for part in parts.infolist():
            package.writestr(zipfile.ZipInfo(part.filename), parts.read(part), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def heading(document: Any, sample: Meeting) -> None:
    for line in [*sample["office"], sample["title"]]:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(line).bold = line == sample["title"]


def add_table(document: Any, rows: list[list[str]]) -> Any:
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            first, *more = text.split("\n")
            cell.paragraphs[0].add_run(first)
            for part in more:
                cell.add_paragraph(part)
    return table


def docx_document(sample: Meeting) -> Any:
    document = docx.Document()
    heading(document, sample)
    add_table(document, [[label, ":", value] for label, value in facts(sample)])
    if "attendees" in sample:
        document.add_paragraph("উপস্থিত সদস্যগণের তালিকা:")
        people = [[str(number), *person] for number, person in enumerate(sample["attendees"], 1)]
        add_table(document, [["ক্রমিক", "নাম", "পদবি"], *people])
    if "reviews" in sample:
        document.add_paragraph("গত সভার সিদ্ধান্ত বাস্তবায়নের অগ্রগতি:")
        reviews = [["১২৩৪৫"[number], *review] for number, review in enumerate(sample["reviews"])]
        add_table(document, [["ক্রমিক", "গত সভার সিদ্ধান্ত", "অগ্রগতি"], *reviews])
    document.add_paragraph("সভাপতি উপস্থিত সকলকে স্বাগত জানিয়ে সভার কাজ শুরু করেন। আলোচনা শেষে নিচের সিদ্ধান্তগুলো নেওয়া হয়:")
    add_table(document, grid(sample))
    for line in tail(sample):
        document.add_paragraph(line)
    return document


def docx_table(sample: Meeting) -> bytes:
    return to_bytes(docx_document(sample))


def docx_prose(sample: Meeting) -> bytes:
    document = docx.Document()
    heading(document, sample)
    for label, value in facts(sample):
        document.add_paragraph(f"{label}\t: {value}")
    document.add_paragraph("১। সভাপতি উপস্থিত সকলকে স্বাগত জানিয়ে সভার কাজ শুরু করেন।")
    document.add_paragraph("২। আলোচ্যসূচি অনুযায়ী আলোচনা শেষে নিচের সিদ্ধান্তগুলো গৃহীত হয়:")
    for item in sample["items"]:
        document.add_paragraph(f"{item['serial']} {item['title']}: {item['discussion']}")
        document.add_paragraph("সিদ্ধান্ত: " + " ".join(numbered([text for text, _ in item["decisions"]])))
        document.add_paragraph(f"বাস্তবায়ন: {item['implementers']}।")
    for line in tail(sample):
        document.add_paragraph(line)
    return to_bytes(document)


def docx_bijoy(sample: Meeting) -> bytes:
    document = docx_document(sample)
    for run in document.element.body.iter(qn("w:r")):
        for text in run.iter(qn("w:t")):
            text.text = bijoy_from_unicode(text.text or "")
        fonts = run.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(script), "SutonnyMJ")
    return to_bytes(document)


# --- PDF and scan ----------------------------------------------------------------------------------------------


def office_pdf(sample: Meeting) -> bytes | None:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "minutes.docx")
        document = docx_document(sample)
        for run in document.element.body.iter(qn("w:r")):
            run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:cs"), "Noto Sans Bengali")
        source.write_bytes(to_bytes(document))
        command = [
            program,
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return source.with_suffix(".pdf").read_bytes()


def browser_pdf(sample: Meeting) -> bytes | None:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        return None
    head = "".join(f'<p class="head">{line}</p>' for line in [*sample["office"], f"<b>{sample['title']}</b>"])
    labels = "".join(f"<p>{label} : {value}</p>" for label, value in facts(sample))
    opening = "<p>সভাপতি উপস্থিত সকলকে স্বাগত জানিয়ে সভার কাজ শুরু করেন।</p>"
    content = f"{head}{labels}{opening}{html_table(sample)}{paragraphs(tail(sample))}"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "minutes.html")
        page.write_text(
            f'<html><head><meta charset="utf-8"><style>{STYLE}</style></head><body>{content}</body></html>', "utf-8"
        )
        target = Path(folder, "minutes.pdf")
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-sync",
            "--no-first-run",
        ]
        command = [
            program,
            *options,
            f"--user-data-dir={folder}/profile",
            "--no-pdf-header-footer",
            f"--print-to-pdf={target}",
            page.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return target.read_bytes()


def scan(sample: Meeting) -> bytes | None:
    """Print the minutes, photograph the page a little askew and unsharp, and put the picture into a PDF."""
    printed = browser_pdf(sample)
    if printed is None:
        return None
    pages = []
    for page in pypdfium2.PdfDocument(printed):
        picture = page.render(scale=200 / 72).to_pil().convert("L")
        picture = picture.rotate(0.6, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(
            ImageFilter.GaussianBlur(0.5)
        )
        pages.append(picture)
    file = io.BytesIO()
    pages[0].save(file, "PDF", resolution=200, save_all=True, append_images=pages[1:], quality=70)
    return file.getvalue()


# --- the right answers, in the form of an annotated document ---------------------------------------------------


def golden(sample: Meeting) -> dict[str, Any]:
    document: dict[str, Any] = {"document": {"file": sample["file"], "format": sample["form"]}}
    if sample.get("negative"):
        return {**document, "meetings": []}
    if "meetings" in sample:
        return {**document, "meetings": [meeting_of_list(meeting) for meeting in sample["meetings"]]}
    meeting: dict[str, Any] = {
        "title": sample["title"],
        "meeting_month": sample["month"],
        "meeting_date": sample.get("date"),
    }
    names = {
        "office_gold": "office",
        "time": "start_time",
        "memo": "memo_no",
        "issued": "issued_on",
        "signatory": "signatory_name",
    }
    for key in ("committee", "venue", "chair_name", "chair_designation", "district", "upazila", "union", *names):
        if key in sample:
            meeting[names.get(key, key)] = sample[key]
    if "attendees" in sample:
        meeting["attendees"] = [{"name": name, "designation": post} for name, post in sample["attendees"]]
    if "reviews" in sample:
        meeting["reviews"] = [{"decision": text, "progress": progress} for text, progress in sample["reviews"]]
    meeting["agenda"] = (
        agenda_of_items(sample) if "items" in sample else [item_of_row(sample["head"], row) for row in sample["rows"]]
    )
    return {**document, "meetings": [meeting]}


def meeting_of_list(meeting: Meeting) -> dict[str, Any]:
    agenda = [
        {
            "serial": str(number),
            "title": None,
            "discussion": None,
            "decisions": [{"text": text, "implementers": [], "deadline": None}],
        }
        for number, text in enumerate(meeting["decisions"], 1)
    ]
    kept = {key: meeting[key] for key in ("title", "committee")}
    return {**kept, "meeting_month": meeting["month"], "meeting_date": meeting["date"], "agenda": agenda}


def agenda_of_items(sample: Meeting) -> list[dict[str, Any]]:
    return [
        {
            "serial": serial(item["serial"]),
            "title": item["title"],
            "discussion": item["discussion"],
            "decisions": [
                {"text": text, "implementers": item.get("list", []), "deadline": deadline}
                for text, deadline in item["decisions"]
            ],
        }
        for item in sample["items"]
    ]


def item_of_row(head: list[str], row: list[Any]) -> dict[str, Any]:
    if len(head) == 4:
        topic, decision, implementers, deadlines = row[1], row[2], row[3], row[4]
        title, _, discussion = topic.partition("ঃ")
        discussion = discussion.strip()
    else:
        title, discussion, decision, implementers, deadlines = row[1:6]
    texts, people = enumerated(decision), enumerated(implementers)
    parted = len(texts) == len(people) > 1
    dates = deadlines if isinstance(deadlines, list) else [deadlines] * len(texts)
    return {
        "serial": serial(row[0]),
        "title": title,
        "discussion": discussion,
        "decisions": [
            {"text": text, "implementers": named(people[index] if parted else implementers), "deadline": date}
            for index, (text, date) in enumerate(zip(texts, dates, strict=True))
        ],
    }


def enumerated(cell: str) -> list[str]:
    lines = cell.split("\n")
    if all(line[:1] in "(১২৩" for line in lines):
        return [line.split(" ", 1)[1] for line in lines]
    return [cell]


def named(cell: str) -> list[str]:
    parts = [part.strip(" ।") for part in cell.replace(" ও কোম্পানি", "\nকোম্পানি").split("\n")]
    return [part for part in parts if part]


def serial(text: str) -> str:
    digits = text.strip("।").translate(str.maketrans("০১২৩৪৫৬৭৮৯", "0123456789"))
    return ".".join(part.lstrip("0") for part in digits.split("."))


BUILDERS = {
    "tab-text": tab_text,
    "portal-text": portal_text,
    "html-gen1-prose": gen1,
    "html-gen2-table": gen2,
    "html-gen3-table": gen3,
    "docx-table": docx_table,
    "docx-prose": docx_prose,
    "docx-bijoy-table": docx_bijoy,
    "pdf-office-table": office_pdf,
    "pdf-browser-table": browser_pdf,
    "scan-table": scan,
    "html-gen3-notice": notice,
    "plain-text-two-meetings": two_meetings,
}

if __name__ == "__main__":
    main(tuple(sys.argv[1:]))
