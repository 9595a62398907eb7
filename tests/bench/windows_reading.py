"""Ledgers and statistics of many cases beside those of 24 thousand, page by page in turn, on PostgreSQL.

BENCH_CASES says how many are many: 240,000 unless told, 2,400,000 for the figure that is promised. BENCH_PAGES names
some of the pages by words of theirs, with commas between.

Every page of the large hall may take half as long again as the same page of the small one, with under twenty queries.
"""

import os
import statistics
import sys

from tests.bench import Measure
from tests.bench._hall import KEEP, Talker, child, drop, exists, make, manage, server
from tests.bench._reading import questions

SMALL, LARGE = 24_000, int(os.environ.get("BENCH_CASES", "240000"))
PAGES = os.environ.get("BENCH_PAGES", "").split(",")
ROUNDS, LIMIT, MOST_QUERIES = int(os.environ.get("BENCH_ROUNDS", "9")), 1.5, 19


def seeded(name: str, cases: int) -> str:
    """A database with so many cases; kept from an earlier run where that was asked for."""
    if KEEP and exists(name):
        url = server().rpartition("/")[0] + f"/{name}"
        manage(url, "migrate", "--verbosity", "0")
    else:
        url = make(name)
        child(url, "tests.bench._contract")
        print(f"seeding {cases:,} cases …", file=sys.stderr)
        manage(url, "seed_ledger", "--cases", str(cases), "--contract", "bench")
    child(url, "tests.bench._ratings")
    child(url, "tests.bench._beside")
    return url


def compare(small: Talker, large: Talker) -> list[Measure]:
    known = {"small": small.ask({"facts": True}), "large": large.ask({"facts": True})}
    pairs = zip(questions(known["small"]), questions(known["large"]), strict=True)
    measures, most = [], 0
    for (name, asked_small), (_name, asked_large) in pairs:
        if not any(word in name for word in PAGES):
            continue
        times: dict[str, list[float]] = {"small": [], "large": []}
        rows: dict[str, int] = {}
        for turn in range(ROUNDS + 2):
            for key, talker, question in (("small", small, asked_small), ("large", large, asked_large)):
                answer = talker.ask(question)
                rows[key] = answer["rows"]
                if turn > 1:
                    times[key].append(answer["seconds"])
        measures.append(
            Measure(
                f"windows {name}", statistics.median(times["large"]), statistics.median(times["small"]), LIMIT
            )
        )
        print(f"{name}: {measures[-1].ratio:.2f}", file=sys.stderr, flush=True)
        counted = large.ask({**asked_large, "count": True})
        most = max(most, counted["queries"])
        if counted["queries"] > MOST_QUERIES:
            print(f"{name}: {counted['queries']} queries", file=sys.stderr)
        if not measures[-1].kept:
            print(f"{name}: rows shown {rows}, slowest query {counted['slowest']}", file=sys.stderr)
    return [*measures, Measure("windows most queries of a page", most, MOST_QUERIES, 1.0)]


def run() -> list[Measure]:
    names = (f"hall_bench_{SMALL}", f"hall_bench_{LARGE}")
    urls = [seeded(name, cases) for name, cases in zip(names, (SMALL, LARGE), strict=True)]
    small, large = (Talker(url, "tests.bench._pages") for url in urls)
    try:
        return compare(small, large)
    finally:
        small.close()
        large.close()
        if not KEEP:
            for name in names:
                drop(name)
