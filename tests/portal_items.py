"""What the offices of our portal have to show: notices and minutes, in pages and in files. All of it is made up."""

import hashlib
import io
from dataclasses import dataclass
from datetime import UTC, datetime

from docx import Document

BANGLA = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
RUNNING = "মাসিক সভার কার্যবিবরণী"


@dataclass
class Item:
    """One notice; of minutes when it has a decision."""

    office: str
    number: int
    title: str
    decision: str | None = None
    file: str | None = None  # a path at the file host, in place of a table in the page
    file_host: str = "files"
    day: datetime = datetime(2024, 1, 1, tzinfo=UTC)
    is_gone: bool = False
    revision: int = 0

    @property
    def object_id(self) -> str:
        return hashlib.sha256(f"{self.office}-{self.number}".encode()).hexdigest()[:24]

    @property
    def uuid(self) -> str:
        digits = hashlib.sha256(f"{self.office}/{self.number}".encode()).hexdigest()
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-8{digits[17:20]}-{digits[20:32]}"

    @property
    def path(self) -> str:
        slug = self.title.replace(" ", "-")
        if self.office == "ministry":
            return f"/site/notices/{self.uuid}/{slug}"
        if self.office == "field":
            return f"/bn/site/notices/a{self.number:03}-{slug}"
        return f"/pages/notices/{slug}-q024hu-{self.object_id}"

    @property
    def date(self) -> str:
        form = {"ministry": "%Y-%m-%d", "field": "%Y-%m-%d", "office": "%d-%m-%Y"}[self.office]
        return self.day.strftime(form).translate(BANGLA)


def minutes_table(item: Item) -> str:
    day = item.day.strftime("%d/%m/%Y").translate(BANGLA)
    return (
        f"<p>{item.title}</p><p>সভার তারিখ: {day}</p><p>সভাপতি: জনাব নমুনা ব্যক্তি</p>"
        "<table border='1'><tr><td>ক্রমিক</td><td>আলোচ্য বিষয়</td><td>সিদ্ধান্ত</td><td>বাস্তবায়নে</td></tr>"
        f"<tr><td>১</td><td>রাস্তা মেরামত</td><td>{item.decision}</td><td>উপজেলা প্রকৌশলী</td></tr></table>"
    )


def docx_of(item: Item) -> bytes:
    document = Document()
    document.add_paragraph(item.title)
    document.add_paragraph(f"সভার তারিখ: {item.day.strftime('%d/%m/%Y').translate(BANGLA)}")
    table = document.add_table(rows=0, cols=4)
    for values in (
        ("ক্রমিক", "আলোচ্য বিষয়", "সিদ্ধান্ত", "বাস্তবায়নে"),
        ("১", "সেতু নির্মাণ", item.decision or "", "নির্বাহী প্রকৌশলী"),
    ):
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value
    told = io.BytesIO()
    document.save(told)
    return told.getvalue()


def decision_of(office: str, number: int, revision: int = 0) -> str:
    told = f"{office}-{number}-{revision}"
    return f"প্রকল্প {told} এর রাস্তা মেরামতের কাজ আগামী মাসের মধ্যে শেষ করতে হবে।"
