"""Shares of ratings as screens say them: {% load rating_figures %}{{ figures.good|share }}."""

from fractions import Fraction

from django import template

from windows.rules.ratings import Rate

register = template.Library()


def tenths(value: Fraction) -> str:
    """Half up to one decimal."""
    scaled = (value * 20 + 1) // 2
    return f"{scaled // 10}.{scaled % 10}"


@register.filter
def share(rate: Rate) -> str:
    """95.2%; — where there is nothing to divide by. All of it is 100%, and only that."""
    if rate.value is None:
        return "—"
    if rate.numerator == rate.denominator:
        return "100%"
    text = tenths(rate.value * 100)
    return "99.9%" if text == "100.0" else f"{text}%"


@register.filter
def score(value: Fraction | None) -> str:
    """86.4; — without visits."""
    return "—" if value is None else tenths(value)
