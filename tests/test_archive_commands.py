"""What people do with a folder of tables: look at it, try again, correct it, find copies in it."""

import csv
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from normalizers.text import fold
from pipeline.archive.copies import Trace, links
from pipeline.archive.corrections import Correction, add_correction, read_corrections, value_of
from tests.program import ROOT, rows, siddhanto

TEXT = (ROOT / "data" / "samples" / "01_river_committee.txt").read_text("utf-8")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "minutes.txt").write_text(TEXT, "utf-8")
    return folder


def test_status_tells_causes_and_retry_reads_only_what_failed(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (archive / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    siddhanto("import", archive, tmp_path / "nowhere.txt", "--out", out)
    told = siddhanto("status", out)
    assert told.returncode == 0, told.stderr
    assert "cut.pdf" in told.stdout
    assert "siddhanto retry" in told.stdout
    content = json.loads(siddhanto("status", out, "--json").stdout)
    assert {failure["reason"] for failure in content["failures"]} == {"corrupt_file", "not_found"}
    assert content["files"] == sum(content["statuses"].values()) + content["duplicates"] == 3
    (tmp_path / "nowhere.txt").write_text(TEXT + "আরও\n", "utf-8")
    assert siddhanto("retry", out).returncode == 1
    account = json.loads((out / "run.json").read_text("utf-8"))
    assert (account["sources"], account["read"]) == (2, 2)
    assert account["statuses"]["failed"] == 1
    (archive / "cut.pdf").write_text(TEXT + "মেরামত\n", "utf-8")
    assert siddhanto("retry", out).returncode == 0
    assert siddhanto("status", tmp_path / "archive").returncode == 2


def test_a_correction_survives_and_is_followed(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    siddhanto("import", archive, "--out", out)
    first = rows(out, "decisions")[0]
    who = ("--who", "ক", "--why", "কাগজে দেখা")
    done = siddhanto("correct", out, first["decision_id"], "deadline", "2023-06-30", *who)
    assert done.returncode == 0, done.stderr
    assert siddhanto("correct", out, first["meeting_id"], "district", "ভোলা", *who).returncode == 0
    siddhanto("import", archive, "--out", out)
    row = rows(out, "decisions")[0]
    assert (str(row["deadline"]), row["district"]) == ("2023-06-30", "ভোলা")
    assert "corrected" in row["flags"]
    assert siddhanto("correct", out, first["decision_id"], "deadline", "৩০ জুন", *who).returncode == 2
    assert siddhanto("correct", out, first["decision_id"], "document_id", "x", *who).returncode == 2
    assert siddhanto("correct", out, "nothing/1/1", "deadline", "", *who).returncode == 2
    moved = Correction(decision_id=first["meeting_id"] + "/99", field="page", value="7", text=first["decision"])
    other = Correction(decision_id=first["decision_id"], field="page", value="8", text="অন্য সিদ্ধান্ত")
    unknown = Correction(document_id="0" * 16, field="page_title", value="শিরোনাম")
    for correction in (moved, other, unknown):
        add_correction(out, correction)
    siddhanto("import", archive, "--out", out)
    assert rows(out, "decisions")[0]["page"] == 7
    codes = sorted(row["code"] for row in rows(out, "issues") if row["code"].startswith("correction"))
    assert codes == ["correction_outdated", "correction_unknown"]


def test_a_file_of_corrections_made_by_hand(tmp_path: Path) -> None:
    (tmp_path / "corrections.csv").write_text("field,value,document_id\npage_title,ক,a", "utf-8-sig")
    add_correction(tmp_path, Correction(document_id="b", field="page_title", value="খ", who="গ"))
    assert {key: [line.value for line in lines] for key, lines in read_corrections(tmp_path).items()} == {
        "a": ["ক"],
        "b": ["খ"],
    }
    with (tmp_path / "corrections.csv").open(encoding="utf-8-sig") as file:
        assert len(list(csv.reader(file))) == 3


def test_values_are_of_the_type_of_their_column() -> None:
    assert value_of("decisions", "implementers", "ক; খ") == ["ক", "খ"]
    assert value_of("decisions", "deadline", "") is None
    with pytest.raises(ValueError, match="YYYY-MM-DD"):
        value_of("decisions", "deadline", "31.12.2023")
    with pytest.raises(ValueError, match="can be corrected"):
        value_of("decisions", "decision_id", "x")


def trace(name: str, **values: object) -> Trace:
    plain: dict = {
        "group": "2023-05 কমিটি",
        "day": "2023-05-10",
        "places": (None, "ভোলা", None, None),
        "rank": (0, -2, 0),
        "decisions": ("বাঁধের কাজ জুনের মধ্যে শেষ হবে", "হাটের ইজারা নতুন করে দেওয়া হবে"),
    }
    return Trace(meeting_id=f"{name}/1", **plain | values)


LINKED = {
    "a scan": {"rank": (5, -2, 0), "decisions": ("বাঁধের কাজ জুনের মধ্য শেষ হবে", "হাটের ইজারা নতুন করে দেওয়া হবে।")},
    "without a day": {"day": None, "rank": (1, -2, 0)},
    "a corrigendum of one decision": {"decisions": ("বাঁধের কাজ জুনের মধ্যে শেষ হবে",), "rank": (0, -1, 0)},
    "content that was superseded": {"is_superseded": True, "rank": (0, -9, 0)},
}
APART = {
    "half of the decisions, which is what a committee says every month": {
        "day": None,
        "decisions": ("বাঁধের কাজ জুনের মধ্যে শেষ হবে", "সেতু মেরামত করা হবে"),
    },
    "the only decision, on no known day": {"day": None, "decisions": ("বাঁধের কাজ জুনের মধ্যে শেষ হবে",)},
    "another day": {"day": "2023-05-11"},
    "another district": {"places": (None, "বরিশাল", None, None)},
    "other decisions": {"decisions": ("বৃক্ষরোপণ করা হবে", "সেতু মেরামত করা হবে")},
    "another committee": {"group": "2023-05 অন্য"},
}


@pytest.mark.parametrize("case", LINKED)
def test_copies_of_one_meeting_are_linked(case: str) -> None:
    assert links([trace("a"), trace("b", **LINKED[case])]) == {"b/1": "a/1"}
    assert links([trace("b", **LINKED[case]), trace("a")]) == {"b/1": "a/1"}


@pytest.mark.parametrize("case", APART)
def test_other_meetings_are_not(case: str) -> None:
    assert links([trace("a"), trace("b", **APART[case])]) == {}


def test_copies_are_found_among_the_meetings_of_hundreds_of_places() -> None:
    chance = random.Random(7)
    words = [word for word in map(fold, TEXT.split()) if word]

    def meeting(place: int) -> tuple[str, ...]:
        own = ["".join(chance.choices(words, k=15)) for _ in range(4)]
        return (*own, "বিগত সভার কার্যবিবরণী দৃঢ়ীকরণ করা হলো", f"পরবর্তী সভা {place}")

    def read(text: str) -> str:
        return "".join(letter if chance.random() > 0.05 else "ক" for letter in text)

    drafts = [trace(f"draft{place:03}", decisions=meeting(place), day=None, places=(None,) * 4) for place in range(300)]
    scans = [
        replace(draft, meeting_id=f"scan{place:03}/1", decisions=tuple(map(read, draft.decisions)), rank=(5, -6, 0))
        for place, draft in enumerate(drafts)
    ]
    assert links([*scans, *drafts]) == {f"scan{place:03}/1": f"draft{place:03}/1" for place in range(300)}


def test_a_draft_and_its_final_copy_keep_their_rows(archive: Path, tmp_path: Path) -> None:
    (archive / "draft.txt").write_text(TEXT + "\nখসড়া\n", "utf-8")
    siddhanto("import", archive, "--out", tmp_path / "out")
    meetings = rows(tmp_path / "out", "meetings")
    assert sorted(row["preferred"] for row in meetings) == [False, True]
    (best,) = [row["meeting_id"] for row in meetings if row["preferred"]]
    assert [row["same_meeting_as"] for row in meetings if not row["preferred"]] == [best]
