"""Ledgers and statistics of many cases beside those of 24 thousand, page by page in turn, on PostgreSQL.

BENCH_CASES says how many are many: 240,000 unless told, 2,400,000 for the figure that is promised. BENCH_PAGES names
some of the pages by words of theirs, with commas between.

Every page of the large hall may take half as long again as the same page of the small one, with under twenty queries.
Both halls have the same working days in the month at hand, and are asked with values that find as many rows in one as
in the other where there are such (tests/bench/_alike.py); the rows drawn stand beside each ratio.
"""

import os
import statistics
import sys

from tests.bench import Measure
from tests.bench._alike import Halls
from tests.bench._hall import KEEP, Talker, child, drop, exists, make, manage, server
from tests.bench._reading import Asked, questions

SMALL, LARGE = 24_000, int(os.environ.get("BENCH_CASES", "240000"))
PAGES = os.environ.get("BENCH_PAGES", "").split(",")
ROUNDS, LIMIT, MOST_QUERIES = int(os.environ.get("BENCH_ROUNDS", "9")), 1.5, 19
WARM = 2  # turns that are not counted


def seeded(name: str, cases: int, first_day: str = "") -> str:
    """A database with so many cases; kept from an earlier run where that was asked for.

    Shape: `first_day` is the small hall's; the large one rests on the days of this month before it.
    """
    if KEEP and exists(name):
        url = server().rpartition("/")[0] + f"/{name}"
        manage(url, "migrate", "--verbosity", "0")
    else:
        url = make(name)
        child(url, "tests.bench._contract")
        if first_day:
            child(url, "tests.bench._month", first_day)
        print(f"seeding {cases:,} cases …", file=sys.stderr)
        manage(url, "seed_ledger", "--cases", str(cases), "--contract", "bench")
    child(url, "tests.bench._planted")
    child(url, "tests.bench._ratings")
    child(url, "tests.bench._beside")
    return url


class Page:
    """One page in both halls, read in turn."""

    def __init__(self, halls: Halls, small: Asked, large: Asked) -> None:
        self.halls, self.asked = halls, (small, large)
        self.times: tuple[list[float], list[float]] = ([], [])
        self.rows = [0, 0]

    def read(self, turns: int, *, counted: bool = True) -> None:
        for _turn in range(turns):
            for place, talker in enumerate((self.halls.small, self.halls.large)):
                answer = talker.ask(self.asked[place])
                self.rows[place] = answer["rows"]
                if counted:
                    self.times[place].append(answer["seconds"])

    def measure(self, name: str) -> Measure:
        small, large = map(statistics.median, self.times)
        return Measure(f"windows {name}", large, small, LIMIT, "rows {}/{}".format(*self.rows))


def measured(page: Page, name: str) -> Measure:
    """A page over the limit is read as often again, and all its times count: other work comes and goes."""
    page.read(WARM, counted=False)
    page.read(ROUNDS)
    if not page.measure(name).kept:
        page.read(ROUNDS)
    return page.measure(name)


def compare(halls: Halls) -> list[Measure]:
    measures, most = [], 0
    for name, small, large in questions(halls):
        if not any(word in name for word in PAGES):
            continue
        page = Page(halls, small, large)
        measures.append(measured(page, name))
        print(f"{name}: {measures[-1].ratio:.2f}, {measures[-1].note}", file=sys.stderr, flush=True)
        counted = halls.large.ask({**large, "count": True})
        most = max(most, counted["queries"])
        if counted["queries"] > MOST_QUERIES:
            print(f"{name}: {counted['queries']} queries", file=sys.stderr)
        if not measures[-1].kept:
            print(f"{name}: slowest query {counted['slowest']}", file=sys.stderr)
    return [*measures, Measure("windows most queries of a page", most, MOST_QUERIES, 1.0)]


def run() -> list[Measure]:
    names = (f"hall_bench_{SMALL}", f"hall_bench_{LARGE}")
    url = seeded(names[0], SMALL)
    first_day = child(url, "tests.bench._month")["first_day"]
    urls = (url, seeded(names[1], LARGE, first_day))
    halls = Halls(*(Talker(url, "tests.bench._pages") for url in urls))
    try:
        return compare(halls)
    finally:
        halls.small.close()
        halls.large.close()
        if not KEEP:
            for name in names:
                drop(name)
