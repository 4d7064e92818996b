"""The notebooks, run in a real kernel on the tables of the samples and on empty ones, and looked at."""

import html
import json
import re
import shutil
import subprocess
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.analysis.ask import Filters, decisions, recurring

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")

FOLDER = Path(__file__).parents[1] / "notebooks"
NAMES = ("01_recurring_agenda", "02_who_does_what", "03_data_quality")
DAY = "2019-07-31"
COMMITTEE = "উপজেলা উন্নয়ন সমন্বয় কমিটি, গোমস্তাপুর"
# What is asked of each notebook when it has run.
FIGURES = {
    "01_recurring_agenda": "dict(back=dict(zip(back.index.get_level_values('topic'), back.meetings.tolist())), months=months, "
    "gaps=sorted(set(months) - set(dots.month)), body=list(body), thread=thread.month.tolist(), "
    "states=chosen.groupby('topic').state.value_counts().unstack(fill_value=0).to_dict('index'))",
    "02_who_does_what": "dict(rates=rates[['decisions', 'stated', 'rate']].to_dict('index'), late=sorted(overdue.decision_id), "
    "days=sorted(overdue.days_late.tolist()))",
    "03_data_quality": "dict(files=int(by_format['size'].sum()), missing=months.set_index('body').missing.to_dict(), "
    "issues=sorted(issues.code), first=look.source_uri.tolist(), filled=filled.loc['সময়সীমা · deadline'].to_dict())",
}


@cache
def executed(name: str, out: Path) -> Any:
    """The notebook after a run, a cell that prints its figures at its end."""
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    probe = f"import json; print(json.dumps({FIGURES[name]}, default=str))"
    notebook.cells.append(nbformat.v4.new_code_cell(probe))
    client = nbclient.NotebookClient(
        notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIDDHANTO_OUT", str(out))
        patch.setenv("SIDDHANTO_DAY", DAY)
        patch.setenv("PYTHONWARNINGS", "error::FutureWarning")
        client.execute()
    return notebook


def figures(name: str, out: Path) -> dict[str, Any]:
    return json.loads(executed(name, out).cells[-1].outputs[0].text)


def pictures(notebook: Any) -> list[str]:
    data = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    return ["".join(found["image/svg+xml"]) for found in data if "image/svg+xml" in found]


@pytest.mark.parametrize("name", NAMES)
def test_it_is_stored_without_results_and_in_one_form(name: str) -> None:
    text = (FOLDER / f"{name}.ipynb").read_text("utf-8")
    notebook = json.loads(text)
    assert text == json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert all(cell["metadata"] == {} for cell in notebook["cells"])
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            assert re.search("[ঀ-৿]", "".join(cell["source"])), "no Bangla caption"
            assert re.search("[A-Za-z]{3}", "".join(cell["source"])), "no English caption"


def test_all_begin_alike() -> None:
    cells = [json.loads((FOLDER / f"{name}.ipynb").read_text("utf-8"))["cells"] for name in NAMES]
    for key, notebooks in (("setup", cells), ("states", cells[:2])):
        assert len({"".join(cell["source"]) for found in notebooks for cell in found if cell["id"] == key}) == 1


def test_recurring_items_come_with_their_fate(followed: Path) -> None:
    found = figures("01_recurring_agenda", followed)
    of_committee = recurring(followed, Filters(committee="উন্নয়ন সমন্বয়"), min_meetings=3, by_committee=True).to_pylist()
    assert found["back"] == {row["topic"]: row["meetings"] for row in of_committee if row["committees"] == 1}
    assert found["back"]["মাদক প্রতিরোধ"] == 3
    assert found["body"] == [COMMITTEE]
    assert (found["months"][0], found["months"][-1]) == ("2019-01", "2019-07")
    assert found["gaps"] == ["2019-04"]
    assert len(found["thread"]) == 5
    for row in of_committee:
        states = found["states"][row["topic"]]
        for state in ("in progress", "not implemented", "discussed again"):
            (count,) = [count for label, count in states.items() if label.endswith(f"· {state}")] or [0]
            assert count == row[{"discussed again": "discussed"}.get(state, state.replace(" ", "_"))]


def test_overdue_decisions_are_those_of_the_command_line(followed: Path) -> None:
    found = figures("02_who_does_what", followed)
    late = decisions(followed, Filters(), overdue_on=date.fromisoformat(DAY)).to_pylist()
    assert found["late"] == sorted(row["decision_id"] for row in late)
    assert found["days"] == sorted(row["days_late"] for row in late)
    titles = [row["agenda_title"] for row in late]
    assert "বাজারের ড্রেন পরিষ্কার" in titles
    assert "জন্ম নিবন্ধন" not in titles


def test_rates_rest_on_what_is_stated(followed: Path) -> None:
    rates = figures("02_who_does_what", followed)["rates"]
    assert rates["উপ-সহকারী প্রকৌশলী (জনস্বাস্থ্য), গোমস্তাপুর"] == {"decisions": 5, "stated": 4, "rate": 1.0}
    silent = rates["মেয়র, রহনপুর পৌরসভা, গোমস্তাপুর"]
    assert (silent["decisions"], silent["stated"]) == (1, 0)
    assert silent["rate"] != silent["rate"], "a rate without anything stated is no number"


def test_the_quality_of_the_tables_is_told(followed: Path) -> None:
    found = figures("03_data_quality", followed)
    assert found["files"] == len(
        [path for path in (FOLDER.parent / "data/samples").iterdir() if "scan" not in path.stem]
    )
    assert found["missing"][COMMITTEE] == "2019-04"
    assert found["issues"] == ["date_conflict"]
    assert [Path(uri).stem for uri in found["first"]] == ["19_coordination_2019_07"]
    assert all(0 < share < 1 for share in found["filled"].values())


@pytest.mark.parametrize("name", NAMES)
def test_empty_tables_break_nothing(name: str, of_nothing: Path) -> None:
    executed(name, of_nothing)


def test_no_label_is_cut(followed: Path, tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    drawn = [picture for name in NAMES for picture in pictures(executed(name, followed))]
    assert len(drawn) == 7
    assert not any("…" in picture for picture in drawn)
    if browser is None:
        pytest.skip("no Chromium to lay Bangla out")
    (tmp_path / "charts.html").write_text(
        "<meta charset=utf-8>"
        + "".join(drawn)
        + """<pre></pre><script>
          const cut = [];
          for (const chart of document.querySelectorAll("body > svg")) {
            const whole = chart.getBoundingClientRect();
            for (const text of chart.querySelectorAll("text")) {
              const box = text.getBoundingClientRect();
              if (box.left < whole.left - 1 || box.right > whole.right + 1) cut.push(text.textContent);
            }
          }
          document.querySelector("pre").textContent = JSON.stringify(cut);
        </script>""",
        "utf-8",
    )
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-sync",
    ]
    command += ["--no-first-run", f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1400,900", "--dump-dom"]
    page = subprocess.run([*command, (tmp_path / "charts.html").as_uri()], capture_output=True, timeout=60, check=True)
    (cut,) = re.findall("<pre>(.*?)</pre>", page.stdout.decode("utf-8"))
    assert json.loads(html.unescape(cut)) == []
