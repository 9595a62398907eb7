"""Benchmarks: each module has `run() -> list[Measure]`; figure and baseline come from the same run of the same machine.

A figure alone says little about another machine; a ratio to a simple thing done beside it does.
"""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Measure(NamedTuple):
    """One line of script/bench. Units: seconds, unless the name says otherwise; `note` is told beside the ratio."""

    name: str
    figure: float
    baseline: float
    limit_ratio: float
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.figure / self.baseline if self.baseline else float("inf")

    @property
    def kept(self) -> bool:
        return self.ratio <= self.limit_ratio


def seconds(work: Callable[[], object], repeats: int = 5) -> float:
    """The median time of `work`, after one run to warm up."""
    work()
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return statistics.median(times)
