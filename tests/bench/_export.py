"""Writes a seeded ledger to a file: `time` beside the writing library alone, `memory DAY` for a process' peak."""

import json
import resource
import statistics
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.bench._django import ready

ROUNDS = 3


class Silent:
    """Stands for a job that nobody watches."""

    def progress(self, *figures: Any) -> None: ...

    def cancelled(self) -> None: ...


def found(query: str) -> Any:
    from django.http import QueryDict
    from django.utils import timezone

    from contracts.models import Contract, Membership
    from windows.forms.asked_ledgers import asked
    from windows.reports.ledgers import ledgers

    contract = Contract.objects.get(slug="bench")
    user = Membership.objects.filter(contract=contract, role="supervisor")[0].user
    ledger = ledgers()["acceptance"]
    data = QueryDict(query, mutable=True)
    data.setlist("columns", [column.key for column in ledger.columns])
    return asked(ledger, user, contract, data, timezone.localdate())


def bare(path: Path, titles: list[str], rows: list[list[Any]]) -> None:
    """The same cells by XlsxWriter in constant memory, nothing else."""
    import xlsxwriter

    from hall_ops.lib.sheet_writing import OPTIONS

    book = xlsxwriter.Workbook(str(path), OPTIONS | {"in_memory": False, "tmpdir": str(path.parent)})
    page, text = book.add_worksheet(), book.add_format({"num_format": "@"})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for number, title in enumerate(titles):
        page.write_string(0, number, title, text)
    for offset, row in enumerate(rows, start=1):
        for number, value in enumerate(row):
            if type(value) is str:
                if value:
                    page.write_string(offset, number, value, text)
            elif isinstance(value, datetime):
                page.write_datetime(offset, number, value, moment)
            elif isinstance(value, int):
                page.write_number(offset, number, value)
            elif value is not None:
                page.write_datetime(offset, number, value, moment)
    book.close()


def timed() -> dict[str, Any]:
    from django.utils import timezone

    from windows.jobs.ledgers import write_ledger
    from windows.reports.ledger_tables import rows_for_file

    asked = found("span=all")
    chunks = rows_for_file(asked.ledger, asked.columns, asked.rows, asked.order, timezone.localdate())
    plain = [
        [value.replace(tzinfo=None) if isinstance(value, datetime) else value for value in row]
        for chunk in chunks
        for row in chunk
    ]
    titles = [str(column.title) for column in asked.columns]
    times: dict[str, list[float]] = {"ours": [], "bare": []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        for _round in range(ROUNDS):
            began = time.perf_counter()
            write_ledger(path, asked, "mark", Silent())
            times["ours"].append(time.perf_counter() - began)
            began = time.perf_counter()
            bare(path, titles, plain)
            times["bare"].append(time.perf_counter() - began)
    return {"rows": len(plain), "cells": len(plain) * len(titles)} | {
        key: statistics.median(values) for key, values in times.items()
    }


def memory(day: str) -> dict[str, Any]:
    from windows.jobs.ledgers import write_ledger

    asked = found(f"since={day}" if day != "all" else "span=all")
    with tempfile.TemporaryDirectory() as folder:
        rows = write_ledger(Path(folder) / "ledger.xlsx", asked, "mark", Silent())
    return {"rows": rows, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def main() -> None:
    ready()
    print(json.dumps(timed() if sys.argv[1] == "time" else memory(sys.argv[2])))


if __name__ == "__main__":
    main()
