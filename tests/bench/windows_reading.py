"""Ledgers and statistics of many cases beside those of 24 thousand, page by page in turn, on PostgreSQL.

BENCH_CASES says how many are many: 240,000 unless told, 2,400,000 for the figure that is promised.

Every page of the large hall may take half as long again as the same page of the small one, with under twenty queries.
"""

import os
import statistics
import sys
from typing import Any

from tests.bench import Measure
from tests.bench._hall import KEEP, Talker, child, drop, exists, make, manage, server

SMALL, LARGE = 24_000, int(os.environ.get("BENCH_CASES", "240000"))
ROUNDS, LIMIT, MOST_QUERIES = int(os.environ.get("BENCH_ROUNDS", "9")), 1.5, 19
LEDGER = "/bench/windows/ledgers/{}/{}"
FILTERED = (
    "state=accepted", "state=transferred", "state=archived", "state=void", "item={item}", "department={department}",
    "window={window}", "clerk={clerk}", "zone={zone}", "kind=promised", "cross_region=national", "overdue=open",
    "overdue=decided", "department={department}&state=transferred",
)  # fmt: skip
LEDGERS = (
    "one-window", "cases", "corrections", "gaps", "returned", "results", "overdue?overdue=decided", "cross-region",
)  # fmt: skip
STATS = (
    "unit=day&by=window", "unit=week&by=clerk", "unit=month&by=item", "unit=month&by=department",
    "unit=month&by=zone&order=on_spot_share", "unit=year&by=department",
)  # fmt: skip
RATED = ("window", "clerk", "department", "month")


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
    return url


def questions(known: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every page that is measured. Shape: (name, what the child is asked)."""
    found: list[tuple[str, dict[str, Any]]] = [
        ("first page", {"get": LEDGER.format("acceptance", "")}),
        ("first page, all time", {"get": LEDGER.format("acceptance", "?span=all")}),
        ("500th page", {"get": LEDGER.format("acceptance", "?span=all&page=500")}),
        ("last page", {"get": LEDGER.format("acceptance", "?span=all&page=9999999")}),
    ]
    for text in FILTERED:
        text = text.format(**known)
        label = text.split("=")[0] if text.startswith(tuple(known)) else text
        found.append((f"filter {label}", {"get": LEDGER.format("acceptance", f"?span=all&{text}")}))
        found.append((f"filter {label}, this month", {"get": LEDGER.format("acceptance", f"?{text}")}))
    found += [(f"search by {name}", {"find": known[name]}) for name in ("number", "id", "phone", "name")]
    for text in LEDGERS:
        key, _mark, rest = text.partition("?")
        found.append((f"ledger {key}", {"get": LEDGER.format(key, f"?span=all&{rest}")}))
    found += [(f"statistics {text}", {"get": f"/bench/windows/stats/?{text}"}) for text in STATS]
    found += [
        (f"rating indicators by {by}", {"get": f"/bench/windows/ratings/indicators/?by={by}"}) for by in RATED
    ]
    found.append(("look of the nightly erasure", {"erase": True}))
    return found


def compare(small: Talker, large: Talker) -> list[Measure]:
    known = {"small": small.ask({"facts": True}), "large": large.ask({"facts": True})}
    pairs = zip(questions(known["small"]), questions(known["large"]), strict=True)
    measures, most = [], 0
    for (name, asked_small), (_name, asked_large) in pairs:
        times: dict[str, list[float]] = {"small": [], "large": []}
        for turn in range(ROUNDS + 2):
            for key, talker, question in (("small", small, asked_small), ("large", large, asked_large)):
                took = talker.ask(question)["seconds"]
                if turn > 1:
                    times[key].append(took)
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
            print(f"{name}: slowest query {counted['slowest']}", file=sys.stderr)
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
