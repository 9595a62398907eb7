"""How many use the province's mobile service, month by month."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from contracts.models import Contract
from hall_ops.lib.months import months_later
from hall_ops.lib.permissions import Permission
from windows.enums.figures import FigureKind
from windows.models import PlatformFigure


@dataclass(frozen=True, slots=True)
class AppMonth:
    """A month's figures. Shape: None where nothing was written down; `before` is the users of the month before."""

    month: date
    users: int | None = None
    guided: int | None = None
    before: int | None = None

    @property
    def growth(self) -> int | None:
        return None if self.users is None or self.before is None else self.users - self.before

    @property
    def level(self) -> str:
        """ok where more use it than the month before, bad where not more, "" where it cannot be told."""
        if self.growth is None:
            return ""
        return "ok" if self.growth > 0 else "bad"


def app_months(contract: Contract, month: date, count: int = 12) -> list[AppMonth]:
    """The months up to one, the newest first. Shape: `month` is a first day. One query."""
    months = [months_later(month, -back) for back in range(count + 1)]
    rows = PlatformFigure.objects.filter(contract=contract, month__in=months).order_by("revision")
    known = {(row.kind, row.month): row.value for row in rows}  # the last revision holds
    return [
        AppMonth(
            each,
            known.get((FigureKind.APP_USERS, each)),
            known.get((FigureKind.APP_GUIDED, each)),
            known.get((FigureKind.APP_USERS, before)),
        )
        for each, before in pairwise(months)
    ]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure as it was written down. Shape: `is_past` where a later correction holds."""

    figure: PlatformFigure
    is_past: bool


def figure_rows(user: Any, contract: Contract, limit: int = 100) -> list[FigureRow]:
    """What was written down and corrected, the newest month first. One query."""
    rows = PlatformFigure.objects.allowed(user, Permission.ITEM_VIEW).filter(contract=contract)
    seen: set[tuple[date, str]] = set()
    found = []
    for row in rows.select_related("recorded_by")[:limit]:
        found.append(FigureRow(row, (row.month, row.kind) in seen))
        seen.add((row.month, row.kind))
    return found
