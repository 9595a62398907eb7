"""What a start takes for unchanged: one test tree, one change each; whatever changed must be prepared."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from hall_ops import stamp

SHOWN = "演示账号\n"


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small installation whose last start is remembered."""
    root, var = tmp_path / "program", tmp_path / "var"
    for folder in (root / "windows", root / "static", root / ".venv", var / "static", var / "keys"):
        folder.mkdir(parents=True)
    (root / "windows" / "__init__.py").touch()
    (root / "windows" / "rules.py").write_text("LIMIT = 1\n")
    (root / "static" / "app.css").write_text("body {}\n")
    (root / "requirements.txt").write_text("django==5.2.19\n")
    (root / ".env.example").write_text("# settings\n#HALL_DEMO=0\nSECRET_KEY=\n")
    (root / ".venv" / ".ready").write_text("prod 1\n")
    (var / "keys" / "keys").write_text("PERSONAL_DATA_KEYS=1:a\n")
    make_database(var / "hall_ops.sqlite3")
    monkeypatch.setattr(stamp, "ROOT", root)
    monkeypatch.setenv("HALL_DEMO", "1")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    stamp.remember(var, SHOWN)
    return var


def make_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE django_migrations (app, name, applied)")
        database.execute("INSERT INTO django_migrations VALUES ('windows', '0001_initial', '2026-01-01')")
        database.execute("CREATE TABLE cases (number)")
        database.execute("CREATE TRIGGER guard BEFORE DELETE ON cases BEGIN SELECT RAISE(ABORT, 'no'); END")


def sql(statement: str) -> Callable[[Path], None]:
    def change(var: Path) -> None:
        with closing(sqlite3.connect(var / "hall_ops.sqlite3")) as database, database:
            database.execute(statement)

    return change


def program(name: str, text: str) -> Callable[[Path], None]:
    return lambda var: (var.parent / "program" / name).write_text(text) and None


def another_database(var: Path) -> None:
    """As after a restore: the same tables, another file."""
    make_database(var / "restored")
    (var / "restored").replace(var / "hall_ops.sqlite3")


def test_nothing_changed_shows_what_the_last_start_showed(var: Path) -> None:
    assert stamp.recall(var) == SHOWN


def test_work_done_since_is_no_change(var: Path) -> None:
    sql("INSERT INTO cases VALUES ('1')")(var)
    compiled = var.parent / "program" / "windows" / "__pycache__"
    compiled.mkdir()
    (compiled / "rules.pyc").touch()

    assert stamp.recall(var) == SHOWN


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(sql("DROP TRIGGER guard"), id="guard gone"),
        pytest.param(sql("CREATE TABLE more (number)"), id="another table"),
        pytest.param(sql("DELETE FROM django_migrations"), id="migration undone"),
        pytest.param(another_database, id="database restored"),
        pytest.param(lambda var: (var / "hall_ops.sqlite3").unlink(), id="database gone"),
        pytest.param(
            lambda var: (var / "hall_ops.sqlite3").write_text("no database" * 99), id="database broken"
        ),
        pytest.param(lambda var: (var / "static").rmdir(), id="static files gone"),
        pytest.param(lambda var: (var / "keys" / "keys").unlink(), id="keys gone"),
        pytest.param(program("windows/rules.py", "LIMIT = 22\n"), id="program"),
        pytest.param(program("windows/more.py", ""), id="new module"),
        pytest.param(program("static/app.css", "body { color: red }\n"), id="static file"),
        pytest.param(program("requirements.txt", "django==5.2.20\n"), id="requirements"),
        pytest.param(program(".venv/.ready", "dev 1\n"), id="packages"),
        pytest.param(lambda var: (var / "prepared.stamp").write_text("{"), id="stamp broken"),
        pytest.param(lambda var: (var / "prepared.stamp").write_text("[]"), id="stamp of another kind"),
        pytest.param(lambda var: (var / "prepared.stamp").unlink(), id="stamp gone"),
    ],
)
def test_a_change_has_to_be_prepared(var: Path, change: Callable[[Path], object]) -> None:
    change(var)

    assert stamp.recall(var) is None


def test_a_new_module_is_seen_when_another_app_is_new(var: Path) -> None:
    app = var.parent / "program" / "training"
    app.mkdir()
    (app / "__init__.py").touch()

    assert stamp.recall(var) is None


@pytest.mark.parametrize(("name", "value"), [("HALL_DEMO", "0"), ("SECRET_KEY", "x" * 50)])
def test_another_setting_has_to_be_prepared(
    var: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    assert stamp.recall(var) is None


def test_a_database_elsewhere_is_always_prepared(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://hall@127.0.0.1/hall")
    stamp.remember(var, SHOWN)

    assert stamp.recall(var) is None
