"""The kinds of single values a profile may hold, each exact: text, decimals, days, months, clock times."""

import re
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

Act = Literal["contracts", "staffing", "windows", "training", "operations", "assessment", "settlement"]
Unit = Literal[
    "ratio", "yuan", "person", "item", "unit", "square_metre", "visit_per_day", "time", "shift", "post", "hour",
    "minute", "day", "calendar_day", "working_day", "week", "month", "quarter", "year", "set", "town", "hall", "zone",
]  # fmt: skip

DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")


class Model(BaseModel):
    """Base of every section: exact types, no unknown names, unchangeable."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Sourced(Model):
    """A value with the clause it comes from, our own summary of it, and the rooms in which it acts.

    `silent` marks a default of ours where the tender says nothing.
    """

    clause: "Text"
    summary: "Text"
    acts: Annotated["Many[Act]", Field(min_length=1)]
    silent: bool = False


def refuse(reason: str, remedy: str) -> PydanticCustomError:
    """Make the error that carries a Chinese reason and remedy through pydantic."""
    return PydanticCustomError("profile", "{reason}", {"reason": reason, "remedy": remedy})


def _decimal(value: Any) -> Decimal:
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, str) and DECIMAL.fullmatch(value):
        return Decimal(value)
    raise refuse(_("不是数"), _('请写整数，或加引号的小数，例如 "0.03"'))


def _day(value: Any) -> date:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise refuse(_("不是日期"), _("请写成 2023-01-31 这样的日期"))


def _month(value: Any) -> date:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", value) and value[:4] != "0000":
        return date(int(value[:4]), int(value[5:]), 1)
    raise refuse(_("不是月份"), _("请写成 2023-01 这样的月份"))


def _month_day(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{2}-[0-9]{2}", value):
        try:
            date(2023, int(value[:2]), int(value[3:]))
        except ValueError:
            pass
        else:
            return value
    raise refuse(_("不是每年都有的日子"), _("请写成 12-05 这样的月-日"))


def _clock(value: Any) -> time:
    if isinstance(value, str) and re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        return time.fromisoformat(value)
    raise refuse(_("不是时刻"), _('请写成加引号的 "08:30"'))


def _sequence(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_sequence)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=False)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=50)]
Exact = Annotated[Decimal, BeforeValidator(_decimal)]
Share = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, le=1)]
Yuan = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0, decimal_places=2)]
Count = Annotated[int, Field(ge=1, le=1_000_000)]
Day = Annotated[date, BeforeValidator(_day)]
Month = Annotated[date, BeforeValidator(_month)]
MonthDay = Annotated[str, BeforeValidator(_month_day)]
Clock = Annotated[time, BeforeValidator(_clock)]

Sourced.model_rebuild()
