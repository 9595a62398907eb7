"""The indicators of ratings, each with numerator and denominator; small figures stay hidden from the contractor."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.forms.ratings import IndicatorForm
from windows.queries.ratings import BY_LABELS, Table, Unrated, indicator_table, windows_without_ratings
from windows.rules.ratings import SMALLEST

COLUMNS = {"window": _("窗口"), "clerk": _("人员"), "department": _("部门"), "month": _("月份")}


@screen(Permission.RATING_VIEW, nav=Nav(Room.SERVICE, _("好差评指标"), order=80))
def rating_indicators(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    form = IndicatorForm(request.GET)
    month = form.chosen(today)
    by = form.dimension()
    table = indicator_table(request.user, contract, by, month, today)
    whole = holds_whole(request, contract)
    context = {
        "contract": contract,
        "form": IndicatorForm(initial={"month": f"{month:%Y-%m}", "by": by}),
        "month": month,
        "table": table,
        "tabs": [
            {"label": label, "url": f"?month={month:%Y-%m}&by={name}", "active": name == by}
            for name, label in BY_LABELS.items()
        ],
        "whole": whole,
        "unrated": unrated(contract, month, table, today) if whole else [],
        "smallest": SMALLEST,
        "levels": "、".join(str(level) for level in sorted(table.good_levels, reverse=True)),
        "by_label": COLUMNS[by],
    }
    return render(request, "windows/rating_indicators.html", context)


def unrated(contract: Contract, month: date, table: Table, today: date) -> list[Unrated]:
    """The windows without ratings; a table by window that shows every row has counted them already."""
    known = (
        {line.key: line.counts for line in table.lines} if table.by == "window" and not table.hidden else None
    )
    return windows_without_ratings(contract, month, until=table.until, today=today, counts=known)


def holds_whole(request: HttpRequest, contract: Contract) -> bool:
    """Windows belong to no department: a liaison is not shown them."""
    return holds(request.user, Permission.SESSION_VIEW, contract)
