"""What a start does to the database: everything the first time, nothing the second, a refusal when a guard is gone."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


# A start up to the point where the web process begins; then which child processes and packages that took.
START = """
import sys
from pathlib import Path
children = []
sys.addaudithook(lambda event, given: children.append(event) if event == "subprocess.Popen" else None)
from hall_ops import serve
serve.prepared(Path(sys.argv[1]))
print("children:", len(children), "Django:", "django" in sys.modules)
"""


def run(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1", "VAR_DIR": str(var), "HALL_DEMO": "0"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def prepare(var: Path) -> subprocess.CompletedProcess[str]:
    return run(var, "-m", "hall_ops.serve", "prepare")


def start(var: Path) -> subprocess.CompletedProcess[str]:
    return run(var, "-c", START, str(var))


@pytest.fixture(scope="module")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One first start for all: compressing the static files takes seconds."""
    var = tmp_path_factory.mktemp("first") / "var"
    done = prepare(var)
    assert done.returncode == 0, done.stderr
    assert "数据库" in done.stderr
    return var


@pytest.fixture
def prepared(first_start: Path, tmp_path: Path) -> Path:
    return shutil.copytree(first_start, tmp_path / "var")


def guards(var: Path) -> list[str]:
    with sqlite3.connect(var / "hall_ops.sqlite3") as database:
        return [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]


@pytest.mark.slow
def test_second_start_has_nothing_to_do(prepared: Path) -> None:
    again = prepare(prepared)

    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


@pytest.mark.slow
def test_a_start_without_changes_loads_no_django_and_migrates_nothing(prepared: Path) -> None:
    first, second = start(prepared), start(prepared)

    assert first.stdout == "children: 1 Django: False\n"
    assert (second.stdout, second.stderr) == ("children: 0 Django: False\n", "")


@pytest.mark.slow
def test_a_start_after_a_change_is_prepared_and_checked(prepared: Path) -> None:
    assert start(prepared).returncode == 0
    gone = guards(prepared)[0]
    with sqlite3.connect(prepared / "hall_ops.sqlite3") as database:
        database.execute(f'DROP TRIGGER "{gone}"')

    refused = start(prepared)

    assert refused.returncode == 1
    assert gone in refused.stderr


@pytest.mark.slow
def test_start_refuses_a_database_without_its_guards(prepared: Path) -> None:
    gone = guards(prepared)[0]
    with sqlite3.connect(prepared / "hall_ops.sqlite3") as database:
        database.execute(f'DROP TRIGGER "{gone}"')

    refused = prepare(prepared)

    assert refused.returncode == 1
    assert gone in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.slow
def test_a_version_with_other_guards_makes_them(prepared: Path) -> None:
    gone = guards(prepared)[0]
    with sqlite3.connect(prepared / "hall_ops.sqlite3") as database:
        database.execute(f'DROP TRIGGER "{gone}"')
    (prepared / "guards.stamp").write_text("what an older version guarded")

    upgraded = prepare(prepared)

    assert upgraded.returncode == 0, upgraded.stderr
    assert gone in guards(prepared)
