"""Deliveries of uniforms against the people of the contract and what was handed out."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from contracts.models import Contract
from staffing.models import UniformLot
from staffing.queries.posts import posts_of


@dataclass(frozen=True, slots=True)
class LotRow:
    """A delivery. Shape: `issued` people who hold pieces of it, `pieces` handed out; `fits` whether its sets are as
    many as the people of the contract's posts; `over` once the warranty has ended."""

    lot: UniformLot
    issued: int
    pieces: int
    fits: bool
    over: bool

    @property
    def left(self) -> int:
        return max(0, self.lot.people - self.issued)


@dataclass(frozen=True, slots=True)
class Lots:
    rows: list[LotRow]
    wanted: int

    @property
    def sets(self) -> int:
        return sum(row.lot.people for row in self.rows)

    @property
    def mismatch(self) -> bool:
        """001 § 2 表 3 asks for 25 and for 53 sets, and for 25 people."""
        return any(not row.fits for row in self.rows)


def lots_of(contract: Contract, day: date) -> Lots:
    """Every delivery. Two queries."""
    wanted = sum(post.headcount for post in posts_of(contract, day) if post.counted)
    out = Q(issues__voided_at=None, issues__returned_on=None)
    found = UniformLot.objects.filter(contract=contract).annotate(
        issued=Count("issues__person", filter=out, distinct=True),
        **{f"{name}_out": Sum(f"issues__{name}", filter=out, default=0) for name in PIECES},
    )
    rows = [
        LotRow(
            lot, lot.issued, sum(getattr(lot, f"{name}_out") for name in PIECES), lot.people == wanted,
            lot.warranty_until is not None and lot.warranty_until < day,
        )
        for lot in found.order_by("pk")
    ]  # fmt: skip
    return Lots(rows, wanted)


PIECES = ("summer", "winter", "waistcoat", "jacket")
