"""Figures of a day's ratings that add up over days, and how the indicators' counts come of them.

Each figure is a plain number of one day, so that a month is the sum of its days. What depends on the day one looks
(a term that has not run out yet) is none of them.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from windows.rules.ratings import Counts

ACTIVE: Final = tuple(f"active_{level}" for level in (1, 2, 3, 4, 5))
# silence is never a complaint
DEFAULT: Final = tuple(f"default_{level}" for level in (3, 4, 5))
FOLLOWED: Final = ("bad_in_time", "real_bad", "called_back")
# visits: cases registered that day and not voided. excluded_visits: those of them whose rating was struck out.
NAMES: Final = (
    "visits", "rated", "rated_actively", "excluded", "excluded_visits", *ACTIVE, *DEFAULT, *FOLLOWED,
)  # fmt: skip
Sums = Counter[str]


def figures_of(*, level: int, source: str, excluded: bool, ratings: int, visits: int) -> dict[str, int]:
    """What so many ratings of one kind add. Shape: `visits` are those of them that rate a case."""
    if excluded:
        return {"excluded": ratings, "excluded_visits": visits}
    found = {f"{source}_{level}": ratings, "rated": visits}
    return found | {"rated_actively": visits} if source == "active" else found


def counts_of(sums: Mapping[str, int]) -> Counts:
    """The counts of the indicators. Shape: figures by name; bad_pending comes beside them.

    A visit whose rating was struck out can neither help nor harm: it counts as not rateable.
    """

    def levels(names: tuple[str, ...]) -> dict[int, int]:
        return {int(name[-1]): sums[name] for name in names if sums.get(name)}

    return Counts(
        rateable=sums.get("visits", 0) - sums.get("excluded_visits", 0), rated=sums.get("rated", 0),
        rated_actively=sums.get("rated_actively", 0), active=levels(ACTIVE), default=levels(DEFAULT),
        excluded=sums.get("excluded", 0), bad_in_time=sums.get("bad_in_time", 0),
        bad_pending=sums.get("bad_pending", 0), real_bad=sums.get("real_bad", 0),
        called_back=sums.get("called_back", 0),
    )  # fmt: skip
