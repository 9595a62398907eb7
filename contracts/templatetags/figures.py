"""Figures as users read them: points without idle zeros, yuan with thousands, shares as percent."""

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def points(value: Decimal | int | None) -> str:
    """3.00 → 3, 2.50 → 2.5; None → —."""
    if value is None:
        return "—"
    exact = Decimal(value)
    return f"{exact.normalize():f}" if exact else "0"


@register.filter
def yuan(value: Decimal | None) -> str:
    """1126550 → ¥1,126,550.00. Units: yuan."""
    return "—" if value is None else f"¥{value:,.2f}"


@register.filter
def percent(value: Decimal | None) -> str:
    """0.85 → 85%."""
    return "—" if value is None else f"{points(Decimal(value) * 100)}%"
