"""A cap group compiled: where its criteria stand, and how their scaled points become the group's sums."""

from dataclasses import dataclass
from typing import TypeAlias

# Of one group, scaled: deducted, bonus, demerit, score, and what it moves the total by.
Sums: TypeAlias = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """A group compiled: where its criteria stand, and its limits as scaled integers (None: no limit)."""

    adjusts: bool
    deductions: slice
    bonuses: slice
    demerits: slice
    cap: int
    limit: int | None
    bonus_cap: int | None
    demerit_cap: int | None
    to_full: bool

    def sums(self, amounts: list[int], net: bool) -> Sums:
        """Return the group's sums over the scaled points of all places."""
        deducted, bonus = sum(amounts[self.deductions]), sum(amounts[self.bonuses])
        if self.adjusts:
            return self._adjusted(bonus, sum(amounts[self.demerits]), net)
        if self.limit is not None and deducted > self.limit:
            deducted = self.limit
        if self.bonus_cap is not None and bonus > self.bonus_cap:
            bonus = self.bonus_cap
        if self.to_full and bonus > deducted:
            bonus = deducted
        return deducted, bonus, 0, self.cap - deducted + bonus, bonus - deducted

    def _adjusted(self, bonus: int, demerit: int, net: bool) -> Sums:
        """Cap bonus and demerit each, or their difference (decision `adjustment_cap`)."""
        if not net:
            bonus = bonus if self.bonus_cap is None else min(self.bonus_cap, bonus)
            demerit = demerit if self.demerit_cap is None else min(self.demerit_cap, demerit)
        score = bonus - demerit
        if net and self.bonus_cap is not None:
            score = min(self.bonus_cap, score)
        if net and self.demerit_cap is not None:
            score = max(-self.demerit_cap, score)
        return demerit, bonus, demerit, score, score
