"""What printed documents and charts need in templates: amounts kept as text, rows of a list."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import template

register = template.Library()


@register.filter
def money(text: str | None) -> str:
    """ "1126550.00" → ¥1,126,550.00; a negative amount keeps its sign before the mark. Units: yuan."""
    if text is None:
        return "—"
    amount = Decimal(text)
    return f"{'−' if amount < 0 else ''}¥{abs(amount):,.2f}"


@register.filter
def change(amount: Decimal) -> str:
    """A difference with its sign: +¥5,632.75, −¥5,632.75, ±0. Units: yuan."""
    return "±0" if not amount else f"{'+' if amount > 0 else '−'}¥{abs(amount):,.2f}"


@register.filter
def rows_of(items: Sequence[Any], width: int) -> list[list[Any]]:
    """A list in rows of `width`, the last one filled up with None."""
    rows = [list(items[start : start + width]) for start in range(0, len(items), width)]
    return [row + [None] * (width - len(row)) for row in rows]
