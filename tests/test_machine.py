"""Offices use Windows: what only some systems have stands in one module, and the program works without it."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).parents[1]
MACHINE = ROOT / "extractors" / "machine.py"
ELSEWHERE = [
    path for layer in ("normalizers", "extractors", "pipeline") for path in sorted((ROOT / layer).rglob("*.py"))
]
ELSEWHERE.remove(MACHINE)
# Modules and names that Python has on Unix only, https://docs.python.org/3/library/unix.html and the notes on os and signal.
MODULES = {"crypt", "fcntl", "grp", "nis", "posix", "pty", "pwd", "resource", "spwd", "syslog", "termios", "tty"}
NAMES = {
    "os": "chown chroot fork forkpty getegid geteuid getgid getloadavg getpgid getuid kill killpg lchown mkfifo nice "
    "openpty pipe2 posix_fallocate posix_spawn sched_getaffinity setgid setpgid setsid setuid statvfs sync uname wait "
    "wait3 wait4 O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK",
    "signal": "SIGALRM SIGCHLD SIGHUP SIGKILL SIGPIPE SIGSTOP SIGUSR1 SIGUSR2 SIGXCPU SIGXFSZ alarm pause "
    "pthread_kill pthread_sigmask setitimer sigwait",
    "sys": "platform",
}


def is_foreign(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return bool({alias.name for alias in node.names} & MODULES)
    if isinstance(node, ast.ImportFrom):
        names = NAMES.get(node.module or "", "").split()
        return node.module in MODULES or bool({alias.name for alias in node.names} & set(names))
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.attr in NAMES.get(node.value.id, "").split()
    if isinstance(node, ast.keyword):
        return node.arg in {"preexec_fn", "start_new_session", "process_group"}
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(("/tmp", "/dev/"))


def test_what_only_some_systems_have_stands_in_one_module() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', node)}"
        for path in ELSEWHERE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if is_foreign(node)
    ]
    assert not found
    assert any(is_foreign(node) for node in ast.walk(ast.parse(MACHINE.read_text("utf-8")))), "the test sees them"


BLOCK = f"""
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name in {sorted(MODULES - {"posix"})}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Missing())
"""


@pytest.mark.parametrize("form", [[], ["--log-json"]])
def test_an_import_without_the_modules_of_unix(tmp_path: Path, form: list[str]) -> None:
    (tmp_path / "sitecustomize.py").write_text(BLOCK, "utf-8")
    samples = ROOT / "data" / "samples"
    command = ["import", samples / "01_river_committee.txt", samples / "06_disaster_committee.docx", *form]
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, command), "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONWARNDEFAULTENCODING": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "--memory is not kept" in done.stderr
    if form:
        events = [json.loads(line)["event"] for line in done.stderr.splitlines() if line.startswith("{")]
        assert events == ["found", "warning", "read", "read"]
    ours = re.escape(str(ROOT)) + r"/(pipeline|extractors|normalizers)/.*EncodingWarning"
    assert not re.findall(ours, done.stderr), "a file in the encoding of the machine, which on Windows is not UTF-8"
    documents = pq.read_table(tmp_path / "out" / "documents.parquet").to_pylist()
    assert {row["status"] for row in documents} == {"decisions"}
