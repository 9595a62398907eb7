"""What the law itself says of a day, without the yearly notice and without the package that knows the notices.

Source: 全国年节及纪念日放假办法 (in force since 2025-01-01).
"""

from datetime import date

LAST_PROVISIONAL_YEAR = 2099
FIXED = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}


def week_kind(day: date) -> str:
    return "workday" if day.weekday() < 5 else "weekend"
