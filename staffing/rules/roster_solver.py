"""Choices, limits and costs for HiGHS, in whole numbers (docs/decisions/0032-roster-solver.md).

Heavy to load, so it is loaded when a week is solved, never with the screens.
"""

from collections.abc import Iterable, Sequence
from typing import Any


class NoSolution(Exception):
    """The solver found nothing in its time."""


class Model:
    """A question of yes and no: choices with a cost, rows that bind them. The least cost is looked for."""

    def __init__(self) -> None:
        self._keys: list[Any] = []
        self._costs: list[int] = []
        self._uppers: list[int] = []
        self._whole: list[bool] = []
        self._rows: list[tuple[int | None, int | None, list[int], list[int]]] = []

    def choice(self, key: Any, cost: int) -> int:
        """One thing that may be done or left. Shape: its column."""
        return self._column(key, cost, 1, whole=True)

    def at_most(self, columns: Sequence[int], most: int, weights: Sequence[int] | None = None) -> None:
        self._rows.append((None, most, list(columns), list(weights or [1] * len(columns))))

    def at_least(self, columns: Sequence[int], least: int, cost: int) -> None:
        """Wished for, not demanded: each one missing costs."""
        missing = self._column(None, cost, least, whole=False)
        self._rows.append((least, None, [*columns, missing], [1] * (len(columns) + 1)))

    def any_of(self, columns: Sequence[int], cost: int) -> None:
        """Costs once, however many of the choices are taken."""
        any_ = self._column(None, cost, 1, whole=True)
        for column in columns:
            self._rows.append((None, 0, [column, any_], [1, -1]))

    def _column(self, key: Any, cost: int, upper: int, *, whole: bool) -> int:
        self._keys.append(key)
        self._costs.append(cost)
        self._uppers.append(upper)
        self._whole.append(whole)
        return len(self._keys) - 1

    def solve(self, *, seconds: int) -> tuple[list[Any], bool]:
        """Shape: the keys of what is chosen, and whether nothing can be better. Raises: NoSolution."""
        if not self._keys:
            return [], True
        solver = self._passed()
        solver.setOptionValue("time_limit", seconds)
        solver.run()
        highs = _highs()
        if solver.getInfo().primal_solution_status != highs.SolutionStatus.kSolutionStatusFeasible.value:
            raise NoSolution
        values = solver.getSolution().col_value
        chosen = [
            key for key, value in zip(self._keys, values, strict=True) if key is not None and round(value)
        ]
        return chosen, solver.getModelStatus() == highs.HighsModelStatus.kOptimal

    def _passed(self) -> Any:
        highs = _highs()
        solver, endless = highs.Highs(), highs.kHighsInf
        solver.setOptionValue("output_flag", False)
        model = highs.HighsLp()
        model.num_col_, model.num_row_ = len(self._keys), len(self._rows)
        model.col_cost_, model.col_lower_, model.col_upper_ = self._costs, [0] * len(self._keys), self._uppers
        kinds = highs.HighsVarType
        model.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self._whole]
        model.row_lower_ = [-endless if low is None else low for low, *_rest in self._rows]
        model.row_upper_ = [endless if high is None else high for _low, high, *_rest in self._rows]
        matrix = model.a_matrix_
        matrix.format_ = highs.MatrixFormat.kRowwise
        matrix.start_ = _starts(len(columns) for _low, _high, columns, _weights in self._rows)
        matrix.index_ = [column for _low, _high, columns, _weights in self._rows for column in columns]
        matrix.value_ = [weight for _low, _high, _columns, weights in self._rows for weight in weights]
        solver.passModel(model)
        return solver


def _starts(lengths: Iterable[int]) -> list[int]:
    starts = [0]
    for length in lengths:
        starts.append(starts[-1] + length)
    return starts


def _highs() -> Any:
    import highspy

    return highspy
