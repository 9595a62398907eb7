"""The cage: whatever happens inside, the parent lives and is told."""

import time

import pytest

from hall_ops.lib.cage import CageFailure, CageLimits, run_caged
from hall_ops.lib.import_gate import FORM_LIMITS, refused_by_cage
from hall_ops.lib.sheets import FileRefused, read_workbook
from tests.lib.workbook_parts import workbook

VICTIM = "tests.lib.cage_victims:"
SHORT = CageLimits(cpu_seconds=1, wall_seconds=1.5)


def test_arguments_and_bytes_come_back_unchanged() -> None:
    payload = bytes(range(256)) * 5000

    assert run_caged(VICTIM + "echo", {"字": [1, "𠮷"]}, payload) == ({"字": [1, "𠮷"]}, payload)


def test_child_starts_in_under_150_milliseconds() -> None:
    times = []
    for _attempt in range(5):
        start = time.perf_counter()
        run_caged(VICTIM + "echo", {})
        times.append(time.perf_counter() - start)

    assert min(times) < 0.15


def test_child_has_no_settings_no_database_and_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("DATABASE_URL", "postgres://x")

    answer, _blob = run_caged(VICTIM + "surroundings", {})

    assert not {"SECRET_KEY", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"} & set(answer["environment"])
    assert not [name for name in answer["files"] if "sqlite" in name or "socket" in name]
    assert not [
        name for name in answer["modules"] if name.startswith(("django", "celery", "psycopg", "sqlite3"))
    ]


@pytest.mark.parametrize(
    ("victim", "cause"),
    [
        ("abort", "crash"),
        ("devour", "memory"),
        ("sleep", "time"),
        ("fail", "fault"),
        ("none", "fault"),
    ],
)
def test_failure_is_told_by_its_cause(victim: str, cause: str) -> None:
    with pytest.raises(CageFailure) as failure:
        run_caged(VICTIM + victim, {}, limits=SHORT)

    assert failure.value.cause == cause


def test_processor_time_is_bounded_long_before_the_wall_clock() -> None:
    start = time.perf_counter()

    with pytest.raises(CageFailure) as failure:
        run_caged(VICTIM + "spin", {}, limits=CageLimits(cpu_seconds=1, wall_seconds=30))

    assert failure.value.cause == "time"
    assert time.perf_counter() - start < 15


@pytest.mark.parametrize(
    ("cause", "words"), [("memory", "内存"), ("time", "时间"), ("crash", "无法读取"), ("fault", "无法读取")]
)
def test_failure_is_said_in_chinese_with_a_remedy(cause: str, words: str) -> None:
    refused = refused_by_cage(CageFailure(cause, "panicked at src/lib.rs"))

    assert words in str(refused) and "新建的工作簿" in str(refused) and "panicked" not in str(refused)


def test_stray_output_does_not_spoil_the_answer() -> None:
    assert run_caged(VICTIM + "chatter", {}) == ({"said": True}, b"\n\n")


def test_stray_cell_that_aborts_the_parser_leaves_the_parent_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control of the gate: with it off, the very file it refuses must die in the cage and nowhere else."""
    data = workbook(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    monkeypatch.setattr("hall_ops.lib.sheets.admit", lambda _name, _data, _limits: "xlsx")

    with pytest.raises(FileRefused, match="内存|无法读取"):
        read_workbook("a.xlsx", data, FORM_LIMITS)
