"""An old ledger of 100,000 rows: our import job against django-import-export's row-by-row default, seconds a row.

The default is measured on a slice of the same file and counted by the row; reading the whole file is its other part.
Ours is the whole job of taking a file: judge every row, write, count the touched days. The look before it, which reads
the file and shows what is wrong, is told beside; the default's own preview would be its import once more.
"""

import os
import sys
import tempfile
from pathlib import Path

from tests.bench import Measure
from tests.bench._hall import child, database, manage

ROWS, SLICE = int(os.environ.get("BENCH_IMPORTED", "100000")), int(os.environ.get("BENCH_PLAIN", "3000"))
LIMIT = 0.1


def _file(url: str, folder: str) -> str:
    """A seeded catalogue, and the file of made-up cases about its items."""
    path = str(Path(folder) / "old.xlsx")
    child(url, "tests.bench._contract")
    manage(url, "seed_ledger", "--cases", "2000", "--contract", "bench")
    child(url, "tests.bench._import", "file", path, str(ROWS))
    return path


def run() -> list[Measure]:
    with tempfile.TemporaryDirectory() as folder:
        with database("hall_bench_import") as url:
            path = _file(url, folder)
            ours = child(url, "tests.bench._import", "ours", path)
        with database("hall_bench_import_plain") as url:
            path = _file(url, folder)
            plain = child(url, "tests.bench._import", "plain", path, str(SLICE))
    print(f"import: ours {ours}; the default {plain}", file=sys.stderr)
    each = plain["seconds"] / plain["rows"] + plain["read"] / plain["of"]
    return [
        Measure(f"windows import of {ROWS:,}, ms a row", ours["seconds"] / ROWS * 1e3, each * 1e3, LIMIT),
    ]
