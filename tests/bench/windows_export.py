"""A month of 70,000 cases to Excel: beside the writing library alone, and in memory that stays flat."""

import sys
from datetime import timedelta

from django.utils import timezone

from tests.bench import Measure
from tests.bench._hall import child, database, manage

CASES, LIMIT, FLAT = 70_400, 1.3, 1.15


def run() -> list[Measure]:
    with database("hall_bench_export") as url:
        child(url, "tests.bench._contract")
        manage(url, "seed_ledger", "--cases", str(CASES), "--contract", "bench")
        times = child(url, "tests.bench._export", "time")
        few = child(url, "tests.bench._export", "memory", str(timezone.localdate() - timedelta(days=3)))
        many = child(url, "tests.bench._export", "memory", "all")
    print(f"export: {times['rows']:,} rows, {times['cells']:,} cells; memory {few} {many}", file=sys.stderr)
    return [
        Measure("windows export of a month", times["ours"], times["bare"], LIMIT),
        Measure("windows export, megabytes beside a short one", many["megabytes"], few["megabytes"], FLAT),
    ]
